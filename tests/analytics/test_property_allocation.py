"""
Five thousand random towns share a pot by need, and never a penny is lost, a floor or a cap broken, or the order of rows felt.

For a part of them the answer is worked out again here in a slow and obvious way, with no code of the product: the slope by
halving an interval of fractions, the pennies and the taper one at a time.
"""

import itertools
import time
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import pytest

from collegiate.analytics.allocation import ByNeed, CannotShare, Claim, Terms, share_by_need, veiled

pytestmark = [pytest.mark.property_allocation, pytest.mark.slow]

TOWNS, AGAIN = 5_000, 200


@dataclass
class Drawn:
    """A town as it was drawn."""

    pot: int
    terms: Terms
    claims: list[Claim]


def town(number: int) -> Drawn:
    chance = Random(f"allocation:{number}")
    claims = []
    needs_alike = chance.random() < 0.1
    for place in range(chance.choice([1, 2, 5, 12, 40])):
        need = 5_000 if needs_alike else min(max(round(chance.gauss(3_500, 2_500)), 0), 10_000)
        claims.append(
            Claim(
                f"{place:03d}",
                pupils=max(round(chance.gauss(260, 180)), 1),
                need=None if chance.random() < 0.08 else need,
                last=0 if chance.random() < 0.4 else chance.randint(0, 400_000),
            )
        )
    floor = chance.choice([0, 0, chance.randint(1, 400)])
    terms = Terms(floor, floor + chance.randint(1, 900), chance.choice([100, 100, 50, 20, 0]))
    pupils = sum(one.pupils for one in claims)
    pot = max(round(pupils * (terms.floor + chance.uniform(-0.05, 0.8) * (terms.cap - terms.floor))), 1)
    return Drawn(pot, terms, claims)


def kept(claim: Claim, terms: Terms) -> Fraction:
    return max(
        Fraction(terms.floor * claim.pupils),
        min(Fraction(claim.last * (100 - terms.may_fall), 100), Fraction(claim.pupils * terms.cap)),
    )


def test_no_town_loses_a_penny_or_breaks_a_floor_a_cap_or_the_order_of_need():
    shared = tapered = 0
    begun = time.process_time()
    for number in range(TOWNS):
        one = town(number)
        found = share_by_need(one.pot, one.terms, one.claims)
        shuffled = list(one.claims)
        Random(number).shuffle(shuffled)
        assert share_by_need(one.pot, one.terms, shuffled) == found, number
        if isinstance(found, CannotShare):
            assert found.because.endswith("."), number
            continue
        shared += 1
        floor, cap = one.terms.floor, one.terms.cap
        for share in found.shares:
            pupils = share.claim.pupils
            assert floor <= share.rate <= cap, number
            assert pupils * floor <= share.pence <= pupils * cap, number
            assert abs(share.by_need - pupils * share.rate) < 1, number
            assert share.pence >= kept(share.claim, one.terms), number
        by_need = sorted(found.shares, key=lambda share: share.need)
        assert all(a.rate <= b.rate for a, b in itertools.pairwise(by_need)), number
        assert sum(share.by_need for share in found.shares) == one.pot, number
        assert sum(share.pence for share in found.shares) == one.pot, number
        assert sum(share.claim.pupils * share.rate for share in found.shares) == one.pot, number
        tapered += any(share.taper for share in found.shares)
        if len(found.shares) >= 5:
            bands = veiled(found, fewest=5)
            assert sum(band.pence for band in bands) == one.pot, number
            assert min(band.schools for band in bands) >= 5, number
    assert shared > TOWNS / 2, "most towns share, or this shows little"
    assert tapered > TOWNS / 10
    assert time.process_time() - begun < 60


def slowly(one: Drawn) -> dict[str, int] | None:
    """Share a pot step by step as a person would; None where it cannot be shared."""
    known = sorted(claim.need for claim in one.claims if claim.need is not None)
    if len(known) * 2 < len(one.claims):
        return None
    need = {claim.school: known[len(known) // 2] if claim.need is None else claim.need for claim in one.claims}

    def rate(slope: Fraction, school: str) -> Fraction:
        return min(Fraction(one.terms.floor) + slope * need[school], Fraction(one.terms.cap))

    def spent(slope: Fraction) -> Fraction:
        return sum((claim.pupils * rate(slope, claim.school) for claim in one.claims), Fraction(0))

    low, high = Fraction(0), Fraction(one.terms.cap)  # a hundredth of a point is worth the whole cap: all are capped
    if not spent(low) <= one.pot <= spent(high):
        return None
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if spent(middle) < one.pot else (low, middle)
    exact = {claim.school: claim.pupils * rate(high, claim.school) for claim in one.claims}
    near = Fraction(1, 10**9)  # what halving leaves is far less than any fraction of a penny that could be met here
    parts = {school: int(pence + near) for school, pence in exact.items()}
    while sum(parts.values()) < one.pot:
        parts[min(parts, key=lambda school: (round(parts[school] - exact[school], 9), school))] += 1
    least = {claim.school: -(-kept(claim, one.terms) // 1) for claim in one.claims}
    if sum(least.values()) > one.pot:
        return None
    return _slow_taper(parts, {school: int(pence) for school, pence in least.items()})


def _slow_taper(parts: dict[str, int], least: dict[str, int]) -> dict[str, int]:
    found = {school: max(pence, least[school]) for school, pence in parts.items()}
    over = sum(found.values()) - sum(parts.values())
    room = {school: max(parts[school] - least[school], 0) for school in parts}
    owed = {school: Fraction(over * pence, sum(room.values())) for school, pence in room.items()} if over else {}
    given = {school: int(pence) for school, pence in owed.items()}
    for _ in range(over - sum(given.values())):
        given[min(given, key=lambda school: (given[school] - owed[school], school))] += 1
    return {school: found[school] - given.get(school, 0) for school in found}


def test_a_slow_and_separately_written_allocation_gives_the_same_pennies():
    agreed = 0
    for number in range(AGAIN):
        one = town(number)
        found, again = share_by_need(one.pot, one.terms, one.claims), slowly(one)
        if isinstance(found, ByNeed):
            assert {share.claim.school: share.pence for share in found.shares} == again, number
            agreed += 1
        else:
            assert again is None, (number, found)
    assert agreed > AGAIN / 2
