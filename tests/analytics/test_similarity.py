"""Schools like a school: which, in what, and what had to be estimated."""

import statistics
import time
from math import log1p, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import cKDTree

from collegiate.analytics.similarity import Characteristic, Landscape, landscape, similar_to, similar_to_all
from collegiate.values import CannotSay, Status

PUPILS = Characteristic("pupils", "number of pupils", log=True)
MEALS = Characteristic("fsm", "share with free school meals")
MOVED = Characteristic("mobility", "share who joined late")
NINE = tuple(Characteristic(f"c{number}", f"characteristic {number}") for number in range(9))

EXAMPLES = settings(max_examples=25)
figures = st.tuples(st.integers(2, 12), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 6))
)


def nine(n: int, *, seed: int = 0, missing: float = 0.0) -> np.ndarray:
    """Nine characteristics that go together, as those of schools do."""
    rng = np.random.default_rng(seed)
    together = rng.normal(size=(n, 3)) @ rng.normal(size=(3, 9)) + 0.5 * rng.normal(size=(n, 9))
    return np.where(rng.random(together.shape) < missing, nan, together)


def chosen(columns: int) -> tuple[Characteristic, ...]:
    return NINE[:columns]


def the_slow_way(ids: list, rows: list[list[float]], school, k: int) -> list:
    """Standardise by the textbook and sort all the others, nearest first and then by id."""
    columns = list(zip(*rows, strict=True))
    means, spreads = [statistics.fmean(c) for c in columns], [statistics.pstdev(c) for c in columns]
    scores = {
        name: [(x - m) / s if s else 0 for x, m, s in zip(row, means, spreads, strict=True)]
        for name, row in zip(ids, rows, strict=True)
    }
    away = {
        name: round(sqrt(sum((a - b) ** 2 for a, b in zip(score, scores[school], strict=True))), 9)
        for name, score in scores.items()
        if name != school
    }
    return sorted(away, key=lambda name: (away[name], name))[:k]


@EXAMPLES
@given(figures, st.integers(1, 4))
def test_the_nearest_are_those_that_a_plain_sort_finds(values, k):
    ids = list(range(100, 100 + len(values)))
    among = landscape(ids, chosen(values.shape[1]), values, version="2024/25")

    for school in ids[:3]:
        found = similar_to(among, school, k)
        slow = the_slow_way(ids, values.tolist(), school, k)
        away = dict(zip(slow, range(len(slow)), strict=True))
        assert [round(neighbour.distance, 9) for neighbour in found.neighbours] == sorted(
            round(neighbour.distance, 9) for neighbour in found.neighbours
        )
        assert set(found.ids) == set(away) or _only_rounding_parts(among, found, slow)


def _only_rounding_parts(among: Landscape, found, slow) -> bool:
    """Two schools at the same distance but for rounding may stand in either order."""
    distance = {n.school: n.distance for n in similar_to(among, found.school, 1000).neighbours}
    return all(abs(distance[a] - distance[b]) < 1e-9 for a, b in zip(found.ids, slow, strict=True))


@EXAMPLES
@given(figures, st.integers(1, 4))
def test_one_school_and_all_schools_at_once_agree(values, k):
    ids = [f"S{number:03}" for number in range(len(values))]
    among = landscape(ids, chosen(values.shape[1]), values, version="2024/25")

    everyone = similar_to_all(among, k)

    for school in ids:
        found = similar_to(among, school, k)
        assert tuple(everyone.of(school).tolist()) == found.ids
        assert everyone.distances[ids.index(school)] == pytest.approx([n.distance for n in found.neighbours])


@EXAMPLES
@given(figures, st.data())
def test_the_order_of_rows_does_not_matter(values, data):
    ids = np.arange(len(values)) + 7
    order = data.draw(st.permutations(range(len(values))))
    plain = landscape(ids, chosen(values.shape[1]), values, version="v")
    shuffled = landscape(ids[order], chosen(values.shape[1]), values[order], version="v")

    assert similar_to(plain, 7, 5) == similar_to(shuffled, 7, 5)
    assert plain.standard.digest == shuffled.standard.digest


@EXAMPLES
@given(figures)
def test_a_school_of_which_nothing_is_published_changes_nothing(values):
    ids = np.arange(len(values))
    more = np.vstack([values, np.full((1, values.shape[1]), nan)])
    plain = landscape(ids, chosen(values.shape[1]), values, version="v")
    with_it = landscape(np.append(ids, 999), chosen(values.shape[1]), more, version="v")

    assert similar_to(plain, 0, 5) == similar_to(with_it, 0, 5)
    assert plain.standard == with_it.standard


@EXAMPLES
@given(figures, st.floats(0.01, 100), st.floats(-50, 50))
def test_the_unit_of_a_characteristic_does_not_matter(values, times, plus):
    scaled = values.copy()
    scaled[:, 0] = scaled[:, 0] * times + plus
    ids, columns = np.arange(len(values)), chosen(values.shape[1])

    plain = similar_to(landscape(ids, columns, values, version="v"), 0, 100)
    other = similar_to(landscape(ids, columns, scaled, version="v"), 0, 100)

    assert [n.distance for n in other.neighbours] == pytest.approx([n.distance for n in plain.neighbours], abs=1e-6)


def test_equally_like_schools_stand_in_the_order_of_their_ids():
    among = landscape([5, 3, 9, 1, 7], [MEALS], [[20], [10], [10], [10], [10]], version="v")

    assert similar_to(among, 5, 2).ids == (1, 3)
    assert similar_to(among, 9, 2).ids == (1, 3)
    assert similar_to_all(among, 2).of(9).tolist() == [1, 3]


def test_a_skewed_characteristic_is_compared_by_ratio():
    among = landscape([1, 2, 3, 4], [PUPILS], [[100], [200], [400], [290]], version="v")

    assert similar_to(among, 2, 1).ids == (4,)
    assert among.standard.means[0] == pytest.approx(statistics.fmean(log1p(x) for x in (100, 200, 400, 290)))


def test_a_characteristic_in_which_all_are_alike_says_nothing_and_is_never_a_reason():
    among = landscape([1, 2, 3], [MEALS, MOVED], [[10, 4], [20, 4], [12, 4]], version="v")

    found = similar_to(among, 1, 1)

    assert found.ids == (3,)
    assert [reason.words for reason in found.neighbours[0].nearest] == ["share with free school meals"]
    assert found.neighbours[0].farthest == ()
    assert found.neighbours[0].sentence() == "Most alike in share with free school meals."


def test_each_neighbour_says_in_what_it_is_alike_and_in_what_not():
    values = [[210, 12.0, 3.0], [420, 30.0, 9.0], [215, 12.5, 8.0], [800, 55.0, 5.0]]
    among = landscape([1, 2, 3, 4], [PUPILS, MEALS, MOVED], values, version="2024/25")

    found = similar_to(among, 1, 1)

    assert found.sentence() == "The 1 schools most like this one out of 3, in 3 characteristics (2024/25)."
    assert found.neighbours[0].sentence() == (
        "Most alike in share with free school meals and number of pupils; "
        "least alike in share who joined late: 3 here, 8 there."
    )
    assert found.neighbours[0].nearest[0].apart < found.neighbours[0].farthest[0].apart


def test_one_may_choose_from_some_schools_only():
    among = landscape([1, 2, 3, 4], [MEALS], [[10], [11], [12], [40]], version="v")

    assert similar_to(among, 1, 2, only=[4, 3]).ids == (3, 4)
    assert similar_to(among, 1, 2, only=[4, 3]).out_of == 2
    assert similar_to(among, 1, 2, only=[1]) == CannotSay(
        because="There is no other school to choose from.", status=Status.NOT_APPLICABLE
    )


# What is missing


def test_a_missing_characteristic_is_what_a_line_through_the_others_would_say():
    """With one of two missing in some schools, the likeliest fill is known in closed form: the regression line."""
    rng = np.random.default_rng(3)
    here = rng.normal(30, 8, 60)
    there = 5 + 0.4 * here + rng.normal(0, 2, 60)
    values = np.column_stack([here, there])
    values[:12, 1] = nan
    slope, start = np.polyfit(here[12:], there[12:], 1)

    among = landscape(np.arange(60), [MEALS, MOVED], values, version="v", share_known=0.5)

    assert among.values(np.arange(12))[1] == pytest.approx(start + slope * here[:12], rel=1e-4)
    assert among.estimated[1].tolist() == [True] * 12 + [False] * 48
    assert among.values(np.arange(60))[0] == pytest.approx(here)


def test_estimating_finds_more_of_the_true_neighbours_than_the_middle_value_would():
    whole, missing = nine(400), nine(400, missing=0.05)
    median = np.where(np.isnan(missing), np.nanmedian(missing, axis=0), missing)
    truth, estimated, middling = (
        landscape(np.arange(400), NINE, each, version="v") for each in (whole, missing, median)
    )

    def share(among: Landscape) -> float:
        shared = [set(similar_to(among, s, 20).ids) & set(similar_to(truth, s, 20).ids) for s in estimated.ids]
        return statistics.fmean(len(each) / 20 for each in shared)

    assert share(estimated) > share(middling) + 0.03


def test_an_estimated_characteristic_is_flagged_on_both_sides():
    values = nine(60)
    values[0, 4] = nan
    among = landscape(np.arange(60), NINE, values, version="2024/25")

    found = similar_to(among, 0, 3)

    assert found.sentence() == (
        "The 3 schools most like this one out of 59, in 9 characteristics (2024/25). "
        "Not published and estimated from the other 8: characteristic 4."
    )
    everyone = similar_to(among, 1, 59)
    at = next(n for n in everyone.neighbours if n.school == 0)
    flagged = [r for n in everyone.neighbours for r in (*n.nearest, *n.farthest) if r.estimated_there]
    assert all(r.words == "characteristic 4" for r in flagged)
    assert all(not r.estimated_here for n in everyone.neighbours for r in n.nearest)
    assert at.distance > 0
    assert " (estimated) here" not in at.sentence()


@pytest.mark.parametrize(("missing", "refused"), [(2, False), (3, True)])
def test_seven_of_nine_characteristics_are_needed(missing, refused):
    values = nine(60)
    values[0, :missing] = nan
    among = landscape(np.arange(60), NINE, values, version="v")

    found = similar_to(among, 0, 3)

    assert isinstance(found, CannotSay) == refused
    if refused:
        assert found == CannotSay(
            because="Only 6 of the 9 characteristics of this school are published; 7 are needed.",
            status=Status.NOT_COLLECTED,
        )
        assert among.left_out.tolist() == [0]
        assert 0 not in similar_to(among, 1, 59).ids


def test_among_few_schools_nothing_is_estimated():
    among = landscape([1, 2, 3], NINE, [[*range(9)], [nan, *range(8)], [*range(9)]], version="v")

    assert among.left_out.tolist() == [2]
    assert similar_to(among, 2, 1).sentence() == (
        "Cannot say: only 8 of the 9 characteristics of this school are published; 9 are needed."
    )


# The scale


def test_the_scale_is_kept_with_its_version_and_can_be_used_again():
    values = nine(50)
    first = landscape(np.arange(50), NINE, values, version="2023/24")

    again = landscape([777, 778], NINE, values[:2], version="2024/25", standard=first.standard)

    assert again.standard == first.standard
    assert again.scores == pytest.approx(first.scores[:, :2])
    assert first.standard.digest != landscape(np.arange(50), NINE, values, version="2024/25").standard.digest
    assert first.standard.sentence() == "Compared on 9 characteristics of 50 schools, 2023/24."


def test_a_landscape_says_what_it_holds():
    values = nine(40)
    values[0, 0], values[1, :3] = nan, nan

    assert landscape(np.arange(40), NINE, values, version="2024/25").sentence() == (
        "Compared on 9 characteristics of 40 schools, 2024/25. 39 schools are placed, 1 of them with something "
        "estimated; 1 is left out, as too little about them is published."
    )


def test_everyone_says_what_was_worked_out():
    among = landscape([1, 2, 3], [MEALS], [[10], [20], [30]], version="v")

    assert similar_to_all(among, 50).sentence() == (
        "The 2 schools most like each of 3. Compared on 1 characteristics of 3 schools, v."
    )
    assert similar_to_all(among, 1).of(99).status is Status.NOT_LOADED


# Speed, as a ratio in one run


def test_all_schools_at_once_cost_little_more_than_the_tree_alone():
    among = landscape(np.arange(4000), NINE, nine(4000), version="v")
    points = np.ascontiguousarray(among.scores.T)

    def seconds(work) -> float:
        taken = []
        for _ in range(3):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
        return min(taken)

    assert seconds(lambda: similar_to_all(among, 50)) < 1.6 * seconds(lambda: cKDTree(points).query(points, 51))


# What is refused

GOOD = ([1, 2, 3], [MEALS], [[10.0], [20.0], [30.0]])


@pytest.mark.parametrize(
    ("schools", "characteristics", "values", "words"),
    [
        ([1, 1, 2], *GOOD[1:], "1 stands there more than once"),
        (["a", "", "b"], *GOOD[1:], "an id is blank"),
        ([1.5, 2, 3], *GOOD[1:], "whole numbers or all text"),
        ([1, 2], *GOOD[1:], "Rows do not match"),
        ([1, 2, 3], [MEALS], [["10"], ["20"], ["30"]], "Turn text into numbers"),
        ([1, 2, 3], [MEALS], [[np.inf], [20], [30]], "infinity"),
        ([1, 2, 3], [PUPILS], [[-1], [20], [30]], "cannot be negative"),
        ([1, 2, 3], [MEALS], [10, 20, 30], "a table of numbers"),
        ([1, 2, 3], [MEALS, MOVED], [[10], [20], [30]], "a column for each of the 2"),
        ([1, 2, 3], [MEALS, MEALS], [[10, 1], [20, 2], [30, 3]], "more than once"),
        ([1, 2, 3], [], np.zeros((3, 0)), "at least one"),
        ([1, 2, 3], ["fsm"], [[10], [20], [30]], "a Characteristic is wanted"),
        ([1, 2, 3], [Characteristic("p8", "Progress 8", outcome=True)], [[1], [2], [3]], "never chosen on outcomes"),
        (np.broadcast_to(1, 10**9), [MEALS], np.broadcast_to(1.0, (10**9, 1)), "too many"),
    ],
)
def test_a_landscape_that_is_none_is_refused_in_words(schools, characteristics, values, words):
    with pytest.raises(ValueError, match=words):
        landscape(schools, characteristics, values, version="v")


@pytest.mark.parametrize("values", [np.zeros((0, 1)), [[10]], [[nan], [nan], [nan]], [[nan], [nan], [3]]])
def test_with_fewer_than_two_schools_published_there_is_nothing_to_say(values):
    assert landscape(list(range(len(values))), [MEALS], values, version="v").because == (
        "Fewer than two schools have 1 of the 1 characteristics published."
    )


def test_schools_that_are_all_alike_are_named_in_order():
    among = landscape([3, 1, 2], [MEALS], [[10], [10], [10]], version="v")

    assert similar_to(among, 1, 5).ids == (2, 3)
    assert {n.distance for n in similar_to(among, 1, 5).neighbours} == {0}


@pytest.mark.parametrize("k", [0, -1, 1.5, "5", None, nan, 10**9])
def test_a_number_of_schools_that_is_none_is_refused(k):
    among = landscape(*GOOD, version="v")

    with pytest.raises(ValueError, match="k: a whole number from 1 to 1,000"):
        similar_to(among, 1, k)
    with pytest.raises(ValueError, match="k: a whole number from 1 to 1,000"):
        similar_to_all(among, k)


@pytest.mark.parametrize("school", ["1", None, 1.0, [1], nan])
def test_an_id_of_another_kind_is_refused(school):
    with pytest.raises(ValueError, match="school: an id like 1 is wanted"):
        similar_to(landscape(*GOOD, version="v"), school)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"share_known": 0}, "share_known"),
        ({"share_known": 1.2}, "share_known"),
        ({"standard": landscape([1, 2], [MOVED], [[1], [2]], version="v").standard}, "made for other"),
    ],
)
def test_a_wish_that_does_not_fit_is_refused(extra, words):
    with pytest.raises(ValueError, match=words):
        landscape(*GOOD, version="v", **extra)


def test_workers_that_are_none_are_refused():
    with pytest.raises(ValueError, match="workers"):
        similar_to_all(landscape(*GOOD, version="v"), 1, workers=0)
