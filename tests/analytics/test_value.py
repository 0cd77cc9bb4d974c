"""Was it worth the money? Costs in exact pence, intervals turned over, and what is said when nothing can be."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.analytics.impact import (
    Better,
    Doubt,
    Effect,
    Impact,
    Rule,
    Verdict,
    freeze,
)
from collegiate.analytics.value import cost_per_change, economy, effectiveness, efficiency, equity
from collegiate.values import CannotSay, Money, Status

TWELVE_THOUSAND = Money.parse("12,000")


def effect(lower, upper, better=Better.HIGHER):
    return Effect((lower + upper) / 2, lower, upper, se=1.0, supported=5, compared=66, better=better)


def study(found, *rules):
    return Impact(
        verdict=Verdict.CANNOT_SAY if rules else Verdict.LIKELY_HELPED,
        effect=found,
        doubts=tuple(Doubt(rule, f"The rule is that of {rule}.") for rule in rules),
        before_and_after=CannotSay(because="Not asked."),
        dummy_year=CannotSay(because="Not asked."),
        smallest_detectable=2.5,
        worthwhile=3.0,
        lines=(),
        left_out=(),
        comparators=freeze(["100001"], how="by name"),
        digest="",
    )


def cost(found, **changes):
    return cost_per_change(**({"cost": TWELVE_THOUSAND, "found": found, "pupils": 300, "pupil_sd": 10.0} | changes))


# The cost of a unit of change


def test_the_ends_of_the_change_turn_over_into_the_ends_of_the_cost():
    found = cost(effect(2, 6))

    # 6 points of a spread of 10 are 6 tenths, for 300 pupils: 1,800 units at most
    assert found.units == pytest.approx((600, 1200, 1800))
    assert (found.least, found.estimate, found.most) == (Money(667), Money(1000), Money(2000))
    assert found.formula == "£12,000.00 ÷ units of change, which lie between 600.0 and 1,800.0 (90 % interval)"
    assert "Between £6.67 and £20.00 for each unit of change" in found.sentence()


def test_where_the_change_may_be_none_there_is_no_upper_limit_and_no_point_alone():
    found = cost(effect(-1, 5))

    assert (found.least, found.estimate, found.most) == (Money(800), None, None)
    assert found.sentence().startswith("At least £8.00 for each unit of change")
    assert found.sentence().endswith("no upper limit can be given.")
    assert cost(effect(0, 5)).most is None


@pytest.mark.parametrize("found", [effect(-6, -2), effect(-6, 0), effect(2, 6, Better.LOWER)])
def test_no_improvement_has_no_cost(found):
    said = cost(found)
    assert said.status is Status.NOT_APPLICABLE
    assert "no better than they were heading for" in said.because


def test_a_figure_where_lower_is_better_costs_the_same():
    assert cost(effect(-6, -2, Better.LOWER)) == cost(effect(2, 6))


def test_two_years_of_a_change_halve_the_cost_of_a_unit():
    assert cost(effect(2, 6), years=2).estimate == Money(500)


@pytest.mark.parametrize("rule", [Rule.HOLDS_NOUGHT, Rule.TOO_COARSE, Rule.NOTHING_AGREED])
def test_a_study_that_is_merely_unsure_still_bounds_the_cost(rule):
    assert cost(study(effect(-1, 5), rule)) == cost(effect(-1, 5))


@pytest.mark.parametrize("rule", sorted(set(Rule) - {Rule.HOLDS_NOUGHT, Rule.TOO_COARSE, Rule.NOTHING_AGREED}))
def test_a_study_whose_interval_is_in_doubt_gives_no_cost(rule):
    said = cost(study(effect(2, 6), Rule.HOLDS_NOUGHT, rule))
    assert said.because == f"The rule is that of {rule}."


def test_a_study_without_doubts_gives_its_cost():
    assert cost(study(effect(2, 6))) == cost(effect(2, 6))
    assert isinstance(cost(replace(study(effect(2, 6)), effect=CannotSay(because="Withheld."))), CannotSay)


@given(st.integers(1, 10**9), st.floats(0.01, 50), st.floats(0.01, 50), st.integers(1, 10**5), st.floats(0.5, 30))
def test_the_least_cost_is_never_above_the_greatest_and_each_times_its_units_is_the_whole(pence, one, two, pupils, sd):
    lower, upper = sorted((one, two))
    found = cost_per_change(Money(pence), effect(lower, upper), pupils=pupils, pupil_sd=sd)

    assert found.least <= found.estimate <= found.most
    for each, units in zip((found.least, found.estimate, found.most), reversed(found.units), strict=False):
        if units == found.units[1] or each in (found.least, found.most):
            assert abs(Fraction(pence) - each.pence * Fraction(units)) <= Fraction(units) * Fraction(51, 100) + 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cost": Money(0)}, "cost"),
        ({"cost": Money(-1)}, "cost"),
        ({"cost": 12000}, "cost"),
        ({"pupils": 0}, "pupils"),
        ({"pupils": -3}, "pupils"),
        ({"pupils": 2.5}, "pupils"),
        ({"pupils": True}, "pupils"),
        ({"pupils": "300"}, "pupils"),
        ({"pupil_sd": 0}, "standard deviation"),
        ({"pupil_sd": float("nan")}, "standard deviation"),
        ({"pupil_sd": "10"}, "standard deviation"),
        ({"years": 0}, "years"),
        ({"years": float("inf")}, "years"),
    ],
)
def test_a_cost_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        cost(effect(2, 6), **changes)


# Economy


def test_a_price_is_set_beside_its_ceiling_and_the_middle_bid():
    found = economy(Money(900_000), ceiling=Money(1_000_000), bids=[Money(1_100_000), Money(950_000), Money(990_000)])

    assert found.share_of_ceiling == 0.9
    assert found.bids == (Money(950_000), Money(990_000), Money(1_100_000))
    assert found.below_middle_bid == Money(90_000)
    assert found.formula == "£9,000.00 ÷ £10,000.00; £9,900.00 - £9,000.00"
    assert found.sentence() == (
        "The price is £9,000.00, 90% of the ceiling of £10,000.00, £900.00 below the middle of the 3 other bids."
    )


@pytest.mark.parametrize(
    ("price", "bid", "words"),
    [
        (900, 1000, "£1.00 below the other bid"),
        (1000, 1000, "the same as the other bid"),
        (1100, 1000, "£1.00 above the other bid"),
    ],
)
def test_a_price_beside_one_other_bid(price, bid, words):
    assert economy(Money(price), bids=[Money(bid)]).sentence().endswith(f"{words}.")


def test_a_price_with_nothing_beside_it_cannot_be_judged():
    assert economy(Money(900)).status is Status.NOT_APPLICABLE
    assert economy(Money(900), ceiling=Money(1000)).formula == "£9.00 ÷ £10.00"


@pytest.mark.parametrize(
    "changes",
    [{"price": Money(-1)}, {"price": 9}, {"ceiling": Money(0)}, {"ceiling": 5}, {"bids": [Money(-5)]}, {"bids": ["9"]}],
)
def test_a_price_that_makes_no_sense_is_refused(changes):
    with pytest.raises(ValueError, match=r"(price|ceiling|bid)"):
        economy(**({"price": Money(100), "ceiling": Money(200)} | changes))


# Efficiency


def test_the_cost_is_shared_to_the_nearest_penny():
    found = efficiency(TWELVE_THOUSAND, days=Decimal("17.5"), schools=7, participants=90)

    assert (found.per_day, found.per_school, found.per_participant) == (Money(68_571), Money(171_429), Money(13_333))
    assert found.formula == "£12,000.00 ÷ 17.5 days; ÷ 7 schools; ÷ 90 participants"
    assert found.sentence() == "£685.71 a day delivered, £1,714.29 a school, £133.33 a participant."


def test_what_has_not_been_delivered_has_no_unit_cost():
    found = efficiency(TWELVE_THOUSAND, days=0, schools=0, participants=0)

    assert found.per_day == CannotSay(because="No day has been delivered yet.", status=Status.NOT_APPLICABLE)
    assert found.sentence() == "Not enough evidence yet: nothing has been delivered."


@pytest.mark.parametrize(
    "changes",
    [
        {"cost": 5},
        {"cost": Money(-5)},
        {"days": -1},
        {"days": float("nan")},
        {"days": "3"},
        {"schools": -1},
        {"schools": 1.5},
        {"participants": True},
        {"participants": "9"},
    ],
)
def test_counts_that_make_no_sense_are_refused(changes):
    with pytest.raises(ValueError, match=r"(cost|days|schools|participants)"):
        efficiency(**({"cost": TWELVE_THOUSAND, "days": 1, "schools": 1, "participants": 1} | changes))


# Effectiveness


def test_targets_met_are_counted_among_those_that_have_fallen_due():
    found = effectiveness(met=6, due=8)

    assert found.share == 0.75
    assert found.formula == "6 ÷ 8"
    assert found.sentence() == "6 of 8 targets that have fallen due were met (75%)."
    assert effectiveness(met=0, due=0).because == "No target has fallen due yet."


@pytest.mark.parametrize(("met", "due"), [(3, 2), (-1, 2), (1, -2), (1.5, 2), ("1", 2), (True, 2)])
def test_targets_that_make_no_sense_are_refused(met, due):
    with pytest.raises(ValueError, match="targets"):
        effectiveness(met=met, due=due)


# Equity


def equity_the_slow_way(given_, need):
    """Sort the schools whose need is known, walk down to the fifth, and on while the next is level."""
    schools = sorted(((n, g) for n, g in zip(need, given_, strict=True) if n is not None), reverse=True)
    wanted = round(len(schools) * 0.2)
    while wanted < len(schools) and schools[wanted][0] == schools[wanted - 1][0]:
        wanted += 1
    return Fraction(sum(g for _, g in schools[:wanted]), sum(given_)), wanted


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.one_of(st.none(), st.integers(0, 12))), min_size=12, max_size=60
    ).filter(lambda rows: sum(g for g, _ in rows) > 0 and sum(n is not None for _, n in rows) >= 5)
)
def test_equity_equals_walking_down_the_list(rows):
    given_, need = [g for g, _ in rows], [n for _, n in rows]
    share, schools = equity_the_slow_way(given_, need)

    found = equity(given_, [np.nan if n is None else n for n in need])

    if isinstance(found, CannotSay):
        assert schools == sum(n is not None for n in need), "it may only refuse when all would be the most vulnerable"
    else:
        assert (found.share, found.vulnerable) == (pytest.approx(float(share)), schools)


def test_equity_says_what_an_even_spread_would_have_given_and_whose_need_is_unknown():
    found = equity([40, 20, 10, 10, 10, 0, 0, 0, 0, 0, 10], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, np.nan])

    assert found.formula == "60 ÷ 100"
    assert found.sentence() == (
        "60% reached the most vulnerable 2 schools, which are 20% of the 10 schools. "
        "Need is not known for 1 school, which had 10%."
    )


@given(st.permutations(range(10)))
def test_equity_does_not_depend_on_the_order_of_the_schools(order):
    given_, need = np.arange(10.0), np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3.0])
    assert equity(given_[order], need[order]) == equity(given_, need)


@pytest.mark.parametrize(
    ("given_", "need", "words"),
    [
        ([0, 0, 0, 0, 0], [5, 4, 3, 2, 1], "no help has been given yet"),
        ([1, 1, 1, 1, 1], [2, 2, 2, 2, 2], "do not differ enough"),
        ([1, 1, 1, 1], [4, 3, 2, 1], "too few schools"),
        ([1], [1], "too few schools"),
        ([1, 1, 1, 1, 1], [np.nan] * 5, "too few schools"),
        ([], [], "no help has been given yet"),
    ],
)
def test_when_equity_cannot_be_said(given_, need, words):
    assert words in equity(given_, need).sentence()


@pytest.mark.parametrize(
    ("given_", "need", "share"),
    [
        ([1, -1], [1, 2], 0.2),
        ([1, 2], [1], 0.2),
        ([1, np.inf], [1, 2], 0.2),
        ([1, np.nan], [1, 2], 0.2),
        (["1", "2"], [1, 2], 0.2),
        ([[1, 2]], [1, 2], 0.2),
        ([1, 2], [1, 2], 0),
        ([1, 2], [1, 2], 1),
        ([1, 2], [1, 2], "0.2"),
        (np.broadcast_to(1.0, 10**9), [1], 0.2),
    ],
)
def test_help_that_makes_no_sense_is_refused(given_, need, share):
    with pytest.raises(ValueError, match=r"."):
        equity(given_, need, most_vulnerable=share)
