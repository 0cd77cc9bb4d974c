"""How far observers of the same lessons agree."""

import json
from fractions import Fraction
from itertools import permutations, product
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from collegiate.analytics.observers import (
    ObserverAgreement,
    correlation,
    intraclass,
    krippendorff_alpha,
    weighted_kappa,
)
from collegiate.values import CannotSay

EXAMPLES = settings(max_examples=40)
FEW_DRAWS = 100
grades_seen_twice = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=10, max_size=30)
lessons_with_gaps = st.lists(
    st.lists(st.none() | st.integers(1, 4), min_size=3, max_size=3), min_size=12, max_size=20
).filter(lambda lessons: sum(sum(r is not None for r in lesson) >= 2 for lesson in lessons) >= 10)

# Krippendorff's own example, three coders and fifteen units, of which twelve were seen by two or more.
KRIPPENDORFF = [
    [nan, nan, nan, nan, nan, 3, 4, 1, 2, 1, 1, 3, 3, nan, 3],
    [1, nan, 2, 1, 3, 3, 4, 3, nan, nan, nan, nan, nan, nan, nan],
    [nan, nan, 2, 1, 3, 4, 4, nan, 2, 1, 1, 3, 3, nan, 4],
]

# Shrout and Fleiss' example: six targets, four judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)


@pytest.fixture(scope="session")
def small_values(oracles) -> dict:
    return json.loads((oracles / "small_values.json").read_text(encoding="utf-8"))


# Two observers with grades


def weighted_kappa_the_slow_way(pairs: list[tuple[int, int]]) -> Fraction | None:
    """Compare every lesson with itself and with every other: no arrays, exact fractions."""
    n = len(pairs)
    observed = Fraction(sum((a - b) ** 2 for a, b in pairs), n)
    by_chance = Fraction(sum((a - b) ** 2 for (a, _), (_, b) in product(pairs, pairs)), n * n)
    return 1 - observed / by_chance if by_chance else None


def kappa_of(pairs: list[tuple[int, int]], **extra) -> ObserverAgreement | CannotSay:
    first, second = zip(*pairs, strict=True)
    return weighted_kappa(first, second, grades=4, draws=FEW_DRAWS, **extra)


def test_kappa_is_the_reference_value(small_values):
    given_ = small_values["quadratic_kappa"]
    first, second = np.array(given_["a"]) - 1, np.array(given_["b"]) - 1

    assert weighted_kappa(first, second, grades=4).value == pytest.approx(given_["value"], abs=1e-6)


@EXAMPLES
@given(grades_seen_twice)
def test_kappa_is_every_lesson_against_every_other(pairs):
    slow, found = weighted_kappa_the_slow_way(pairs), kappa_of(pairs)

    if slow is None:
        assert isinstance(found, CannotSay)
    else:
        assert found.value == pytest.approx(float(slow))
        # all four grades are named: left to itself, the library closes up the scale where nobody gave one of them
        theirs = cohen_kappa_score(*zip(*pairs, strict=True), labels=range(4), weights="quadratic")
        assert found.value == pytest.approx(theirs)
        assert -1 <= found.low <= found.value <= found.high <= 1
        assert found.alike == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))


@EXAMPLES
@given(grades_seen_twice)
def test_kappa_does_not_care_who_came_first(pairs):
    found, turned = kappa_of(pairs), kappa_of([(b, a) for a, b in pairs])

    assert type(found) is type(turned)
    if isinstance(found, ObserverAgreement):
        assert turned.value == pytest.approx(found.value)


@EXAMPLES
@given(grades_seen_twice, st.randoms(use_true_random=False))
def test_the_order_of_lessons_does_not_matter(pairs, random):
    shuffled = [*pairs]
    random.shuffle(shuffled)

    assert kappa_of(shuffled) == kappa_of(pairs)


def test_the_same_seed_gives_the_same_interval_and_another_nearly_the_same():
    pairs = [(0, 1), (1, 1), (2, 2), (3, 2), (2, 2), (1, 0), (0, 0), (3, 3)] * 5
    first, second = zip(*pairs, strict=True)

    one, again, other = (weighted_kappa(first, second, grades=4, seed=seed) for seed in (1, 1, 2))

    assert one == again
    assert one != other
    assert other.low == pytest.approx(one.low, abs=0.05)


def test_two_who_never_differ_are_not_certain_never_to():
    pairs = [(0, 0), (1, 1), (2, 2), (3, 3)] * 5
    more = pairs * 5

    found, surer = kappa_of(pairs), kappa_of(more)

    assert (found.value, found.high, found.alike) == (1, 1, 1)
    assert 0.8 < found.low < surer.low < 1


def test_kappa_says_itself():
    pairs = [(0, 1), (1, 1), (2, 2), (3, 2), (2, 2), (1, 0), (0, 0), (3, 3)] * 5

    words = kappa_of(pairs).sentence()

    assert words.startswith(
        "2 observers of 40 lessons agree to 0.83, where 1 is perfect and 0 is what chance alone would give; "
    )
    assert words.endswith("(95% interval). They gave the same in 62% of pairs.")


def test_the_interval_of_kappa_holds_the_truth_about_as_often_as_it_says():
    """150 pairs of observers of 40 lessons, whose true agreement is known from 200,000."""
    rng = np.random.default_rng(4)

    def see(lessons: int) -> tuple[np.ndarray, np.ndarray]:
        quality = rng.normal(size=lessons) * 0.9
        return tuple(np.digitize(quality + rng.normal(size=lessons) * 0.45, [-1.1, 0, 0.9]) for _ in range(2))

    first, second = see(200_000)
    truth = cohen_kappa_score(first, second, weights="quadratic")
    found = [weighted_kappa(*see(40), grades=4, level=0.9, draws=400, seed=number) for number in range(150)]

    assert 0.82 <= np.mean([each.low <= truth <= each.high for each in found]) <= 0.97


# Any number of observers, with gaps


def alpha_the_slow_way(lessons: list[list[int | None]], scale: str) -> float | None:
    """Every ordered pair of ratings within lessons, against every ordered pair of all ratings."""
    units = [[r for r in lesson if r is not None] for lesson in lessons]
    units = [unit for unit in units if len(unit) >= 2]
    pool = [r for unit in units for r in unit]
    times = {value: pool.count(value) for value in set(pool)}

    def apart(a: int, b: int) -> Fraction:
        if scale == "nominal":
            return Fraction(a != b)
        if scale == "interval":
            return Fraction((a - b) ** 2)
        low, high = min(a, b), max(a, b)
        between = sum(n for value, n in times.items() if low <= value <= high)
        return (between - Fraction(times[a] + times[b], 2)) ** 2

    n = len(pool)
    seen = sum(Fraction(sum(apart(a, b) for a, b in permutations(unit, 2))) / (len(unit) - 1) for unit in units) / n
    by_chance = sum(apart(a, b) for a, b in permutations(pool, 2)) / Fraction(n * (n - 1))
    return float(1 - seen / by_chance) if by_chance else None


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
def test_alpha_is_the_published_value(small_values, scale):
    found = krippendorff_alpha(KRIPPENDORFF, scale=scale)

    assert found.value == pytest.approx(small_values["krippendorff"][scale], abs=1e-6)
    assert (found.lessons, found.observers) == (12, 3)


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
@EXAMPLES
@given(lessons_with_gaps)
def test_alpha_is_every_pair_against_every_pair(scale, lessons):
    slow = alpha_the_slow_way(lessons, scale)

    found = krippendorff_alpha(list(zip(*lessons, strict=True)), scale=scale, draws=FEW_DRAWS)

    if slow is None:
        assert isinstance(found, CannotSay)
    else:
        assert found.value == pytest.approx(slow)
        assert -1 <= found.low <= found.value <= found.high <= 1


@EXAMPLES
@given(lessons_with_gaps, st.randoms(use_true_random=False))
def test_neither_the_order_of_lessons_nor_that_of_observers_matters_to_alpha(lessons, random):
    shuffled = [*lessons]
    random.shuffle(shuffled)
    plain = np.array(list(zip(*lessons, strict=True)), dtype=float)
    turned = np.array(list(zip(*shuffled, strict=True)), dtype=float)[[2, 0, 1]]

    assert krippendorff_alpha(turned, draws=FEW_DRAWS) == krippendorff_alpha(plain, draws=FEW_DRAWS)


def test_a_lesson_seen_by_one_changes_nothing():
    with_one_more = np.column_stack([KRIPPENDORFF, [2, nan, nan]])

    assert krippendorff_alpha(with_one_more) == krippendorff_alpha(KRIPPENDORFF)


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
def test_observers_who_never_differ_are_not_certain_never_to(scale):
    found = krippendorff_alpha([[1, 2, 3, 4] * 4] * 3, scale=scale)

    assert found.value == found.high == 1
    assert 0.5 < found.low < 1


# Scores without steps


def test_agreement_of_six_targets_is_the_published_one(monkeypatch):
    """Shrout and Fleiss give 0.17 one way and 0.29 two ways; six are fewer than we would answer for."""
    monkeypatch.setattr(correlation, "FEWEST_LESSONS", 6)

    assert mean_squares(SHROUT_FLEISS) == pytest.approx((11.24, 32.49, 1.02), abs=0.01)
    assert intraclass(SHROUT_FLEISS.T).value == pytest.approx(0.17, abs=0.005)
    assert intraclass(SHROUT_FLEISS.T, observers="same").value == pytest.approx(0.29, abs=0.005)


def test_two_way_agreement_is_what_plain_sums_give():
    scores = np.random.default_rng(2).integers(0, 20, (15, 3)).astype(float)
    rows, columns, left = mean_squares(scores)

    found = intraclass(scores.T, observers="same")

    assert found.value == pytest.approx((rows - left) / (rows + 2 * left + 3 * (columns - left) / 15))


def mean_squares(scores: np.ndarray) -> tuple[float, float, float]:
    """Lessons, observers and what is left, by plain sums."""
    n, k = scores.shape
    whole = sum(map(sum, scores)) / (n * k)
    rows = sum(k * (sum(row) / k - whole) ** 2 for row in scores) / (n - 1)
    columns = sum(n * (sum(column) / n - whole) ** 2 for column in scores.T) / (k - 1)
    total = sum((x - whole) ** 2 for row in scores for x in row)
    return rows, columns, (total - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1))


def one_way_the_slow_way(lessons: list[list[float]]) -> float:
    """The textbook's analysis of variance with unequal numbers, by plain sums."""
    k, n = len(lessons), sum(map(len, lessons))
    whole = sum(map(sum, lessons)) / n
    between = sum(len(each) * (sum(each) / len(each) - whole) ** 2 for each in lessons) / (k - 1)
    within = sum((x - sum(each) / len(each)) ** 2 for each in lessons for x in each) / (n - k)
    size = (n - sum(len(each) ** 2 for each in lessons) / n) / (k - 1)
    return (between - within) / (between + (size - 1) * within)


@EXAMPLES
@given(lessons_with_gaps)
def test_one_way_agreement_is_the_textbooks(lessons):
    found = intraclass(list(zip(*lessons, strict=True)))
    paired = [[r for r in lesson if r is not None] for lesson in lessons]
    paired = [lesson for lesson in paired if len(lesson) >= 2]

    if all(len(set(lesson)) == 1 for lesson in paired):
        assert isinstance(found, CannotSay)
    else:
        assert found.value == pytest.approx(one_way_the_slow_way(paired))
        assert -1 <= found.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.high <= 1


@pytest.mark.parametrize("observers", ["any", "same"])
def test_the_interval_of_the_correlation_holds_the_truth_as_often_as_it_says(observers):
    """400 draws of 20 lessons and 4 observers; lessons spread twice as much as observers differ."""
    rng = np.random.default_rng(8)
    by_person = 0.5 if observers == "same" else 0.0
    truth = 2.0 / (2.0 + by_person + 1.0)
    held = 0
    for _ in range(400):
        scores = (
            rng.normal(size=20) * np.sqrt(2) + rng.normal(size=(4, 20)) + rng.normal(size=(4, 1)) * np.sqrt(by_person)
        )
        found = intraclass(scores, observers=observers, level=0.9)
        held += found.low <= truth <= found.high

    assert 0.86 <= held / 400 <= 0.95


def test_the_unit_of_scores_does_not_matter_to_the_correlation():
    scores = np.random.default_rng(1).normal(size=(3, 12))

    assert intraclass(7 * scores + 100).value == pytest.approx(intraclass(scores).value)


# What is refused, and what is not said

TWELVE = [0, 1, 2, 3] * 3


@pytest.mark.parametrize(
    ("question", "because"),
    [
        (lambda: weighted_kappa([], [], grades=4), "Fewer than 10 lessons"),
        (lambda: weighted_kappa([1], [1], grades=4), "Fewer than 10 lessons"),
        (lambda: weighted_kappa([2] * 12, [2] * 12, grades=4), "Every lesson was given one and the same grade"),
        (lambda: krippendorff_alpha(np.zeros((2, 0))), "Fewer than 10 lessons"),
        (lambda: krippendorff_alpha([TWELVE]), "Fewer than 10 lessons"),
        (lambda: krippendorff_alpha([[nan] * 12, TWELVE]), "Fewer than 10 lessons"),
        (lambda: krippendorff_alpha([[2] * 12] * 2), "Every lesson was given one and the same value"),
        (lambda: intraclass([[nan] * 12] * 2), "Fewer than 10 lessons"),
        (lambda: intraclass([TWELVE] * 2), "No two scores of the same lesson differ"),
        (lambda: intraclass(np.zeros((2, 0))), "Fewer than 10 lessons"),
    ],
)
def test_what_cannot_be_said_is_not(question, because):
    found = question()

    assert isinstance(found, CannotSay)
    assert found.because.startswith(because)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: weighted_kappa([4, *TWELVE], [0, *TWELVE], grades=4), "from 0 to 3"),
        (lambda: weighted_kappa([-1, *TWELVE], [0, *TWELVE], grades=4), "negative"),
        (lambda: weighted_kappa([1.5, *TWELVE], [0, *TWELVE], grades=4), "whole number"),
        (lambda: weighted_kappa([nan, *TWELVE], [0, *TWELVE], grades=4), "missing"),
        (lambda: weighted_kappa(["good"], ["good"], grades=4), "Turn text into numbers"),
        (lambda: weighted_kappa(TWELVE, TWELVE[1:], grades=4), "Rows do not match"),
        (lambda: weighted_kappa(TWELVE, TWELVE, grades=1), "grades"),
        (lambda: weighted_kappa(TWELVE, TWELVE, grades=10**9), "grades"),
        (lambda: weighted_kappa(TWELVE, TWELVE, grades=4, draws=10**9), "draws"),
        (lambda: weighted_kappa(TWELVE, TWELVE[::-1], grades=4, seed=-1), "seed"),
        (lambda: weighted_kappa(TWELVE, TWELVE, grades=4, level=95), "level"),
        (lambda: weighted_kappa([0, 1] * 5001, [0, 1] * 5001, grades=4), "too many"),
        (lambda: weighted_kappa(*[np.broadcast_to(1, 10**9)] * 2, grades=4), "too many"),
        (lambda: krippendorff_alpha([TWELVE, TWELVE], scale="ratio"), "“nominal”, “ordinal” or “interval”"),
        (lambda: krippendorff_alpha([[inf, *TWELVE]] * 2), "infinity"),
        (lambda: krippendorff_alpha([["a"] * 12] * 2), "Turn text into numbers"),
        (lambda: krippendorff_alpha(TWELVE), "a table of numbers"),
        (lambda: krippendorff_alpha(np.arange(600.0).reshape(2, 300)), "different values are too many"),
        (lambda: krippendorff_alpha(np.zeros((2, 20_000))), "lessons are too many"),
        (lambda: krippendorff_alpha([TWELVE, TWELVE], draws=1), "draws"),
        (lambda: intraclass([TWELVE, [nan, *TWELVE[1:]]], observers="same"), "there is a gap"),
        (lambda: intraclass([TWELVE, TWELVE], observers="both"), "“same” or “any”"),
        (lambda: intraclass([[inf, *TWELVE]] * 2), "infinity"),
        (lambda: intraclass([["a"] * 12] * 2), "Turn text into numbers"),
        (lambda: intraclass(TWELVE), "a table of numbers"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(question, words):
    with pytest.raises(ValueError, match=words):
        question()
