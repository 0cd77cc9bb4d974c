"""The day as numbers: timetables, sessions and the flows of filler, and the bound that prices on sessions prove."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import Sparse
from collegiate.analytics.allocation.training_day.day import Day
from collegiate.analytics.allocation.training_day.timetables import (
    AWAY,
    FILLER,
    Bools,
    Floats,
    Ints,
    Timetables,
    Units,
    timetables,
    units,
)

#: What leaving somebody without a seat in a slot costs: more than any chain of moves that avoids it can cost.
UNSEATED = 1_000_000.0


@dataclass(frozen=True)
class Board:
    """
    The day as numbers.

    Attributes
    ----------
    day : Day
        The day.
    seated : Units
        Who is seated as one.
    table : Timetables
        Every timetable.
    slot, title, capacity : int array, shape (sessions,)
        Of each session; titles by number.
    used : int array, shape (columns, slots)
        What a timetable uses in each slot: a session's place, or sessions + kind × slots + slot for filler, or the
        last place of all for nothing.
    """

    day: Day
    seated: Units
    table: Timetables
    slot: Ints
    title: Ints
    capacity: Ints
    used: Ints

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """How many units, sessions, slots and kinds there are."""
        return len(self.seated.members), len(self.slot), self.day.slots, len(self.seated.kinds)

    @property
    def weight(self) -> Ints:
        """How many seats each column takes in each slot."""
        return self.seated.weight[self.table.unit]

    @cached_property
    def fits(self) -> Bools:
        """Which sessions serve as filler for each kind in each slot; shape (kinds, slots, sessions)."""
        in_slot = self.slot == np.arange(self.day.slots)[:, None]
        return np.asarray(self.seated.kinds[:, None, :] & in_slot, dtype=np.bool_)

    def prices_of_use(self, prices: Floats) -> Floats:
        """Return what each thing of `used` costs at a price for each session: filler goes where it is cheapest."""
        filler = np.where(self.fits, prices, UNSEATED).min(axis=2)
        return np.concatenate([prices, np.minimum(filler, UNSEATED).reshape(-1), [0.0]])

    def reduced(self, cost: Floats, prices: Floats) -> tuple[float, Floats]:
        """
        Return a bound that no day can undercut, and by how much each timetable lies above its unit's cheapest.

        Whatever the prices (from 0 to UNSEATED), the cheapest timetable of everyone at those prices, less what the seats would
        bring in, costs no more than any day that keeps to the capacities (Lagrange).
        """
        whole = self.at(cost, prices)
        least = np.minimum.reduceat(whole, self.table.starts)
        bound = float(least.sum() - prices @ self.capacity)
        return bound, whole - least[np.cumsum(np.diff(self.table.unit, prepend=-1) > 0) - 1]

    def at(self, cost: Floats, prices: Floats) -> Floats:
        """Return the cost of each timetable with its seats paid for at these prices."""
        of_use = self.prices_of_use(prices)
        whole = cost.astype(np.float64)
        for slot in range(self.day.slots):
            whole += self.weight * of_use[self.used[:, slot]]
        return whole

    def rows(self, columns: Ints, spelt: Bools | None = None) -> tuple[Sparse, Sparse]:
        """
        Return what some columns put into the equal rows (one a unit, one a kind and slot) and into the sessions.

        The first sum to 1 for a unit and, with `flows`, to 0 for a kind and slot; the second to the capacity at most.
        The filler of `spelt` units is left out of the flows.
        """
        many, sessions, slots, kinds = self.shape
        used, weight = self.used[columns], self.weight[columns]
        at = np.broadcast_to(np.arange(len(columns))[:, None], used.shape)
        seats = np.broadcast_to(weight[:, None], used.shape)
        unit = sp.csr_matrix(
            (np.ones(len(columns)), (self.table.unit[columns], np.arange(len(columns)))), shape=(many, len(columns))
        )
        wished = used < sessions
        filler = (used >= sessions) & (used < sessions + kinds * slots)
        if spelt is not None:
            filler &= ~spelt[self.table.unit[columns]][:, None]
        flow = sp.csr_matrix(
            (seats[filler], (used[filler] - sessions, at[filler])), shape=(kinds * slots, len(columns))
        )
        room = sp.csr_matrix((seats[wished], (used[wished], at[wished])), shape=(sessions, len(columns)))
        return sp.vstack([unit, flow]).tocsr(), room

    def flows(self) -> "Flows":
        """
        Return the flows of filler as columns beside the timetables.

        One for each kind and session that is for it, one for each kind and slot that stays unseated, and one for each
        session that is overfull: so that there is always an answer, and a day that cannot be done shows by its cost.
        """
        many, sessions, slots, kinds = self.shape
        kind, session = np.nonzero(self.seated.kinds)
        spare = np.arange(kinds * slots)
        row = many + np.concatenate([kind * slots + self.slot[session], spare])
        count, seated = len(row) + sessions, len(session)
        over = len(row) + np.arange(sessions)
        return Flows(
            equal=sp.csr_matrix((-np.ones(len(row)), (row, np.arange(len(row)))), shape=(many + kinds * slots, count)),
            room=sp.csr_matrix(
                (
                    np.concatenate([np.ones(seated), -np.ones(sessions)]),
                    (np.concatenate([session, np.arange(sessions)]), np.concatenate([np.arange(seated), over])),
                ),
                shape=(sessions, count),
            ),
            session=np.concatenate([session, np.full(len(spare) + sessions, -1)]),
            kind=np.concatenate([kind, spare // slots, np.zeros(sessions, dtype=np.int64)]),
            unseated=np.concatenate([np.zeros(seated), np.ones(len(spare) + sessions)]),
        )


@dataclass(frozen=True, slots=True)
class Flows:
    """
    Columns of filler.

    Attributes
    ----------
    equal, room : sparse matrices
        What they put into the rows of units, kinds and slots, and into the sessions.
    session, kind : int array, shape (flows,)
        Where they sit, or -1 where nobody sits; and of which kind they are.
    unseated : float array, shape (flows,)
        How many seats are lacking for one of each.
    """

    equal: Sparse
    room: Sparse
    session: Ints
    kind: Ints
    unseated: Floats


def board(day: Day) -> Board:
    """Lay the day out as numbers."""
    seated = units(day)
    table = timetables(day, seated)
    titles = {title: place for place, title in enumerate(sorted(day.runs))}
    kinds, slots, sessions = len(seated.kinds), day.slots, len(day.sessions)
    filler = sessions + seated.kind[table.unit][:, None] * slots + np.arange(slots)
    used = np.where(table.session == FILLER, filler, table.session)
    used = np.where(table.session == AWAY, sessions + kinds * slots, used)
    return Board(
        day=day,
        seated=seated,
        table=table,
        slot=np.array([session.slot for session in day.sessions]),
        title=np.array([titles[session.title] for session in day.sessions]),
        capacity=np.array([session.capacity for session in day.sessions]),
        used=used,
    )


def without_timetable(laid: Board) -> Bools:
    """Return which units have no timetable at all, because their duties cannot be kept together."""
    return np.asarray(np.bincount(laid.table.unit, minlength=laid.shape[0]) == 0)
