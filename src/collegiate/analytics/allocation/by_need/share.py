"""How much of a pot does each school get, by its need?"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from collegiate.analytics.allocation.by_need.claims import (
    MOST_PENCE,
    CannotShare,
    Claim,
    Terms,
    in_order,
    keeps,
    middle_of,
    needed,
    whole,
    why_not,
)
from collegiate.analytics.allocation.shares import largest_remainder
from collegiate.values import Money

METHOD = "by need 1"
"""Counted up when the same claims and terms would no longer give the same shares."""


@dataclass(frozen=True, slots=True)
class Share:
    """
    What one school gets, step by step.

    Attributes
    ----------
    claim : Claim
        What is known of it.
    need : int
        The need it is counted with, in hundredths of a point: its own, or the middle school's where its own cannot be said.
    rate : Fraction
        Pence for each pupil by its need, from the floor to the cap, before anything is rounded.
    by_need : int
        `rate` for all its pupils, in whole pence.
    rounded_up : bool
        Whether it was given the penny that its fraction fell short of.
    taper : int
        Pence that protecting last shares adds to it (above 0) or takes from it (below 0).
    """

    claim: Claim
    need: int
    rate: Fraction
    by_need: int
    rounded_up: bool
    taper: int

    @property
    def pence(self) -> int:
        """What it gets."""
        return self.by_need + self.taper


@dataclass(frozen=True, slots=True)
class ByNeed:
    """
    A pot shared by need.

    Attributes
    ----------
    pot : int
        What was shared, in pence.
    terms : Terms
        How.
    slope : Fraction
        Pence for each pupil that a hundredth of a point of need adds to the floor.
    middle : int
        The need of the middle school, in hundredths of a point.
    shares : tuple of Share
        One for each school, in order of id; together they are the pot, to the penny.
    digest : str
        SHA-256 of the method, the pot, the terms, the claims and the shares; 64 hex digits.
    """

    pot: int
    terms: Terms
    slope: Fraction
    middle: int
    shares: tuple[Share, ...]
    digest: str

    def sentence(self) -> str:
        """Say what was shared, between how many, and between which rates."""
        rates = [one.rate for one in self.shares]
        capped = sum(rate == self.terms.cap for rate in rates)
        said = (
            f"{Money(self.pot)} is shared between {len(rates)} schools by need, "
            f"from {Money(round(min(rates)))} to {Money(round(max(rates)))} a pupil"
        )
        return (
            f"{said}. {'One reaches' if capped == 1 else f'{capped} reach'} the cap."
            if capped
            else f"{said}; none reaches the cap."
        )


def share_by_need(pot: int, terms: Terms, claims: Collection[Claim]) -> ByNeed | CannotShare:
    """
    Share a pot between schools by their need, to the penny.

    Each pupil brings their school floor + slope x need, at most the cap, with the one slope at which the whole pot is
    spent. Pennies go by largest remainder. Last of all, schools that would fall too far are lifted, and the others pay
    for it in proportion to what they have above the least they keep. All sums are exact.

    Parameters
    ----------
    pot : int
        Pence to share, 1 or more.
    terms : Terms
        Floor, cap, and how far a share may fall.
    claims : collection of Claim
        The schools; no id twice. Their order does not matter.

    Returns
    -------
    found : ByNeed or CannotShare
        A share for each school, which together are the pot; or why it cannot be shared on these terms.

    Raises
    ------
    ValueError
        If the pot is nothing, a school comes twice, or something else than claims and terms is given.

    Notes
    -----
    With s the slope, n pupils and x need, the sum over schools of n min(floor + s x, cap) grows with s and is linear
    between the slopes at which a school reaches the cap, so the slope is found exactly, from the neediest school down.
    Before rounding and tapering, greater need never gets less for each pupil. A school whose need cannot be said is
    counted with the need of the middle school, never with none. When not to use it: where fewer than half of the
    schools have a need that can be said, or where the pot is meant for a few schools that somebody has chosen.

    Source
    ------
    Our own, so that each step can be said in a sentence; rounding as in `largest_remainder`.

    Examples
    --------
    >>> schools = [Claim("Brook", 200, 2_000), Claim("Hillside", 100, 8_000), Claim("Moor", 100, None)]
    >>> found = share_by_need(200_000, Terms(floor=200, cap=900), schools)
    >>> {one.claim.school: one.pence for one in found.shares}
    {'Brook': 64000, 'Hillside': 68000, 'Moor': 68000}
    >>> print(share_by_need(70_000, Terms(floor=200, cap=900), schools))
    The floor of £2.00 a pupil comes to £800.00, which is £100.00 more than the pot. Lower the floor, or raise the pot.
    """
    pot = whole(pot, "pot", MOST_PENCE, least=1)
    if not isinstance(terms, Terms):
        raise ValueError("terms: Terms are wanted.")
    found = in_order(claims)
    known = [one.need for one in found if one.need is not None]
    if because := why_not(pot, terms, found, known):
        return CannotShare(because)
    middle = middle_of(known)
    needs = {one.school: needed(one, middle) for one in found}
    slope = _slope(pot, terms, found, needs)
    rates = {school: min(terms.floor + slope * need, Fraction(terms.cap)) for school, need in needs.items()}
    rounded = largest_remainder(pot, {one.school: one.pupils * rates[one.school] for one in found})
    taper = _taper(terms, found, rounded.parts)
    up = set(rounded.rounded_up)
    shares = tuple(
        Share(one, needs[key], rates[key], rounded.parts[key], key in up, taper[key])
        for one in found
        for key in [one.school]
    )
    return ByNeed(pot, terms, slope, middle, shares, _digest(pot, terms, shares))


def _slope(pot: int, terms: Terms, claims: list[Claim], needs: dict[str, int]) -> Fraction:
    """Return the slope at which the whole pot is spent, capping schools from the neediest down until it fits."""
    room = terms.cap - terms.floor
    order = sorted((one for one in claims if needs[one.school]), key=lambda one: -needs[one.school])
    left = pot - sum(one.pupils * terms.floor for one in claims)
    weight = sum(one.pupils * needs[one.school] for one in order)
    slope = Fraction(0)
    for one in order:
        slope = Fraction(left, weight)
        if slope * needs[one.school] <= room:
            break
        left -= one.pupils * room
        weight -= one.pupils * needs[one.school]
        slope = Fraction(room, needs[one.school])  # if every school is capped, the last to reach the cap says so
    return slope


def _taper(terms: Terms, claims: list[Claim], parts: dict[str, int]) -> dict[str, int]:
    """Return what protecting last shares adds to each school, and takes from those above what they keep; it adds up to nothing."""
    over = {one.school: parts[one.school] - keeps(one, terms) for one in claims}
    lifted = {school: -pence for school, pence in over.items() if pence < 0}
    if not lifted:
        return dict.fromkeys(over, 0)
    given = largest_remainder(sum(lifted.values()), {school: max(pence, 0) for school, pence in over.items()}).parts
    return {school: lifted.get(school, 0) - given[school] for school in over}


def _digest(pot: int, terms: Terms, shares: tuple[Share, ...]) -> str:
    rows = [
        [one.claim.school, one.claim.pupils, one.claim.need, one.claim.last, one.by_need, one.pence] for one in shares
    ]
    plain = [METHOD, pot, terms.floor, terms.cap, terms.may_fall, rows]
    return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).hexdigest()
