"""When a day cannot be filled, which kind of limit has to give, and by how little?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import whole
from collegiate.analytics.allocation.training_day.day import Day, Delegate, Session, told


class Limit(StrEnum):
    """The kinds of limit a day keeps to, in the order in which they would be looked at."""

    SEATS = "seats"
    DUTIES = "duties"
    TITLES = "titles"
    PAIRS = "pairs"
    PHASES = "phases"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """
    One way to make a day possible.

    Attributes
    ----------
    limits : tuple of Limit
        Which kinds of limit give; one, unless no one alone is enough.
    amounts : dict of Limit to int
        By how much each gives: seats, people or pairs.
    details : dict of Limit to dict of str to int
        Where and by how much: the sessions that need seats, the people concerned (one name for those who are alike).
    """

    limits: tuple[Limit, ...]
    amounts: dict[Limit, int]
    details: dict[Limit, dict[str, int]]

    def sentence(self) -> str:
        """Say what would have to give."""
        words = [_words(limit, self.amounts[limit], self.details[limit]) for limit in self.limits]
        return f"It can be done if you {told(words)}."


@dataclass(frozen=True, slots=True)
class NoPlan:
    """
    No allocation keeps every limit.

    Attributes
    ----------
    relaxations : tuple of Relaxation
        The ways to make it possible, each with as little given as can be.
    """

    relaxations: tuple[Relaxation, ...]

    def sentence(self) -> str:
        """Say that it cannot be done, and what would make it possible."""
        ways = " ".join(way.sentence() for way in self.relaxations)
        return f"This day cannot be filled with every limit kept. {ways or 'Somebody is there in a slot that has no session.'}"


def _words(limit: Limit, amount: int, where: dict[str, int]) -> str:
    names = [f"{many} × {name}" if many > 1 else name for name, many in where.items()]
    shown = f" ({', '.join(names[:5])}{' and others' if len(names) > 5 else ''})" if names else ""
    one = amount == 1
    match limit:
        case Limit.SEATS:
            return f"add {amount:,} {'seat' if one else 'seats'}{shown}"
        case Limit.DUTIES:
            return f"excuse {amount:,} {'duty' if one else 'duties'}{shown}"
        case Limit.TITLES:
            return f"let {amount:,} {'person hear a title' if one else 'people hear titles'} twice{shown}"
        case Limit.PAIRS:
            return f"let {amount:,} {'pair' if one else 'pairs'} sit apart{shown}"
        case Limit.PHASES:
            return f"seat {amount:,} {'person' if one else 'people'} in sessions meant for another phase{shown}"
        case Limit.ACCESS:
            return f"find rooms for {amount:,} whose access needs no free room meets{shown}"


@dataclass
class _Kind:
    """People who are alike in everything that limits where they may sit."""

    members: tuple[Delegate, ...]
    names: list[str] = field(default_factory=list)


@dataclass
class _Programme:
    """Columns with a cost, and rows as they are met."""

    cost: list[float] = field(default_factory=list)
    cells: list[tuple[int, int, float]] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    meaning: dict[int, tuple[Limit, str, int]] = field(default_factory=dict)

    def column(self, cost: float = 0.0, meaning: tuple[Limit, str, int] | None = None) -> int:
        self.cost.append(cost)
        if meaning:
            self.meaning[len(self.cost) - 1] = meaning
        return len(self.cost) - 1

    def row(self, cells: Iterator[tuple[int, float]] | list[tuple[int, float]], least: float, most: float) -> None:
        self.cells += [(len(self.least), column, value) for column, value in cells]
        self.least.append(least)
        self.most.append(most)

    def solved(self) -> dict[Limit, dict[str, int]] | None:
        """Return what gives, by limit and name; None where even this is not enough."""
        if not self.cells:
            return None
        rows, columns, values = zip(*self.cells, strict=True)
        shape = (len(self.least), len(self.cost))
        x = whole(
            np.array(self.cost),
            sp.csr_matrix((values, (rows, columns)), shape=shape),
            np.array(self.least),
            np.array(self.most),
        )
        if x is None:
            return None
        gives: dict[Limit, dict[str, int]] = {}
        for column, (limit, name, many) in self.meaning.items():
            amount = round(x[column]) * many
            if amount:
                found = gives.setdefault(limit, {})
                found[name] = found.get(name, 0) + amount
        return gives


def what_to_relax(day: Day) -> NoPlan:
    """
    Find the least that has to give for a day to be possible: each kind of limit alone, or else all together.

    People who are alike are counted, not named, in the sums; the sums are exact for seats, duties, phases and access.
    """
    if _gives(day, frozenset()) is not None:
        # What no counting of people alike can see: each could sit somewhere, but not all of them without a title twice.
        return NoPlan((Relaxation((Limit.TITLES,), {Limit.TITLES: 1}, {Limit.TITLES: {}}),))
    alone = [gives for limit in Limit if (gives := _gives(day, frozenset({limit})))]
    if alone:
        return NoPlan(tuple(_relaxation(gives) for gives in alone))
    together = _gives(day, frozenset(Limit) - {Limit.PAIRS}) or _gives(day, frozenset(Limit))
    return NoPlan((_relaxation(together),) if together else ())


def _relaxation(gives: dict[Limit, dict[str, int]]) -> Relaxation:
    limits = tuple(limit for limit in Limit if limit in gives)
    return Relaxation(
        limits,
        {limit: sum(gives[limit].values()) for limit in limits},
        {limit: dict(sorted(gives[limit].items())) for limit in limits},
    )


def _gives(day: Day, free: frozenset[Limit]) -> dict[Limit, dict[str, int]] | None:
    """What gives at least where only some limits may; None where that is not enough (an empty dict where nothing must)."""
    pairs = [delegate for delegate in day.delegates if delegate.partner and delegate.id < delegate.partner]
    if Limit.PAIRS in free and not pairs:
        return None
    programme = _Programme()
    in_room: dict[str, list[tuple[int, float]]] = {session.id: [] for session in day.sessions}
    for kind in _kinds(day, apart=Limit.PAIRS in free):
        _add(day, kind, free, programme, in_room)
    for session in day.sessions:
        cells = in_room[session.id]
        if Limit.SEATS in free:
            cells.append((programme.column(1.0, (Limit.SEATS, session.id, 1)), -1.0))
        if cells:
            programme.row(cells, -np.inf, session.capacity)
    gives = programme.solved()
    if gives is not None and Limit.PAIRS in free:
        gives[Limit.PAIRS] = {f"{one.id} and {one.partner}": 1 for one in pairs}
    return gives


def _kinds(day: Day, *, apart: bool) -> list[_Kind]:
    found: dict[tuple[object, ...], _Kind] = {}
    for delegate in day.delegates:
        together = bool(delegate.partner) and not apart
        if together and delegate.id > delegate.partner:
            continue
        members = (delegate, day.people[delegate.partner]) if together else (delegate,)
        alike = tuple(
            (one.phase, one.needs, day.busy(one), frozenset(one.must_attend), one.id if one.id in day.led else "")
            for one in members
        )
        found.setdefault(alike, _Kind(members)).names.append(" and ".join(one.id for one in members))
    return list(found.values())


def _add(
    day: Day, kind: _Kind, free: frozenset[Limit], programme: _Programme, in_room: dict[str, list[tuple[int, float]]]
) -> None:
    count, seats = float(len(kind.names)), len(kind.members)
    name = kind.names[0]
    busy = day.busy(kind.members[0])
    column: dict[str, int] = {}
    for session in day.sessions:
        barred = _barred(day, kind, session)
        own = any(session.title == led.title for one in kind.members for led in day.led.get(one.id, ()))
        if session.slot in busy or own or not barred <= free:
            continue
        first = min(barred, default=None, key=list(Limit).index)
        meaning = (first, name, seats) if first else None
        column[session.id] = programme.column(float(len(barred) * seats), meaning)
        in_room[session.id].append((column[session.id], float(seats)))
    for slot in set(range(day.slots)) - busy:
        here = [(column[session.id], 1.0) for session in day.sessions if session.slot == slot and session.id in column]
        programme.row(here, count, count)
    for sessions in day.runs.values():
        cells = [(column[session.id], 1.0) for session in sessions if session.id in column]
        if len(cells) > 1:
            if Limit.TITLES in free:
                cells.append((programme.column(float(seats), (Limit.TITLES, name, seats)), -1.0))
            programme.row(cells, -np.inf, count)
    for wanted in sorted({wanted for one in kind.members for wanted in one.must_attend}):
        runs = [day.by_id[wanted]] if wanted in day.by_id else day.runs[wanted]
        cells = [(column[session.id], 1.0) for session in runs if session.id in column]
        if Limit.DUTIES in free:
            cells.append((programme.column(float(seats), (Limit.DUTIES, f"{name}: {wanted}", seats)), 1.0))
        programme.row(cells, count, np.inf)


def _barred(day: Day, kind: _Kind, session: Session) -> frozenset[Limit]:
    """Which limits keep people of a kind out of a session."""
    barred: set[Limit] = set()
    for one in kind.members:
        if session.phases and one.phase not in session.phases:
            barred.add(Limit.PHASES)
        if not one.needs <= session.access:
            barred.add(Limit.ACCESS)
    return frozenset(barred)
