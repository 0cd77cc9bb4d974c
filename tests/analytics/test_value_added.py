"""Value added against lme4, against the whole covariance matrix written out, and in pieces."""

import json
from math import log, pi

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from collegiate.analytics.value_added import Sums, ValueAdded, estimate, sums_of
from collegiate.values import CannotSay, Status


def pupils(seed=1, schools=12, most=30, between=0.4):
    """Invented pupils of schools of unlike size: (school, outcome, covariates)."""
    rng = np.random.default_rng(seed)
    school = np.repeat(np.arange(100, 100 + schools), rng.integers(6, most, schools))
    prior = rng.normal(100, 15, school.size)
    eligible = (rng.random(school.size) < 0.3).astype(float)
    own = between * rng.normal(size=schools)[school - 100]
    return (
        school,
        20 + 0.05 * prior - 0.3 * eligible + own + 0.75 * rng.normal(size=school.size),
        {
            "prior": prior,
            "eligible": eligible,
        },
    )


def found(seed=1, *, method="REML", **changes):
    school, outcome, covariates = pupils(seed, **changes)
    return estimate(sums_of(school, outcome, covariates), method=method)


# Other people's answers


@pytest.fixture(scope="module")
def exam(oracles):
    frame = pl.read_csv(oracles / "exam.csv")
    sums = sums_of(
        frame["school"],
        frame["normexam"],
        {
            "standLRT": frame["standLRT"],
            "sexM": frame["sex"] == "M",
            "schgend boys": frame["schgend"] == "boys",
            "schgend girls": frame["schgend"] == "girls",
        },
    )
    return estimate(sums)


def test_exam_coefficients_equal_lme4(exam, oracles):
    theirs = json.loads((oracles / "exam_lme4_reml.json").read_text())

    assert [coefficient.name for coefficient in exam.coefficients] == theirs["beta_order"]
    assert [coefficient.value for coefficient in exam.coefficients] == pytest.approx(theirs["beta"], abs=1e-7)
    assert [coefficient.se for coefficient in exam.coefficients] == pytest.approx(theirs["se"], abs=1e-7)


def test_exam_spread_equals_lme4(exam, oracles):
    theirs = json.loads((oracles / "exam_lme4_reml.json").read_text())

    assert exam.theta == pytest.approx(theirs["theta"], abs=1e-6)
    assert exam.pupil_sd == pytest.approx(theirs["sigma"], abs=1e-7)
    assert exam.deviance == pytest.approx(theirs["deviance"], abs=1e-7)


def test_exam_school_effects_equal_lme4(exam, oracles):
    theirs = pl.read_csv(oracles / "exam_lme4_reml_schools.csv")

    assert exam.schools.tolist() == theirs["school"].to_list()
    assert exam.effect == pytest.approx(theirs["u"].to_numpy(), abs=1e-6)
    assert exam.se == pytest.approx(theirs["se"].to_numpy(), abs=1e-6)


# A slower road: the covariance matrix of all pupils, written out


def deviance_written_out(school, outcome, covariates, theta, *, restricted):
    """Minus twice the log likelihood from the n x n covariance matrix, with the best coefficients and school effects."""
    x = np.column_stack([np.ones(outcome.size), *covariates.values()])
    same = school[:, None] == school[None, :]
    inverse = np.linalg.inv(np.eye(outcome.size) + theta**2 * same)
    information = x.T @ inverse @ x
    beta = np.linalg.solve(information, x.T @ inverse @ outcome)
    residual = outcome - x @ beta
    r2, df = residual @ inverse @ residual, outcome.size - (x.shape[1] if restricted else 0)
    deviance = -np.linalg.slogdet(inverse)[1] + df * (1 + log(2 * pi * r2 / df))
    if restricted:
        deviance += np.linalg.slogdet(information)[1]
    sigma = (r2 / df) ** 0.5
    se = sigma * np.diag(np.linalg.inv(information)) ** 0.5
    effects = {own: theta**2 * ((school == own) @ inverse @ residual) for own in np.unique(school)}
    return deviance, beta, se, effects


def errors_written_out(school, covariates, theta, sigma):
    """Standard error of each school's effect by Henderson's equations for coefficients and effects together."""
    x = np.column_stack([np.ones(school.size), *covariates.values()])
    z = (school[:, None] == np.unique(school)).astype(float)
    both = np.hstack([x, z])
    equations = both.T @ both
    equations[x.shape[1] :, x.shape[1] :] += np.eye(z.shape[1]) / theta**2
    return sigma * np.diag(np.linalg.inv(equations))[x.shape[1] :] ** 0.5


@pytest.mark.parametrize("method", ["REML", "ML"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_model_equals_the_covariance_matrix_written_out(seed, method):
    school, outcome, covariates = pupils(seed, schools=8, most=12)
    mine = estimate(sums_of(school, outcome, covariates), method=method)

    def theirs(theta):
        return deviance_written_out(school, outcome, covariates, theta, restricted=method == "REML")

    best = optimize.minimize_scalar(
        lambda theta: theirs(theta)[0], bounds=(0, 3), method="bounded", options={"xatol": 1e-7}
    )
    deviance, beta, se, effects = theirs(mine.theta)
    assert mine.theta == pytest.approx(best.x, abs=1e-5)
    assert mine.deviance == pytest.approx(deviance, abs=1e-8)
    assert mine.deviance <= best.fun + 1e-9
    assert [coefficient.value for coefficient in mine.coefficients] == pytest.approx(beta, rel=1e-8)
    assert [coefficient.se for coefficient in mine.coefficients] == pytest.approx(se, rel=1e-8)
    assert mine.effect == pytest.approx(list(effects.values()), abs=1e-9)
    assert mine.whole_se == pytest.approx(errors_written_out(school, covariates, mine.theta, mine.pupil_sd), rel=1e-8)


def test_the_interval_of_the_share_is_where_the_deviance_has_risen_by_its_limit():
    school, outcome, covariates = pupils(2)
    mine = found(2)

    for share in (mine.share_lower, mine.share_upper):
        theta = (share / (1 - share)) ** 0.5
        deviance = deviance_written_out(school, outcome, covariates, theta, restricted=True)[0]
        assert deviance - mine.deviance == pytest.approx(3.8414588, abs=1e-5)


# Pieces and laws


@settings(max_examples=25)
@given(st.integers(0, 20), st.integers(1, 7))
def test_pieces_add_up_to_the_whole(seed, how_many):
    school, outcome, covariates = pupils(seed)
    piece = np.random.default_rng(seed).integers(0, how_many, school.size)
    pieces = [
        sums_of(school[piece == k], outcome[piece == k], {name: c[piece == k] for name, c in covariates.items()})
        for k in range(how_many)
    ]

    whole = pieces[0]
    for more in pieces[1:]:
        whole = more + whole

    once = sums_of(school, outcome, covariates)
    assert whole.schools.tolist() == once.schools.tolist()
    assert whole.pupils.tolist() == once.pupils.tolist()
    assert whole.totals == pytest.approx(once.totals, abs=1e-9)
    assert whole.products == pytest.approx(once.products, rel=1e-11, abs=1e-8)
    assert estimate(whole).effect == pytest.approx(estimate(once).effect, abs=1e-10)


def test_a_piece_with_nobody_in_it_adds_nothing():
    school, outcome, covariates = pupils()
    nobody = sums_of([], [], {"prior": [], "eligible": []})
    once = sums_of(school, outcome, covariates)

    for whole in (nobody + once, once + nobody):
        assert whole.sentence() == once.sentence()
        assert whole.products == pytest.approx(once.products)


@settings(max_examples=15)
@given(st.integers(0, 20), st.integers(0, 1000))
def test_the_order_of_the_pupils_does_not_matter(seed, shuffle):
    school, outcome, covariates = pupils(seed)
    order = np.random.default_rng(shuffle).permutation(school.size)

    mixed = estimate(sums_of(school[order], outcome[order], {name: c[order] for name, c in covariates.items()}))

    assert mixed.effect == pytest.approx(found(seed).effect, abs=1e-9)
    assert mixed.theta == pytest.approx(found(seed).theta, abs=1e-9)


@settings(max_examples=15)
@given(st.integers(0, 20), st.floats(1e-3, 1e4), st.floats(-100, 100), st.floats(1e-3, 1e3))
def test_other_units_change_the_units_and_nothing_else(seed, times, plus, prior_times):
    school, outcome, covariates = pupils(seed)
    covariates = {**covariates, "prior": covariates["prior"] * prior_times}

    mine = estimate(sums_of(school, (outcome + plus) * times, covariates))

    assert mine.theta == pytest.approx(found(seed).theta, abs=1e-7)
    assert mine.effect == pytest.approx(found(seed).effect * times, rel=1e-6, abs=1e-9 * times)
    assert mine.coefficients[1].value == pytest.approx(
        found(seed).coefficients[1].value * times / prior_times, rel=1e-7
    )


def test_a_school_all_of_whose_pupils_lack_a_number_changes_nothing_but_is_counted():
    school, outcome, covariates = pupils()
    more = sums_of(
        [*school, 999, 999],
        [*outcome, np.nan, 5.0],
        {"prior": [*covariates["prior"], 100.0, np.nan], "eligible": [*covariates["eligible"], 0, 0]},
    )

    assert more.left_out == 2
    assert estimate(more).effect.tolist() == found().effect.tolist()


def test_schools_may_be_named_by_number_by_text_or_by_a_series_of_text():
    school, outcome, covariates = pupils()
    names = [f"S{number}" for number in school]

    for given_ in (names, np.array(names), pl.Series(names), pl.Series(names).cast(pl.Categorical)):
        mine = estimate(sums_of(given_, outcome, covariates))
        assert mine.schools.tolist() == [f"S{number}" for number in range(100, 112)]
        assert mine.effect == pytest.approx(found().effect, abs=1e-12)
    far_apart = estimate(sums_of(school * 10**9, outcome, covariates))
    assert far_apart.effect == pytest.approx(found().effect, abs=1e-12)


# What it says


def test_it_says_how_much_lies_between_schools():
    assert found().sentence() == (
        "Schools account for 17% of the differences that remain between pupils who started alike "
        "(between 7% and 39%; 95 % interval); 221 pupils in 12 schools."
    )
    assert found().coefficients[1].sentence().startswith("Each unit of prior goes with +0.0")


def test_where_schools_do_not_differ_no_effect_is_claimed():
    mine = found(4, between=0.0)

    assert mine.theta == 0
    assert mine.share_lower == 0
    assert set(mine.effect) == {0.0}


def test_a_school_is_spoken_of_with_its_interval():
    mine = found(1, between=1.0)
    above, unsure = int(np.argmax(mine.effect)), int(np.argmin(np.abs(mine.effect)))

    assert " above, against pupils like them elsewhere" in mine.school(mine.schools[above]).sentence()
    assert "too close to call" in mine.school(mine.schools[unsure]).sentence()
    low = mine.school(mine.schools[np.argmin(mine.effect)])
    assert "below, against" in low.sentence()
    assert (low.lower, low.upper) == pytest.approx((low.effect - 1.959964 * low.se, low.effect + 1.959964 * low.se))


def test_a_school_of_few_pupils_is_not_shown():
    school, outcome, covariates = pupils()
    sums = sums_of(
        [*school, 7], [*outcome, 30.0], {"prior": [*covariates["prior"], 100], "eligible": [*covariates["eligible"], 0]}
    )

    mine = estimate(sums)

    assert mine.school(7).status is Status.SUPPRESSED
    assert 7 not in mine.caterpillar().schools
    assert mine.caterpillar().sentence().endswith("Left out for too few pupils: 1.")
    assert not isinstance(estimate(sums, smallest=1).school(7), CannotSay)
    with pytest.raises(KeyError, match="no school 8"):
        mine.school(8)


def test_the_caterpillar_goes_from_the_lowest_to_the_highest_with_narrower_intervals_if_asked():
    mine = found(1, between=1.0)
    wide, narrow = mine.caterpillar(), mine.caterpillar(level=0.83)

    assert wide.effect.tolist() == sorted(mine.effect)
    assert (narrow.upper - narrow.lower < wide.upper - wide.lower).all()
    assert "schools can be told from the average" in wide.sentence()
    with pytest.raises(ValueError, match="level"):
        mine.caterpillar(level=2)


def test_results_cannot_be_written_to():
    mine = found()
    assert isinstance(mine, ValueAdded)
    with pytest.raises(ValueError, match="read-only"):
        mine.effect[0] = 1.0


# What cannot be said, and what makes no sense


def flat(**changes):
    school, outcome, covariates = pupils()
    return estimate(sums_of(school, changes.pop("outcome", outcome), {**covariates, **changes}))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (estimate(sums_of([], [], {"prior": []})), "there are 0"),
        (estimate(sums_of([1], [2.0], {"prior": [1.0]})), "there is 1"),
        (estimate(sums_of([1] * 50, np.arange(50.0), {"prior": np.arange(50.0) ** 2})), "there is 1"),
        (estimate(sums_of(range(60), np.arange(60.0), {"prior": np.arange(60.0) ** 2})), "too few pupils"),
        (
            estimate(
                sums_of(
                    [1, 2, 3, 4, 5, 5],
                    range(6),
                    {"a": [1, 0] * 3, "b": [0] * 5 + [1], "c": range(6), "d": [1, 2, 4, 8, 9, 7]},
                )
            ),
            "too few pupils",
        ),
        (flat(outcome=np.full(221, 5.0)), "every pupil has the same outcome"),
        (flat(prior=np.full(221, 5.0)), "every pupil has the same prior"),
        (flat(outcome=np.full(221, np.nan)), "there are 0"),
        (flat(again=pupils()[2]["prior"] * 2 + 1), "repeat each other"),
        (flat(outcome=pupils()[2]["prior"] * 3), "tell the outcome exactly"),
    ],
)
def test_when_no_value_added_can_be_said(answer, words):
    assert isinstance(answer, CannotSay)
    assert words in answer.sentence()


@pytest.mark.parametrize(
    ("school", "outcome", "prior", "message"),
    [
        ([1, 2], [1.0], [1.0, 2.0], "Rows do not match"),
        ([1, 2], [1.0, 2.0], [1.0], "Rows do not match"),
        ([1, 2], ["high", "low"], [1.0, 2.0], "outcome"),
        ([1, 2], [1.0, 2.0], ["a", "b"], "prior"),
        ([1, 2], [1.0, np.inf], [1.0, 2.0], "outcome"),
        ([1, ""], [1.0, 2.0], [1.0, 2.0], "school"),
        ([None, 1], [1.0, 2.0], [1.0, 2.0], "school"),
        ([1.5, 2.0], [1.0, 2.0], [1.0, 2.0], "school"),
        (pl.Series(["a", None]), [1.0, 2.0], [1.0, 2.0], "school"),
        (pl.Series(["a", " "]), [1.0, 2.0], [1.0, 2.0], "school"),
        ([[1, 2]], [1.0, 2.0], [1.0, 2.0], "school"),
        ([1, 2], [[1.0, 2.0]], [1.0, 2.0], "outcome"),
        ([1, 2], np.broadcast_to(1.0, 10**9), [1.0, 2.0], "outcome"),
    ],
)
def test_pupils_that_make_no_sense_are_refused(school, outcome, prior, message):
    with pytest.raises(ValueError, match=message):
        sums_of(school, outcome, {"prior": prior})


@pytest.mark.parametrize(
    "changes",
    [{"method": "reml"}, {"method": None}, {"level": 1.0}, {"level": "x"}, {"smallest": 0}, {"smallest": 2.5}],
)
def test_a_question_that_makes_no_sense_is_refused(changes):
    with pytest.raises(ValueError, match=next(iter(changes))):
        estimate(sums_of(*pupils()), **changes)


def test_pieces_that_do_not_belong_together_are_not_added():
    mine = sums_of(*pupils())
    with pytest.raises(ValueError, match="covariates differ"):
        mine + sums_of([1], [1.0], {"prior": [1.0]})
    with pytest.raises(ValueError, match="by numbers and the other by text"):
        mine + sums_of(["a"], [1.0], {"prior": [1.0], "eligible": [0]})
    with pytest.raises(TypeError):
        mine + 1
    assert isinstance(mine, Sums)
