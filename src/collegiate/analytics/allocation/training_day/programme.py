"""
The exact search as a programme, with those units spelt out for whom flows of filler are too coarse.

A flow says how many people of a kind sit in a session as filler, not who. Mostly they can then be seated one by one; a
unit that could not be is spelt out: it gets filler of its own that keeps each title to once. So the search loses
nothing by starting coarse, and ends when everyone can be seated.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import Bools, Floats, Sparse
from collegiate.analytics.allocation.training_day.board import Board
from collegiate.analytics.allocation.training_day.timetables import FILLER, Ints


@dataclass(frozen=True, slots=True)
class Programme:
    """
    Rows over columns: first the timetables, then the filler.

    Attributes
    ----------
    rows, least, most : sparse matrix and float arrays
        What the columns must keep to; the last rows are the sessions and the titles of spelt-out units.
    integral : bool array, shape (columns,)
        Which must be whole: timetables and the filler of spelt-out units.
    session : int array, shape (filler,)
        The session of each column of filler, or -1 where people stay unseated.
    kind : int array, shape (filler,)
        Of which kind those are who sit there.
    unseated : float array, shape (filler,)
        How many seats are lacking for one of each column of filler.
    rooms : slice
        Which rows are the sessions'.
    """

    rows: Sparse
    least: Floats
    most: Floats
    integral: Bools
    session: Ints
    kind: Ints
    unseated: Floats
    rooms: slice

    def high(self, *, may_lack: bool) -> Floats:
        """Return how much of each column there may be: without end, but of the unseated none where seats may not lack."""
        free = np.full(self.rows.shape[1] - len(self.session), np.inf)
        return np.concatenate([free, np.where((self.unseated > 0) & (not may_lack), 0.0, np.inf)])

    def cost(self, cost: Floats, *, unseated: float) -> Floats:
        """Return the cost of every column, given that of the timetables and of one unseated."""
        return np.concatenate([cost, unseated * self.unseated])


def programme(laid: Board, columns: Ints, spelt: Ints) -> Programme:
    """Return the programme over some timetables, with some units spelt out."""
    many, sessions, slots, kinds = laid.shape
    is_spelt = np.zeros(many, dtype=np.bool_)
    is_spelt[spelt] = True
    equal, room = laid.rows(columns, is_spelt)
    flows = laid.flows()
    own_equal, own_filler, own_room, own_titles, own_session, own_weight, who = _spelt_out(laid, columns, spelt)
    blocks = [
        [equal, flows.equal, None],
        [own_equal, None, own_filler],
        [room, flows.room, own_room],
        [None, None, own_titles],
    ]
    rows = sp.block_array(_filled(blocks), format="csr")
    ones, zeros = np.ones(many), np.zeros(kinds * slots + len(spelt) * slots)
    titles = np.ones(own_titles.shape[0])
    first = many + len(zeros)
    return Programme(
        rows=rows,
        least=np.concatenate([ones, zeros, np.full(sessions + len(titles), -np.inf)]),
        most=np.concatenate([ones, zeros, laid.capacity, titles]),
        integral=np.concatenate([np.ones(len(columns)), np.zeros(len(flows.session)), np.ones(len(own_session))]) > 0,
        session=np.concatenate([flows.session, own_session]),
        kind=np.concatenate([flows.kind, laid.seated.kind[spelt][who]]),
        unseated=np.concatenate([flows.unseated, own_weight * (own_session < 0)]),
        rooms=slice(first, first + sessions),
    )


def _spelt_out(laid: Board, columns: Ints, spelt: Ints) -> tuple[Sparse, Sparse, Sparse, Sparse, Ints, Floats, Ints]:
    """The rows and columns of the spelt-out units: a row a unit and slot, and one a unit and repeated title."""
    _, sessions, slots, _ = laid.shape
    place = np.full(laid.shape[0], -1)
    place[spelt] = np.arange(len(spelt))
    theirs, slot = np.nonzero((place[laid.table.unit[columns]] >= 0)[:, None] & (laid.table.session[columns] == FILLER))
    shape = (len(spelt) * slots, len(columns))
    equal = sp.csr_matrix(
        (np.ones(len(theirs)), (place[laid.table.unit[columns[theirs]]] * slots + slot, theirs)), shape
    )
    who, session = np.nonzero(laid.seated.unwished[spelt])
    spare = np.arange(len(spelt) * slots)
    row = np.concatenate([who * slots + laid.slot[session], spare])
    own_session = np.concatenate([session, np.full(len(spare), -1)])
    owner = np.concatenate([who, spare // slots])
    own_weight = laid.seated.weight[spelt][owner].astype(np.float64)
    count = len(row)
    filler = sp.csr_matrix((-np.ones(count), (row, np.arange(count))), shape=(len(spelt) * slots, count))
    seated = np.flatnonzero(own_session >= 0)
    room = sp.csr_matrix((own_weight[seated], (own_session[seated], seated)), shape=(sessions, count))
    pair, again = np.unique(who * (laid.title.max() + 1) + laid.title[session], return_inverse=True)
    titles = sp.csr_matrix((np.ones(len(seated)), (again, seated)), shape=(len(pair), count))
    return equal, filler, room, titles, own_session, own_weight, owner


def _filled(blocks: list[list[Sparse]]) -> list[list[Sparse]]:
    """Put empty matrices where a block is None, so that blocks without rows or columns keep their shape."""
    high = [next(block.shape[0] for block in row if block is not None) for row in blocks]
    wide = [next(row[k].shape[1] for row in blocks if row[k] is not None) for k in range(len(blocks[0]))]
    return [
        [sp.csr_matrix((height, width)) if block is None else block for block, width in zip(row, wide, strict=True)]
        for row, height in zip(blocks, high, strict=True)
    ]
