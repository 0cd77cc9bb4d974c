"""What can a reader of a table work out about the cells that were hidden?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Bools, Floats, Ints, frozen
from collegiate.analytics.disclosure._checked import mask_of, small_in, smallest, table_of
from collegiate.analytics.disclosure._network import Room, Way, push, room_in


@dataclass(frozen=True, slots=True)
class Exposed:
    """
    A small count that can be worked out too nearly.

    Attributes
    ----------
    row, column : int
        Where it stands, from 0; the last row and column are the totals.
    low, high : float
        The least and the most it can be, in people.
    """

    row: int
    column: int
    low: float
    high: float

    def sentence(self) -> str:
        """Return it in words."""
        where = f"Row {self.row + 1}, column {self.column + 1}"
        if self.low == self.high:
            return f"{where} is exactly {self.low:.0f}."
        return f"{where} lies between {self.low:.0f} and {self.high:.0f}."


@dataclass(frozen=True, slots=True, eq=False)
class Attack:
    """
    What can be worked out about each cell of a published table.

    Attributes
    ----------
    table : int array, shape (rows + 1, columns + 1)
        The true counts, in people, totals in the last row and column.
    hidden : bool array, the same shape
        The cells that were not published.
    low, high : float array, the same shape
        The least and the most that each cell can be, in people: equal where it is published; `high` is infinite
        where there is no upper limit.
    k : int
        The bounds of a count below it (and above 0) ought to be at least so far apart.
    """

    table: Ints
    hidden: Bools
    low: Floats
    high: Floats
    k: int

    @property
    def exposed(self) -> tuple[Exposed, ...]:
        """The small counts whose bounds are nearer than ``k``, in reading order; published ones among them."""
        too_near = small_in(self.table, self.k) & (self.high - self.low < self.k)
        return tuple(
            Exposed(int(row), int(column), float(self.low[row, column]), float(self.high[row, column]))
            for row, column in np.argwhere(too_near)
        )

    def sentence(self) -> str:
        """Return in words how many small counts can be worked out."""
        small, exposed = int(small_in(self.table, self.k).sum()), self.exposed
        if small == 0:
            return f"No count from 1 to {self.k - 1} stands in the table."
        if not exposed:
            return f"None of the {small} counts from 1 to {self.k - 1} can be worked out to less than {self.k}."
        exactly = sum(found.low == found.high for found in exposed)
        return (
            f"{len(exposed)} of the {small} counts from 1 to {self.k - 1} can be worked out to less than {self.k}, "
            f"{exactly} of them exactly. The table must not be published like this."
        )


def attack(counts: ArrayLike, hidden: ArrayLike, *, k: int = 5, known: ArrayLike | None = None) -> Attack:
    """
    Work out, for every hidden cell, the least and the most it can be.

    The bounds are exact: each is reached by some table of whole numbers from 0 that has the same published cells.

    Parameters
    ----------
    counts : int array, shape (rows, columns)
        People in each cell, without totals; these are added.
    hidden : bool array, shape (rows + 1, columns + 1)
        The cells that are not published, totals among them (last row and column).
    k : int
        A count from 1 to ``k - 1`` is small; its bounds ought to be at least ``k`` apart. From 2 to 1,000.
    known : bool array, shape (rows + 1, columns + 1), optional
        Hidden cells that this reader knows all the same: their own school's row, or last term's publication.

    Returns
    -------
    found : Attack
        Bounds of every cell in people, from 0 up; `high` may be infinite.

    Raises
    ------
    ValueError
        If a count is negative, missing, infinite or not whole, or the shapes do not match.

    Notes
    -----
    A two-way table with totals is a flow on a network of its rows and columns, so that each bound is a greatest
    flow over the hidden cells. When not to use it: on tables of three or more ways, on linked tables that share
    margins, or where the reader knows that hidden cells are small; such a reader can work out more.

    Source
    ------
    Gusfield, D. (1988). A graph theoretic approach to statistical data security. SIAM Journal on Computing, 17(3),
    552-571. doi:10.1137/0217034.

    Examples
    --------
    Hiding one small cell hides nothing, as the total gives it away.

    >>> counts = [[3, 20], [30, 40]]
    >>> hidden = [[True, False, False], [False, False, False], [False, False, False]]
    >>> attack(counts, hidden).exposed
    (Exposed(row=0, column=0, low=3.0, high=3.0),)
    """
    table = table_of(counts)
    k = smallest(k)
    unknown = mask_of(hidden, "hidden", table) & ~mask_of(known, "known", table)
    low, high = bounds(table, unknown)
    return Attack(table=frozen(table), hidden=frozen(unknown), low=frozen(low), high=frozen(high), k=k)


def bounds(table: Ints, unknown: Bools) -> tuple[Floats, Floats]:
    """Return the least and the most of every cell, given all that are not unknown."""
    low, high = table.astype(np.float64), table.astype(np.float64)
    room, price = room_in(table), np.where(unknown, 0.0, np.inf)
    for row, column in np.argwhere(unknown):
        cell = (int(row), int(column))
        low[cell] -= _furthest(room, price, cell, "down", float(table[cell]))
        high[cell] += _furthest(room, price, cell, "up", np.inf)
    return low, high


def _furthest(room: Room, price: Floats, cell: tuple[int, int], way: Way, at_most: float) -> float:
    """Return how far a cell can move; infinite when more can be sent round than there are people."""
    endless = float(room.along[np.isfinite(room.along)].sum() + room.back[np.isfinite(room.back)].sum()) + 1.0
    moved = push(room, price, cell, way, min(at_most, endless)).units
    return np.inf if moved >= endless else moved
