"""Schools like a school, where they lie, and which way one goes: rows into arrays, worked out in `analytics`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from collegiate.analytics.similarity import Characteristic, Neighbours, landscape, similar_to
from collegiate.values import CannotSay

FEWEST_YEARS = 3  # without the number of pupils, two years alone cannot tell a direction from chance


class Way(StrEnum):
    """Which way a figure has gone; better or worse is for its indicator to say."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "no clear change"


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


def way(values: Sequence[float], pupils: Sequence[int | None]) -> Way | CannotSay:
    """
    Return which way a percentage has gone over the years.

    Where it is known of how many pupils the first and the last year are a share, it went up or down if chance alone
    would hardly do it (the 95 % interval of the difference leaves nought out). Where it is not, it did if it went the
    same way every year, of three years at least.
    """
    from collegiate.analytics.gaps import gap_of_shares  # noqa: PLC0415 - scipy, which no start needs

    first, last = pupils[0], pupils[-1]
    if first is not None and last is not None:
        reached = round(values[-1] * last / 100), round(values[0] * first / 100)
        gap = gap_of_shares(reached[0], last, reached[1], first, groups=("the last year", "the first year"))
        if isinstance(gap, CannotSay):
            return gap
        return Way.UNCLEAR if not gap.can_tell else Way.UP if gap.difference > 0 else Way.DOWN
    if len(values) < FEWEST_YEARS:
        return CannotSay(
            "Two years alone cannot tell a direction from chance, and the file does not say of how many pupils."
        )
    steps = {float(np.sign(step)) for step in np.diff(np.asarray(values, dtype=float))}
    return Way.UP if steps == {1.0} else Way.DOWN if steps == {-1.0} else Way.UNCLEAR
