"""The index of need: what it is made of, what is missing, and how much the weights matter."""

from fractions import Fraction
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegiate.analytics.need import Indicator, Need, need, needs, sensitivity
from collegiate.values import CannotSay, Status

ABSENCE = Indicator("absence", "overall absence", worse="high", weight=30, floor=4, cap=10)
READING = Indicator("reading", "reading at 11", worse="low", weight=50, floor=50, cap=90)
VACANCIES = Indicator("vacancies", "teaching posts vacant", worse="high", weight=20, floor=0, cap=5)
THREE = (ABSENCE, READING, VACANCIES)

EXAMPLES = settings(max_examples=60)
halves = st.integers(0, 40).map(lambda n: n / 2)
indicators = st.lists(
    st.tuples(st.sampled_from(["high", "low"]), st.integers(1, 60), st.integers(0, 20), st.integers(1, 20)),
    min_size=1,
    max_size=5,
).map(
    lambda drawn: tuple(
        Indicator(f"i{number}", f"figure {number}", worse, weight, floor, floor + width)
        for number, (worse, weight, floor, width) in enumerate(drawn)
    )
)


@st.composite
def schools_with_figures(draw):
    chosen = draw(indicators)
    return chosen, {each.key: draw(st.none() | halves) for each in chosen}


def need_the_slow_way(chosen: tuple[Indicator, ...], values: dict) -> Fraction | None:
    """The formula as it is agreed on paper, in exact fractions."""
    added, present = Fraction(0), Fraction(0)
    for each in chosen:
        x = values.get(each.key)
        if x is None:
            continue
        begin, end = (each.floor, each.cap) if each.worse == "high" else (each.cap, each.floor)
        way = (Fraction(x) - Fraction(begin)) / (Fraction(end) - Fraction(begin))
        added += Fraction(each.weight) * min(max(way, Fraction(0)), Fraction(1))
        present += Fraction(each.weight)
    if present * 2 < sum(Fraction(each.weight) for each in chosen):
        return None
    return 100 * added / present


@EXAMPLES
@given(schools_with_figures())
def test_need_is_the_formula_in_exact_fractions(school):
    chosen, values = school
    slow = need_the_slow_way(chosen, values)

    found = need(chosen, values)

    assert isinstance(found, CannotSay) if slow is None else found.index == pytest.approx(float(slow), abs=1e-9)


@EXAMPLES
@given(schools_with_figures())
def test_the_parts_add_up_to_the_index(school):
    found = need(*school)

    if isinstance(found, Need):
        assert 100 * sum(part.contribution for part in found.parts) / found.weight_present == pytest.approx(found.index)
        assert all(0 <= part.contribution <= part.maximum for part in found.parts)
        assert 0 <= found.index <= 100


@EXAMPLES
@given(schools_with_figures(), st.data())
def test_need_never_falls_when_a_figure_gets_worse(school, data):
    chosen, values = school
    each = data.draw(st.sampled_from(chosen))
    if values[each.key] is None:
        return
    worse = {**values, each.key: values[each.key] + (3 if each.worse == "high" else -3)}

    before, after = need(chosen, values), need(chosen, worse)

    if isinstance(before, Need):
        assert after.index >= before.index - 1e-9


@EXAMPLES
@given(schools_with_figures(), st.data())
def test_the_order_of_indicators_does_not_matter(school, data):
    chosen, values = school
    shuffled = tuple(data.draw(st.permutations(chosen)))

    found, other = need(chosen, values), need(shuffled, values)

    assert found == other if isinstance(found, CannotSay) and len(chosen) == 1 else type(found) is type(other)
    if isinstance(found, Need):
        assert other.index == pytest.approx(found.index)


@EXAMPLES
@given(schools_with_figures(), st.integers(2, 9))
def test_only_the_proportions_of_the_weights_matter(school, times):
    chosen, values = school
    heavier = tuple(Indicator(e.key, e.words, e.worse, e.weight * times, e.floor, e.cap) for e in chosen)

    found, other = need(chosen, values), need(heavier, values)

    assert type(found) is type(other)
    if isinstance(found, Need):
        assert other.index == pytest.approx(found.index)


def test_a_missing_figure_is_reported_and_never_counts_as_nought():
    found = need(THREE, {"absence": 10.0, "reading": 50.0})

    assert found.index == 100
    assert [part.indicator.key for part in found.missing] == ["vacancies"]
    assert found.sentence() == (
        "Need is 100 out of 100, most of it from reading at 11 (50.0 of 50) and overall absence (30.0 of 30). "
        "Not known, and not counted: teaching posts vacant."
    )
    assert found.parts[2].sentence() == "teaching posts vacant: not counted. No figure is loaded for this school."


def test_the_reason_for_a_missing_figure_is_kept():
    hidden = CannotSay(because="Fewer than five pupils.", status=Status.SUPPRESSED)

    found = need(THREE, {"absence": 7, "reading": 90, "vacancies": hidden})

    assert found.parts[2].value == hidden
    assert found.parts[2].sentence() == "teaching posts vacant: not counted. Fewer than five pupils."
    assert found.parts[0].sentence() == "overall absence: 7 adds 15.0 of at most 30."


@pytest.mark.parametrize(("values", "said"), [({"reading": 60}, True), ({"absence": 9}, False), ({}, False)])
def test_under_half_of_the_weight_nothing_is_said(values, said):
    found = need(THREE, values)

    assert isinstance(found, Need) == said


def test_what_is_missing_is_named_where_nothing_is_said():
    assert need(THREE, {"absence": nan, "vacancies": 3}).sentence() == (
        "Cannot say: less than half of what need is made of is known for this school. "
        "Missing: overall absence, reading at 11."
    )


def test_no_need_is_said_plainly():
    assert need(THREE, {"absence": 4, "reading": 95, "vacancies": 0}).sentence() == "Need is 0 out of 100."


@pytest.mark.parametrize(("value", "adds"), [(3, 0), (4, 0), (7, 15), (10, 30), (99, 30)])
def test_beyond_floor_and_cap_nothing_is_added_or_taken(value, adds):
    assert need([ABSENCE], {"absence": value}).parts[0].contribution == adds


def test_many_schools_are_answered_in_the_order_they_were_given():
    found = needs(THREE, [30, 10], [[7, 70, nan], [nan, nan, 5]])

    assert found[0] == Need(
        index=found[0].index,
        parts=need(THREE, {"absence": 7, "reading": 70}).parts,
        weight_present=80,
        weight_in_all=100,
        school=30,
    )
    assert isinstance(found[1], CannotSay)


# How much the weights matter

TOWN = np.array([[9.0, 60, 1], [5, 55, 2], [4, 90, 0], [10, 50, 5]])


def test_a_school_worst_in_everything_is_among_the_first_whatever_the_weights():
    found = sensitivity(THREE, [1, 2, 3, 4], TOWN, first=1)

    assert found.schools[3].share_among_first == 1
    assert found.schools[3].low == pytest.approx(100)
    assert found.sentence() == (
        "With each weight moved by up to 50%, 1 of the 1 schools of greatest need stay so under nearly every weighting; "
        "for 0 schools it hangs on the weights."
    )
    assert [dropped.replaced for dropped in found.dropped] == [0, 0, 0]
    assert found.dropped[0].sentence() == (
        "Without overall absence, 0 of the schools of greatest need would be others."
    )


def test_the_shares_of_weightings_add_up_to_the_number_of_first():
    found = sensitivity(THREE, [4, 3, 2, 1], TOWN, first=2)

    assert sum(school.share_among_first for school in found.schools) == pytest.approx(2)
    assert all(school.low <= school.index <= school.high for school in found.schools)
    assert [school.school for school in found.schools] == [1, 2, 3, 4]


def test_the_same_seed_gives_the_same_answer_in_any_order_of_rows():
    order = [2, 0, 3, 1]

    plain = sensitivity(THREE, [1, 2, 3, 4], TOWN, first=2, seed=7)
    shuffled = sensitivity(THREE, np.array([1, 2, 3, 4])[order], TOWN[order], first=2, seed=7)

    assert plain == shuffled


def test_a_school_of_which_nothing_is_known_changes_nothing_but_is_counted():
    more = np.vstack([TOWN, np.full((1, 3), nan)])

    plain = sensitivity(THREE, [1, 2, 3, 4], TOWN, first=2)
    with_it = sensitivity(THREE, [1, 2, 3, 4, 9], more, first=2)

    assert with_it.schools == plain.schools
    assert with_it.left_out == 1
    assert with_it.sentence() == f"{plain.sentence()} Of 1 too little is known."


def test_share_of_weightings_agrees_with_plain_arithmetic():
    """Two schools, two indicators: the first wins when w1 > w2, which even draws around equal weights do half the time."""
    pair = [Indicator("a", "a", "high", 10, 0, 1), Indicator("b", "b", "high", 10, 0, 1)]

    found = sensitivity(pair, [1, 2], [[1, 0], [0, 1]], first=1, weightings=4000)

    assert found.schools[0].share_among_first == pytest.approx(0.5, abs=0.03)
    assert found.schools[0].sentence().startswith("Need is 50 out of 100, between 26 and 75 with other weights;")


def test_with_fewer_schools_than_are_asked_for_there_is_nothing_to_choose():
    assert sensitivity([ABSENCE], [1, 2], [[5], [nan]], first=1) == CannotSay(
        because="Need can be said of 1 schools only, so there is nothing to choose between."
    )


# What is refused


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"worse": "up"}, "“high” or “low”"),
        ({"weight": 0}, "more than nothing"),
        ({"weight": -1}, "more than nothing"),
        ({"weight": nan}, "a number is wanted"),
        ({"weight": inf}, "a number is wanted"),
        ({"weight": "30"}, "a number is wanted"),
        ({"floor": 10}, "a cap above its floor"),
        ({"cap": None}, "a number is wanted"),
    ],
)
def test_an_indicator_that_is_none_is_refused(changes, words):
    good = {"key": "a", "words": "absence", "worse": "high", "weight": 30, "floor": 4, "cap": 10}

    with pytest.raises(ValueError, match=words):
        Indicator(**{**good, **changes})


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: need([], {}), "at least one"),
        (lambda: need([ABSENCE, ABSENCE], {}), "more than once"),
        (lambda: need(["absence"], {}), "an Indicator is wanted"),
        (lambda: need(THREE, {"attendance": 3}), "no indicator is called attendance"),
        (lambda: need(THREE, {"absence": "7"}), "a number is wanted for overall absence"),
        (lambda: need(THREE, {"absence": inf}), "infinity"),
        (lambda: need(THREE, {"absence": True}), "a number is wanted"),
        (lambda: needs(THREE, [1, 1], [[1, 2, 3]] * 2), "more than once"),
        (lambda: needs(THREE, [1], [[1, 2]]), "a column for each of the 3"),
        (lambda: needs(THREE, [1, 2], [[1, 2, 3]]), "Rows do not match"),
        (lambda: needs(THREE, [1], [["1", "2", "3"]]), "Turn text into numbers"),
        (lambda: needs(THREE, [1], [[inf, 2, 3]]), "infinity"),
        (lambda: needs(THREE, [1], [1, 2, 3]), "a table of numbers"),
        (lambda: needs([ABSENCE], np.broadcast_to(1, 10**9), np.broadcast_to(1.0, (10**9, 1))), "too many"),
        (lambda: sensitivity(THREE, [1, 2], TOWN[:2], first=0), "first"),
        (lambda: sensitivity(THREE, [1, 2], TOWN[:2], first=3), "first"),
        (lambda: sensitivity(THREE, [1, 2], TOWN[:2], first=1, within=0), "within"),
        (lambda: sensitivity(THREE, [1, 2], TOWN[:2], first=1, weightings=10**9), "weightings"),
        (lambda: sensitivity(THREE, [1, 2], TOWN[:2], first=1, seed=-1), "seed"),
        (lambda: sensitivity(THREE, [1, 2], TOWN[:2, :2], first=1), "a column for each"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(question, words):
    with pytest.raises(ValueError, match=words):
        question()


def test_no_schools_have_no_needs():
    assert needs(THREE, [], np.zeros((0, 3))) == ()
    assert isinstance(sensitivity(THREE, [], np.zeros((0, 3)), first=1), CannotSay)
