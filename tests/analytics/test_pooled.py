"""Pooled money is used alike: against a slower account, in exact fractions, that keeps every giver's money apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.analytics.pooled import taken, used, whose

DAYS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=12)


def kept_apart(days):
    """Return, by day, what each day's money still holds before that day's payments, and what they take of each."""
    pots, before, took = [], [], []
    for came, went in days:
        pots.append(Fraction(came))
        whole = sum(pots)
        share = min(Fraction(went) / whole, Fraction(1)) if whole else Fraction(0)
        before.append(list(pots))
        took.append([pot * share for pot in pots])
        pots = [pot - part for pot, part in zip(pots, took[-1], strict=True)]
    return before, took


@given(DAYS)
def test_each_days_money_is_used_as_if_it_were_kept_apart(days):
    came, went = [day[0] for day in days], [day[1] for day in days]
    shares = taken(came, went)
    before, took = kept_apart(days)

    for giver in range(len(days)):
        found = used([came[giver] if day == giver else 0 for day in range(len(days))], shares)

        parts = [took[day][giver] if day >= giver else 0 for day in range(len(days))]
        assert found.by_day == pytest.approx([float(part) for part in parts], abs=1e-6)
        assert sum(found.by_day) + found.left == pytest.approx(came[giver], abs=1e-6)
    for day in range(len(days)):
        assert whose(came, shares, day) == pytest.approx([float(part) for part in before[day]], abs=1e-6)


@given(DAYS, st.lists(st.integers(0, 10_000), min_size=12, max_size=12))
def test_what_givers_had_used_adds_up_to_what_was_paid(days, own):
    came, went = [day[0] for day in days], [day[1] for day in days]
    mine = [min(one, whole) for one, whole in zip(own, came, strict=False)]
    others = [whole - one for whole, one in zip(came, mine, strict=True)]
    shares = taken(came, went)

    first, second = used(mine, shares), used(others, shares)

    paid = sum(map(sum, kept_apart(days)[1]))
    assert sum(first.by_day) + sum(second.by_day) == pytest.approx(float(paid), abs=1e-6)


def test_money_that_comes_after_the_pot_was_empty_paid_for_nothing_before():
    shares = taken([100, 0, 80], [0, 100, 20])

    assert used([100, 0, 0], shares).by_day == (0, 100, 0)
    assert used([0, 0, 80], shares).by_day == (0, 0, 20)


def test_what_is_paid_beyond_the_pot_takes_all_of_it_and_no_more():
    assert taken([100], [250]) == (1.0,)
    assert taken([0], [250]) == (1.0,)
    assert used([100], (1.0,)).left == 0


@pytest.mark.parametrize(("came", "went"), [([1], []), ([-1], [0]), ([0], [-1])])
def test_days_that_do_not_fit_are_refused(came, went):
    with pytest.raises(ValueError, match=r"Rows do not match|cannot be negative"):
        taken(came, went)
