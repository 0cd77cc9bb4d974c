"""
Bad input, by one table for every public function: whatever stands where a number, an id or a column belongs, the answer is
an answer, a `CannotSay`, or an error that we wrote ourselves. Never a crash, a warning, a hidden NaN or a full memory.
"""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest

from collegiate.analytics import (
    allocation,
    answers,
    disclosure,
    engines,
    funnel,
    gaps,
    growth,
    impact,
    need,
    observers,
    pooled,
    similarity,
    value,
    value_added,
)
from collegiate.values import CannotSay, Money
from tests.analytics.test_docstrings import FUNCTIONS, named

RNG = np.random.default_rng(5)
SCHOOLS = np.arange(45)
PUPILS = 600

BEFORE = np.round(RNG.normal(500, 40, PUPILS))
NOW = np.round(BEFORE + RNG.normal(20, 30, PUPILS))
FIGURES = RNG.normal(100, 3, (45, 1)) + RNG.normal(0, 1.5, (45, 5))
AFTER = FIGURES[:, 4] + RNG.normal(0, 1.5, 45)
GROWN = growth.percentiles(NOW, [BEFORE])
assert isinstance(GROWN, growth.Growth)
HISTORY = impact.History(schools=SCHOOLS, figures=FIGURES, pupils=[60] * 45, pupil_sd=8)
OTHERS = impact.freeze(range(5, 45), how="the others")
STUDY = {"supported": [0, 1, 2, 3, 4], "comparators": OTHERS}
COUNTS = np.array([[3, 20, 9], [30, 40, 12], [14, 8, 7]])
HIDDEN = np.zeros((4, 4), dtype=bool)
SOME = np.array([12, 30, 45, 20, 60, 33, 25, 41, 18, 37, 28, 44])
OF = np.array([40, 60, 70, 50, 90, 55, 45, 62, 38, 71, 49, 80])
INDICATORS = (
    need.Indicator("reading", "reading", worse="low", weight=2, floor=50, cap=90),
    need.Indicator("absence", "absence", worse="high", weight=1, floor=3, cap=12),
)
VALUES = np.array([[60.0, 8.0], [80.0, 4.0], [70.0, 5.0]])
GRADES = np.array([0, 1, 2, 3, 2, 1, 0, 3, 2, 1, 3, 0])
RATINGS = np.vstack([GRADES, np.clip(GRADES + np.tile([0, 1], 6), 0, 3)]).astype(float)
CHARACTERISTICS = (similarity.Characteristic("fsm", "free meals"), similarity.Characteristic("size", "size", log=True))
INTAKE = np.column_stack([RNG.uniform(2, 60, 45), RNG.integers(60, 900, 45).astype(float)])
TOWN = similarity.landscape(SCHOOLS, CHARACTERISTICS, INTAKE, version="v")
DAY = allocation.Day(
    (allocation.Session("a", "Writing", 0, 2), allocation.Session("b", "Maths", 0, 2)),
    (allocation.Delegate("Noor", wishes=("Writing",)), allocation.Delegate("Tom", wishes=("Maths",))),
)
PLAN = allocation.allocate(DAY)
NEEDS = [allocation.Need("n1", "Hillside", "writing", 80), allocation.Need("n2", "Brook", "maths", 40)]
OFFERS = [
    allocation.Offer("o1", "Ashmere", "writing", 2, 90_000, 0.5),
    allocation.Offer("o2", "Leys", "maths", 1, 50_000, 1),
]
TERMS = allocation.Terms(floor=100, cap=900, may_fall=20)
CLAIMS = [allocation.Claim("Hillside", 100, 4_000), allocation.Claim("Brook", 80, None, last=9_000)]
BY_NEED = allocation.share_by_need(90_000, TERMS, CLAIMS)
assert isinstance(BY_NEED, allocation.ByNeed)
CHOICES = allocation.weigh(NEEDS, OFFERS)
PROPOSAL = allocation.propose(CHOICES, budget=200_000)
SUMS = value_added.sums_of(np.repeat(np.arange(20), 30), NOW, {"prior": BEFORE})
JOB = engines.Job(
    pl.DataFrame({"group": [1, 1, 2], "id": [1, 2, 3]}),
    ("group",),
    "id",
    lambda rows: {"n": rows["id"][:1]},
    {"n": pl.Int64},
)
GAP = gaps.gap_of_shares(30, 60, 40, 60)
FUNNEL = funnel.funnel_of_shares(range(12), SOME, OF)
EFFECT = impact.Effect(4.0, 2.0, 6.0, 1.2, 5, 40)


@dataclass(frozen=True)
class Call:
    """A call that makes sense, from which others are spoilt."""

    function: Callable[..., Any]
    given: dict[str, Any]


def call(function: Callable[..., Any], /, **given: Any) -> Call:
    return Call(function, given)


GROUPED = {"first_yes": SOME, "first_of": OF, "second_yes": SOME[::-1].copy(), "second_of": OF[::-1].copy()}
FUNNELS = {"schools": np.arange(12), "of": OF, "fewest": 5, "target": 0.5}
PANEL = {"grades": np.tile([4.0, 5.0], (PUPILS, 1)), "scores": np.column_stack([BEFORE, NOW]), "grade": 5, "priors": 1}

CALLS: dict[str, Call] = {
    "pooled.taken": call(pooled.taken, came_in=[100, 0, 100], went_out=[0, 50, 75]),
    "pooled.used": call(pooled.used, own=[100, 0, 0], shares=[0.0, 0.5, 0.5]),
    "pooled.whose": call(pooled.whose, came_in=[100, 0, 100], shares=[0.0, 0.5, 0.5], day=2),
    "allocation.allocate": call(allocation.allocate, day=DAY),
    "allocation.cancel": call(allocation.cancel, day=DAY, plan=PLAN, sessions=["a"]),
    "allocation.each_loss": call(allocation.each_loss, day=DAY, plan=PLAN, kind="session"),
    "allocation.explain": call(allocation.explain, day=DAY, plan=PLAN, person="Noor"),
    "allocation.first_come": call(allocation.first_come, day=DAY, queue=("Tom",)),
    "allocation.largest_remainder": call(allocation.largest_remainder, whole=10, weights={"a": 2, "b": Fraction(1, 3)}),
    "allocation.price_of_departing": call(
        allocation.price_of_departing, choices=CHOICES, best=PROPOSAL, keep=[("n1", "o1")]
    ),
    "allocation.propose": call(allocation.propose, choices=CHOICES, budget=90_000, most_per_school=2, gap=0.0),
    "allocation.share_days": call(allocation.share_days, days=9, weights={"a": 2, "b": 3.5}, cap=8, least=1),
    "allocation.share_by_need": call(allocation.share_by_need, pot=90_000, terms=TERMS, claims=CLAIMS),
    "allocation.steps_of": call(allocation.steps_of, share=BY_NEED.shares[0], terms=TERMS),
    "allocation.top_offers": call(allocation.top_offers, choices=CHOICES, need="n1", most=10),
    "allocation.veiled": call(allocation.veiled, found=BY_NEED, fewest=2),
    "allocation.weigh": call(
        allocation.weigh,
        needs=NEEDS,
        offers=OFFERS,
        similarity=np.full((2, 2), 0.5),
        furthest_miles=9.0,
        points_a_mile=5.0,
    ),
    "answers.scale_mean": call(answers.scale_mean, scores=GRADES + 1, asked=20, fewest=5, lowest=1, highest=5),
    "disclosure.attack": call(disclosure.attack, counts=COUNTS, hidden=HIDDEN, k=5),
    "disclosure.attack_both": call(
        disclosure.attack_both,
        first_counts=COUNTS,
        first_hidden=HIDDEN,
        second_counts=COUNTS + 1,
        second_hidden=HIDDEN,
        k=5,
        most_change=1,
    ),
    "disclosure.publishable_share": call(disclosure.publishable_share, part=20, whole=50, k=5),
    "disclosure.suppress": call(disclosure.suppress, counts=COUNTS, k=5, known=HIDDEN),
    "disclosure.suppress_counts": call(disclosure.suppress_counts, values=SOME, k=5),
    "disclosure.with_totals": call(disclosure.with_totals, counts=COUNTS),
    "engines.run": call(engines.run, job=JOB, engine="local"),
    "funnel.funnel_of_means": call(funnel.funnel_of_means, **FUNNELS, means=np.linspace(-0.4, 0.6, 12), spread=1.0),
    "funnel.funnel_of_rates": call(funnel.funnel_of_rates, **FUNNELS, events=SOME),
    "funnel.funnel_of_shares": call(funnel.funnel_of_shares, **FUNNELS, yes=SOME),
    "funnel.several": call(funnel.several, funnels={"reading": FUNNEL}),
    "gaps.change_in_gap": call(gaps.change_in_gap, before=GAP, after=GAP),
    "gaps.gap_by_school": call(
        gaps.gap_by_school,
        schools=np.arange(PUPILS) % 20,
        in_first=np.arange(PUPILS) % 3 == 0,
        values=NOW,
        kind="mean",
        level=0.9,
        fewest=5,
    ),
    "gaps.gap_of_means": call(gaps.gap_of_means, first=NOW[:200], second=NOW[200:], level=0.9, fewest=5),
    "gaps.gap_of_shares": call(
        gaps.gap_of_shares,
        first_yes=30,
        first_of=60,
        second_yes=40,
        second_of=60,
        level=0.9,
        design_effect=1.2,
        fewest=5,
    ),
    "gaps.gap_of_shares_by_school": call(gaps.gap_of_shares_by_school, **GROUPED, level=0.9, fewest=5),
    "gaps.share": call(gaps.share, yes=30, of=60),
    "growth.growth_to_target": call(
        growth.growth_to_target, planes=GROWN.planes[0], priors=[np.array([480.0, 500.0])], target=560.0
    ),
    "growth.median_growth": call(
        growth.median_growth, sgp=GROWN.sgp, group=np.arange(PUPILS) % 20, level=0.9, smallest=5
    ),
    "growth.of_a_panel": call(growth.of_a_panel, **PANEL, smallest=500),
    "growth.percentiles": call(growth.percentiles, score=NOW, priors=[BEFORE], smallest=500),
    "impact.freeze": call(impact.freeze, schools=SCHOOLS, how="every other school"),
    "impact.measure": call(
        impact.measure,
        history=HISTORY,
        outcome=AFTER,
        **STUDY,
        why=impact.WhyChosen.ASKED,
        worthwhile=2.0,
        chosen_on_years=1,
    ),
    "impact.placebos": call(impact.placebos, history=HISTORY, outcome=AFTER, **STUDY, sets=20, seed=1),
    "impact.smallest_detectable": call(impact.smallest_detectable, history=HISTORY, **STUDY),
    "need.need": call(need.need, indicators=INDICATORS, values={"reading": 60.0, "absence": 8.0}),
    "need.needs": call(need.needs, indicators=INDICATORS, schools=np.arange(3), values=VALUES),
    "need.sensitivity": call(
        need.sensitivity,
        indicators=INDICATORS,
        schools=np.arange(3),
        values=VALUES,
        first=1,
        within=0.5,
        weightings=50,
        seed=1,
    ),
    "observers.intraclass": call(observers.intraclass, ratings=RATINGS, level=0.9),
    "observers.krippendorff_alpha": call(observers.krippendorff_alpha, ratings=RATINGS, level=0.9, draws=100, seed=1),
    "observers.weighted_kappa": call(
        observers.weighted_kappa, first=GRADES, second=RATINGS[1].astype(int), grades=4, level=0.9, draws=100, seed=1
    ),
    "similarity.landscape": call(
        similarity.landscape,
        schools=SCHOOLS,
        characteristics=CHARACTERISTICS,
        values=INTAKE,
        version="v",
        share_known=0.5,
    ),
    "similarity.similar_to": call(similarity.similar_to, among=TOWN, school=3, k=5, only=np.array([1, 2, 4])),
    "similarity.similar_to_all": call(similarity.similar_to_all, among=TOWN, k=5, workers=1),
    "value.cost_per_change": call(
        value.cost_per_change, cost=Money(900_000), found=EFFECT, pupils=300, pupil_sd=8.0, years=1
    ),
    "value.economy": call(value.economy, price=Money(900), ceiling=Money(1_000), bids=[Money(950)]),
    "value.effectiveness": call(value.effectiveness, met=3, due=4),
    "value.efficiency": call(value.efficiency, cost=Money(900), days=3.0, schools=2, participants=9),
    "value.equity": call(value.equity, given=SOME, need=OF, most_vulnerable=0.2),
    "value_added.estimate": call(value_added.estimate, sums=SUMS, level=0.9, smallest=5),
    "value_added.sums_of": call(
        value_added.sums_of, school=np.repeat(np.arange(20), 30), outcome=NOW, covariates={"prior": BEFORE}
    ),
}

BILLION = 10**9


def spoilt_columns(column: np.ndarray) -> Iterator[tuple[str, Any]]:
    """Yield a column, or a table of columns, with everything that files have been seen to hold."""
    one, numbers = (1, *column.shape[1:]), column.astype(float)

    def with_one(wrong: float) -> np.ndarray:
        changed = numbers.copy()
        changed.flat[0] = wrong
        return changed

    yield "empty", column[:0]
    yield "one row", column[:1]
    yield "all equal", np.full_like(column, column.flat[0])
    yield "all nought", np.zeros_like(column)
    yield "all missing", np.full(column.shape, np.nan)
    yield "one missing", with_one(np.nan)
    yield "infinite", with_one(np.inf)
    yield "negative", with_one(-7.0)
    yield "with parts", with_one(1.5)
    yield "huge", with_one(1e300)
    yield "duplicates", np.concatenate([column, column[:1]])
    yield "text", column.astype(str)
    yield "words", np.full(column.shape, "many")
    yield "objects", np.full(column.shape, object())
    yield "nothing", None
    yield "one dimension more", column[..., None]
    yield "a billion rows", np.broadcast_to(column[:1], (BILLION, *one[1:]))


SPOILT_NUMBERS: list[tuple[str, Any]] = [
    ("nought", 0),
    ("negative", -7),
    ("with parts", 2.5),
    ("huge", 10**18),
    ("missing", float("nan")),
    ("infinite", float("inf")),
    ("text", "5"),
    ("nothing", None),
    ("a list", [5]),
]


def spoilt(given: Any) -> Iterator[tuple[str, Any]]:
    """Yield what may stand in place of an argument."""
    if isinstance(given, np.ndarray):
        yield from spoilt_columns(given)
    elif isinstance(given, list) and given and isinstance(given[0], np.ndarray):
        yield "no columns", []
        yield from ((f"a column {how}", [wrong, *given[1:]]) for how, wrong in spoilt_columns(given[0]))
    elif isinstance(given, dict) and given:
        yield "empty", {}
        key, first = next(iter(given.items()))
        yield from ((f"one {how}", {**given, key: wrong}) for how, wrong in spoilt(first))
    elif isinstance(given, int | float | Fraction) and not isinstance(given, bool):
        yield from SPOILT_NUMBERS
    elif (
        isinstance(given, list | tuple)
        and given
        and not isinstance(given[0], need.Indicator | similarity.Characteristic)
    ):
        yield "empty", type(given)()
        yield "duplicates", type(given)([*given, given[0]])


def test_every_public_function_is_in_the_table():
    assert set(CALLS) == {named(place) for place in FUNCTIONS}


@pytest.mark.parametrize("name", CALLS)
def test_what_the_cases_are_spoilt_from_makes_sense(name):
    found = CALLS[name].function(**CALLS[name].given)

    assert not isinstance(found, CannotSay), found.sentence()


def answer(one: Call, argument: str, wrong: Any) -> tuple[Any, Exception | None]:
    """Return what is answered, or what is refused with."""
    try:
        return one.function(**{**one.given, argument: wrong}), None
    except (ValueError, engines.GroupFailed) as refusal:
        return None, refusal


def faults(one: Call, argument: str, wrong: Any) -> Iterator[str]:
    """Yield what is wrong with the answer to one spoilt argument; a crash or a warning is told as one."""
    try:
        found, refusal = answer(one, argument, wrong)
    except Exception as crash:
        yield f"{type(crash).__name__}: {crash}"
        return
    if refusal:
        if "collegiate" not in traceback.extract_tb(refusal.__traceback__)[-1].filename:
            yield f"not our own words: {refusal}"
        if str(refusal)[-1:] not in (".", "?"):
            yield f"no sentence: {refusal}"
    for each in found if isinstance(found, tuple) else [found]:
        if hasattr(each, "sentence") and "nan" in each.sentence():
            yield f"a hidden NaN: {each.sentence()}"


@pytest.mark.parametrize("name", CALLS)
def test_bad_input_is_answered_or_refused_in_our_own_words(name):
    wrong_answers = [
        f"{argument} {how}: {fault}"
        for argument, given in CALLS[name].given.items()
        for how, wrong in spoilt(given)
        for fault in faults(CALLS[name], argument, wrong)
    ]

    assert wrong_answers == []


def broken(numbers: Any) -> float:
    """Answer what must not be answered: a NaN in a sentence, somebody else's words, a crash."""

    class Said:
        def sentence(self) -> str:
            return "nan of them"

    if len(numbers) == 0:
        return Said()  # type: ignore[return-value]
    return float("many") if numbers == "text" else numbers.no_such_thing


@pytest.mark.parametrize(
    ("wrong", "fault"), [([], "a hidden NaN"), ("text", "not our own words"), ([1], "AttributeError")]
)
def test_what_is_answered_wrongly_is_noticed(wrong, fault):
    assert next(faults(call(broken, numbers=[1, 2]), "numbers", wrong)).startswith(f"{fault}: ")
