"""
How far did each school's pupils end above or below pupils like them elsewhere?

`sums_of` boils pupils down to a few sums per school; sums of pieces add up, so a file larger than memory works. `estimate`
fits the random-intercept model to them: outcome ~ prior and other covariates + (1 | school).
"""

from collegiate.analytics.value_added.answer import Caterpillar, Coefficient, SchoolEffect, ValueAdded
from collegiate.analytics.value_added.fit import estimate
from collegiate.analytics.value_added.sums import Sums, sums_of

__all__ = [
    "Caterpillar",
    "Coefficient",
    "SchoolEffect",
    "Sums",
    "ValueAdded",
    "estimate",
    "sums_of",
]
