"""A pot shared by need: what is known of schools, handed to `analytics` and back, with names and without."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from collegiate.analytics.allocation import (
    BY_NEED,
    Band,
    ByNeed,
    CannotShare,
    Claim,
    Share,
    Terms,
    share_by_need,
    steps_of,
    veiled,
)
from collegiate.analytics.need import Indicator as TowardsNeed
from collegiate.analytics.need import Need, need
from collegiate.definitions import disclosure, indicators
from collegiate.improvement.fund.models import Allocation, NeedFormula
from collegiate.values import CannotSay, Status

__all__ = [
    "BY_NEED",
    "Band",
    "CannotShare",
    "Known",
    "Shared",
    "Terms",
    "Trial",
    "Weighted",
    "again",
    "decimal",
    "explained",
    "hundredths",
    "in_bands",
    "share",
    "terms_of",
    "try_out",
]

EXACT = Decimal("0.00000001")  # as finely as a rate is kept


@dataclass(frozen=True, slots=True)
class Weighted:
    """How much an indicator counts, from which of its values, and at which fully."""

    indicator: str
    weight: int
    from_value: Decimal
    to_value: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is known of a school when a pot is shared.

    Attributes
    ----------
    school : int
        Its key.
    pupils : int or CannotSay
        On its roll, by the latest census.
    values : mapping of str to float or CannotSay
        Its newest figure of each indicator, by code.
    last : int
        What it had in the round before, in pence.
    """

    school: int
    pupils: int | CannotSay
    values: Mapping[str, float | CannotSay]
    last: int = 0


@dataclass(frozen=True, slots=True)
class Shared:
    """A pot that was shared: by each school's key its share and its need with its parts, and those left out, with why."""

    found: ByNeed
    shares: Mapping[int, Share]
    needs: Mapping[int, Need | CannotSay]
    left_out: Mapping[int, CannotSay]


@dataclass(frozen=True, slots=True)
class Trial:
    """
    What a formula would do, so that nobody can find their own school in it.

    Attributes
    ----------
    schools : int
        How many share the pot.
    bands : tuple of Band, CannotSay or CannotShare
        In bands of need; that there are too few schools; or why the pot cannot be shared so.
    point : Decimal
        Pence that a point of need adds for each pupil; 0 where nothing is shared.
    capped, unsaid, left_out : int
        Schools that reach the cap, whose need cannot be said, and whose pupils cannot be said.
    """

    schools: int
    bands: tuple[Band, ...] | CannotSay | CannotShare
    point: Decimal
    capped: int
    unsaid: int
    left_out: int


def share(pot: int, terms: Terms, weights: Sequence[Weighted], schools: Sequence[Known]) -> Shared | CannotShare:
    """Share a pot between schools by what is known of them."""
    needs = {one.school: _need(weights, one) for one in schools}
    left_out = {one.school: one.pupils for one in schools if isinstance(one.pupils, CannotSay)}
    keys = {_key(one.school): one.school for one in schools}
    claims = [_claim(_key(one.school), one, needs[one.school]) for one in schools if one.school not in left_out]
    found = share_by_need(pot, terms, claims)
    if isinstance(found, CannotShare):
        return found
    return Shared(found, {keys[one.claim.school]: one for one in found.shares}, needs, left_out)


def try_out(
    pot: int, terms: Terms, weights: Sequence[Weighted], schools: Sequence[Known], *, shuffled_by: str
) -> Trial:
    """Share a pot for a trial: schools without names, in an order that tells nothing, shown in bands of need only."""
    counted = [one for one in schools if not isinstance(one.pupils, CannotSay)]
    order = sorted(counted, key=lambda one: hashlib.sha256(f"{shuffled_by}:{one.school}".encode()).digest())
    needs = [_need(weights, one) for one in order]
    claims = [_claim(_key(place), one, its) for place, (one, its) in enumerate(zip(order, needs, strict=True))]
    unsaid, left_out = sum(isinstance(one, CannotSay) for one in needs), len(schools) - len(counted)
    found = share_by_need(pot, terms, claims)
    if isinstance(found, CannotShare):
        return Trial(len(counted), found, Decimal(0), 0, unsaid, left_out)
    capped = sum(one.rate == terms.cap for one in found.shares)
    bands = veiled(found, fewest=disclosure().fewest_pupils)
    return Trial(len(counted), bands, decimal(found.slope * 100), capped, unsaid, left_out)


def terms_of(formula: NeedFormula) -> Terms:
    """Return the terms of a formula."""
    return Terms(formula.floor_pence, formula.cap_pence, formula.may_fall)


def explained(allocation: Allocation, formula: NeedFormula, middle: int) -> tuple[str, ...]:
    """Return how a school's share came about, a sentence a step; none where it has no share."""
    if allocation.pupils is None or allocation.by_need_pence is None or allocation.rate_pence is None:
        return ()
    rate, whole = Fraction(allocation.rate_pence), Fraction(allocation.by_need_pence, allocation.pupils)
    claim = Claim(_key(allocation.organisation_id), allocation.pupils, allocation.need, allocation.last_pence)
    its = Share(
        claim,
        need=middle if allocation.need is None else allocation.need,
        rate=whole if abs(whole - rate) <= Fraction(EXACT) else rate,  # it is kept to eight places only
        by_need=allocation.by_need_pence,
        rounded_up=allocation.rounded_up,
        taper=allocation.taper_pence,
    )
    return steps_of(its, terms_of(formula))


def again(formula: NeedFormula, allocations: Sequence[Allocation]) -> ByNeed | CannotShare:
    """Share the pot once more, by what was loaded then; or say why it cannot be."""
    claims = [
        Claim(_key(one.organisation_id), one.pupils, one.need, one.last_pence)
        for one in allocations
        if one.pupils is not None
    ]
    return share_by_need(formula.round.pot_pence, terms_of(formula), claims)


def in_bands(formula: NeedFormula, allocations: Sequence[Allocation]) -> tuple[Band, ...]:
    """Return what schools got in bands of need; none where there are too few schools for it."""
    found = again(formula, allocations)
    bands = () if isinstance(found, CannotShare) else veiled(found, fewest=disclosure().fewest_pupils)
    return () if isinstance(bands, CannotSay) else bands


def hundredths(its: Need | CannotSay) -> int | None:
    """Return a need in hundredths of a point, as it is kept and counted; None where it cannot be said."""
    return None if isinstance(its, CannotSay) else round(its.index * 100)


def decimal(number: Fraction) -> Decimal:
    """Return an exact number as it is kept: to eight places."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(EXACT)


def _key(school: int) -> str:
    return f"{school:012d}"


def _claim(key: str, known: Known, its: Need | CannotSay) -> Claim:
    pupils = known.pupils
    if isinstance(pupils, CannotSay):
        raise LookupError("A school whose pupils cannot be said has no claim.")
    return Claim(key, pupils, hundredths(its), known.last)


def _need(weights: Sequence[Weighted], known: Known) -> Need | CannotSay:
    meant = indicators()
    counted = [
        TowardsNeed(
            key=one.indicator,
            words=meant[one.indicator].short if one.indicator in meant else one.indicator,
            worse="high" if one.to_value > one.from_value else "low",
            weight=float(one.weight),
            floor=float(min(one.from_value, one.to_value)),
            cap=float(max(one.from_value, one.to_value)),
        )
        for one in weights
    ]
    given = {
        one.indicator: known.values.get(
            one.indicator, CannotSay("No figure about this school has been loaded.", Status.NOT_LOADED)
        )
        for one in weights
    }
    return need(counted, given)
