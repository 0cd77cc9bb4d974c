"""
What has to be kept from whom, and the proof that it is.

A small cell is safe from a reader when the furthest it could rise and the furthest it could fall, while
everything that the reader knows stays as it is, are at least ``k`` apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from collegiate.analytics._inputs import Bools, Floats, Ints
from collegiate.analytics.disclosure._network import SLACK, Cell, Push, Room, push, room_in

PRICE_OF_A_TOTAL = 20.0
"""A reader misses a total more than any cell inside the table."""

Reader = int | None
PUBLIC: Reader = None
"""Who looks at the table: the public, or the number of the row that knows itself."""


@dataclass(frozen=True)
class Task:
    """
    A table, and what has to be kept from whom.

    Attributes
    ----------
    table : int array, shape (rows + 1, columns + 1)
        Counts with their totals in the last row and column.
    primary : bool array, the same shape
        The small cells, hidden in any case.
    known : bool array, the same shape
        Cells that everybody knows already; hiding them is no use. Those of rows and columns without anybody are among them.
    k : int
        How far apart the bounds of a small cell must be.
    rows_know_themselves : bool
        Whether the reader may be one of the rows, who knows its own counts.
    """

    table: Ints
    primary: Bools
    known: Bools
    k: int
    rows_know_themselves: bool

    @cached_property
    def room(self) -> Room:
        """What each cell can carry, as far as it matters: no move is longer than ``k``."""
        room = room_in(self.table)
        return Room(np.minimum(room.along, self.k), np.minimum(room.back, self.k))

    @cached_property
    def price(self) -> Floats:
        """What hiding each cell costs: little more for a large count than for a small one, much more for a total."""
        price = np.log1p(self.table.astype(np.float64)) + 1.0
        price[-1, :] += PRICE_OF_A_TOTAL
        price[:-1, -1] += PRICE_OF_A_TOTAL
        return price

    @cached_property
    def small_cells(self) -> list[Cell]:
        """The small cells, smallest first, then in reading order."""
        cells = [(int(row), int(column)) for row, column in np.argwhere(self.primary)]
        return sorted(cells, key=lambda cell: (self.table[cell], cell))

    def cost(self, hidden: Bools) -> float:
        """Return what a choice of hidden cells costs."""
        return float(self.price[hidden].sum())

    def readers(self, cell: Cell) -> list[Reader]:
        """Who must not be able to work a cell out: the public, then each other row by itself that has anybody in it."""
        if not self.rows_know_themselves:
            return [PUBLIC]
        rows = [int(row) for row in np.flatnonzero(self.table[:-1, -1])]
        is_the_only_other = len(rows) == 1 and cell[0] == self.table.shape[0] - 1
        return [PUBLIC, *(row for row in rows if row != cell[0] and not is_the_only_other)]

    def shut(self, price: Floats, reader: Reader) -> Floats:
        """Return the price with the cells that this reader knows shut."""
        price = np.where(self.known, np.inf, price)
        if reader is not PUBLIC:
            price[reader, :] = np.inf
        return price


@dataclass(frozen=True, slots=True)
class Proof:
    """
    How far apart a cell's bounds are for a reader.

    Attributes
    ----------
    width : float
        How far, at most ``k``.
    cells : frozenset of (row, column)
        The other hidden cells that move to show it.
    up, down : Push
        The two moves.
    """

    width: float
    cells: frozenset[Cell]
    up: Push
    down: Push

    def holds(self, k: int) -> bool:
        """Say whether the bounds are far enough apart."""
        return self.width > k - SLACK


def prove(task: Task, hidden: Bools | Floats, cell: Cell, reader: Reader) -> Proof:
    """
    Move a cell up, then down, over the hidden cells that the reader does not know, until ``k`` is reached.

    ``hidden`` may hold shares from 0 to 1: then a cell carries that share of its room.
    """
    price = task.shut(np.where(hidden > 0, 0.0, np.inf), reader)
    room = task.room if hidden.dtype == np.bool_ else Room(task.room.along * hidden, task.room.back * hidden)
    least = 1 if hidden.dtype == np.bool_ else SLACK
    up = push(room, price, cell, "up", task.k, least=least)
    down = push(room, price, cell, "down", min(task.k - up.units, float(task.table[cell])), least=least)
    return Proof(up.units + down.units, up.cells | down.cells, up, down)


def prove_to_all(task: Task, hidden: Bools | Floats, cell: Cell) -> Iterator[tuple[Reader, Proof]]:
    """Yield a proof, good or short, for each reader; a good one serves every reader that knows none of its cells."""
    good: list[tuple[frozenset[int], Proof]] = []
    for reader in task.readers(cell):
        served = next((proof for rows, proof in good if reader is not PUBLIC and reader not in rows), None)
        proof = served or prove(task, hidden, cell, reader)
        if served is None and proof.holds(task.k):
            good.append((frozenset(row for row, _ in proof.cells), proof))
        yield reader, proof


def is_safe(task: Task, hidden: Bools) -> bool:
    """Say whether no reader can work out any small cell to less than ``k``."""
    return all(proof.holds(task.k) for cell in task.small_cells for _, proof in prove_to_all(task, hidden, cell))
