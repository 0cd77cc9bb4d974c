"""Gaps between groups of pupils: their size, their interval, and what is not said."""

import json
from fractions import Fraction
from math import inf, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import linalg, optimize
from scipy import stats as scipy_stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from collegiate.analytics.gaps import (
    Gap,
    Share,
    change_in_gap,
    gap_by_school,
    gap_of_means,
    gap_of_shares,
    gap_of_shares_by_school,
    share,
)
from collegiate.values import CannotSay, Status

EXAMPLES = settings(max_examples=40)
MEALS = ("pupils with free meals", "other pupils")
parts = st.integers(5, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.fixture(scope="session")
def small_values(oracles) -> dict:
    return json.loads((oracles / "small_values.json").read_text(encoding="utf-8"))


def town(seed: int, *, schools: int = 8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pupils of schools of unlike size: school, whether in the first group, score."""
    rng = np.random.default_rng(seed)
    school = np.repeat(np.arange(schools), rng.integers(6, 30, schools))
    first = rng.random(school.size) < 0.3
    score = 100 + rng.normal(0, 3, schools)[school] - (4 + rng.normal(0, 1, schools)[school]) * first
    return school, first, score + rng.normal(0, 8, school.size)


# Shares


def test_a_share_has_the_reference_interval(small_values):
    found = share(81, 263)

    assert [found.low, found.high] == pytest.approx(small_values["wilson_81_of_263"], abs=1e-6)


@EXAMPLES
@given(parts)
def test_a_share_has_wilsons_interval(part):
    found = share(*part)

    assert (found.low, found.high) == pytest.approx(proportion_confint(*part, method="wilson"), abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 1


@pytest.mark.parametrize(("yes", "of"), [(3, 17), (1, 9), (11, 12)])
def test_the_ends_of_a_share_are_where_a_test_would_just_reject_it(yes, of):
    """Solve for the shares at which what was seen is just so many standard errors away."""
    z = scipy_stats.norm.ppf(0.975)

    def away(true: float) -> float:
        return (yes / of - true) ** 2 - z * z * true * (1 - true) / of

    found = share(yes, of)

    assert found.low == pytest.approx(optimize.brentq(away, 0, yes / of))
    assert found.high == pytest.approx(optimize.brentq(away, yes / of, 1))


def test_a_share_says_itself():
    assert share(0, 40).sentence() == (
        "0%, 0 of 40; chance alone could account for anything from 0% to 9% (95% interval)."
    )
    assert share(4, 4) == CannotSay(because="There are fewer than 5 people.", status=Status.TOO_FEW)


def test_a_gap_of_shares_has_the_published_interval(small_values):
    found = gap_of_shares(56, 70, 48, 80)

    assert [found.low, found.high] == pytest.approx(small_values["newcombe_56_of_70_minus_48_of_80"], abs=1e-6)
    assert found.difference == pytest.approx(float(Fraction(56, 70) - Fraction(48, 80)))


@EXAMPLES
@given(parts, parts)
def test_a_gap_of_shares_has_newcombes_interval(first, second):
    found = gap_of_shares(*first, *second)
    low, high = confint_proportions_2indep(*first, *second, compare="diff", method="newcomb")

    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert -1 <= found.low <= found.difference <= found.high <= 1


@EXAMPLES
@given(parts, parts)
def test_a_gap_turned_round_is_the_same_gap(first, second):
    there, back = gap_of_shares(*first, *second), gap_of_shares(*second, *first)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@EXAMPLES
@given(parts, parts, st.floats(1.1, 20))
def test_pupils_who_are_alike_make_the_interval_wider(first, second, effect):
    plain, wider = gap_of_shares(*first, *second), gap_of_shares(*first, *second, design_effect=effect)

    assert wider.low <= plain.low
    assert wider.high >= plain.high
    assert wider.high - wider.low > plain.high - plain.low


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            (56, 70, 48, 80),
            "Pupils with free meals: between 5 and 33 percentage points above other pupils "
            "(70 and 80 pupils; 95% interval).",
        ),
        (
            (40, 100, 130, 200),
            "Pupils with free meals: between 13 and 36 percentage points below other pupils "
            "(100 and 200 pupils; 95% interval).",
        ),
        (
            (10, 20, 11, 20),
            "Pupils with free meals: anything from 33 percentage points below other pupils to 24 above, "
            "so these figures cannot tell which is ahead (20 and 20 pupils; 95% interval).",
        ),
    ],
)
def test_a_gap_says_which_group_is_ahead_or_that_it_cannot_be_told(counts, sentence):
    assert gap_of_shares(*counts, groups=MEALS).sentence() == sentence


# Means


@EXAMPLES
@given(
    st.lists(st.integers(60, 130), min_size=5, max_size=30),
    st.lists(st.integers(60, 130), min_size=5, max_size=30),
)
def test_a_gap_of_means_has_welchs_interval(first, second):
    found = gap_of_means(first, second)

    if len(set(first)) == len(set(second)) == 1:
        assert isinstance(found, CannotSay)
        return
    low, high = CompareMeans(DescrStatsW(first), DescrStatsW(second)).tconfint_diff(usevar="unequal")
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.difference == pytest.approx(
        float(Fraction(sum(first), len(first)) - Fraction(sum(second), len(second)))
    )


def test_a_gap_of_means_says_its_unit():
    found = gap_of_means([98, 102, 95, 101, 99], [104, 108, 103, 110, 105], unit="scaled points", groups=MEALS)

    assert found.sentence() == (
        "Pupils with free meals: between 2.9 and 11.1 scaled points below other pupils (5 and 5 pupils; 95% interval)."
    )


# Pupils in schools


def interval_the_slow_way(school, first, score, level: float) -> tuple[float, float]:
    """CR2 and Bell-McCaffrey as the paper writes them, with whole matrices and matrix square roots."""
    x = np.column_stack([first, ~first]).astype(float)
    contrast = np.array([1.0, -1.0])
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ score
    hat = x @ bread @ x.T
    left = np.eye(len(score)) - hat
    pulls, columns = [], []
    for each in np.unique(school):
        mine = school == each
        adjust = np.linalg.inv(linalg.sqrtm(np.eye(mine.sum()) - hat[np.ix_(mine, mine)]).real)
        lever = adjust @ x[mine] @ bread @ contrast
        pulls.append(lever @ (score - x @ beta)[mine])
        columns.append(left[:, mine] @ lever)
    g = np.column_stack(columns)
    seen = np.linalg.eigvalsh(g.T @ g)
    df = seen.sum() ** 2 / (seen**2).sum()
    reach = scipy_stats.t.ppf(0.5 + level / 2, df) * sqrt(sum(pull**2 for pull in pulls))
    gap = contrast @ beta
    return gap - reach, gap + reach


@pytest.mark.parametrize("seed", range(5))
def test_a_gap_of_means_by_school_is_what_whole_matrices_give(seed):
    school, first, score = town(seed)

    found = gap_by_school(school, first, score, kind="mean", level=0.9)
    low, high = interval_the_slow_way(school, first, score, 0.9)

    within = sum(
        sum(
            ((score[mine & (school == s)] - score[mine & (school == s)].mean()) ** 2).sum()
            for s in np.unique(school[mine])
        )
        / (mine.sum() - len(np.unique(school[mine])))
        / mine.sum()
        for mine in (first, ~first)
    )
    reach = max((high - low) / 2, scipy_stats.norm.ppf(0.95) * sqrt(within))
    assert (found.low, found.high) == pytest.approx((found.difference - reach, found.difference + reach))
    assert found.difference == pytest.approx(score[first].mean() - score[~first].mean())


def test_with_many_schools_it_is_nearly_the_usual_clustered_interval():
    school, first, score = town(3, schools=150)
    usual = OLS(score, np.column_stack([np.ones(score.size), first])).fit(
        cov_type="cluster", cov_kwds={"groups": school}
    )

    found = gap_by_school(school, first, score, kind="mean")

    assert found.high - found.low == pytest.approx(np.diff(usual.conf_int()[1])[0], rel=0.04)


def test_shares_by_school_are_the_same_from_pupils_as_from_counts():
    school, first, score = town(5)
    passed = score > 98
    sums = [np.bincount(school, weights=w).astype(int) for w in (first & passed, first, ~first & passed, ~first)]

    assert gap_by_school(school, first, passed, kind="share") == gap_of_shares_by_school(*sums)


def test_a_gap_by_school_is_never_narrower_than_its_pupils_alone_would_make_it():
    alike = gap_of_shares_by_school([10] * 4, [20] * 4, [30] * 4, [40] * 4, level=0.9)
    strangers = gap_of_shares(40, 80, 120, 160, level=0.9)

    assert (alike.low, alike.high) == pytest.approx((strangers.low, strangers.high))
    assert alike.schools == 4


@EXAMPLES
@given(st.integers(0, 200), st.randoms(use_true_random=False))
def test_the_order_of_pupils_does_not_matter(seed, random):
    school, first, score = town(seed)
    order = list(range(school.size))
    random.shuffle(order)

    plain = gap_by_school(school, first, score, kind="mean")
    shuffled = gap_by_school(school[order], first[order], score[order], kind="mean")

    assert (shuffled.low, shuffled.high) == pytest.approx((plain.low, plain.high))


def test_adding_a_school_without_pupils_changes_nothing():
    counts = ([9, 12, 6, 8], [20, 25, 16, 20], [30, 41, 22, 26], [50, 60, 40, 45])

    assert gap_of_shares_by_school(*counts) == gap_of_shares_by_school(*([*each, 0] for each in counts))


def test_the_unit_of_scores_does_not_matter():
    school, first, score = town(1)

    plain = gap_by_school(school, first, score, kind="mean")
    scaled = gap_by_school(school, first, 10 * score + 3, kind="mean")

    assert (scaled.low, scaled.high) == pytest.approx((10 * plain.low, 10 * plain.high))


def test_too_few_schools_cannot_be_told_from_groups():
    found = gap_of_shares_by_school([3, 4], [10, 10], [5, 5], [10, 10], groups=MEALS)

    assert found == CannotSay(because="Fewer than 3 schools have pupils in pupils with free meals.")


@pytest.mark.parametrize(("schools", "kind"), [(5, "mean"), (5, "share"), (30, "mean"), (30, "share")])
def test_intervals_by_school_hold_the_truth_as_often_as_they_say(schools, kind):
    """600 towns whose true gap is known; a share of 0.9 seen 600 times strays by 0.037 once in 400."""
    rng = np.random.default_rng(schools)
    held = tried = 0
    for _ in range(600):
        there = rng.integers(20, 120, schools)
        of = rng.binomial(there, rng.beta(2, 4, schools)), there
        of = of[0], there - of[0]
        level_of_school, gap = rng.normal(0, 0.05, schools), rng.normal(-0.15, 0.06, schools)
        if kind == "share":
            yes = [rng.binomial(n, 0.55 + level_of_school + gap * g) for n, g in zip(of, (1, 0), strict=True)]
            found = gap_of_shares_by_school(yes[0], of[0], yes[1], of[1], level=0.9)
        else:
            school = np.concatenate([np.repeat(np.arange(schools), n) for n in of])
            first = np.repeat([True, False], [n.sum() for n in of])
            score = (level_of_school + gap * first[:, None])[np.arange(school.size), school] * 4
            found = gap_by_school(school, first, score + rng.normal(0, 1, school.size), kind="mean", level=0.9)
        if isinstance(found, Gap):
            tried += 1
            held += found.low <= (-0.15 if kind == "share" else -0.6) <= found.high

    assert tried > 550
    assert 0.86 <= held / tried <= 0.97


# Change


def test_a_change_in_a_gap_is_as_uncertain_as_both_gaps():
    before, after = gap_of_shares(400, 1000, 1400, 2000), gap_of_shares(560, 1000, 1440, 2000)

    found = change_in_gap(before, after)

    assert found.difference == pytest.approx(0.14)
    assert found.high - found.low > max(before.high - before.low, after.high - after.low)
    assert change_in_gap(after, before).low == pytest.approx(-found.high)


def test_for_symmetric_gaps_a_change_adds_squares():
    one, other = (Gap(d, d - w, d + w, 0.95, 0, 0, 50, 50, "points") for d, w in ((-4.0, 3.0), (-1.0, 4.0)))

    found = change_in_gap(one, other)

    assert (found.low, found.high) == pytest.approx((3 - 5, 3 + 5))
    assert found.sentence() == (
        "The gap may be up to 8 points narrower or up to 2 wider: these figures cannot tell which (95% interval)."
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(-9, -2, "narrower by"), (-2, -9, "wider by"), (9, 2, "narrower by"), (2, 9, "wider by")],
)
def test_a_change_says_whether_the_gap_is_narrower_or_wider(before, after, words):
    one, other = (Gap(d, d - 1, d + 1, 0.9, 0, 0, 50, 50, "points") for d in (before, after))

    assert change_in_gap(one, other).sentence() == f"The gap is {words} between 5.6 and 8.4 points (90% interval)."


# What is refused, and what is not said

TEN = list(range(90, 100))


@pytest.mark.parametrize(
    ("question", "because"),
    [
        (lambda: share(0, 0), "There are fewer than 5 people."),
        (lambda: share(1, 1), "There are fewer than 5 people."),
        (lambda: gap_of_shares(1, 1, 30, 40), "Fewer than 5 pupils are in the first group."),
        (lambda: gap_of_shares(30, 40, 0, 0), "Fewer than 5 pupils are in the second group."),
        (lambda: gap_of_means([], []), "Fewer than 5 pupils are in the first group."),
        (lambda: gap_of_means([100], TEN), "Fewer than 5 pupils are in the first group."),
        (lambda: gap_of_means([100] * 9, [90] * 9), "All scores within each group are the same"),
        (lambda: gap_by_school([], [], [], kind="mean"), "Fewer than 5 pupils are in the first group."),
        (lambda: gap_by_school([1] * 10, [0, 1] * 5, TEN, kind="mean"), "Fewer than 3 schools"),
        (lambda: gap_by_school([1], [1], [1], kind="share"), "Fewer than 5 pupils"),
        (
            lambda: gap_by_school(list(range(5)) * 4, [0] * 10 + [1] * 10, [7] * 20, kind="mean"),
            "All scores within each group are the same",
        ),
        (lambda: gap_of_shares_by_school([], [], [], []), "Fewer than 5 pupils"),
        (lambda: gap_of_shares_by_school([9], [9], [9], [9]), "Fewer than 3 schools"),
    ],
)
def test_what_cannot_be_said_is_not(question, because):
    found = question()

    assert isinstance(found, CannotSay)
    assert found.because.startswith(because)


def test_shares_that_are_all_or_nothing_still_have_an_interval():
    found = gap_of_shares_by_school([0] * 4, [9] * 4, [9] * 4, [9] * 4)

    assert found.difference == -1
    assert found.low == -1
    assert -0.8 < found.high < -0.6
    assert isinstance(share(40, 40), Share)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: share(5, 4), "more did than there are"),
        (lambda: share(-1, 9), "negative"),
        (lambda: share(1.5, 9), "whole number"),
        (lambda: share(nan, 9), "missing"),
        (lambda: share(inf, 9), "infinity"),
        (lambda: share("3", 9), "Turn text into numbers"),
        (lambda: share(3, 10**12), "not a count of people"),
        (lambda: share(3, 9, level=95), "level"),
        (lambda: share(3, 9, fewest=0), "fewest"),
        (lambda: gap_of_shares(3, 9, 10, 9), "more did than there are"),
        (lambda: gap_of_shares(3, 9, 4, 9, design_effect=0), "design_effect"),
        (lambda: gap_of_shares(3, 9, 4, 9, level="0.95"), "level"),
        (lambda: gap_of_means(["a"] * 5, TEN), "Turn text into numbers"),
        (lambda: gap_of_means([nan, *TEN], TEN), "missing"),
        (lambda: gap_of_means([inf, *TEN], TEN), "infinity"),
        (lambda: gap_of_means([TEN], TEN), "a list of numbers"),
        (lambda: gap_of_means(np.broadcast_to(1.0, 10**9), TEN), "too many"),
        (lambda: gap_by_school([1, 2], [1, 0], [1, 2, 3], kind="mean"), "Rows do not match"),
        (lambda: gap_by_school([1, 2], [1, 2], [1, 2], kind="mean"), "yes and no"),
        (lambda: gap_by_school([1, 2], [1, 0], [1, 2], kind="share"), "yes and no"),
        (lambda: gap_by_school([1, 2], [1, 0], [1, 2], kind="median"), "“share” or “mean”"),
        (lambda: gap_by_school(["", "b"], [1, 0], [1, 2], kind="mean"), "blank"),
        (lambda: gap_by_school([1, 2], [1, 0], ["1", "2"], kind="mean"), "Turn text into numbers"),
        (lambda: gap_of_shares_by_school([3], [2], [1], [4]), "first_yes: in a school more did"),
        (lambda: gap_of_shares_by_school([1], [2], [5], [4]), "second_yes: in a school more did"),
        (lambda: gap_of_shares_by_school([-1], [2], [1], [4]), "negative"),
        (lambda: gap_of_shares_by_school([1, 1], [2], [1], [4]), "Rows do not match"),
        (lambda: change_in_gap(gap_of_shares(6, 9, 4, 9), CannotSay(because="No.")), "two gaps"),
        (lambda: change_in_gap(gap_of_shares(6, 9, 4, 9), gap_of_shares(6, 9, 4, 9, level=0.9)), "same groups"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(question, words):
    with pytest.raises(ValueError, match=words):
        question()
