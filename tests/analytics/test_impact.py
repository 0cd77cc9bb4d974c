"""Did the support help? The study against slower roads, its rules one by one, and what it makes of nonsense."""

from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from collegiate.analytics import impact
from collegiate.analytics.impact import (
    Better,
    ComparatorsChanged,
    ComparatorSet,
    Effect,
    History,
    Rule,
    Verdict,
    WhyChosen,
    freeze,
    measure,
    placebos,
    rules,
    smallest_detectable,
)
from collegiate.analytics.impact.words import between
from collegiate.values import CannotSay

SUPPORTED = [f"9000{n:02d}" for n in range(5)]
REST = [f"1000{n:02d}" for n in range(40)]
TOWN = SUPPORTED + REST
THE_REST = freeze(REST, how="every other school in town")


def town(seed=3, years=6, gain=0.0, schools=45):
    """Figures of a town, last year being the outcome; the first five schools gain by the support."""
    rng = np.random.default_rng(seed)
    figures = rng.normal(100, 3, (schools, 1)) + rng.normal(0, 1, (schools, years))
    figures[:5, -1] += gain
    return figures


def pupils(seed=5, schools=45):
    return np.random.default_rng(seed).integers(25, 90, schools)


def history(rows, **changes):
    given = {"schools": TOWN, "figures": rows[:, :-1], "pupils": pupils(), "pupil_sd": 6.0}
    return History(**(given | changes))


def study(figures=None, **changes):
    figures = town(gain=3.0) if figures is None else figures
    past = {key: changes.pop(key) for key in ("schools", "pupils", "pupil_sd", "also") if key in changes}
    given = {"supported": SUPPORTED, "comparators": THE_REST, "why": WhyChosen.BY_LOT, "worthwhile": 2.5}
    return measure(history(figures, **past), figures[:, -1], **(given | changes))


def rules_met(found):
    return [doubt.rule for doubt in found.doubts]


# Slower roads


def solve(matrix, right):
    """Gauss and Jordan, in exact fractions."""
    n = len(matrix)
    rows = [[*row, *extra] for row, extra in zip(matrix, right, strict=True)]
    for i in range(n):
        pivot = next(r for r in range(i, n) if rows[r][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [cell / rows[i][i] for cell in rows[i]]
        for r in range(n):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[n:] for row in rows]


def the_slow_way(figures, size, pupil_sd, supported):
    """The default estimator school by school in exact fractions: (gap, its variance)."""
    f = [[Fraction(float(cell)) for cell in row] for row in figures]
    x = [[Fraction(1), row[-2], (row[-3] + row[-4]) / 2] for row in f]
    y = [row[-1] for row in f]
    s2 = [Fraction(pupil_sd) ** 2 / int(n) for n in size]
    rest = [j for j in range(len(f)) if j not in supported]

    def fit(weight):
        g = solve(
            [[sum(weight[j] * x[j][a] * x[j][b] for j in rest) for b in range(3)] for a in range(3)],
            [[Fraction(a == b) for b in range(3)] for a in range(3)],
        )
        right = [sum(weight[j] * x[j][a] * y[j] for j in rest) for a in range(3)]
        return g, [sum(g[a][b] * right[b] for b in range(3)) for a in range(3)]

    def residual(beta, j):
        return y[j] - sum(b * cell for b, cell in zip(beta, x[j], strict=True))

    g, beta = fit(dict.fromkeys(rest, Fraction(1)))
    leverage = {j: sum(x[j][a] * g[a][b] * x[j][b] for a in range(3) for b in range(3)) for j in rest}
    df = len(rest) - 3
    unexplained = sum(residual(beta, j) ** 2 for j in rest) - sum(s2[j] * (1 - leverage[j]) for j in rest)
    tau2 = max(Fraction(0), unexplained / df)
    g, beta = fit({j: 1 / (tau2 + s2[j]) for j in rest})
    scale = sum(residual(beta, j) ** 2 / (tau2 + s2[j]) for j in rest) / df
    k = len(supported)
    middle = [sum(x[j][a] for j in supported) / k for a in range(3)]
    own = sum(tau2 + s2[j] for j in supported) / k**2
    of_expectation = sum(middle[a] * g[a][b] * middle[b] for a in range(3) for b in range(3))
    return sum(residual(beta, j) for j in supported) / k, scale * (own + of_expectation)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("pupil_sd", [2, 6, 40])
def test_the_effect_equals_the_same_sum_in_exact_fractions(seed, pupil_sd):
    figures, size = town(seed), pupils(seed)
    gap, variance = the_slow_way(figures, size, pupil_sd, range(5))

    effect = study(figures, pupils=size, pupil_sd=pupil_sd).effect

    half = stats.t.ppf(0.95, 40 - 3) * float(variance) ** 0.5
    assert effect.estimate == pytest.approx(float(gap), abs=1e-10)
    assert effect.se == pytest.approx(float(variance) ** 0.5, rel=1e-10)
    assert (effect.lower, effect.upper) == pytest.approx((float(gap) - half, float(gap) + half), abs=1e-9)


def test_the_expectation_equals_statsmodels_weighted_least_squares():
    import statsmodels.api as sm  # slow to import, and only here

    figures, size = town(7), pupils(7).astype(float)
    past = history(figures, pupils=size, also=np.random.default_rng(1).random((45, 2)))
    kernel = impact.gap.fit(figures[:, -1], past.terms(), past.noise, np.arange(45) >= 5)

    weights = 1 / (kernel.school_variance + past.noise)
    theirs = sm.WLS(figures[5:, -1], sm.add_constant(past.terms())[5:], weights=weights[5:]).fit()

    assert kernel.coefficients == pytest.approx(theirs.params, rel=1e-9)
    assert kernel.scale == pytest.approx(theirs.scale, rel=1e-9)
    assert kernel.scale * kernel.spread == pytest.approx(theirs.cov_params(), rel=1e-8)


def test_many_towns_at_once_give_what_each_gives_alone():
    towns = np.stack([town(seed) for seed in range(6)])
    terms = np.stack([history(figures).terms() for figures in towns])
    noise = history(towns[0]).noise
    chosen = np.zeros((6, 45), dtype=bool)
    chosen[:, :5] = True

    fits = impact.gap.fit(towns[..., -1], terms, noise, ~chosen)
    together = impact.gap.gap(fits, towns[..., -1], terms, noise, chosen)

    alone = [study(figures).effect for figures in towns]
    assert together.gap == pytest.approx([effect.estimate for effect in alone], abs=1e-10)
    assert together.se == pytest.approx([effect.se for effect in alone], rel=1e-10)


# Laws


@settings(max_examples=25)
@given(st.permutations(range(45)), st.integers(0, 50))
def test_the_order_of_the_schools_does_not_matter_at_all(order, seed):
    figures, order = town(seed), list(order)

    shuffled = study(figures[order], schools=[TOWN[row] for row in order], pupils=pupils()[order])

    assert shuffled == study(figures)


@settings(max_examples=25)
@given(st.floats(0.01, 1000), st.floats(-1000, 1000), st.integers(0, 50))
def test_a_change_of_scale_changes_the_scale_and_nothing_else(times, plus, seed):
    figures = town(seed, gain=3.0)

    there = study((figures + plus) * times, pupil_sd=6.0 * times, worthwhile=2.5 * times)

    here = study(figures)
    assert there.verdict == here.verdict
    assert rules_met(there) == rules_met(here)
    assert there.effect.estimate == pytest.approx(here.effect.estimate * times, rel=1e-6, abs=1e-7 * times)
    assert there.effect.se == pytest.approx(here.effect.se * times, rel=1e-6)


@settings(max_examples=15)
@given(st.floats(-20, 20))
def test_a_gain_of_the_supported_schools_moves_the_effect_by_as_much(gain):
    assert study(town(gain=gain)).effect.estimate == pytest.approx(study(town()).effect.estimate + gain, abs=1e-9)


def test_a_school_without_pupils_changes_nothing_but_is_named():
    figures = town(gain=3.0)
    more = np.vstack([figures, np.full(6, 500.0)])

    found = study(
        more,
        schools=[*TOWN, "777777"],
        pupils=[*pupils(), 0],
        comparators=freeze([*REST, "777777"], how=THE_REST.how),
    )

    assert found.effect == study(figures).effect
    assert found.left_out == ("777777",)


def test_a_figure_where_lower_is_better_turns_the_words_round():
    figures = town(gain=3.0)

    found = study(figures, better=Better.LOWER)

    assert found.verdict is Verdict.MAY_HAVE_HARMED
    assert study(200 - figures, better=Better.LOWER).effect.improvement == pytest.approx(
        study(figures).effect.improvement
    )
    assert " worse than schools like these were heading for" in found.sentence()


# Verdicts and rules


def test_a_clear_gain_is_said_in_plain_words():
    found = study(town(gain=4.0))

    assert found.verdict is Verdict.LIKELY_HELPED
    assert found.doubts == ()
    assert found.sentence() == (
        "Likely helped. Between 2.3 and 4.1 points better than schools like these were heading for; "
        "5 of 45 schools; 90 % interval."
    )


def test_a_clear_loss_may_have_harmed():
    found = study(town(gain=-4.0))

    assert found.verdict is Verdict.MAY_HAVE_HARMED
    assert "points worse than schools like these were heading for" in found.sentence()


def test_no_change_in_a_study_that_would_have_seen_one_is_no_sign():
    found = study(town(gain=0.3), worthwhile=4.0)

    assert found.effect.holds_nought
    assert found.verdict is Verdict.NO_SIGN
    assert found.sentence().startswith("No sign of a change worth paying for: between ")


def test_an_interval_that_holds_both_nought_and_a_worthwhile_change_cannot_say():
    found = study(town(gain=1.5), worthwhile=1.5)

    assert rules_met(found) == [Rule.HOLDS_NOUGHT]
    assert found.verdict is Verdict.CANNOT_SAY
    assert found.sentence() == (
        "Cannot say: between 0.2 points worse and 1.6 points better than schools like these were heading for; "
        "too few schools to tell."
    )


def outliers():
    figures = town()
    figures[:5] -= 30
    return figures


def falling_beforehand():
    figures = town(gain=3.0)
    figures[:5, -3] -= 6
    return figures


def with_gaps(rows, column=-1):
    figures = town()
    figures[rows, column] = np.nan
    return figures


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"supported": SUPPORTED[:2]}, Rule.TOO_FEW_SUPPORTED, "only 2 supported schools had figures; 3 are needed"),
        ({"supported": SUPPORTED[:1]}, Rule.TOO_FEW_SUPPORTED, "only 1 supported school had figures"),
        ({"figures": with_gaps(slice(0, 3))}, Rule.TOO_FEW_SUPPORTED, "only 2 supported schools"),
        ({"comparators": freeze(REST[:19], how="some")}, Rule.TOO_FEW_COMPARED, "only 19 comparison schools"),
        ({"figures": with_gaps(slice(10, 45), -4)}, Rule.TOO_FEW_COMPARED, "only 5 comparison schools"),
        ({"figures": town(years=3)}, Rule.TOO_FEW_YEARS, "there are figures for 2 years before the work; 3 are needed"),
        ({"figures": town(years=1)}, Rule.TOO_FEW_YEARS, "there are figures for 0 years"),
        ({"why": WhyChosen.KNEW_OF_CHANGE}, Rule.KNEW_OF_CHANGE, "knew of a change that is not in the figures"),
        ({"figures": outliers()}, Rule.OUTSIDE_HISTORY, "outside the range of the comparison schools"),
        ({"figures": falling_beforehand()}, Rule.DUMMY_YEAR_MOVED, "already stood apart before the work started"),
        ({"worthwhile": None}, Rule.NOTHING_AGREED, "nobody agreed beforehand what change"),
        ({"worthwhile": 0.5}, Rule.TOO_COARSE, "only a change of 1.3 points or more could have been found"),
        ({"figures": np.full((45, 6), 7.0)}, Rule.FIGURES_DO_NOT_DIFFER, "do not differ"),
    ],
)
def test_each_rule_under_which_nothing_can_be_said(changes, rule, words):
    found = study(**changes)

    assert found.verdict is Verdict.CANNOT_SAY
    assert rule in rules_met(found)
    if rule is not Rule.OUTSIDE_HISTORY or rules_met(found)[0] is rule:
        assert words in found.sentence()


def test_figures_that_do_as_expected_to_the_last_digit_leave_nothing_to_measure_with():
    figures = town()
    figures[:, -1] = figures[:, -2]

    found = study(figures)

    assert isinstance(found.effect, CannotSay)
    assert rules_met(found) == [Rule.FIGURES_DO_NOT_DIFFER]


def test_the_dummy_year_is_not_one_on_which_the_schools_were_chosen():
    figures = falling_beforehand()  # the fall lies two years before the work

    assert Rule.DUMMY_YEAR_MOVED in rules_met(study(figures))
    three_back = study(np.hstack([town(seed=8, years=3)[:, :2], figures]), chosen_on_years=3)
    assert isinstance(three_back.dummy_year, Effect)


@pytest.mark.parametrize(("errors", "stands_apart"), [(-2.4, True), (-2.2, False), (2.2, False), (2.4, True)])
def test_the_dummy_year_doubts_what_chance_does_once_in_fifty_times(errors, stands_apart):
    dummy = Effect(errors * 0.5, errors * 0.5 - 0.8, errors * 0.5 + 0.8, se=0.5, supported=5, compared=40)

    assert (rules.dummy_year_moved(dummy) is not None) is stands_apart


def test_without_enough_years_the_dummy_is_not_tried_and_that_is_said():
    found = study(town(years=4, gain=4.0))

    assert found.verdict is Verdict.LIKELY_HELPED
    assert (
        found.dummy_year.sentence()
        == "Cannot say: a trial of the method on a year before the work needs 5 years of figures."
    )


def test_the_smallest_detectable_change_is_two_and_a_half_standard_errors():
    found = study()
    assert found.smallest_detectable == pytest.approx(2.5 * found.effect.se)


def test_before_and_after_stands_beside_the_effect_with_its_warning():
    figures = town(gain=3.0)
    figures[:5, -2] -= 2  # a poor year just before
    change = figures[:5, -1] - figures[:5, -2]

    beside = study(figures).before_and_after

    interval = stats.ttest_1samp(change, 0).confidence_interval(0.9)
    assert (beside.lower, beside.upper) == pytest.approx((interval.low, interval.high))
    assert "mostly rise again by themselves" in beside.sentence()
    assert isinstance(study(with_gaps(slice(0, 4))).before_and_after, CannotSay)


def test_the_lines_of_the_picture_average_to_the_effect():
    found = study()

    assert [line.school for line in found.lines] == SUPPORTED
    assert np.mean([line.seen - line.expected for line in found.lines]) == pytest.approx(found.effect.estimate)


def test_a_result_cannot_be_changed_and_keeps_a_digest_of_what_went_in():
    found = study()
    other = town(gain=3.0)
    other[30, 2] += 1e-9

    with pytest.raises(FrozenInstanceError):
        found.verdict = Verdict.LIKELY_HELPED
    assert len(found.digest) == 64
    assert study(other).digest != found.digest
    assert (found.method, found.version) == ("gap from what history led us to expect", "2")


# Settled beforehand


def test_a_frozen_set_is_the_same_in_any_order_and_shows_any_swap():
    assert freeze(reversed(REST), how="every other school in town") == THE_REST
    assert THE_REST.sentence().startswith(
        "Compared with 40 schools: every other school in town (fixed beforehand; digest "
    )
    assert ComparatorSet(THE_REST.schools, THE_REST.how, THE_REST.digest) == THE_REST
    with pytest.raises(ComparatorsChanged, match="not those that were settled"):
        replace(THE_REST, schools=(*THE_REST.schools[:-1], "555555"))
    with pytest.raises(ComparatorsChanged):
        ComparatorSet(THE_REST.schools, "the most alike", THE_REST.digest)


def foreseen(supported=5, seed=3, **changes):
    figures = town(seed)
    rest = freeze(TOWN[supported:], how="the rest")
    return smallest_detectable(history(figures, **changes), supported=TOWN[:supported], comparators=rest)


def test_the_smallest_detectable_change_foreseen_is_near_what_the_study_then_has():
    ratios = [foreseen(seed=seed).change / study(town(seed)).smallest_detectable for seed in range(40)]
    assert np.mean(ratios) == pytest.approx(1, abs=0.05)
    assert max(ratios) < 1.6


def test_with_more_schools_a_smaller_change_can_be_found():
    found = [foreseen(k).change for k in (3, 5, 8, 12)]
    assert found == sorted(found, reverse=True)
    assert foreseen(5).finds(2.0)
    assert not foreseen(5).finds(1.0)


@pytest.mark.parametrize(
    ("years", "supported", "words"),
    [(4, 5, "4 years of figures are needed"), (6, 2, "only 2 supported"), (6, 30, "only 15 comparison schools")],
)
def test_what_keeps_the_smallest_detectable_change_from_being_foreseen(years, supported, words):
    figures = town(years=years)
    found = smallest_detectable(
        history(figures), supported=TOWN[:supported], comparators=freeze(TOWN[supported:], how="the rest")
    )
    assert words in found.sentence()


def test_figures_all_alike_foresee_nothing():
    flat = smallest_detectable(history(np.ones((45, 6))), supported=SUPPORTED, comparators=THE_REST)
    assert "do not differ" in flat.sentence()


# The picture


def test_placebos_are_the_same_study_of_schools_that_had_no_support():
    figures = town(gain=3.0)
    picture = placebos(history(figures), figures[:, -1], supported=SUPPORTED, comparators=THE_REST, sets=60, seed=2)

    assert picture.gap == pytest.approx(study(figures).effect.estimate)
    assert list(picture.placebos) == sorted(picture.placebos)
    assert (len(picture.placebos), picture.schools_a_set) == (60, 5)
    assert abs(np.mean(picture.placebos)) < 0.3
    assert picture.sentence().endswith("This is a picture, not a test: the interval is the answer.")


def test_placebos_do_not_depend_on_the_order_of_the_schools():
    figures, order = town(gain=3.0), np.random.default_rng(1).permutation(45)
    shuffled = history(figures[order], schools=[TOWN[row] for row in order], pupils=pupils()[order])
    same = {"supported": SUPPORTED, "comparators": THE_REST, "sets": 20}

    assert placebos(shuffled, figures[order, -1], **same) == placebos(history(figures), figures[:, -1], **same)


def test_no_picture_where_too_few_schools_are_left_to_compare_with():
    figures = town()
    few = freeze(REST[:22], how="some")
    found = placebos(history(figures), figures[:, -1], supported=SUPPORTED, comparators=few)
    flat = placebos(history(np.ones((45, 6))), np.ones(45), supported=SUPPORTED, comparators=THE_REST)

    assert "only 17 comparison schools" in found.sentence()
    assert "do not differ" in flat.sentence()


# Words


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (2.2, 5.9, "2 and 6 points better"),
        (-5.9, -2.2, "2 and 6 points worse"),
        (-1.0, 4.1, "1 point worse and 4 points better"),
        (0.04, 5.0, "0.04 and 5.00 points better"),
        (0.123, 0.345, "0.1 and 0.3 points better"),
        (-0.01, 0.009, "0.010 points worse and 0.009 points better"),
        (0, 3, "0 and 3 points better"),
    ],
)
def test_an_interval_is_rounded_as_far_as_it_is_known_and_never_across_nought(lower, upper, words):
    assert between(lower, upper, "points") == words


# Nonsense


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schools": []}, "must be as many"),
        ({"schools": "abc"}, "as a list"),
        ({"schools": [*TOWN[:-1], TOWN[0]]}, "twice"),
        ({"schools": [*TOWN[:-1], 1.5]}, "not a school's number"),
        ({"schools": [*TOWN[:-1], " "]}, "not a school's number"),
        ({"schools": range(10**9)}, "At most 100,000 schools"),
        ({"figures": [["a"] * 5] * 45}, "numbers"),
        ({"figures": np.full((45, 5), np.inf)}, "infin"),
        ({"figures": [1.0] * 45}, "figures"),
        ({"figures": [[1.0, 2.0], [1.0]]}, "length"),
        ({"figures": np.broadcast_to(0.0, (10**6, 1000))}, "at most"),
        ({"pupils": [-1] * 45}, "negative"),
        ({"pupils": [np.nan] * 45}, "missing"),
        ({"pupils": [30] * 44}, "as many"),
        ({"pupil_sd": 0}, "above 0"),
        ({"pupil_sd": float("nan")}, "above 0"),
        ({"also": [1.0] * 45}, "characteristics"),
    ],
)
def test_a_history_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        history(town(), **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"supported": []}, "at least one supported"),
        ({"supported": ["123"]}, "not among the schools"),
        ({"supported": [SUPPORTED[0]] * 3}, "twice"),
        ({"supported": [*SUPPORTED, REST[0]]}, "both supported and compared"),
        ({"comparators": freeze(["123"], how="strangers")}, "not among the schools"),
        ({"worthwhile": 0}, "above 0"),
        ({"worthwhile": float("inf")}, "above 0"),
        ({"chosen_on_years": 0}, "one year"),
    ],
)
def test_a_study_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        study(**changes)


@pytest.mark.parametrize("outcome", [[1.0] * 3, ["high"] * 45, [np.inf] * 45, np.ones((45, 2)), []])
def test_an_outcome_that_makes_no_sense_is_refused(outcome):
    with pytest.raises(ValueError, match="outcome"):
        measure(history(town()), outcome, supported=SUPPORTED, comparators=THE_REST, why=WhyChosen.ASKED, worthwhile=1)
    with pytest.raises(ValueError, match="outcome"):
        placebos(history(town()), outcome, supported=SUPPORTED, comparators=THE_REST)


def test_an_outcome_that_is_missing_everywhere_cannot_be_said():
    figures = with_gaps(slice(0, 45))
    assert study(figures).verdict is Verdict.CANNOT_SAY
    assert isinstance(placebos(history(figures), figures[:, -1], supported=SUPPORTED, comparators=THE_REST), CannotSay)


@pytest.mark.parametrize(("schools", "how"), [([], "x"), (["1"], " "), (["1", "1"], "x"), ([None], "x"), ([True], "x")])
def test_a_set_that_makes_no_sense_is_not_frozen(schools, how):
    with pytest.raises(ValueError, match=r"."):
        freeze(schools, how=how)


@pytest.mark.parametrize("sets", [0, -1, 10**9])
def test_only_so_many_placebos_are_drawn(sets):
    with pytest.raises(ValueError, match="sets"):
        placebos(history(town()), town()[:, -1], supported=SUPPORTED, comparators=THE_REST, sets=sets)
