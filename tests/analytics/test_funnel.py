"""Funnels: what chance gives, what ordinary differences add, and what lies outside."""

import random
from math import comb, exp, factorial, inf, nan, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegiate.analytics.funnel import (
    Funnel,
    Place,
    funnel_of_means,
    funnel_of_rates,
    funnel_of_shares,
    several,
)
from collegiate.values import CannotSay, Status

EXAMPLES = settings(max_examples=25)
schools_with_shares = st.lists(
    st.integers(5, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=10, max_size=25
).filter(lambda rows: 0 < sum(yes for yes, _ in rows) < sum(of for _, of in rows))


def drawn(rows: list[tuple[int, int]], **extra) -> Funnel:
    yes, of = zip(*rows, strict=True)
    return funnel_of_shares(list(range(len(rows))), yes, of, **extra)


def limit_the_slow_way(chances: list[float], probability: float) -> float:
    """Walk up the counts, half of each below it, until the probability is passed; go back in proportion."""
    passed, last = 0.0, 0.0
    for count, chance in enumerate(chances):
        here = passed + chance / 2
        if here >= probability:
            return max(count - (here - probability) / (here - last), 0.0)
        passed, last = passed + chance, here
    return len(chances) - 1


def binomial(n: int, p: float) -> list[float]:
    return [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def poisson(mean: float) -> list[float]:
    return [exp(-mean) * mean**k / factorial(k) for k in range(60)]


def steady(n: int = 12, of: int = 60, yes: int = 30) -> list[tuple[int, int]]:
    """Schools that differ less than chance would make them."""
    return [(yes + (number % 3) - 1, of) for number in range(n)]


# Limits


@pytest.mark.parametrize("n", [5, 17, 60])
def test_limits_by_chance_are_exact_binomial_ones(n):
    found = drawn(steady(yes=24), target=0.4)
    low, high = found.limits([n], level=0.95)

    assert found.tau == 0
    assert low[0] == pytest.approx(limit_the_slow_way(binomial(n, 0.4), 0.025) / n)
    assert high[0] == pytest.approx(limit_the_slow_way(binomial(n, 0.4), 0.975) / n)


def test_limits_of_rates_are_exact_poisson_ones():
    found = funnel_of_rates(list(range(12)), [6, 5, 7] * 4, [100] * 12, target=0.06)
    low, high = found.limits([50], level=0.998)

    assert found.tau == 0
    assert low[0] == pytest.approx(limit_the_slow_way(poisson(3.0), 0.001) / 50)
    assert high[0] == pytest.approx(limit_the_slow_way(poisson(3.0), 0.999) / 50)


def test_limits_of_means_are_normal_ones():
    found = funnel_of_means(list(range(12)), [0.1, -0.1, 0.0] * 4, [25] * 12, spread=2.0, target=0.0)
    low, high = found.limits([16, 100])

    reach = NormalDist().inv_cdf(0.975) * 2.0
    assert low.tolist() == pytest.approx([-reach / 4, -reach / 10])
    assert high.tolist() == pytest.approx([reach / 4, reach / 10])


@EXAMPLES
@given(schools_with_shares)
def test_a_funnel_narrows_as_schools_grow(rows):
    low, high = drawn(rows).limits([10, 100, 1000, 10000])

    assert (np.diff(high - low) <= 0.01).all()  # counts are whole, which leaves a ripple
    assert high[-1] - low[-1] <= high[0] - low[0]
    assert (low >= 0).all()
    assert (high <= 1).all()


# How much schools differ


def differences_the_slow_way(rows: list[tuple[int, int]]) -> tuple[float, float]:
    """Spiegelhalter's recipe step by step: scores, ends drawn in, phi, tau by moments; the drawing in given back."""
    target = sum(yes for yes, _ in rows) / sum(of for _, of in rows)
    deviations = [sqrt(target * (1 - target) / of) for _, of in rows]
    scores = [(yes / of - target) / s for (yes, of), s in zip(rows, deviations, strict=True)]
    ordered = sorted(scores)

    def percentile(share: float) -> float:
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    low, high = percentile(0.1), percentile(0.9)
    squares = [min(max(score, low), high) ** 2 for score in scores]
    draws = random.Random(1)
    edge = NormalDist().inv_cdf(0.9)
    left = sum(min(max(draws.gauss(0, 1), -edge), edge) ** 2 for _ in range(400_000)) / 400_000
    phi = sum(squares) / len(squares) / left
    weights = [1 / s**2 for s in deviations]
    room = sum(weights) - sum(w * w for w in weights) / sum(weights)
    return phi, sqrt(max(len(rows) * phi - (len(rows) - 1), 0) / room)


@pytest.mark.parametrize("seed", range(3))
def test_differences_between_schools_are_measured_as_the_recipe_says(seed):
    rng = np.random.default_rng(seed)
    of = rng.integers(20, 150, 40)
    rows = list(zip(rng.binomial(of, rng.normal(0.6, 0.1, 40).clip(0, 1)).tolist(), of.tolist(), strict=True))

    found = drawn(rows)
    phi, tau = differences_the_slow_way(rows)

    assert found.phi == pytest.approx(phi, rel=0.01)
    assert found.tau == pytest.approx(tau, rel=0.02)


def test_without_more_than_chance_nothing_is_added():
    found = drawn(steady())

    assert found.tau == 0
    assert found.phi < 1
    assert (
        found.sentence()
        == "0 of 12 schools lie outside what chance would give; of as many ordinary schools, about 0.02 would."
    )


def test_ordinary_differences_widen_the_limits():
    rng = np.random.default_rng(2)
    rows = [(int(rng.binomial(80, p)), 80) for p in rng.normal(0.5, 0.12, 40).clip(0, 1)]
    found, by_chance = drawn(rows), drawn(steady(40, 80, 40))

    assert found.tau > 0.05
    assert found.limits([80])[1] > by_chance.limits([80])[1]
    assert "chance and ordinary differences between schools would give" in found.sentence()


def test_one_odd_school_hardly_widens_the_limits_that_show_it():
    rows = [*steady(20), (2, 60)]

    found = drawn(rows)

    assert [point.school for point in found.outside] == [20]
    assert found.outside[0].place is Place.MUCH_LOWER
    assert found.tau < 0.02


@pytest.mark.parametrize(("tau", "kind"), [(0.0, "share"), (0.08, "share"), (0.2, "mean")])
def test_limits_hold_as_many_ordinary_schools_as_they_say(tau, kind):
    """60 towns of 71 schools; the inner limits should hold 95 in 100, the outer nearly all."""
    rng = np.random.default_rng(71)
    inner = outer = seen = 0
    for _ in range(60):
        of = np.exp(rng.normal(3.7, 0.7, 71)).astype(int).clip(5, 400)
        if kind == "share":
            found = funnel_of_shares(range(71), rng.binomial(of, rng.normal(0.6, tau, 71).clip(0.01, 0.99)), of)
        else:
            means = rng.normal(0, tau, 71) + rng.normal(0, 1, 71) / np.sqrt(of)
            found = funnel_of_means(range(71), means, of, spread=1.0)
        inner += sum(point.place is Place.WITHIN for point in found.points)
        outer += sum(not point.place.is_outside for point in found.points)
        seen += len(found.points)

    assert 0.93 <= inner / seen <= 0.97
    assert outer / seen >= 0.994


# Laws


@EXAMPLES
@given(schools_with_shares, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_schools_stand_by_id(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    yes, of = np.array(rows).T

    plain, shuffled = funnel_of_shares(range(len(rows)), yes, of), funnel_of_shares(order, yes[order], of[order])

    assert plain == shuffled
    assert [point.school for point in plain.points] == sorted(point.school for point in plain.points)


@EXAMPLES
@given(schools_with_shares)
def test_adding_a_school_without_pupils_changes_nothing_but_is_reported(rows):
    plain, more = drawn(rows), drawn([*rows, (0, 0)])

    assert more.points == plain.points
    assert (more.target, more.phi, more.tau) == (plain.target, plain.phi, plain.tau)
    assert more.not_shown == ((len(rows), CannotSay(because="There are no pupils.", status=Status.NOT_APPLICABLE)),)


@EXAMPLES
@given(schools_with_shares)
def test_those_who_did_not_make_the_same_funnel_upside_down(rows):
    plain, turned = drawn(rows), drawn([(of - yes, of) for yes, of in rows])

    assert turned.target == pytest.approx(1 - plain.target)
    assert turned.tau == pytest.approx(plain.tau, abs=1e-9)
    for point, other in zip(plain.points, turned.points, strict=True):
        assert other.outer == pytest.approx((1 - point.outer[1], 1 - point.outer[0]), abs=1e-7)


def test_a_small_school_has_no_point_and_counts_for_nothing():
    found = drawn([*steady(), (4, 4)])

    assert found.points == drawn(steady()).points
    assert found.not_shown[0][1].because == "There are fewer than 5 pupils."


def test_a_mean_that_is_not_published_has_no_point():
    found = funnel_of_means(range(13), [0.1, -0.1, 0] * 4 + [nan], [30] * 13, spread=1)

    assert found.not_shown == (
        (12, CannotSay(because="No figure is published for this school.", status=Status.NOT_COLLECTED)),
    )


# Words


@pytest.mark.parametrize(
    ("yes", "place", "words"),
    [
        (30, Place.WITHIN, "50% (60 pupils): within the range of chance and ordinary differences between schools"),
        (20, Place.LOWER, "33% (60 pupils): below the range that holds 95 in 100 ordinary schools of this size"),
        (40, Place.HIGHER, "67% (60 pupils): above the range that holds 95 in 100 ordinary schools of this size"),
        (9, Place.MUCH_LOWER, "15% (60 pupils): below the range that holds nearly every ordinary school of this size"),
        (
            51,
            Place.MUCH_HIGHER,
            "85% (60 pupils): above the range that holds nearly every ordinary school of this size",
        ),
    ],
)
def test_a_school_says_where_it_lies(yes, place, words):
    point = drawn([*steady(), (yes, 60)], target=0.5).points[-1]

    assert point.place is place
    assert point.sentence() == f"{words} ({'30% to 70%' if place.is_outside else '37% to 63%'})."


def test_rates_are_told_in_a_hundred():
    found = funnel_of_rates(list(range(12)), [3, 2, 4, 5, 2, 3, 40, 4, 3, 2, 5, 3], [200] * 12)

    assert found.outside[0].sentence() == (
        "20 in 100 (200 pupils): above the range that holds nearly every ordinary school of this size "
        "(0 in 100 to 10 in 100)."
    )


def test_several_figures_say_how_many_points_would_lie_outside_by_chance():
    meals = drawn([*steady(20), (2, 60)])
    absence = funnel_of_rates(range(21), [3, 2, 4] * 6 + [3, 3, 40], [200] * 21)

    found = several({"reading": meals, "suspensions": absence})

    assert found.sentence() == (
        "In 2 figures, 2 of 42 points lie outside, of 1 schools; of as many ordinary points, about 0.08 would."
    )
    assert found.schools[0].sentence() == "Outside in 2 of 2 figures: reading (below), suspensions (above)."


# What is refused, and what is not said

TWELVE = list(range(12))


@pytest.mark.parametrize(
    ("question", "because"),
    [
        (lambda: funnel_of_shares([], [], []), "Fewer than 10 schools have 5 pupils or more."),
        (lambda: funnel_of_shares([1], [3], [9]), "Fewer than 10 schools"),
        (lambda: funnel_of_shares(TWELVE, [1] * 12, [1] * 12), "Fewer than 10 schools"),
        (lambda: funnel_of_shares(TWELVE, [0] * 12, [9] * 12), "It is the same for every pupil"),
        (lambda: funnel_of_shares(TWELVE, [9] * 12, [9] * 12), "It is the same for every pupil"),
        (lambda: funnel_of_rates(TWELVE, [0] * 12, [9] * 12), "It is the same for every pupil"),
        (lambda: funnel_of_means(TWELVE, [nan] * 12, [9] * 12, spread=1), "Fewer than 10 schools"),
    ],
)
def test_what_cannot_be_said_is_not(question, because):
    found = question()

    assert isinstance(found, CannotSay)
    assert found.because.startswith(because)


def test_schools_that_are_all_equal_are_all_within():
    found = funnel_of_means(TWELVE, [3.0] * 12, [30] * 12, spread=1)

    assert {point.place for point in found.points} == {Place.WITHIN}
    assert found.phi == 0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: funnel_of_shares([1, 1], [1, 1], [9, 9]), "more than once"),
        (lambda: funnel_of_shares(TWELVE, [10] * 12, [9] * 12), "more did than there are"),
        (lambda: funnel_of_shares(TWELVE, [-1] * 12, [9] * 12), "negative"),
        (lambda: funnel_of_shares(TWELVE, [nan] * 12, [9] * 12), "missing"),
        (lambda: funnel_of_shares(TWELVE, [1.5] * 12, [9] * 12), "whole number"),
        (lambda: funnel_of_shares(TWELVE, ["1"] * 12, [9] * 12), "Turn text into numbers"),
        (lambda: funnel_of_shares(TWELVE, [1] * 11, [9] * 12), "Rows do not match"),
        (lambda: funnel_of_shares(TWELVE, [3] * 12, [9] * 12, target=1), "target"),
        (lambda: funnel_of_shares(TWELVE, [3] * 12, [9] * 12, fewest=0), "fewest"),
        (lambda: funnel_of_shares(TWELVE, [3] * 12, [10**8] * 12), "not a count of people"),
        (lambda: funnel_of_shares(*[np.broadcast_to(1, 10**9)] * 3), "too many"),
        (lambda: funnel_of_rates(TWELVE, [-3] * 12, [9] * 12), "negative"),
        (lambda: funnel_of_rates(TWELVE, [inf] * 12, [9] * 12), "infinity"),
        (lambda: funnel_of_rates(TWELVE, [3] * 12, [9] * 12, target=0), "target"),
        (lambda: funnel_of_means(TWELVE, [inf] * 12, [9] * 12, spread=1), "infinity"),
        (lambda: funnel_of_means(TWELVE, ["a"] * 12, [9] * 12, spread=1), "Turn text into numbers"),
        (lambda: funnel_of_means(TWELVE, [1] * 12, [9] * 12, spread=0), "spread"),
        (lambda: funnel_of_means(TWELVE, [1] * 12, [9] * 12, spread=1, target=nan), "target"),
        (lambda: drawn(steady()).limits([0]), "one pupil or more"),
        (lambda: drawn(steady()).limits([10], level=95), "level"),
        (lambda: several({}), "one funnel at least"),
        (lambda: several({"a": CannotSay(because="No.")}), "leave out what cannot be said"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(question, words):
    with pytest.raises(ValueError, match=words):
        question()
