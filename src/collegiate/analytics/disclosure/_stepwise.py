"""Which further cells to hide, step by step: quick on any table, and within a few per cent of the cheapest."""

import numpy as np

from collegiate.analytics._inputs import Bools, Floats
from collegiate.analytics.disclosure._network import SLACK, Cell, push
from collegiate.analytics.disclosure._task import Reader, Task, prove_to_all


def stepwise(task: Task, *, liking: Floats | None = None) -> Bools | None:
    """
    Hide, for each small cell in turn, the cheapest cells that let it rise far enough; show again what is not needed.

    Small cells are taken from the smallest and from the largest, and the cheaper answer is kept. ``liking``, from
    0 to 1, lowers the price of cells by so much. Returns None when some small cell cannot be protected at all.
    """
    price = task.price if liking is None else task.price * (1.0 - 0.999 * liking)
    found = []
    for cells in (task.small_cells, task.small_cells[::-1]):
        hidden = _hidden_for_each(task, cells, price)
        if hidden is None:
            return None
        found.append(_shown_again(task, hidden))
    return min(found, key=task.cost)


def _hidden_for_each(task: Task, cells: list[Cell], price: Floats) -> Bools | None:
    hidden = task.primary.copy()
    for cell in cells:
        # The proofs read `hidden` as it grows, so that cells hidden from one reader serve the next.
        for reader, proof in prove_to_all(task, hidden, cell):
            if not proof.holds(task.k):
                extra = _cheapest_rise(task, np.where(hidden, 0.0, price), cell, reader)
                if extra is None:
                    return None
                for at in extra:
                    hidden[at] = True
    return hidden


def _cheapest_rise(task: Task, price: Floats, cell: Cell, reader: Reader) -> frozenset[Cell] | None:
    """Return the cells of the cheapest rise by ``k``: over one route, over two halves, or shared among many."""
    open_price = task.shut(price, reader)
    loads = (task.k, (task.k + 1) // 2, 1)
    tries = [push(task.room, open_price, cell, "up", task.k, least=load) for load in loads]
    whole = [attempt for attempt in tries if attempt.units > task.k - SLACK]
    if not whole:
        return None
    return min(whole, key=lambda attempt: (sum(price[at] for at in attempt.cells), sorted(attempt.cells))).cells


def _shown_again(task: Task, hidden: Bools) -> Bools:
    """Show again, dearest first, each cell that no proof needs."""
    hidden = hidden.copy()
    in_use = {cell: _cells_in_use(task, hidden, cell) for cell in task.small_cells}
    extra = [(int(row), int(column)) for row, column in np.argwhere(hidden & ~task.primary)]
    for at in sorted(extra, key=lambda at: (-task.price[at], at)):
        hidden[at] = False
        renewed: dict[Cell, frozenset[Cell] | None] = {}
        for cell, cells in in_use.items():
            if cells is None or at in cells:
                renewed[cell] = _cells_in_use(task, hidden, cell)
                if renewed[cell] is None:
                    hidden[at] = True
                    break
        else:
            in_use |= renewed
    return hidden


def _cells_in_use(task: Task, hidden: Bools, cell: Cell) -> frozenset[Cell] | None:
    """Return the hidden cells that prove one cell safe to every reader, or None if it is not safe."""
    cells: set[Cell] = set()
    for _, proof in prove_to_all(task, hidden, cell):
        if not proof.holds(task.k):
            return None
        cells |= proof.cells
    return frozenset(cells)
