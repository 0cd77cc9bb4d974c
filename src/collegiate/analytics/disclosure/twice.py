"""What can a reader work out who holds two publications of the same table?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, eye_array, hstack

from collegiate.analytics._inputs import Bools, Floats, Ints, between, frozen
from collegiate.analytics.disclosure._checked import mask_of, small_in, smallest, table_of
from collegiate.analytics.disclosure.attacks import Attack, Exposed, bounds

ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class AttackOnBoth:
    """
    What can be worked out about each table from both publications together.

    Attributes
    ----------
    first, second : Attack
        Bounds for the counts of each publication. Where counts may have changed, bounds that are at least ``k``
        apart may in truth lie further apart.
    """

    first: Attack
    second: Attack

    @property
    def exposed(self) -> tuple[Exposed, ...]:
        """The small counts of either that can be worked out to less than ``k``, the first's before the second's."""
        return self.first.exposed + self.second.exposed

    def sentence(self) -> str:
        """Return in words what both together give away."""
        if not self.exposed:
            return f"Both publications together give away no count below {self.first.k}."
        return (
            f"Laid side by side, the two publications give away {len(self.first.exposed)} small counts of the first "
            f"and {len(self.second.exposed)} of the second. Hide the same cells in both."
        )


def attack_both(
    first_counts: ArrayLike,
    first_hidden: ArrayLike,
    second_counts: ArrayLike,
    second_hidden: ArrayLike,
    *,
    k: int = 5,
    most_change: int = 0,
) -> AttackOnBoth:
    """
    Work out what two publications of the same table give away together.

    Parameters
    ----------
    first_counts : int array, shape (rows, columns)
        People in each cell when the table was first published, without totals; these are added.
    first_hidden : bool array, shape (rows + 1, columns + 1)
        The cells that the first publication left out, totals among them.
    second_counts : int array, shape (rows, columns)
        People in each cell the second time.
    second_hidden : bool array, shape (rows + 1, columns + 1)
        The cells that the second publication left out.
    k : int
        A count from 1 to ``k - 1`` is small; its bounds ought to be at least ``k`` apart. From 2 to 1,000.
    most_change : int
        By how many people a reader may assume that any one inner count changed in between, from 0 up; 0 when the
        same counts were published twice.

    Returns
    -------
    found : AttackOnBoth
        Bounds of every cell of each, in people.

    Raises
    ------
    ValueError
        If the shapes differ, a count changed by more than `most_change`, or a count is not a count.

    Notes
    -----
    With the same counts a cell is hidden only if both hide it, and bounds are exact. With a change allowed they
    come from a linear programme over both tables, rounded inwards to whole numbers. When not to use it: for two
    years whose counts have nothing to do with each other; each is then attacked by itself.

    Source
    ------
    Hundepool, A. and others (2012). Statistical disclosure control. Wiley, section 4.3 on linked tables.
    doi:10.1002/9781118348239.

    Examples
    --------
    Each publication is safe by itself; both together are not.

    >>> counts = [[3, 6, 9], [6, 7, 8], [9, 8, 7]]
    >>> first = [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    >>> second = [[1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
    >>> attack_both(counts, first, counts, second).first.exposed
    (Exposed(row=0, column=0, low=3.0, high=3.0),)
    """
    first, second, k = table_of(first_counts, "first_counts"), table_of(second_counts, "second_counts"), smallest(k)
    most_change = between(most_change, "most_change", 0, 1_000_000, kind=int)
    if first.shape != second.shape:
        raise ValueError("second_counts: the two publications have different rows or columns.")
    if np.abs(first - second)[:-1, :-1].max() > most_change:
        raise ValueError(f"second_counts: a count changed by more than {most_change}. Give most_change.")
    hidden = (mask_of(first_hidden, "first_hidden", first), mask_of(second_hidden, "second_hidden", second))
    if most_change == 0:
        unknown = hidden[0] & hidden[1]
        found = [bounds(first, unknown)] * 2
    else:
        found = _bounds_of_both((first, second), hidden, k, most_change)
        unknown = hidden[0] | hidden[1]
    return AttackOnBoth(
        *(
            Attack(frozen(table), frozen(away & unknown), frozen(low), frozen(high), k)
            for table, away, (low, high) in zip((first, second), hidden, found, strict=True)
        )
    )


def _bounds_of_both(
    tables: tuple[Ints, Ints], hidden: tuple[Bools, Bools], k: int, most_change: int
) -> list[tuple[Floats, Floats]]:
    """Widen the bounds of small cells to ``k`` apart where tables that show it exist, otherwise as far as they go."""
    truth = np.concatenate([table.ravel() for table in tables]).astype(np.float64)
    unknown = np.concatenate([mask.ravel() for mask in hidden])
    asked = np.concatenate([small_in(table, k).ravel() for table in tables]) & unknown
    rules = _rules(tables[0].shape, most_change)
    low, high = truth.copy(), truth.copy()
    for cell in np.flatnonzero(asked):
        for sign in (1.0, -1.0):
            if high[cell] - low[cell] < k:
                seen = _furthest(truth, unknown, rules, int(cell), sign, k)
                low, high = np.minimum(low, seen), np.maximum(high, seen)
    low, high = np.ceil(low - ROUNDING), np.floor(high + ROUNDING)
    shape, half = tables[0].shape, tables[0].size
    return [(low[at].reshape(shape), high[at].reshape(shape)) for at in (slice(0, half), slice(half, None))]


def _rules(shape: tuple[int, ...], most_change: int) -> list[LinearConstraint]:
    """Rows and columns of both tables add up; inner cells differ by at most so many."""
    cells = np.arange(shape[0] * shape[1]).reshape(shape)
    across, down = np.ones(shape), np.ones(shape)
    across[:, -1], down[-1, :] = -1, -1
    rows = csr_array((across.ravel(), (np.repeat(np.arange(shape[0]), shape[1]), cells.ravel())))
    columns = csr_array((down.ravel(), (np.tile(np.arange(shape[1]), shape[0]), cells.ravel())))
    inner = cells[:-1, :-1].ravel()
    same = eye_array(cells.size, format="csr")[inner]
    return [
        LinearConstraint(block_diag([rows, rows], format="csr"), 0, 0),
        LinearConstraint(block_diag([columns, columns], format="csr"), 0, 0),
        LinearConstraint(hstack([same, -same], format="csr"), -most_change, most_change),
    ]


def _furthest(truth: Floats, unknown: Bools, rules: list[LinearConstraint], cell: int, sign: float, k: int) -> Floats:
    """Return both tables at the point where a cell lies furthest up (or down), at most ``k`` from the truth."""
    least, most = np.where(unknown, 0.0, truth), np.where(unknown, np.inf, truth)
    most[cell] = truth[cell] + k
    aim = np.zeros(truth.size)
    aim[cell] = -sign
    answer = milp(aim, constraints=rules, bounds=Bounds(least, most))
    return truth if answer.x is None else np.asarray(answer.x)
