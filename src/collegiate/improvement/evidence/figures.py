"""Schools like a school, and where they lie: rows into arrays, worked out in `analytics`."""

from collections.abc import Mapping, Sequence

import numpy as np

from collegiate.analytics.similarity import Characteristic, Neighbours, landscape, similar_to
from collegiate.values import CannotSay

#: A band of fewer schools than this would say where single schools lie.
FEWEST_IN_A_BAND = 5
GIVEN = (
    Characteristic("free_meals", "the share of pupils eligible for free school meals"),
    Characteristic("pupils", "the number of pupils", log=True),
)


def middle_half(values: Sequence[float]) -> tuple[float, float] | None:
    """
    Return where the middle half of some schools' values begins and ends; None of fewer than five schools.

    The quartiles are those of linear interpolation (Hyndman and Fan's type 7).
    """
    if len(values) < FEWEST_IN_A_BAND:
        return None
    low, high = np.percentile(np.asarray(values, dtype=float), [25, 75])
    return float(low), float(high)


def most_like(
    school: int, given: Mapping[int, tuple[float, int]], *, how_many: int, version: str
) -> Neighbours | CannotSay:
    """
    Return the schools most like a school, the most like first, with what each is like in and what not.

    `given` is what each school is given, by its id: the share of pupils eligible for free school meals in %, and the
    number of pupils on roll. Results never come in. `version` says which year's figures they are.
    """
    schools = landscape(list(given), GIVEN, list(given.values()), version=version)
    return schools if isinstance(schools, CannotSay) else similar_to(schools, school, how_many)
