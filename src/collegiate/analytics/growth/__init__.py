"""
How much did each pupil grow, beside pupils who started alike?

`percentiles` gives every pupil a growth percentile from 1 to 99, exactly as the R package SGP; `of_a_panel` does so for one
grade of a file of several years. `median_growth` sums schools and groups up, and `growth_to_target` says what growth a
target would ask for.
"""

from collegiate.analytics.growth.answer import Growth, Planes
from collegiate.analytics.growth.design import Knots
from collegiate.analytics.growth.medians import MedianGrowth, Medians, median_growth
from collegiate.analytics.growth.percentiles import SMALLEST_COHORT, of_a_panel, percentiles
from collegiate.analytics.growth.target import TargetGrowth, growth_to_target

__all__ = [
    "SMALLEST_COHORT",
    "Growth",
    "Knots",
    "MedianGrowth",
    "Medians",
    "Planes",
    "TargetGrowth",
    "growth_to_target",
    "median_growth",
    "of_a_panel",
    "percentiles",
]
