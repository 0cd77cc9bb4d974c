"""Growth percentiles: equal to R's to the last pupil, to a linear programme solved whole, and to their own laws."""

from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import BSpline
from scipy.optimize import linprog
from scipy.sparse import eye, hstack

from collegiate.analytics.growth import (
    Growth,
    Knots,
    growth_to_target,
    median_growth,
    of_a_panel,
    percentiles,
)
from collegiate.analytics.growth.design import curve, knots_on
from collegiate.analytics.growth.sweep import TAUS
from collegiate.values import CannotSay, Status

YEARS = range(2021, 2026)
NONE = float("nan")


def cohort(pupils=500, priors=1, seed=1):
    """Invented whole scores of one cohort: this year's, and those of the years before, newest first."""
    rng = np.random.default_rng(seed)
    able = rng.normal(size=pupils)
    years = [np.round(600 + 30 * k + 60 * (0.8 * able + 0.6 * rng.normal(size=pupils))) for k in range(priors + 1)]
    return years[-1], years[-2::-1]


# R's answers


@pytest.fixture(scope="module")
def panel(oracles):
    frame = pl.read_parquet(oracles / "sgpdata_panel.parquet")
    grades, scores = (
        frame.select(pl.col(f"{what}_{year}").cast(pl.Float64) for year in YEARS).fill_null(NONE).to_numpy()
        for what in ("GRADE", "SS")
    )
    return frame["ID"].to_list(), grades, scores


@pytest.mark.parametrize("priors", [1, 4])
def test_growth_of_sgpdata_equals_r_for_every_pupil(panel, oracles, priors):
    ids, grades, scores = panel
    theirs = pl.read_csv(oracles / f"sgp_r_sgpdata_priors{priors}.csv")

    growth = of_a_panel(grades, scores, grade=8, priors=priors)

    mine = {pupil: sgp for pupil, sgp, known in zip(ids, growth.sgp.tolist(), growth.known, strict=True) if known}
    assert mine == dict(zip(theirs["ID"], theirs["SGP"], strict=True))
    assert growth.sgp[~growth.known].tolist() == [0] * int((~growth.known).sum())


def test_growth_of_the_simulated_cohort_equals_r_for_every_pupil(oracles):
    frame = pl.read_parquet(oracles / "sgp_sim_5000_input.parquet")
    theirs = pl.read_csv(oracles / "sgp_r_sim_5000_priors2.csv")
    assert frame["ID"].to_list() == theirs["ID"].to_list()

    growth = percentiles(frame["SS_2024"], [frame["SS_2023"], frame["SS_2022"]])

    assert growth.sgp.tolist() == theirs["SGP"].to_list()


# A slower road: each quantile as one linear programme over all pupils


def design_written_out(priors, knots):
    """One row a pupil: 1, then SciPy's B-splines of each prior, the first of them left out."""
    columns = [np.ones((priors[0].size, 1))]
    for prior, knot in zip(priors, knots, strict=True):
        t = np.array([knot.low] * 4 + list(knot.cuts) + [knot.high] * 4)
        columns.append(BSpline.design_matrix(prior, t, 3).toarray()[:, 1:])
    return np.hstack(columns)


def check_loss(residual, tau):
    return float((np.where(residual > 0, tau, tau - 1) * residual).sum())


def least_check_loss(x, y, tau):
    """HiGHS on the whole: minimise tau u + (1 - tau) v with x b + u - v = y."""
    n, p = x.shape
    cost = np.concatenate([np.zeros(p), np.full(n, tau), np.full(n, 1 - tau)])
    return linprog(
        cost, A_eq=hstack([x, eye(n), -eye(n)]), b_eq=y, bounds=[(None, None)] * p + [(0, None)] * (2 * n)
    ).fun


def scores_of(kind, pupils, priors, seed):
    rng = np.random.default_rng(seed)
    able = rng.normal(size=pupils)
    raw = [0.7 * able + 0.7 * rng.normal(size=pupils) for _ in range(priors + 1)]
    shapes = {
        "whole": lambda s: np.round(600 + 60 * s),
        "fine": lambda s: 100 + 15 * s,
        "five levels": lambda s: np.round(3 + s).clip(1, 5),
        "yes or no": lambda s: (s > 0).astype(float),
        "a ceiling": lambda s: np.round(600 + 60 * s).clip(500, 640),
    }
    return [shapes[kind](s) for s in raw]


@pytest.mark.parametrize("kind", ["whole", "fine", "five levels", "yes or no", "a ceiling"])
@pytest.mark.parametrize("priors", [1, 2])
def test_every_plane_loses_as_little_as_the_whole_linear_programme_and_counts_come_from_the_planes(kind, priors):
    now, *past = scores_of(kind, 300, priors, seed=7)

    growth = percentiles(now, past, smallest=100)

    (planes,) = growth.planes
    x = design_written_out(past, planes.knots)
    for row in (0, 13, 50, 86, 99):
        best = least_check_loss(x, now, TAUS[row])
        assert check_loss(now - x @ planes.coefficients[row], TAUS[row]) == pytest.approx(best, rel=1e-6, abs=1e-6)
    for pupil in range(0, 300, 7):
        below = sum(round(float(x[pupil] @ plane), 5) < now[pupil] for plane in planes.coefficients)
        assert growth.sgp[pupil] == min(max(below, 1), 99)


def test_in_a_large_cohort_only_a_band_is_solved_and_the_answer_is_still_the_whole_programme():
    now, past = cohort(3000, priors=2, seed=3)
    (planes,) = percentiles(now, past).planes
    x = design_written_out(past, planes.knots)
    best = least_check_loss(x, now, TAUS[71])
    assert check_loss(now - x @ planes.coefficients[71], TAUS[71]) == pytest.approx(best, rel=1e-9)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 300), min_size=12, max_size=60).filter(lambda scores: max(scores) - min(scores) > 20))
def test_the_curve_is_made_of_the_same_splines_as_scipy_makes(scores):
    values = np.array(scores, dtype=float)
    knots = knots_on(values)
    assert curve(values, knots) == pytest.approx(design_written_out([values], [knots])[:, 1:], abs=1e-12)


def test_the_splines_run_on_as_the_same_cubics_beyond_the_ends():
    knots = Knots((10.0, 20.0, 30.0, 40.0), 0.0, 50.0)
    t = [0.0] * 4 + [10.0, 20.0, 30.0, 40.0] + [50.0] * 4
    beyond = np.array([-6.0, 56.0])
    theirs = BSpline(t, np.eye(8), 3)(beyond, extrapolate=True)[:, 1:]
    assert curve(beyond, knots) == pytest.approx(theirs)


def test_knots_are_percentiles_of_type_seven_and_the_ends_a_tenth_further_out():
    scores = np.array([100.0, 103.0, 104.0, 110.0, 150.0, 151.0, 170.0, 181.0, 190.0, 200.0, 333.0, 334.0])

    def type_seven(share):
        place = (len(scores) - 1) * share
        low = int(place)
        return round(scores[low] + (place - low) * (scores[low + 1] - scores[low]), 3)

    assert knots_on(scores) == Knots(tuple(type_seven(share) for share in (0.2, 0.4, 0.6, 0.8)), 76.6, 357.4)


def test_knots_that_fall_together_are_one():
    assert knots_on(np.array([1.0] * 50 + [2.0] * 50)).cuts == (1.0, 2.0)
    assert knots_on(np.array([1.0] * 95 + [2.0] * 5)).cuts == (1.0,)


# Whose scores set the knots, and which years count


def test_a_wide_file_sets_its_knots_on_every_row_of_the_column():
    now, (before,) = cohort(600)
    left = np.append(before, np.full(400, 900.0))  # pupils who have since left

    growth = percentiles(np.append(now, np.full(400, NONE)), [left])

    assert growth.planes[0].knots == (knots_on(left),)
    assert growth.sgp[:600].tolist() == percentiles(now, [before], knots=[knots_on(left)]).sgp.tolist()
    assert growth.of(600) == CannotSay(because="The pupil has no score for this year.", status=Status.NOT_COLLECTED)


def test_a_panel_sets_a_grades_knots_on_all_years_looked_back_to_but_not_on_this_one():
    rng = np.random.default_rng(2)
    grades = np.repeat([[4.0, 5.0, 6.0], [5.0, 6.0, 7.0]], 600, axis=0)
    scores = rng.normal(500, 40, (1200, 3)).round()

    one = of_a_panel(grades, scores, grade=7, priors=1)
    two = of_a_panel(grades, scores, grade=7, priors=2)

    assert one.planes[0].knots == (knots_on(scores[600:, 1]),)
    sixes, fives = scores[600:, 1], np.concatenate([scores[:600, 1], scores[600:, 0]])
    assert two.planes[-1].knots == (knots_on(sixes), knots_on(fives))


def test_a_pupil_is_placed_by_the_longest_run_of_years_that_he_has():
    now, past = cohort(1200, priors=3, seed=5)
    past[1][:500] = NONE
    past[2][:800] = NONE
    past[0][:10] = NONE
    now[10:20] = NONE

    growth = percentiles(now, past, smallest=300)

    assert growth.order.tolist() == [0] * 20 + [1] * 480 + [2] * 300 + [3] * 400
    assert [planes.priors for planes in growth.planes] == [1, 2, 3]
    assert [planes.pupils for planes in growth.planes] == [1180, 700, 400]
    alone = percentiles(now, past[:2], smallest=300)
    assert growth.sgp[:800].tolist() == alone.sgp[:800].tolist()
    assert growth.of(3) == CannotSay(because="The pupil has no score for the year before.", status=Status.NOT_COLLECTED)
    assert growth.of(15).because == "The pupil has no score for this year."
    assert growth.of(700) == growth.sgp[700]


def test_where_too_few_pupils_have_an_older_score_the_shorter_run_is_used():
    now, past = cohort(700, priors=2)
    past[1][50:] = NONE
    assert set(percentiles(now, past).order.tolist()) == {1}


def test_a_pupil_who_repeated_a_grade_counts_from_there():
    grades = np.tile([5.0, 6.0, 7.0], (700, 1))
    grades[:100, 1] = 7.0  # repeats grade 7
    grades[100:200, 0] = 6.0  # repeated grade 6
    scores = np.random.default_rng(1).normal(500, 40, (700, 3)).round()

    growth = of_a_panel(grades, scores, grade=7, priors=2)

    assert growth.order.tolist() == [0] * 100 + [1] * 100 + [2] * 500


# Laws


@settings(max_examples=4)
@given(st.integers(0, 100), st.integers(1, 2))
def test_the_order_of_the_pupils_does_not_matter_at_all(seed, priors):
    now, past = cohort(priors=priors, seed=seed)
    order = np.random.default_rng(seed).permutation(now.size)

    mixed = percentiles(now[order], [column[order] for column in past])

    assert mixed.sgp.tolist() == percentiles(now, past).sgp[order].tolist()


@settings(max_examples=3)
@given(st.integers(0, 100), st.sampled_from([0.25, 2.0, 10.0]), st.integers(-500, 500))
def test_another_scale_of_scores_leaves_growth_alone(seed, times, plus):
    now, past = cohort(seed=seed)
    assert percentiles(now * times + plus, past).sgp.tolist() == percentiles(now, past).sgp.tolist()
    assert percentiles(now, [p * times + plus for p in past]).sgp.tolist() == percentiles(now, past).sgp.tolist()


def test_of_pupils_who_started_alike_whoever_scored_more_grew_more():
    now, past = cohort(1500, seed=9)
    growth = percentiles(now, past)
    for start in np.unique(past[0]):
        alike = np.flatnonzero(past[0] == start)
        ranked = growth.sgp[alike[np.argsort(now[alike])]]
        assert (np.diff(ranked) >= 0).all()


def test_a_pupil_without_scores_changes_nothing():
    now, past = cohort()
    more = percentiles(np.append(now, NONE), [np.append(past[0], NONE)])
    assert more.sgp[:-1].tolist() == percentiles(now, past).sgp.tolist()


def test_each_percentile_holds_about_a_hundredth_of_the_pupils():
    now, past = cohort(6000, priors=2, seed=4)
    sgp = percentiles(now, past).sgp
    assert np.histogram(sgp, bins=[1, 11, 31, 51, 71, 91, 100])[0] == pytest.approx(
        [630, 1200, 1200, 1200, 1200, 570], abs=40
    )
    for start in (past[0] < 580, past[0] > 680):
        assert np.median(sgp[start]) == pytest.approx(50, abs=4)


def test_progress_is_told_plane_by_plane():
    told = []
    percentiles(*cohort(), tell=lambda done, whole: told.append((done, whole)))
    assert told[0] == (2, 100)
    assert told[-1] == (100, 100)
    assert len(told) == 99


def test_growth_says_itself_in_plain_words():
    growth = percentiles(*cohort())
    assert growth.sentence() == (
        "Growth is known for 500 of 500 pupils, each beside pupils with the same earlier scores: 1 is the least growth, "
        "50 the middle, 99 the most."
    )
    assert growth.planes[0].sentence() == "Fitted to 500 pupils, on the score of the year before."
    assert growth.planes[0].knots[0].sentence().startswith("The curve runs from ")
    assert isinstance(growth, Growth)
    with pytest.raises(ValueError, match="read-only"):
        growth.sgp[0] = 1


# What cannot be said, and what makes no sense


@pytest.mark.parametrize(
    ("now", "past", "words"),
    [
        ([], [[]], "0 pupils have a score for this year and the year before; 500 are needed"),
        ([1.0], [[1.0]], "1 pupils"),
        (np.arange(499.0), [np.arange(499.0)], "499 pupils"),
        (np.full(600, NONE), [np.arange(600.0)], "0 pupils"),
        (np.full(600, 5.0), [np.arange(600.0)], "every pupil has the same score this year"),
        (np.arange(600.0), [np.full(600, 5.0)], "every pupil had the same score the year before"),
        (np.arange(600.0), [np.append(np.full(599, 5.0), NONE)], "every pupil had the same score the year before"),
    ],
)
def test_when_no_growth_can_be_said(now, past, words):
    assert words in percentiles(now, past).sentence()


def test_an_older_year_in_which_all_scored_alike_is_not_used():
    now, past = cohort()
    assert percentiles(now, [past[0], np.full(500, 7.0)]).sgp.tolist() == percentiles(now, past).sgp.tolist()


def test_the_same_year_given_twice_says_no_more_than_once():
    now, past = cohort()
    assert percentiles(now, [past[0], past[0]]).sgp == pytest.approx(percentiles(now, past).sgp, abs=1)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score": ["a"] * 500}, "score"),
        ({"score": np.full(500, np.inf)}, "score"),
        ({"score": np.ones((500, 2))}, "score"),
        ({"score": np.ones(499)}, "Rows do not match"),
        ({"score": np.broadcast_to(1.0, 10**9)}, "score"),
        ({"priors": []}, "priors"),
        ({"priors": [np.ones(500)] * 9}, "priors"),
        ({"priors": [["b"] * 500]}, "prior 1"),
        ({"knots": []}, "knots"),
        ({"smallest": 5}, "smallest"),
        ({"smallest": 200.5}, "smallest"),
    ],
)
def test_columns_that_make_no_sense_are_refused(changes, message):
    now, past = cohort()
    with pytest.raises(ValueError, match=message):
        percentiles(**({"score": now, "priors": past} | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"grades": np.ones((5, 3))}, "do not match"),
        ({"grades": [["six"] * 2] * 5}, "grades"),
        ({"scores": np.full((5, 2), np.inf)}, "scores"),
        ({"grades": np.ones((5, 1)), "scores": np.ones((5, 1))}, "two years"),
        ({"priors": 2}, "priors"),
        ({"priors": 0}, "priors"),
        ({"grade": 6.5}, "grade"),
        ({"smallest": 1}, "smallest"),
    ],
)
def test_a_panel_that_makes_no_sense_is_refused(changes, message):
    given_ = {"grades": np.ones((5, 2)), "scores": np.ones((5, 2)), "grade": 6, "priors": 1}
    with pytest.raises(ValueError, match=message):
        of_a_panel(**(given_ | changes))


def test_a_grade_with_nobody_in_it_cannot_be_said():
    assert isinstance(of_a_panel(np.ones((5, 2)), np.ones((5, 2)), grade=6, priors=1), CannotSay)


# Medians


def interval_the_slow_way(values, level):
    """Hettmansperger and Sheather, in exact fractions: (lower, upper)."""
    ranked, n = sorted(values), len(values)

    def cover(k):
        return 1 - 2 * Fraction(sum(comb(n, i) for i in range(k)), 2**n)

    k = max(k for k in range(1, n // 2 + 1) if cover(k) >= level)
    part = (cover(k) - level) / (cover(k) - cover(k + 1))
    share = (n - k) * part / (k + (n - 2 * k) * part)
    return (
        float((1 - share) * ranked[k - 1] + share * ranked[k]),
        float((1 - share) * ranked[n - k] + share * ranked[n - k - 1]),
    )


@settings(max_examples=60)
@given(st.lists(st.integers(1, 99), min_size=5, max_size=70), st.sampled_from([Fraction(8, 10), Fraction(9, 10)]))
def test_a_median_and_its_interval_equal_the_same_in_exact_fractions(values, level):
    found = median_growth(values, ["Hillside"] * len(values), level=float(level)).of("Hillside")

    assert found.median == np.median(values)
    assert (found.lower, found.upper) == pytest.approx(interval_the_slow_way(values, level), abs=1e-9)


@settings(max_examples=20)
@given(st.permutations(range(40)))
def test_medians_do_not_depend_on_the_order_of_the_pupils(order):
    sgp = np.random.default_rng(1).integers(1, 100, 40)
    school = np.repeat([101, 102, 103], [20, 14, 6])

    mixed, plain = median_growth(sgp[list(order)], school[list(order)]), median_growth(sgp, school)

    assert [mixed.of(s) for s in (101, 102, 103)] == [plain.of(s) for s in (101, 102, 103)]


def test_pupils_without_growth_are_left_out_of_their_group():
    medians = median_growth([30, 60, 40, 80, 90, 0, NONE], ["A"] * 6 + ["B"])

    assert medians.of("A").pupils == 5
    assert medians.of("B").status is Status.SUPPRESSED
    assert medians.sentence() == "0 of 1 groups can be told from the middle, 50; 1 are too small to show."
    with pytest.raises(KeyError, match="no group C"):
        medians.of("C")


def test_a_group_too_small_for_so_sure_an_interval_has_none():
    medians = median_growth([50, 60, 70, 80, 90], ["A"] * 5, level=0.99)
    assert medians.of("A").because == "The group has too few pupils for an interval of that level."


@pytest.mark.parametrize(
    ("sgp", "group", "changes", "message"),
    [
        ([100], ["A"], {}, "from 1 to 99"),
        ([-3], ["A"], {}, "from 1 to 99"),
        (["high"], ["A"], {}, "sgp"),
        ([np.inf], ["A"], {}, "sgp"),
        ([50, 60], ["A"], {}, "Rows do not match"),
        ([50], [""], {}, "group"),
        ([50], [1.5], {}, "group"),
        ([50], ["A"], {"level": 1.5}, "level"),
        ([50], ["A"], {"smallest": 2}, "smallest"),
    ],
)
def test_medians_that_make_no_sense_are_refused(sgp, group, changes, message):
    with pytest.raises(ValueError, match=message):
        median_growth(sgp, group, **changes)


def test_no_pupils_have_no_medians():
    assert median_growth([], []).groups.tolist() == []


# A target


@pytest.fixture(scope="module")
def grown():
    now, past = cohort(2000, priors=2, seed=6)
    return now, past, percentiles(now, past)


def test_the_growth_that_a_pupils_own_score_asks_for_is_his_own(grown):
    now, past, growth = grown
    for pupil in range(0, 2000, 97):
        own = growth_to_target(growth.planes[-1], [[p[pupil]] for p in past], target=now[pupil])
        assert own.needed[0] == growth.sgp[pupil]


def test_a_higher_target_asks_for_more_growth_and_one_out_of_reach_says_so(grown):
    _, past, growth = grown
    asked = [growth_to_target(growth.planes[-1], past, target=target) for target in (500, 650, 700, 5000)]

    for lower, higher in pairwise(asked):
        assert (lower.needed <= higher.needed).all()
    assert (
        asked[0].sentence().startswith("To reach 500, half of 2,000 pupils would need to grow as much as or more than ")
    )
    assert asked[-1].beyond.all()
    assert asked[-1].sentence().endswith("; for 2,000 hardly anybody who started alike has reached it.")
    assert asked[-1].of(0).status is Status.NOT_APPLICABLE


def test_a_pupil_without_a_prior_score_has_no_growth_to_a_target(grown):
    _, _, growth = grown
    some = growth_to_target(growth.planes[-1], [[600.0, NONE], [590.0, 580.0]], target=640)

    assert some.of(1) == CannotSay(because="The pupil lacks a prior score.", status=Status.NOT_COLLECTED)
    assert 1 <= some.of(0) <= 99
    assert isinstance(growth_to_target(growth.planes[-1], [[NONE], [NONE]], target=640), CannotSay)
    assert isinstance(growth_to_target(growth.planes[-1], [[], []], target=640), CannotSay)


@pytest.mark.parametrize(
    ("priors", "target"),
    [
        ([[600.0]], 640),
        ([[600.0], [600.0, 1.0]], 640),
        ([["a"], ["b"]], 640),
        ([[600.0], [590.0]], NONE),
        ([[600.0], [590.0]], "x"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(grown, priors, target):
    with pytest.raises(ValueError, match=r"(priors?|target)"):
        growth_to_target(grown[2].planes[-1], priors, target=target)
