"""
Who gets what: shares to the unit, days under a cap, support for schools, and places on the training day.

Each answer is the best there is by a price that is written down, with its proof, and can say why each one got what
they got. People decide: the solver proposes and says what departing from its proposal costs.
"""

from collegiate.analytics.allocation.days import DaysShared, share_days
from collegiate.analytics.allocation.shares import Shares, largest_remainder

__all__ = [
    "DaysShared",
    "Shares",
    "largest_remainder",
    "share_days",
]
