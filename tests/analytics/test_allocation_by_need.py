"""Sharing a pot by need: each step, each refusal, and what a trial shows behind the veil."""

import dataclasses
from fractions import Fraction

import pytest

from collegiate.analytics.allocation import (
    ByNeed,
    CannotShare,
    Claim,
    Share,
    Terms,
    share_by_need,
    steps_of,
    veiled,
)
from collegiate.values import CannotSay

TERMS = Terms(floor=200, cap=900)
BROOK, HILLSIDE = Claim("Brook", 200, 2_000), Claim("Hillside", 100, 8_000)


def shared(pot: int, *claims: Claim, terms: Terms = TERMS) -> ByNeed:
    found = share_by_need(pot, terms, claims)
    assert isinstance(found, ByNeed), found
    return found


def of(found: ByNeed, school: str) -> Share:
    return next(one for one in found.shares if one.claim.school == school)


def test_each_pupil_brings_the_floor_and_so_much_for_each_point_of_need():
    found = shared(150_000, BROOK, HILLSIDE)  # floors take 60,000; 1,200,000 pupil-hundredths share 90,000

    assert found.slope == Fraction(3, 40)
    assert [(one.rate, one.pence) for one in found.shares] == [(350, 70_000), (800, 80_000)]
    assert steps_of(found.shares[0], TERMS) == (
        "Its need is 20.00 out of 100.",
        "Each pupil brings £3.50: the floor of £2.00, and £1.50 for its need.",
        "For 200 pupils that is £700.00.",
    )
    assert found.sentence() == (
        "£1,500.00 is shared between 2 schools by need, from £3.50 to £8.00 a pupil; none reaches the cap."
    )


def test_what_a_capped_school_cannot_take_goes_to_the_others():
    found = shared(180_000, BROOK, HILLSIDE)

    assert of(found, "Hillside").pence == of(found, "Brook").pence == 90_000
    assert found.sentence().endswith("£9.00 a pupil. One reaches the cap.")
    assert steps_of(of(found, "Hillside"), TERMS) == (
        "Its need is 80.00 out of 100.",
        "Each pupil brings £9.00, which is the cap.",
        "For 100 pupils that is £900.00.",
    )


def test_a_whole_pot_at_the_floors_or_at_the_caps_is_shared():
    assert [one.rate for one in shared(60_000, BROOK, HILLSIDE).shares] == [200, 200]
    assert [one.rate for one in shared(270_000, BROOK, HILLSIDE).shares] == [900, 900]
    assert steps_of(of(shared(60_000, BROOK, HILLSIDE), "Brook"), TERMS)[1] == (
        "Each pupil brings £2.00, which is the floor; its need adds nothing."
    )


def test_a_school_whose_need_cannot_be_said_is_counted_with_the_middle_school_and_never_with_none():
    found = shared(150_000, BROOK, HILLSIDE, Claim("Moor", 10, None), Claim("Leys", 50, 3_000))

    assert found.middle == 3_000
    assert of(found, "Moor").rate == of(found, "Leys").rate
    assert steps_of(of(found, "Moor"), TERMS)[0] == (
        "Its need cannot be said, so it is counted with that of the middle school, 30.00 out of 100, and never with none."
    )
    assert shared(100_000, BROOK, HILLSIDE).middle == 8_000, "of two middles the greater"


def test_the_penny_goes_to_the_largest_fraction_and_the_school_is_told():
    terms = Terms(floor=0, cap=900)
    found = shared(100, *(Claim(name, 1, 1_000) for name in ("a", "b", "c")), terms=terms)

    assert [one.pence for one in found.shares] == [34, 33, 33]
    assert steps_of(found.shares[0], terms) == (
        "Its need is 10.00 out of 100.",
        "Each pupil brings £0.33 for its need.",
        "For 1 pupil that is £0.34, given the penny that a fraction fell short of.",
    )
    assert steps_of(found.shares[1], terms)[2] == "For 1 pupil that is £0.33, without the fraction of a penny."


def test_a_share_falls_by_no_more_than_the_terms_say_and_the_others_pay_for_it():
    terms = Terms(floor=200, cap=900, may_fall=10)
    found = shared(150_000, dataclasses.replace(BROOK, last=100_000), HILLSIDE, terms=terms)
    brook, hillside = of(found, "Brook"), of(found, "Hillside")

    assert (brook.by_need, brook.taper, brook.pence) == (70_000, 20_000, 90_000)
    assert (hillside.by_need, hillside.taper, hillside.pence) == (80_000, -20_000, 60_000)
    assert steps_of(brook, terms)[-1] == (
        "It had £1,000.00 last time, and no share falls by more than 10%, so £200.00 is added."
    )
    assert steps_of(hillside, terms)[-1] == "£200.00 of it goes to schools whose shares would have fallen too far."


def test_what_is_protected_never_lifts_a_school_above_its_cap():
    terms = Terms(floor=200, cap=900, may_fall=0)
    found = shared(160_000, BROOK, dataclasses.replace(HILLSIDE, last=500_000), terms=terms)

    assert of(found, "Hillside").pence == 90_000


@pytest.mark.parametrize(
    ("pot", "terms", "claims", "because"),
    [
        (59_999, TERMS, [BROOK, HILLSIDE], "The floor of £2.00 a pupil comes to £600.00, which is £0.01 more than the pot. Lower the floor, or raise the pot."),
        (270_001, TERMS, [BROOK, HILLSIDE], "Even at the cap of £9.00 a pupil only £2,700.00 is spent, and £0.01 of the pot is left over. Raise the cap, or lower the pot."),
        (60_001, TERMS, [Claim("Brook", 300, 0)], "Even at the cap of £9.00 a pupil only £600.00 is spent, and £0.01 of the pot is left over. Raise the cap, or lower the pot."),
        (90_000, TERMS, [], "There is no school whose pupils are known, so there is nobody to share it between."),
        (90_000, TERMS, [BROOK, Claim("a", 9, None), Claim("b", 9, None)], "The need of 1 of 3 schools can be said. That is less than half, and too little to share money by. Choose indicators that more of these schools have."),
        (90_000, Terms(200, 900, 0), [dataclasses.replace(BROOK, last=80_000), HILLSIDE], "What schools keep of their last shares comes to £1,000.00, which is £100.00 more than the pot. Let shares fall further, or raise the pot."),
    ],
    ids=["floors", "caps", "nobody needs", "nobody", "too little known", "last shares"],
)  # fmt: skip
def test_a_pot_that_cannot_be_shared_says_why_and_what_to_do(pot, terms, claims, because):
    found = share_by_need(pot, terms, claims)

    assert isinstance(found, CannotShare)
    assert found.sentence() == str(found) == because


def test_the_digest_tells_any_change_of_what_went_in():
    found = shared(150_000, BROOK, HILLSIDE)
    others = [
        shared(150_001, BROOK, HILLSIDE),
        shared(150_000, BROOK, HILLSIDE, terms=Terms(201, 900)),
        shared(150_000, BROOK, HILLSIDE, terms=Terms(200, 900, 50)),
        shared(150_000, dataclasses.replace(BROOK, need=2_001), HILLSIDE),
        shared(150_000, dataclasses.replace(BROOK, last=1), HILLSIDE),
    ]

    assert shared(150_000, HILLSIDE, BROOK).digest == found.digest
    assert len({found.digest, *(one.digest for one in others)}) == 6


def test_the_veil_shows_no_fewer_schools_together_than_may_be_shown():
    needs = [500, 900, 1_500, 2_500, 2_600, 2_700, 2_800, 5_500, 6_000, 6_100, 7_000, 7_900, 9_900, 10_000]
    found = shared(650_000, *(Claim(f"{place:02d}", 100, need) for place, need in enumerate(needs)))
    bands = veiled(found, fewest=5)

    assert not isinstance(bands, CannotSay)
    assert [(one.low, one.high, one.schools) for one in bands] == [(0, 30, 7), (30, 100, 7)]
    assert sum(one.pence for one in bands) == 650_000
    assert bands[0].sentence().startswith("7 schools whose need lies between 0 and 30 get £")


def test_of_a_round_for_few_schools_the_veil_shows_nothing():
    assert veiled(shared(150_000, BROOK, HILLSIDE), fewest=5) == CannotSay(
        "The round is for fewer than 5 schools, so anybody could tell one by what it gets."
    )


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Terms(floor=900, cap=200), "not below the least"),
        (lambda: Terms(floor=0, cap=0), "above nothing"),
        (lambda: Terms(floor=0, cap=100, may_fall=101), "per cent"),
        (lambda: Claim("Brook", 0, 0), "pupils: a whole number"),
        (lambda: Claim("", 5, 0), "school: an id"),
        (lambda: Claim("Brook", 5, 10_001), "need: a whole number"),
        (lambda: share_by_need(100, TERMS, [BROOK, BROOK]), "Brook stands there more than once"),
    ],
)
def test_what_makes_no_sense_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
