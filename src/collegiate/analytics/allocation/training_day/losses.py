"""Which session, room or leader could the day lose on the morning, with everybody still seated?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import maximum_flow

from collegiate.analytics.allocation.linear import whole
from collegiate.analytics.allocation.training_day.board import Board, board
from collegiate.analytics.allocation.training_day.day import Day, told
from collegiate.analytics.allocation.training_day.plan import Plan
from collegiate.analytics.allocation.training_day.seating import free_seats
from collegiate.analytics.allocation.training_day.timetables import AWAY, Bools, Ints

What = Literal["session", "room", "leader"]


@dataclass(frozen=True, slots=True)
class Loss:
    """
    What it means to lose a session, or all sessions of a room or a leader.

    Attributes
    ----------
    name : str
        The session's id, or the room or leader.
    sessions : tuple of str
        The sessions lost.
    people : int
        How many seats are lost with somebody in them.
    stranded : int
        How many of them find no free seat that is for them in the same slot.
    """

    name: str
    sessions: tuple[str, ...]
    people: int
    stranded: int

    def sentence(self) -> str:
        """Say who would be left without a seat."""
        if not self.people:
            return f"Losing {self.name} would move nobody."
        if not self.stranded:
            return f"Losing {self.name} would move {self.people}; all find another seat."
        return f"Losing {self.name} would move {self.people} and leave {self.stranded} without a seat."


@dataclass(frozen=True, slots=True)
class Losses:
    """
    Every loss of one kind, each alone.

    Attributes
    ----------
    kind : str
        session, room or leader.
    losses : tuple of Loss
        The most stranded first, then by name.
    """

    kind: str
    losses: tuple[Loss, ...]

    @property
    def unbearable(self) -> tuple[Loss, ...]:
        """Those that would leave somebody without a seat."""
        return tuple(loss for loss in self.losses if loss.stranded)

    def sentence(self) -> str:
        """Say how many losses the day could bear, and which would hurt most."""
        bearable = len(self.losses) - len(self.unbearable)
        kind = self.kind if len(self.losses) == 1 else f"{self.kind}s"
        words = f"Of {len(self.losses):,} {kind}, {bearable:,} could be lost with everybody still seated."
        if self.unbearable:
            worst = [f"{loss.name} ({loss.stranded})" for loss in self.unbearable[:3]]
            words += f" Most would be left without a seat by losing {told(worst)}."
        return words


def each_loss(day: Day, plan: Plan, *, kind: What = "session") -> Losses:
    """
    Try the loss of each session, room or leader in turn, with everybody else staying where they are.

    Parameters
    ----------
    day : Day
        The day.
    plan : Plan
        Where everybody sits.
    kind : {"session", "room", "leader"}, default "session"
        What is lost. Rooms and leaders that are not known are not tried.

    Returns
    -------
    Losses
        For each loss, how many move and how many find no seat: for a session the least there can be; for a room or
        leader with sessions in several slots, what slot by slot can be reached.

    Raises
    ------
    ValueError
        If the plan is not one of this day, or `kind` is none of the three.

    Notes
    -----
    When not to use it: for two losses at once; lose both by `cancel`.

    Source
    ------
    The N-1 rule of power systems, here by maximum flow: Ford, L. R. and Fulkerson, D. R. (1956). Canadian Journal of
    Mathematics 8.

    Examples
    --------
    >>> from collegiate.analytics.allocation.training_day.allocate import allocate
    >>> from collegiate.analytics.allocation.training_day.day import Delegate, Session
    >>> day = Day((Session("a", "Writing", 0, 2), Session("b", "Maths", 0, 3)),
    ...     (Delegate("Noor", wishes=("Writing",)), Delegate("Tom", wishes=("Maths",)), Delegate("Beth", wishes=("Maths",))))
    >>> print(each_loss(day, allocate(day)).sentence())
    Of 2 sessions, 1 could be lost with everybody still seated. Most would be left without a seat by losing b (1).
    """
    laid = board(day)
    session = places(laid, plan)
    groups: dict[str, list[int]] = {}
    for place, one in enumerate(day.sessions):
        name = {"session": one.id, "room": one.room, "leader": one.leader}.get(kind)
        if name is None:
            raise ValueError(f"A {kind} is no session, room or leader.")
        if name:
            groups.setdefault(name, []).append(place)
    losses = [_loss(laid, session, name, lost) for name, lost in groups.items()]
    return Losses(kind, tuple(sorted(losses, key=lambda loss: (-loss.stranded, loss.name))))


def places(laid: Board, plan: Plan) -> Ints:
    """Return where each unit sits, as places of sessions; AWAY where they do not. Raise ValueError for another day's plan."""
    where = {one.id: place for place, one in enumerate(laid.day.sessions)}
    found = np.full((laid.shape[0], laid.day.slots), AWAY)
    if not plan.of.keys() <= laid.day.people.keys() or not plan.taken.keys() <= where.keys():
        raise ValueError("The plan is not one of this day.")
    for unit, members in enumerate(laid.seated.members):
        for seat in plan.of.get(members[0].id, ()):
            found[unit, seat.slot] = where[seat.session]
    return found


def may_move_to(laid: Board, session: Ints, units: Ints, slot: int, lost: Iterable[int]) -> Bools:
    """Return which sessions of a slot each unit could move to: for them, not lost, and no title they hear in another slot."""
    fits = laid.seated.eligible[units] & (laid.slot == slot)
    fits[:, list(lost)] = False
    for other in set(range(laid.day.slots)) - {slot}:
        theirs = session[units, other]
        has = theirs >= 0
        fits[has] &= laid.title[theirs[has]][:, None] != laid.title
    return np.asarray(fits, dtype=np.bool_)


def _loss(laid: Board, session: Ints, name: str, lost: list[int]) -> Loss:
    session = session.copy()
    people = stranded = 0
    for slot in sorted({int(laid.slot[place]) for place in lost}):
        units = np.flatnonzero(np.isin(session[:, slot], lost))
        people += int(laid.seated.weight[units].sum())
        free = free_seats(laid, session)
        taken = _moved(laid, units, may_move_to(laid, session, units, slot, lost), free)
        session[units, slot] = taken
        stranded += int(laid.seated.weight[units[taken < 0]].sum())
    return Loss(name, tuple(laid.day.sessions[place].id for place in lost), people, stranded)


def _moved(laid: Board, units: Ints, fits: Bools, free: Ints) -> Ints:
    """Where as many as can be of the units move to; AWAY for the others."""
    taken = np.full(len(units), AWAY)
    row, place = np.nonzero(fits & (free > 0))
    if not row.size:
        return taken
    if (laid.seated.weight[units] == 1).all():
        return _flow(taken, row, place, free)
    weight = laid.seated.weight[units[row]].astype(np.float64)
    at = np.arange(len(row))
    once = sp.csr_matrix((np.ones(len(row)), (row, at)), shape=(len(units), len(row)))
    room = sp.csr_matrix((weight, (place, at)), shape=(len(free), len(row)))
    most = np.concatenate([np.ones(len(units)), np.maximum(free, 0)])
    x = whole(-weight, sp.vstack([once, room]).tocsr(), np.full(len(most), -np.inf), most, high=1.0)
    if x is not None:
        taken[row[x > 0.5]] = place[x > 0.5]
    return taken


def _flow(taken: Ints, row: Ints, place: Ints, free: Ints) -> Ints:
    units, sessions = len(taken), len(free)
    source, sink = units + sessions, units + sessions + 1
    open_ = np.flatnonzero(free > 0)
    graph = sp.csr_array(
        (
            np.concatenate([np.ones(units), np.ones(len(row)), free[open_]]).astype(np.int32),
            (
                np.concatenate([np.full(units, source), row, units + open_]),
                np.concatenate([np.arange(units), units + place, np.full(len(open_), sink)]),
            ),
        ),
        shape=(sink + 1, sink + 1),
    )
    flow = maximum_flow(graph, source, sink).flow
    for unit, at in zip(row, place, strict=True):
        if flow[unit, units + at] > 0:
            taken[unit] = at
    return taken
