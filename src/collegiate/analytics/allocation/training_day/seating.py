"""
Who sits where as filler: those with a slot in which no wish is met get a free seat that is for them.

Slot by slot by assignment; where somebody stays without a seat because of what was given before, all slots at once.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from collegiate.analytics.allocation.linear import whole
from collegiate.analytics.allocation.training_day.board import Board
from collegiate.analytics.allocation.training_day.timetables import FILLER, Ints

#: In an assignment, what a seat costs that is not for them.
NEVER = 1e6


@dataclass(frozen=True, slots=True)
class Seating:
    """
    Where everybody sits.

    Attributes
    ----------
    session : int array, shape (units, slots)
        The place of the session, AWAY, or FILLER for those who could not be seated.
    """

    session: Ints

    @property
    def standing(self) -> Ints:
        """The units that could not be seated in every slot."""
        return np.flatnonzero((self.session == FILLER).any(axis=1))


def seat(laid: Board, chosen: Ints) -> Seating:
    """Seat everybody for the chosen timetables, if that can be done."""
    session = laid.table.session[chosen].copy()
    free = free_seats(laid, session)
    for slot in range(laid.day.slots):
        _seat_slot(laid, session, free, slot)
    if (session == FILLER).any():
        session = _seat_together(laid, laid.table.session[chosen].copy())
    return Seating(session)


def free_seats(laid: Board, session: Ints) -> Ints:
    """Return how many seats of each session are free."""
    taken = np.zeros(len(laid.capacity), dtype=np.int64)
    at = session >= 0
    np.add.at(taken, session[at], np.broadcast_to(laid.seated.weight[:, None], session.shape)[at])
    return laid.capacity - taken


def open_to(laid: Board, session: Ints, units: Ints, slot: int) -> NDArray[np.bool_]:
    """Return which sessions of a slot each unit may join as filler: for them, unwished, and no title twice."""
    fits = laid.seated.unwished[units] & (laid.slot == slot)
    for other in range(laid.day.slots):
        theirs = session[units, other]
        has = theirs >= 0
        fits[has] &= laid.title[theirs[has]][:, None] != laid.title
    return np.asarray(fits, dtype=np.bool_)


def _seat_slot(laid: Board, session: Ints, free: Ints, slot: int) -> None:
    waiting = np.flatnonzero(session[:, slot] == FILLER)
    fits = open_to(laid, session, waiting, slot)
    for row in np.flatnonzero(laid.seated.weight[waiting] > 1):
        # Those who sit together first, where most seats are free.
        room = np.where(fits[row] & (free >= laid.seated.weight[waiting[row]]), free, 0)
        if room.max(initial=0) > 0:
            session[waiting[row], slot] = int(room.argmax())
            free[room.argmax()] -= laid.seated.weight[waiting[row]]
    alone = np.flatnonzero(laid.seated.weight[waiting] == 1)
    seats = np.repeat(np.arange(len(free)), np.where(laid.slot == slot, np.maximum(free, 0), 0))
    if not alone.size or not seats.size:
        return
    drawn = _drawn(laid, waiting[alone])
    cost = np.where(fits[alone][:, seats], drawn[:, seats], NEVER)
    who, where = linear_sum_assignment(cost)
    good = cost[who, where] < NEVER
    session[waiting[alone[who[good]]], slot] = seats[where[good]]
    np.subtract.at(free, seats[where[good]], 1)


def _seat_together(laid: Board, session: Ints) -> Ints:
    """Seat all slots at once, as many as can be."""
    free = free_seats(laid, session)
    parts = []
    for slot in range(laid.day.slots):
        waiting = np.flatnonzero(session[:, slot] == FILLER)
        row, place = np.nonzero(open_to(laid, session, waiting, slot) & (free > 0))
        parts.append(np.column_stack([waiting[row], place, np.full(len(row), slot)]))
    unit, place, slot_of = np.vstack(parts).T
    if not unit.size:
        return session
    count, at = len(unit), np.arange(len(unit))
    weight = laid.seated.weight[unit].astype(np.float64)
    rows = []
    for key in (unit * laid.day.slots + slot_of, unit * (laid.title.max() + 1) + laid.title[place]):
        _, row = np.unique(key, return_inverse=True)
        rows.append(sp.csr_matrix((np.ones(count), (row, at))))
    rows.append(sp.csr_matrix((weight, (place, at)), shape=(len(free), count)))
    most = np.concatenate([np.ones(rows[0].shape[0] + rows[1].shape[0]), free])
    drawn = _drawn(laid, unit)[at, place]
    x = whole(drawn - 1e4 * weight, sp.vstack(rows).tocsr(), np.full(len(most), -np.inf), most, high=1.0)
    if x is not None:
        taken = x > 0.5
        session[unit[taken], slot_of[taken]] = place[taken]
    return session


def _drawn(laid: Board, units: Ints) -> NDArray[np.float64]:
    """Numbers from 0 to under 1,000 for units and sessions, from their names and the seed."""
    drawn = np.empty((len(units), len(laid.capacity)))
    for row, unit in enumerate(units):
        name = repr((laid.day.seed, laid.seated.members[unit][0].id)).encode()
        drawn[row] = np.random.default_rng(list(hashlib.sha256(name).digest())).integers(0, 1_000, len(laid.capacity))
    return drawn
