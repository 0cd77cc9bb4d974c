"""
Which further cells to hide, with proof that no other choice is cheaper: for tables of about a hundred cells.

Benders' method. Wherever a small cell can move too little, the nodes within its reach stand behind a wall, and
every safe choice must hide enough cells that lead through it. The cheapest choice for all walls found so far is
a small programme in yes and no only; if it is safe, it is the cheapest of all. Walls are first collected on the
relaxed programme, where cells may be hidden by halves and an answer costs next to nothing.
"""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from collegiate.analytics._inputs import Bools, Floats
from collegiate.analytics.disclosure._network import Cell
from collegiate.analytics.disclosure._stepwise import stepwise
from collegiate.analytics.disclosure._task import Proof, Reader, Task, prove_to_all

MOST_ROUNDS = 200
"""Rounds of walls before the step by step answer is kept; a hard table of 90 cells took 36."""

MOST_NODES = 300
"""
Branches of all the yes and no programmes together before the step by step answer is kept.

A limit that needs no clock, so that two runs agree: a table of 13 x 7 took at most 3, a hard one of 10 x 9 took 43.
"""

TOO_NARROW_BY = 1e-5
"""A wall that is missed by less is met; the solver is no more exact than this."""


def cheapest(task: Task, start: Bools) -> tuple[Bools, bool]:
    """Return the cheapest safe choice and True; or the best of the step by step ones and False, if proof fails."""
    walls: list[Floats] = []
    best, relaxed, nodes_left = start, True, MOST_NODES
    share: Bools | Floats = task.primary
    for _ in range(MOST_ROUNDS):
        found = [wall for cell in task.small_cells for wall in _walls(task, share, cell)]
        if not found and share.dtype == np.bool_:
            return share.astype(np.bool_), True
        if not found:
            relaxed = False
            guided = stepwise(task, liking=share.astype(np.float64))
            best = best if guided is None else min(best, guided, key=task.cost)
        walls += found
        answer, nodes = _choice(task, walls, relaxed=relaxed, at_most=task.cost(best), most_nodes=nodes_left)
        nodes_left -= nodes
        if answer is None:
            return best, False
        share = answer if _has_halves(answer) else answer > 0.5
    return best, False


def _has_halves(share: Floats) -> bool:
    return bool(np.abs(share - np.round(share)).max() > 1e-6)


def _choice(
    task: Task, walls: list[Floats], *, relaxed: bool, at_most: float, most_nodes: int
) -> tuple[Floats | None, int]:
    """Return the cheapest shares that satisfy the walls, yes and no only unless relaxed, and the branches it took."""
    price = task.price.ravel()
    rows = csr_array(np.array([wall.ravel() for wall in walls] + [-price]))
    least = np.array([1.0] * len(walls) + [-at_most - 1e-6])
    answer = milp(
        price,
        constraints=LinearConstraint(rows, lb=least),
        bounds=Bounds(task.primary.ravel().astype(np.float64), (~task.known | task.primary).ravel().astype(np.float64)),
        integrality=np.full(price.size, 0 if relaxed else 1),
        options={"mip_rel_gap": 0.0, "node_limit": max(most_nodes, 1)},
    )
    nodes = int(answer.mip_node_count or 0)
    return (np.asarray(answer.x).reshape(task.table.shape) if answer.status == 0 else None), nodes


def _walls(task: Task, share: Bools | Floats, cell: Cell) -> Iterator[Floats]:
    """Yield, for each reader to whom a cell's bounds are too near, a wall: sum(wall x hidden) >= 1 in safe choices."""
    for reader, proof in prove_to_all(task, share, cell):
        if task.k - proof.width > TOO_NARROW_BY:
            yield _wall(task, cell, proof, reader)


def _wall(task: Task, cell: Cell, proof: Proof, reader: Reader) -> Floats:
    needed = float(task.k)
    units = np.zeros(task.table.shape)
    for moved in (proof.up, proof.down):
        if moved.cut is None:  # it fell to nought, the furthest that it can
            needed -= min(needed, float(task.table[cell]))
        else:
            units += _through(task, cell, moved.cut, reader)
    return np.minimum(units, needed) / needed


def _through(task: Task, cell: Cell, reached: tuple[Bools, Bools], reader: Reader) -> Floats:
    """Return how many units each cell would let out of the nodes within reach, were it hidden."""
    rows, columns = reached[0][:, None], reached[1][None, :]
    out = np.where(rows & ~columns, task.room.along, 0.0)
    out = np.where(~rows & columns, task.room.back, out)
    out[~np.isfinite(task.shut(np.zeros(out.shape), reader))] = 0.0
    out[cell] = 0.0
    return out
