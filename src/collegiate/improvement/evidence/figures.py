"""Schools like a school, and where they lie: rows into arrays, worked out in `analytics`."""

from collections.abc import Sequence

import numpy as np

#: A band of fewer schools than this would say where single schools lie.
FEWEST_IN_A_BAND = 5


def middle_half(values: Sequence[float]) -> tuple[float, float] | None:
    """
    Return where the middle half of some schools' values begins and ends; None of fewer than five schools.

    The quartiles are those of linear interpolation (Hyndman and Fan's type 7).
    """
    if len(values) < FEWEST_IN_A_BAND:
        return None
    low, high = np.percentile(np.asarray(values, dtype=float), [25, 75])
    return float(low), float(high)
