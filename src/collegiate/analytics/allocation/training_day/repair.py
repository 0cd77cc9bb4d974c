"""A session is cancelled: where do its people go, with everybody else left where they are?"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import whole
from collegiate.analytics.allocation.training_day.board import Board, board
from collegiate.analytics.allocation.training_day.day import Day
from collegiate.analytics.allocation.training_day.losses import may_move_to, places
from collegiate.analytics.allocation.training_day.plan import Plan, Seat, digest_of, price_of, score, seat_in
from collegiate.analytics.allocation.training_day.seating import free_seats
from collegiate.analytics.allocation.training_day.timetables import AWAY, Ints

#: What leaving somebody without a seat costs here, above any scale.
STRANDED = 10_000_000
#: For somebody who loses several slots at once: so many sessions of each are tried, the wished and the emptiest.
TRIED = 15


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """
    One person's move.

    Attributes
    ----------
    person : str
        Who.
    slot : int
        When, from 0.
    was, now : str
        The session they were in, and the one they go to; empty where there is no seat for them.
    """

    person: str
    slot: int
    was: str
    now: str

    def sentence(self) -> str:
        """Say where they go."""
        where = f"moves from {self.was} to {self.now}" if self.now else f"has no seat in place of {self.was}"
        return f"{self.person} {where} in slot {self.slot + 1}."


@dataclass(frozen=True, slots=True)
class Repair:
    """
    A day mended.

    Attributes
    ----------
    day : Day
        The day without what was cancelled, and without the duties that went with it.
    plan : Plan
        Where everybody sits now.
    moves : tuple of Move
        In order of person and slot; only people of what was cancelled.
    duties_lost : tuple of str
        People whose duty can no longer be kept, in order.
    """

    day: Day
    plan: Plan
    moves: tuple[Move, ...]
    duties_lost: tuple[str, ...]

    @property
    def stranded(self) -> tuple[str, ...]:
        """People left without a seat in some slot."""
        return tuple(dict.fromkeys(move.person for move in self.moves if not move.now))

    def sentence(self) -> str:
        """Say how many lose a seat and find no other, and that nobody else moves."""
        losers, lost = len({move.person for move in self.moves}), len(self.stranded)
        words = f"{losers:,} {'person loses' if losers == 1 else 'people lose'} a seat and nobody else moves; "
        words += f"{lost:,} {'finds' if lost == 1 else 'find'} no other" if lost else "everybody finds another"
        if self.duties_lost:
            words += f"; {len(self.duties_lost):,} can no longer keep a duty"
        return words + "."


def cancel(day: Day, plan: Plan, sessions: Collection[str]) -> Repair:
    """
    Cancel sessions, and move only the people who were in them, as well as the free seats allow.

    As few as can be stay without a seat, and of all such moves those that cost least on the day's scale are made.
    Exact where nobody loses more than one slot; who loses several at once is offered the wished and the emptiest
    sessions of each.

    Parameters
    ----------
    day : Day
        The day.
    plan : Plan
        Where everybody sits.
    sessions : collection of str
        Ids of the sessions to cancel.

    Returns
    -------
    Repair
        The new day, plan and moves.

    Raises
    ------
    ValueError
        If there is no such session, nothing is left of the day, or the plan is not one of this day.

    Notes
    -----
    When not to use it: weeks before the day, when everybody may still be moved; then fill the day anew by `allocate`.

    Source
    ------
    Assignment with the others held fixed: Burkard, R., Dell'Amico, M. and Martello, S. (2012). Assignment Problems.
    SIAM, chapter 4.

    Examples
    --------
    >>> from collegiate.analytics.allocation.training_day.allocate import allocate
    >>> from collegiate.analytics.allocation.training_day.day import Delegate, Session
    >>> day = Day((Session("a", "Writing", 0, 2), Session("b", "Maths", 0, 2)),
    ...     (Delegate("Noor", wishes=("Writing",)), Delegate("Tom", wishes=("Maths",))))
    >>> print(cancel(day, allocate(day), ["a"]).moves[0].sentence())
    Noor moves from a to b in slot 1.
    """
    for id_ in sessions:
        if id_ not in day.by_id:
            raise ValueError(f"There is no session {id_}.")
    after, duties_lost = _without(day, set(sessions))
    laid = board(day)
    session = places(laid, plan)
    lost = [place for place, one in enumerate(day.sessions) if one.id in sessions]
    affected = np.flatnonzero(np.isin(session, lost).any(axis=1))
    moved = _settled(laid, session, affected, lost)
    moves = sorted(
        Move(one.id, int(slot), day.sessions[session[unit, slot]].id, day.sessions[to].id if to >= 0 else "")
        for unit in affected
        for slot in np.flatnonzero(np.isin(session[unit], lost))
        for to in [moved[unit, slot]]
        for one in laid.seated.members[unit]
    )
    kept = [seat for seat in plan.seats if seat.session not in sessions]
    seats = sorted(kept + [seat_in(day, day.people[move.person], move.now) for move in moves if move.now])
    return Repair(after, _mended(after, plan, seats, moves), tuple(moves), duties_lost)


def _mended(after: Day, plan: Plan, seats: list[Seat], moves: list[Move]) -> Plan:
    worth = score(after, seats)
    proof = (
        f"Everybody but the {len({move.person for move in moves}):,} people of what was cancelled stays where they were; "
        f"those sit as well as the free seats allow.",
    )
    return Plan(tuple(seats), worth, min(plan.bound, worth.cost), proof, digest_of(after, seats))


def _without(day: Day, sessions: set[str]) -> tuple[Day, tuple[str, ...]]:
    left = tuple(session for session in day.sessions if session.id not in sessions)
    names = {session.id for session in left} | {session.title for session in left}
    people = []
    lost = []
    for one in day.delegates:
        kept = tuple(duty for duty in one.must_attend if duty in names)
        if kept != one.must_attend:
            lost.append(one.id)
        # Who led what is cancelled is still not free to sit elsewhere: they were told that they would not be seated.
        led = frozenset(session.slot for session in day.led.get(one.id, ()) if session.id in sessions)
        people.append(replace(one, must_attend=kept, absent=one.absent | led))
    return Day(left, tuple(people), day.prices, day.seed), tuple(lost)


def _settled(laid: Board, session: Ints, affected: Ints, lost: list[int]) -> Ints:
    """Where everybody sits after the best moves of the affected."""
    settled = np.where(np.isin(session, lost), AWAY, session)
    free = free_seats(laid, settled)
    ways: list[tuple[int, tuple[int, ...], float]] = []
    for unit in affected:
        slots = [int(slot) for slot in np.flatnonzero(np.isin(session[unit], lost))]
        ways += [(unit, way, cost) for way, cost in _ways(laid, settled, free, unit, slots, lost)]
    if not ways:
        return settled
    for unit, way in _chosen(laid, affected, free, ways):
        settled[unit, np.flatnonzero(np.isin(session[unit], lost))] = way
    return settled


def _chosen(
    laid: Board, affected: Ints, free: Ints, ways: list[tuple[int, tuple[int, ...], float]]
) -> list[tuple[int, tuple[int, ...]]]:
    """The ways that cost least together, one for each unit."""
    rows, columns, values = [], [], []
    row_of = {unit: row for row, unit in enumerate(affected)}
    for column, (unit, way, _) in enumerate(ways):
        sits = [place for place in way if place >= 0]
        rows += [row_of[unit], *(len(affected) + place for place in sits)]
        columns += [column] * (1 + len(sits))
        values += [1.0] + [float(laid.seated.weight[unit])] * len(sits)
    matrix = sp.csr_matrix((values, (rows, columns)), shape=(len(affected) + len(free), len(ways)))
    least = np.concatenate([np.ones(len(affected)), np.full(len(free), -np.inf)])
    most = np.concatenate([np.ones(len(affected)), np.maximum(free, 0)])
    x = whole(np.array([cost for _, _, cost in ways]), matrix, least, most, high=1.0)
    if x is None:
        raise ArithmeticError("The solver found no answer where there is one: nobody need be seated.")
    return [ways[column][:2] for column in np.flatnonzero(x > 0.5)]


def _ways(
    laid: Board, settled: Ints, free: Ints, unit: int, slots: list[int], lost: list[int]
) -> list[tuple[tuple[int, ...], float]]:
    """Each way a unit could fill the slots it lost, a slot left empty included, with the cost of all their day."""
    members = laid.seated.members[unit]
    wished = {wish for one in members for wish in one.wishes}
    options = []
    for slot in slots:
        fits = may_move_to(laid, settled, np.array([unit]), slot, lost)[0]
        open_ = [int(place) for place in np.flatnonzero(fits & (free >= laid.seated.weight[unit]))]
        if len(slots) > 1:
            open_.sort(key=lambda place: (laid.day.sessions[place].title not in wished, -free[place], place))
            open_ = open_[:TRIED]
        options.append([*open_, AWAY])
    kept = [int(place) for place in settled[unit] if place >= 0]
    found = []
    for way in product(*options):
        sits = [place for place in way if place >= 0]
        if len({laid.title[place] for place in sits}) == len(sits):
            ids = [laid.day.sessions[place].id for place in [*kept, *sits]]
            cost = sum(price_of(laid.day, one, [seat_in(laid.day, one, id_) for id_ in ids])[0] for one in members)
            found.append((way, float(cost + STRANDED * (len(way) - len(sits)) * len(members))))
    return found
