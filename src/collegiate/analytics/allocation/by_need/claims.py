"""What a pot is shared by: terms fixed beforehand, and each school's pupils, need and last share."""

import itertools
from collections.abc import Collection
from dataclasses import dataclass

from collegiate.analytics._inputs import is_whole
from collegiate.values import Money

MOST_NEED = 10_000
"""Need is counted in hundredths of a point, of 100 points, so that every sum is exact."""

MOST_PENCE = 10**12
MOST_PUPILS = 10**6


@dataclass(frozen=True, slots=True)
class Terms:
    """
    How a pot is shared, fixed before anybody sees a school's figures.

    Attributes
    ----------
    floor, cap : int
        The least and the most for each pupil, in pence; the cap is above 0 and not below the floor.
    may_fall : int
        By how many per cent, 0 to 100, a school's share may fall from one round to the next; 100 protects nobody.
    """

    floor: int
    cap: int
    may_fall: int = 100

    def __post_init__(self) -> None:
        for name in ("floor", "cap", "may_fall"):
            whole(getattr(self, name), name, MOST_PENCE)
        if self.cap == 0 or self.floor > self.cap:
            raise ValueError("cap: the most for each pupil is above nothing, and not below the least.")
        if self.may_fall > 100:
            raise ValueError("may_fall: from 0 to 100 per cent is wanted.")


@dataclass(frozen=True, slots=True)
class Claim:
    """
    What is known of one school.

    Attributes
    ----------
    school : str
        Its id.
    pupils : int
        Pupils on its roll, 1 or more.
    need : int or None
        Its need in hundredths of a point, 0 to 10,000; None where it cannot be said.
    last : int
        What it had in the round before, in pence; 0 where it had nothing, or there was none.
    """

    school: str
    pupils: int
    need: int | None
    last: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.school, str) or not self.school:
            raise ValueError("school: an id, as text, is wanted.")
        whole(self.pupils, "pupils", MOST_PUPILS, least=1)
        whole(self.last, "last", MOST_PENCE)
        if self.need is not None:
            whole(self.need, "need", MOST_NEED)


@dataclass(frozen=True, slots=True)
class CannotShare:
    """
    That a pot cannot be shared on these terms, and what to do.

    Attributes
    ----------
    because : str
        Sentences that those who decide can read.
    """

    because: str

    def sentence(self) -> str:
        """Say why, and what to do."""
        return self.because

    def __str__(self) -> str:
        return self.because


def whole(value: object, name: str, most: int, *, least: int = 0) -> int:
    """Return a whole number from `least` to `most`, or raise a ValueError that names it."""
    if not is_whole(value) or not least <= value <= most:  # type: ignore[operator]
        raise ValueError(f"{name}: a whole number from {least:,} to {most:,} is wanted, not {value!r}.")
    return int(value)  # type: ignore[call-overload, no-any-return]


def in_order(claims: Collection[Claim]) -> list[Claim]:
    """Return the claims in order of id; refuse anything else, and a school that comes twice."""
    if not all(isinstance(one, Claim) for one in claims):
        raise ValueError("claims: each is a Claim.")
    found = sorted(claims, key=lambda one: one.school)
    if twice := [one.school for one, after in itertools.pairwise(found) if one.school == after.school]:
        raise ValueError(f"claims: {twice[0]} stands there more than once.")
    return found


def why_not(pot: int, terms: Terms, claims: list[Claim], known: list[int]) -> str:
    """Return why a pot cannot be shared on these terms, in words; "" where it can. `known` are the needs that can be said."""
    if not claims:
        return "There is no school whose pupils are known, so there is nobody to share it between."
    if 2 * len(known) < len(claims):
        return (
            f"The need of {len(known)} of {len(claims)} schools can be said. That is less than half, and too little to "
            "share money by. Choose indicators that more of these schools have."
        )
    middle = middle_of(known)
    least = sum(one.pupils * terms.floor for one in claims)
    most = sum(one.pupils * (terms.cap if needed(one, middle) else terms.floor) for one in claims)
    if least > pot:
        return (
            f"The floor of {Money(terms.floor)} a pupil comes to {Money(least)}, which is {Money(least - pot)} more than "
            "the pot. Lower the floor, or raise the pot."
        )
    if most < pot:
        return (
            f"Even at the cap of {Money(terms.cap)} a pupil only {Money(most)} is spent, and {Money(pot - most)} of the "
            "pot is left over. Raise the cap, or lower the pot."
        )
    kept = sum(keeps(one, terms) for one in claims)
    if kept > pot:
        return (
            f"What schools keep of their last shares comes to {Money(kept)}, which is {Money(kept - pot)} more than the "
            "pot. Let shares fall further, or raise the pot."
        )
    return ""


def middle_of(known: list[int]) -> int:
    """Return the need of the middle school; of two middles the greater, since the doubt is the school's to have."""
    return sorted(known)[len(known) // 2]


def needed(claim: Claim, middle: int) -> int:
    """Return the need a school is counted with."""
    return middle if claim.need is None else claim.need


def keeps(claim: Claim, terms: Terms) -> int:
    """Return the least that a school has in the end: its floor, and what is protected of its last share up to its cap."""
    protected = -(-claim.last * (100 - terms.may_fall) // 100)
    return max(claim.pupils * terms.floor, min(protected, claim.pupils * terms.cap))
