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


def most_like(own: tuple[float, int], others: Sequence[tuple[float, int]], *, how_many: int) -> list[int]:
    """
    Return the places in `others` of the schools most like one's own, the most like first; ties in their order.

    Each school is (share eligible for free meals in %, pupils on roll): what a school is given, never its results.
    The distance is Euclid's over the share and the logarithm of the number, each in standard deviations of all.
    """
    given = np.array([own, *others], dtype=float)
    inputs = np.column_stack([given[:, 0], np.log(np.maximum(given[:, 1], 1))])
    spread = inputs.std(axis=0)
    inputs = inputs / np.where(spread > 0, spread, 1)
    distance = np.hypot(*(inputs[1:] - inputs[0]).T)
    return [int(place) for place in np.argsort(distance, kind="stable")[:how_many]]
