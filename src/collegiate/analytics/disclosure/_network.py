"""
How far a hidden count can move while everything published stays as it is.

A two-way table with totals is a circulation: there is a node for each row and each column, the row of totals
and the column of totals among them; every cell is an arc between its row and its column, and "the cells of a
row add up to its total" says that what flows into the node flows out. A cell can rise by one exactly when one
unit can travel back from the end of its arc to its beginning over other hidden cells, each of which rises by
one, or falls by one where it is above nought. So every bound is a greatest flow, and whole numbers come for free.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from collegiate.analytics._inputs import Bools, Floats, Ints

Way = Literal["up", "down"]
Cell = tuple[int, int]

SLACK = 1e-7
"""Units smaller than this are rounding; counts are whole, only the shares of a relaxed programme are not."""


@dataclass(frozen=True, slots=True)
class Room:
    """
    What each cell of a table with totals can carry, both ways.

    Attributes
    ----------
    along : float array, shape (rows + 1, columns + 1)
        Units that can go from the row's node to the column's; infinite where that raises the cell.
    back : float array, the same shape
        Units that can go from the column's node to the row's.
    """

    along: Floats
    back: Floats


def room_in(table: Ints) -> Room:
    """Return the room in a table with totals: inner cells and the grand total rise along, other totals rise back."""
    rises_along = np.ones(table.shape, dtype=np.bool_)
    rises_along[-1, :] = rises_along[:, -1] = False
    rises_along[-1, -1] = True
    return Room(
        along=np.where(rises_along, np.inf, table.astype(np.float64)),
        back=np.where(rises_along, table.astype(np.float64), np.inf),
    )


def is_inner_or_grand(cell: Cell, shape: tuple[int, ...]) -> bool:
    """Say whether a cell's arc runs from its row to its column: all but the totals of one row or column."""
    return (cell[0] == shape[0] - 1) == (cell[1] == shape[1] - 1)


def starts_at_column(cell: Cell, way: Way, shape: tuple[int, ...]) -> bool:
    """Say whether the way back of a cell that moves up or down starts at its column's node (else at its row's)."""
    return is_inner_or_grand(cell, shape) == (way == "up")


@dataclass(frozen=True, slots=True)
class Reach:
    """
    The cheapest ways from one node to all others.

    Attributes
    ----------
    rows, columns : float array, shape (rows + 1,) and (columns + 1,)
        Cost of getting there; infinite where there is no way.
    from_column, from_row : int array, the same shapes
        The column a row was reached from and the row a column was reached from; -1 at the start.
    """

    rows: Floats
    columns: Floats
    from_column: Ints
    from_row: Ints


def reach(room: Room, price: Floats, start: Cell, at_column: bool, least: float) -> Reach:
    """
    Find the cheapest way from a cell's row or column to every node, over cells with room for ``least`` units.

    Bellman and Ford's method, a whole side of the table at a time; an infinite price shuts a cell.
    """
    along = np.where(room.along >= least, price, np.inf)
    back = np.where(room.back >= least, price, np.inf)
    rows, columns = np.full(price.shape[0], np.inf), np.full(price.shape[1], np.inf)
    from_column, from_row = np.full(price.shape[0], -1), np.full(price.shape[1], -1)
    if at_column:
        columns[start[1]] = 0
    else:
        rows[start[0]] = 0
    while True:
        by_row = rows[:, None] + along
        nearest = by_row.argmin(axis=0)
        better = (costs := by_row[nearest, np.arange(columns.size)]) < columns
        columns[better], from_row[better] = costs[better], nearest[better]
        by_column = columns[None, :] + back
        closest = by_column.argmin(axis=1)
        nearer = (costs := by_column[np.arange(rows.size), closest]) < rows
        rows[nearer], from_column[nearer] = costs[nearer], closest[nearer]
        if not (better.any() or nearer.any()):
            return Reach(rows, columns, from_column, from_row)


def route(found: Reach, end: Cell, at_column: bool) -> list[tuple[Cell, bool]]:
    """Return the cells on the way to a cell's row or column, last first, each with whether it is passed along."""
    steps: list[tuple[Cell, bool]] = []
    row, column = end
    while True:
        if at_column:
            if found.from_row[column] < 0:
                return steps
            row = int(found.from_row[column])
            steps.append(((row, column), True))
        else:
            if found.from_column[row] < 0:
                return steps
            column = int(found.from_column[row])
            steps.append(((row, column), False))
        at_column = not at_column


@dataclass(frozen=True, slots=True)
class Push:
    """
    What was sent round through a cell.

    Attributes
    ----------
    units : float
        How far the cell moves, at most what was asked for.
    cells : frozenset of (row, column)
        The other cells that move with it.
    cut : tuple of bool arrays (rows + 1,) and (columns + 1,), or None
        Where it fell short, the nodes that could still be reached: the walls that stand in the way lead out of them.
    """

    units: float
    cells: frozenset[Cell]
    cut: tuple[Bools, Bools] | None


def push(room: Room, price: Floats, cell: Cell, way: Way, units: float, *, least: float = 1) -> Push:
    """
    Move a cell up or down by ``units`` as cheaply as single routes allow; cells once used are free afterwards.

    ``price`` holds nought for hidden cells, what hiding would cost for others, infinity for those that cannot
    be hidden. ``least`` is the smallest load a route may carry: large finds one route, small shares the load.
    """
    left = Room(room.along.copy(), room.back.copy())
    price = price.copy()
    price[cell] = np.inf
    starts = starts_at_column(cell, way, price.shape)
    sent, used = 0.0, set[Cell]()
    while units - sent > SLACK:
        found = reach(left, price, cell, starts, min(least, units - sent))
        if not np.isfinite(found.rows[cell[0]] if starts else found.columns[cell[1]]):
            return Push(sent, frozenset(used), (np.isfinite(found.rows), np.isfinite(found.columns)))
        steps = route(found, cell, at_column=not starts)
        load = min(units - sent, *(float((left.along if along else left.back)[at]) for at, along in steps))
        for at, along in steps:
            left.along[at] += -load if along else load
            left.back[at] += load if along else -load
            price[at] = 0
            used.add(at)
        sent += load
    return Push(sent, frozenset(used), None)
