"""
How great is a school's need, and what makes it so?

An index that can be taken apart: each indicator says which end is worse, what it weighs, and between which values it
counts; each part shows what it adds and the most it could. A missing figure is reported and never counts as nought,
and how far the answer hangs on the weights can be seen. The index helps people decide; it decides nothing.

`need` answers for one school, `needs` for many, `sensitivity` tells how much the weights matter.
"""

from collegiate.analytics.need.index import Indicator, Need, Part, need, needs
from collegiate.analytics.need.weights import Dropped, SchoolUnderWeights, Sensitivity, sensitivity

__all__ = [
    "Dropped",
    "Indicator",
    "Need",
    "Part",
    "SchoolUnderWeights",
    "Sensitivity",
    "need",
    "needs",
    "sensitivity",
]
