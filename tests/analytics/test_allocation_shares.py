"""Shares to the unit, and days under a cap."""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.analytics.allocation import DaysShared, largest_remainder, share_days
from collegiate.values import CannotSay

ids = st.text(alphabet="abcdef", min_size=1, max_size=3)
weights = st.dictionaries(ids, st.integers(0, 50), min_size=1, max_size=6)
some_weight = weights.filter(lambda given: any(given.values()))


def test_a_formula_is_shared_to_the_penny():
    shares = largest_remainder(1_000_000, {"a": 1, "b": 2, "c": 4})

    assert shares.parts == {"a": 142_857, "b": 285_714, "c": 571_429}
    assert shares.rounded_up == ("c",)
    assert shares.sentence() == (
        "1,000,000 shared among 3 by weight: from 142,857 to 571,429 each. "
        "They add up exactly; nobody is a whole unit away from their exact share."
    )


@given(st.integers(0, 500), some_weight)
def test_parts_add_up_and_stay_within_a_unit_of_the_exact_share(whole, weights):
    shares = largest_remainder(whole, weights)

    assert sum(shares.parts.values()) == whole
    assert all(abs(shares.parts[id_] - shares.exact[id_]) < 1 for id_ in weights)
    assert all(shares.parts[id_] == 0 for id_ in weights if weights[id_] == 0)


@given(st.integers(0, 500), some_weight, st.randoms())
def test_the_order_of_the_rows_does_not_matter(whole, weights, chance):
    shuffled = list(weights.items())
    chance.shuffle(shuffled)

    assert largest_remainder(whole, dict(shuffled)) == largest_remainder(whole, weights)


@given(st.integers(0, 60), some_weight)
def test_no_unit_moved_from_one_to_another_comes_nearer_to_the_exact_shares(whole, weights):
    shares = largest_remainder(whole, weights)

    def away(parts: dict[str, int]) -> Fraction:
        return sum(((parts[id_] - shares.exact[id_]) ** 2 for id_ in parts), Fraction(0))

    for one, other in product(weights, weights):
        if one != other and shares.parts[one]:
            moved = {**shares.parts, one: shares.parts[one] - 1, other: shares.parts[other] + 1}
            assert away(moved) >= away(shares.parts)


@pytest.mark.parametrize(
    ("whole", "weights", "message"),
    [
        (-1, {"a": 1}, "There are -1 units to share"),
        (1, {}, "nobody to share among"),
        (1, {"a": 0, "b": 0}, "No weight is above 0"),
        (1, {"a": -1, "b": 2}, "The weight of a is -1"),
        (1, {"a": math.nan}, "The weight of a is nan"),
        (1, {"a": math.inf}, "The weight of a is inf"),
    ],
)
def test_shares_that_make_no_sense_are_refused(whole, weights, message):
    with pytest.raises(ValueError, match=message):
        largest_remainder(whole, weights)


def days_the_slow_way(days: int, weights: dict[str, int], caps: dict[str, int], least: int) -> Fraction:
    """The least sum of squares over weights, by trying every way to share the days."""
    total = sum(weights.values())
    claims = [id_ for id_ in sorted(weights) if weights[id_]]
    held = least * (len(weights) - len(claims))
    takable = min(days - held, sum(caps[id_] for id_ in claims))
    return min(
        sum(
            (
                Fraction((given - Fraction(days * weights[id_], total)) ** 2) / weights[id_]
                for id_, given in zip(claims, way, strict=True)
            ),
            Fraction(0),
        )
        for way in product(*(range(least, caps[id_] + 1) for id_ in claims))
        if sum(way) == takable
    )


@given(
    st.integers(0, 12),
    st.dictionaries(ids, st.tuples(st.integers(0, 9), st.integers(1, 5)), min_size=1, max_size=4),
    st.integers(0, 1),
)
def test_days_lie_as_near_to_the_weights_as_whole_days_and_caps_allow(days, schools, least):
    weights = {id_: weight for id_, (weight, _) in schools.items()}
    caps = {id_: cap for id_, (_, cap) in schools.items()}
    shared = share_days(days, weights, cap=caps, least=least)

    if least * len(schools) > days:
        assert isinstance(shared, CannotSay)
        return
    assert sum(shared.given.values()) + shared.left == days
    assert all(least <= shared.given[id_] <= caps[id_] for id_ in schools)
    if shared.left:
        assert all(shared.given[id_] == caps[id_] for id_ in schools if weights[id_])
    if any(weights.values()):
        away = sum(
            ((shared.given[id_] - shared.exact[id_]) ** 2 / weights[id_] for id_ in schools if weights[id_]),
            Fraction(0),
        )
        assert away == days_the_slow_way(days, weights, caps, least)


def test_days_say_how_they_fell():
    shared = share_days(12, {"Ashmere": 90, "Brook": 5, "Hillside": 5}, cap=6)

    assert isinstance(shared, DaysShared)
    assert shared.given == {"Ashmere": 6, "Brook": 3, "Hillside": 3}
    assert shared.sentence() == (
        "12 of 12 days are shared between 3 schools, from 3 to 6 each, 1 at the most they may have."
    )
    assert shared.why("Ashmere") == "6 days: its weight alone would give 10.8, and it is at the most it may have."
    assert shared.why("Brook").startswith("3 days: its weight alone would give 0.6, and others’ caps")


def test_days_that_nobody_may_take_are_left_over_and_said():
    shared = share_days(10, {"Ashmere": 1, "Brook": 0}, cap=4)

    assert (shared.given, shared.left) == ({"Ashmere": 4, "Brook": 0}, 6)
    assert "6 left over because no school may take more" in shared.sentence()


def test_more_days_promised_than_there_are_cannot_be_said():
    assert share_days(3, {"Ashmere": 1, "Brook": 1}, cap=4, least=2).sentence() == (
        "Cannot say: the schools are promised 4 days together, and there are 3."
    )


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"days": -1, "cap": 2}, "There are -1 units"),
        ({"days": 3, "cap": -1}, "from 0 to -1 days"),
        ({"days": 3, "cap": 2, "least": 3}, "from 3 to 2 days"),
        ({"days": 3, "cap": {"b": 2}}, "a has no cap"),
        ({"days": 3, "cap": 2, "weights": {}}, "nobody to share among"),
        ({"days": 3, "cap": 2, "weights": {"a": math.nan}}, "The weight of a is nan"),
    ],
)
def test_days_that_make_no_sense_are_refused(kwargs, message):
    with pytest.raises(ValueError, match=message):
        share_days(**{"weights": {"a": 1}, **kwargs})
