"""The index of need of a school, explained: what each indicator adds and the most it could."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collegiate.definitions import Indicator
from collegiate.values import CannotSay

#: With less than this share of the weights known, an index would be about what happens to be published.
ENOUGH_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Contribution:
    """
    What one indicator adds to the index.

    Attributes
    ----------
    adds : float or None
        From 0 to `most`; None where the figure is not known, which is not the same as adding nothing.
    """

    indicator: Indicator
    adds: float | None
    most: float


@dataclass(frozen=True, slots=True)
class Index:
    """
    How much a school's published figures speak for help.

    Attributes
    ----------
    share : float or CannotSay
        From 0 to 1: what is added, of the most that what is known could add.
    contributions : tuple of Contribution
        One for each indicator that counts, known or not, the largest share of its maximum first.
    """

    share: float | CannotSay
    contributions: tuple[Contribution, ...]


def index(values: Mapping[str, float | None], indicators: Sequence[Indicator]) -> Index:
    """
    Work out an index of need from the newest value of each indicator, by its code; None where it is not known.

    A contribution grows evenly from the value at which an indicator begins to count to that at which it counts fully.
    """
    found = [_contribution(one, values.get(one.code)) for one in indicators if one.need is not None]
    whole = sum(one.most for one in found)
    known = sum(one.most for one in found if one.adds is not None)
    in_order = tuple(sorted(found, key=lambda one: (-(one.adds or 0) / one.most, one.indicator.code)))
    if not whole or known < ENOUGH_KNOWN * whole:
        return Index(CannotSay("Less than half of the figures that count are known."), in_order)
    return Index(sum(one.adds or 0 for one in found) / known, in_order)


def _contribution(indicator: Indicator, value: float | None) -> Contribution:
    weight = indicator.need
    assert weight is not None  # noqa: S101 -- only indicators that count come here
    if value is None:
        return Contribution(indicator, None, weight.most)
    way = (value - weight.from_value) / (weight.to_value - weight.from_value)
    return Contribution(indicator, weight.most * min(max(way, 0.0), 1.0), weight.most)
