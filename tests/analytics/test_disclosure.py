"""Tables that may be published, and what a curious reader can still work out."""

import json
from itertools import combinations, product
from math import inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from collegiate.analytics.disclosure import (
    Suppression,
    attack,
    attack_both,
    publishable_share,
    suppress,
    suppress_counts,
    with_totals,
)
from collegiate.analytics.disclosure._stepwise import stepwise
from collegiate.analytics.disclosure._task import Task
from collegiate.values import CannotSay, Status

K = 5
EXAMPLES = settings(max_examples=15)

small_tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 14))
)
tiny_tables = arrays(np.int64, (2, 2), elements=st.integers(0, 12))


def random_table(seed: int, shape: tuple[int, int] = (12, 6)) -> np.ndarray:
    """Counts of pupils as they come: many small, a few large."""
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(1.5, 6, shape))


def reference(oracles, name: str) -> dict:
    return json.loads((oracles / f"sdc_{name}.json").read_text(encoding="utf-8"))


# What a reader can work out


@pytest.mark.parametrize("name", ["12x6_seed1", "71x12_seed2"])
def test_hiding_only_small_cells_gives_away_what_the_reference_says(oracles, name):
    given_ = reference(oracles, name)
    table = np.array(given_["table_with_totals"])
    small = (table > 0) & (table < given_["k"])

    found = attack(table[:-1, :-1], small, k=given_["k"])

    assert small.sum() == given_["primary"]
    assert [[e.row, e.column, e.low, e.high] for e in found.exposed] == given_["primary_only_width_below_k"]


@pytest.mark.parametrize("name", ["12x6_seed1", "71x12_seed2"])
def test_a_suppressed_reference_table_has_no_small_cell_narrower_than_k(oracles, name):
    given_ = reference(oracles, name)
    table = np.array(given_["table_with_totals"])

    found = suppress(table[:-1, :-1], given_["k"])

    assert attack(table[:-1, :-1], found.hidden, k=given_["k"]).exposed == ()
    assert (found.high - found.low)[found.primary].min() >= given_["k"]
    assert np.array_equal(found.table, table)
    assert not found.hidden[-1].any()
    assert not found.hidden[:, -1].any()


def bounds_the_slow_way(table: np.ndarray, unknown: np.ndarray, row: int, column: int) -> tuple[float, float]:
    """Write every equation of the table out, and solve one linear programme for each end."""
    rows, columns = table.shape
    equations = []
    for i in range(rows):
        line = np.zeros(table.shape)
        line[i, :], line[i, -1] = 1, -1
        equations.append(line.ravel())
    for j in range(columns):
        line = np.zeros(table.shape)
        line[:, j], line[-1, j] = 1, -1
        equations.append(line.ravel())
    limits = [(0, None) if away else (count, count) for count, away in zip(table.ravel(), unknown.ravel(), strict=True)]
    aim = np.zeros(table.shape)
    aim[row, column] = 1
    least = linprog(aim.ravel(), A_eq=equations, b_eq=np.zeros(len(equations)), bounds=limits)
    most = linprog(-aim.ravel(), A_eq=equations, b_eq=np.zeros(len(equations)), bounds=limits)
    return least.fun, inf if most.status == 3 else -most.fun


@EXAMPLES
@given(small_tables, st.data())
def test_bounds_are_those_of_the_linear_programme(counts, data):
    table = with_totals(counts)
    unknown = data.draw(arrays(np.bool_, table.shape))

    found = attack(counts, unknown)

    for row, column in np.argwhere(unknown)[:4]:
        low, high = bounds_the_slow_way(table, unknown, row, column)
        assert found.low[row, column] == pytest.approx(low, abs=1e-6)
        assert found.high[row, column] == pytest.approx(high, abs=1e-6)


def test_bounds_are_reached_by_whole_numbers():
    counts = np.array([[1, 4, 2], [3, 0, 2]])
    hidden = np.zeros((3, 4), dtype=bool)
    hidden[:2, :3] = True
    fits = [
        inner
        for cells in product(range(5), repeat=6)
        if np.array_equal((inner := np.reshape(cells, (2, 3))).sum(0), counts.sum(0))
        and np.array_equal(inner.sum(1), counts.sum(1))
    ]

    found = attack(counts, hidden)

    assert np.array_equal(found.low[:2, :3], np.min(fits, axis=0))
    assert np.array_equal(found.high[:2, :3], np.max(fits, axis=0))


def test_hidden_totals_may_leave_no_upper_limit():
    found = attack([[3]], [[1, 1], [1, 1]])

    assert found.low.tolist() == [[0, 0], [0, 0]]
    assert (found.high == inf).all()
    assert found.sentence() == "None of the 4 counts from 1 to 4 can be worked out to less than 5."


def test_a_small_count_left_in_the_open_is_exposed():
    found = attack([[3, 20], [30, 40]], np.zeros((3, 3)))

    assert found.exposed[0].sentence() == "Row 1, column 1 is exactly 3."
    assert found.sentence() == (
        "1 of the 1 counts from 1 to 4 can be worked out to less than 5, 1 of them exactly. "
        "The table must not be published like this."
    )


def test_a_row_of_one_school_knows_itself_and_so_works_out_the_other():
    counts = [[3, 9, 20], [8, 6, 20], [20, 20, 20]]
    hidden = np.zeros((4, 4))
    hidden[:2, :2] = 1
    own_row = np.zeros((4, 4))
    own_row[1] = 1

    assert attack(counts, hidden).exposed == ()
    assert [(e.low, e.high) for e in attack(counts, hidden, known=own_row).exposed] == [(3, 3)]


# What must be hidden


def price(table: np.ndarray) -> np.ndarray:
    """The published price list: log(1 + count) + 1, and 20 more for a total."""
    return np.array(
        [
            [
                log(1 + count) + 1 + 20 * (i == table.shape[0] - 1 or j == table.shape[1] - 1)
                for j, count in enumerate(row)
            ]
            for i, row in enumerate(table)
        ]
    )


def cheapest_the_slow_way(counts: np.ndarray) -> float:
    """Try every set of further cells, and put each to the attack."""
    table = with_totals(counts)
    small = (table > 0) & (table < K)
    others = [tuple(cell) for cell in np.argwhere(~small)]
    best = inf
    for size in range(len(others) + 1):
        for extra in combinations(others, size):
            hidden = small.copy()
            for cell in extra:
                hidden[cell] = True
            cost = price(table)[hidden].sum()
            if cost < best and not attack(counts, hidden, k=K).exposed:
                best = cost
    return best


@settings(max_examples=12)
@given(tiny_tables.filter(lambda counts: (counts.sum(0) > 0).all() and (counts.sum(1) > 0).all()))
def test_a_table_of_four_is_hidden_as_cheaply_as_any_choice_can(counts):
    found = suppress(counts, K)

    assert found.proven_cheapest
    assert price(found.table)[found.hidden].sum() == pytest.approx(cheapest_the_slow_way(counts))


@EXAMPLES
@given(small_tables, st.sampled_from([3, 5, 10]), st.booleans())
def test_nobody_can_work_out_a_small_count(counts, k, rows_know_themselves):
    found = suppress(counts, k, rows_know_themselves=rows_know_themselves)

    assert attack(counts, found.hidden, k=k).exposed == ()
    assert np.array_equal(found.primary, (found.table > 0) & (found.table < k))
    assert (found.hidden | ~found.primary).all()
    if rows_know_themselves and (counts.sum(axis=1) > 0).sum() > 1:
        for row in np.flatnonzero(counts.sum(axis=1)):
            own = np.zeros(found.table.shape)
            own[row] = 1
            others = [e for e in attack(counts, found.hidden, k=k, known=own).exposed if e.row != row]
            assert others == []


@pytest.mark.parametrize("seed", range(6))
def test_step_by_step_is_safe_and_not_much_dearer_than_the_proven_cheapest(seed):
    counts = random_table(seed)
    table = with_totals(counts)
    small = (table > 0) & (table < K)
    stepped = stepwise(Task(table, small, np.zeros(table.shape, dtype=bool), K, False))
    proven = suppress(counts, K)

    assert proven.proven_cheapest
    assert attack(counts, stepped, k=K).exposed == ()
    assert price(table)[stepped].sum() <= 1.15 * price(table)[proven.hidden].sum()


def test_a_large_table_is_safe_without_a_proof_of_least_cost():
    counts = random_table(9, (40, 9))

    found = suppress(counts)

    assert not found.proven_cheapest
    assert attack(counts, found.hidden).exposed == ()


@EXAMPLES
@given(small_tables, st.data())
def test_the_order_of_rows_and_columns_does_not_matter(counts, data):
    rows = data.draw(st.permutations(range(counts.shape[0])))
    columns = data.draw(st.permutations(range(counts.shape[1])))

    plain, shuffled = suppress(counts, K), suppress(counts[rows][:, columns], K)

    assert price(plain.table)[plain.hidden].sum() == pytest.approx(price(shuffled.table)[shuffled.hidden].sum())


@EXAMPLES
@given(small_tables, st.booleans())
def test_adding_a_school_without_pupils_changes_nothing(counts, rows_know_themselves):
    with_an_empty_row = np.vstack([counts, np.zeros((1, counts.shape[1]), dtype=int)])

    plain = suppress(counts, K, rows_know_themselves=rows_know_themselves)
    more = suppress(with_an_empty_row, K, rows_know_themselves=rows_know_themselves)

    assert not more.hidden[-2].any()
    assert price(more.table)[more.hidden].sum() == pytest.approx(price(plain.table)[plain.hidden].sum())


@EXAMPLES
@given(small_tables.filter(lambda counts: counts.max() > 1), st.data())
def test_suppression_never_loosens_when_a_count_falls(counts, data):
    """Until it reaches nought: what was hidden as small stays hidden, and stays safe."""
    at = data.draw(st.sampled_from([tuple(cell) for cell in np.argwhere(counts > 1)]))
    fallen = counts.copy()
    fallen[at] = data.draw(st.integers(1, counts[at] - 1))

    before, after = suppress(counts, K), suppress(fallen, K)

    assert (after.hidden | ~before.primary).all()
    assert attack(fallen, after.hidden, k=K).exposed == ()


def test_what_was_published_before_is_not_hidden_again():
    counts = np.array([[3, 20, 9], [30, 40, 12], [14, 8, 7]])
    already = np.zeros((4, 4), dtype=bool)
    already[2, 2] = True

    found = suppress(counts, K, known=already)

    assert not found.hidden[2, 2]
    assert attack(counts, found.hidden, k=K, known=already).exposed == ()


def test_a_table_whose_every_other_cell_is_known_cannot_be_made_safe():
    known = np.ones((3, 3), dtype=bool)
    known[0, 0] = False

    assert suppress([[3, 20], [30, 40]], K, known=known) == CannotSay(
        because="A small count can be worked out from what is known already, whatever else is hidden.",
        status=Status.SUPPRESSED,
    )


def test_the_published_table_holds_counts_and_reasons_only():
    found = suppress([[3, 20, 9], [30, 40, 12], [14, 8, 7]])

    assert found.published()[1] == (30, 40, 12, 82)
    assert found.published()[0][0] == CannotSay(
        because="Hidden, so that nobody can tell who is meant.", status=Status.SUPPRESSED
    )


@pytest.mark.parametrize(
    ("counts", "sentence", "advice"),
    [
        ([[0, 9], [8, 7]], "Nothing is hidden: no count lies from 1 to 4.", False),
        ([[2, 3], [4, 1]], "5 of 9 counts are below 5 and hidden, and 1 more, without which they could be worked out.", True),
    ],
)  # fmt: skip
def test_a_suppression_says_what_it_did(counts, sentence, advice):
    found = suppress(counts)

    assert isinstance(found, Suppression)
    assert found.sentence() == sentence
    assert bool(found.advice) == advice


def test_nobody_can_write_into_a_result():
    found = suppress([[3, 20], [30, 40]])

    with pytest.raises(ValueError, match="read-only"):
        found.hidden[0, 0] = False


# Two publications


def test_two_safe_publications_of_one_table_can_give_it_away_together():
    counts = [[3, 6, 9], [6, 7, 8], [9, 8, 7]]
    first, second = np.zeros((4, 4), dtype=bool), np.zeros((4, 4), dtype=bool)
    first[:2, :2] = True
    second[[0, 0, 2, 2], [0, 2, 0, 2]] = True

    found = attack_both(counts, first, counts, second)

    assert attack(counts, first).exposed == attack(counts, second).exposed == ()
    assert found.sentence() == (
        "Laid side by side, the two publications give away 1 small counts of the first and 1 of the second. "
        "Hide the same cells in both."
    )
    assert attack_both(counts, first, counts, first).sentence() == (
        "Both publications together give away no count below 5."
    )


def test_a_later_table_in_the_open_gives_the_earlier_away_up_to_the_change():
    before, after = np.array([[3, 20], [30, 40]]), np.array([[4, 20], [30, 41]])
    all_hidden, none_hidden = np.ones((3, 3)), np.zeros((3, 3))

    found = attack_both(before, all_hidden, after, none_hidden, most_change=1)

    assert [(e.row, e.column, e.low, e.high) for e in found.first.exposed] == [(0, 0, 3, 5)]


def all_that_fit(counts, hidden):
    """Every table of four with totals, of whole numbers up to 12, that shows the same where it is not hidden."""
    inner = np.array(list(product(range(13), repeat=4))).reshape(-1, 2, 2)
    tables = np.concatenate([inner, inner.sum(axis=2, keepdims=True)], axis=2)
    tables = np.concatenate([tables, tables.sum(axis=1, keepdims=True)], axis=1)
    return tables[((tables == with_totals(counts)) | hidden).all(axis=(1, 2))]


def both_the_slow_way(before, first, after, second, change):
    """Keep those first tables that have a second within reach, and look at their ends."""
    later = all_that_fit(after, second)
    pairs = [
        table
        for table in all_that_fit(before, first)
        if (np.abs(later - table)[:, :2, :2] <= change).all(axis=(1, 2)).any()
    ]
    return np.min(pairs, axis=0), np.max(pairs, axis=0)


@pytest.mark.parametrize("seed", range(5))
def test_bounds_from_both_are_those_of_every_pair_that_fits(seed):
    rng = np.random.default_rng(seed)
    before = rng.integers(1, 6, (2, 2))
    after = np.maximum(before + rng.integers(-1, 2, (2, 2)), 0)
    first, second = np.zeros((3, 3), dtype=bool), np.zeros((3, 3), dtype=bool)
    first[:2, :2] = second[:2, :2] = True
    second[0, rng.integers(0, 2)] = False

    found = attack_both(before, first, after, second, k=K, most_change=1)
    low, high = both_the_slow_way(before, first, after, second, change=1)

    small = (found.first.table > 0) & (found.first.table < K)
    narrow = small & (high - low < K)
    assert np.array_equal(found.first.low[narrow], low[narrow])
    assert np.array_equal(found.first.high[narrow], high[narrow])
    assert ((found.first.high - found.first.low)[small & ~narrow] >= K).all()


# Lists and shares


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.booleans())
def test_a_list_hides_no_more_than_one_further_count_and_the_rest_cannot_be_worked_out(counts, total_published):
    found = suppress_counts(counts, K, total_published=total_published)
    left_over = sum(count for count, away in zip(counts, found.hidden, strict=True) if away)
    small = [0 < count < K for count in counts]

    assert all(away for away, is_small in zip(found.hidden, small, strict=True) if is_small)
    assert found.hidden.sum() <= sum(small) + 1
    if total_published and any(small) and not found.total_hidden:
        assert found.hidden.sum() >= 2
        assert left_over >= K


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6), st.data())
def test_a_list_never_loosens_when_a_count_falls(counts, data):
    at = data.draw(st.integers(0, len(counts) - 1))
    fallen = [*counts]
    fallen[at] = data.draw(st.integers(1, counts[at]))

    before, after = suppress_counts(counts, K), suppress_counts(fallen, K)

    assert after.hidden.sum() >= before.hidden.sum()
    assert after.total_hidden >= before.total_hidden


@pytest.mark.parametrize(
    ("counts", "hidden", "total_hidden"),
    [
        ([12, 3, 8, 0], [0, 1, 1, 0], False),
        ([1, 1, 9, 9], [1, 1, 1, 0], False),
        ([3, 3, 9], [1, 1, 0], False),
        ([3, 0, 0], [1, 0, 0], True),
        ([9, 0, 8], [0, 0, 0], False),
        ([], [], False),
    ],
)
def test_what_a_list_hides(counts, hidden, total_hidden):
    found = suppress_counts(np.array(counts, dtype=int))

    assert found.hidden.astype(int).tolist() == hidden
    assert found.total_hidden == total_hidden
    assert len(found.published()) == len(counts)


def test_a_list_says_what_it_did():
    assert suppress_counts([9, 8]).sentence() == "Nothing is hidden: no count lies from 1 to 4."
    assert suppress_counts([3, 0]).sentence() == "1 of 2 counts is below 5 and hidden, and the total."


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(30, 40, 0.75), (0, 40, 0.0), (40, 40, 1.0), (4, 40, None), (36, 40, None), (0, 4, None), (0, 0, None)],
)
def test_a_share_is_shown_only_if_neither_side_is_small(part, whole, shown):
    found = publishable_share(part, whole)

    assert found == shown if shown is not None else isinstance(found, CannotSay)


def test_a_share_of_nobody_is_not_a_secret():
    assert publishable_share(0, 0).status is Status.NOT_APPLICABLE


# What is refused


BAD_COUNTS = [
    ("nothing at all", [], "a table of numbers"),
    ("no columns", [[], []], "no cells"),
    ("a list", [1, 2, 3], "a table of numbers"),
    ("text", [["3", "20"], ["30", "40"]], "Turn text into numbers"),
    ("a negative count", [[-1, 20], [30, 40]], "cannot be negative"),
    ("part of a person", [[1.5, 20], [30, 40]], "whole number"),
    ("missing", [[np.nan, 20], [30, 40]], "missing"),
    ("infinite", [[np.inf, 20], [30, 40]], "infinity"),
    ("ragged", [[1, 2], [3]], "different lengths"),
    ("a billion pupils", [[10**9, 20], [30, 40]], "not a count of people"),
    ("a billion rows", np.broadcast_to(1, (10**9, 2)), "too many"),
    ("a table nobody could read", np.broadcast_to(1, (10**4, 10)), "too many"),
]


@pytest.mark.parametrize(("counts", "words"), [case[1:] for case in BAD_COUNTS], ids=[case[0] for case in BAD_COUNTS])
@pytest.mark.parametrize(
    "question",
    [
        with_totals,
        suppress,
        lambda counts: attack(counts, np.zeros((3, 3))),
        lambda counts: attack_both(counts, np.zeros((3, 3)), counts, np.zeros((3, 3))),
    ],
    ids=["with_totals", "suppress", "attack", "attack_both"],
)
def test_a_table_that_is_not_one_is_refused_in_words(question, counts, words):
    with pytest.raises(ValueError, match=words):
        question(counts)


@pytest.mark.parametrize("k", [1, 0, -5, 2.5, "5", None, np.nan, 10**9])
def test_a_smallest_count_that_is_not_one_is_refused(k):
    for question in (
        lambda: suppress([[3]], k),
        lambda: attack([[3]], np.zeros((2, 2)), k=k),
        lambda: suppress_counts([3], k),
        lambda: publishable_share(3, 9, k),
    ):
        with pytest.raises(ValueError, match="k: a whole number from 2 to 1,000"):
            question()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: attack([[3, 9]], [[1, 0]]), "totals among them: 2 rows of 3"),
        (lambda: attack([[3, 9]], [[2, 0, 0], [0, 0, 0]]), "yes and no"),
        (lambda: suppress([[3, 9]], known=[[1, 0]]), "totals among them"),
        (lambda: attack_both([[3]], [[1, 1], [1, 1]], [[3, 4]], [[1] * 3] * 2), "different rows or columns"),
        (lambda: attack_both([[3]], [[1, 1], [1, 1]], [[5]], [[1, 1], [1, 1]]), "changed by more than 0"),
        (lambda: attack_both([[3]], [[1, 1], [1, 1]], [[3]], [[1, 1], [1, 1]], most_change=-1), "most_change"),
        (lambda: suppress_counts(["a"]), "Turn text into numbers"),
        (lambda: suppress_counts([-1]), "negative"),
        (lambda: suppress_counts([np.nan]), "missing"),
        (lambda: suppress_counts([[1]]), "a list of numbers"),
        (lambda: publishable_share(5, 4), "more than the whole"),
        (lambda: publishable_share(-1, 4), "negative"),
        (lambda: publishable_share(1.5, 4), "whole number"),
        (lambda: publishable_share("1", 4), "text"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(question, words):
    with pytest.raises(ValueError, match=words):
        question()


@pytest.mark.parametrize(
    "counts", [[[0]], [[3]], [[9]], [[0, 0], [0, 0]], [[7, 7], [7, 7]], [[3, 3], [3, 3]], [[1], [2], [30]]]
)
def test_one_school_one_pupil_and_all_equal_are_tables_too(counts):
    found = suppress(counts)

    assert attack(counts, found.hidden).exposed == ()
