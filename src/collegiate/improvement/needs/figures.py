"""The index of need of a school, explained: what each indicator adds and the most it could."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collegiate.analytics.need import Indicator as TowardsNeed
from collegiate.analytics.need import need
from collegiate.definitions import Indicator, Weight
from collegiate.values import CannotSay, Status


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


def index(values: Mapping[str, float | CannotSay], indicators: Sequence[Indicator]) -> Index:
    """
    Work out an index of need from the newest figure of each indicator, by its code; one that is absent is not known.

    A contribution grows evenly from the value at which an indicator begins to count to that at which it counts fully.
    """
    counted = [(one, _towards_need(one, one.need)) for one in indicators if one.need is not None]
    if not counted:
        return Index(CannotSay("No figure of this kind of school counts towards need.", Status.NOT_APPLICABLE), ())
    known = {one.code: values[one.code] for one, _ in counted if one.code in values}
    found = need([towards for _, towards in counted], known)
    contributions = [Contribution(one, _adds(towards, known.get(one.code)), towards.weight) for one, towards in counted]
    return Index(
        found if isinstance(found, CannotSay) else found.index / 100,
        tuple(sorted(contributions, key=lambda one: (-(one.adds or 0) / one.most, one.indicator.code))),
    )


def _towards_need(indicator: Indicator, weight: Weight) -> TowardsNeed:
    begins, ends = weight.from_value, weight.to_value
    return TowardsNeed(
        key=indicator.code,
        words=indicator.short,
        worse="high" if ends > begins else "low",
        weight=weight.most,
        floor=min(begins, ends),
        cap=max(begins, ends),
    )


def _adds(towards: TowardsNeed, value: float | CannotSay | None) -> float | None:
    """Return what one indicator adds by itself, which is what it adds among others; None where it is not known."""
    alone = need([towards], {} if value is None else {towards.key: value})
    return None if isinstance(alone, CannotSay) else alone.parts[0].contribution
