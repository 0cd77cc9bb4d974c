"""
Every whole timetable that somebody could have, as one column each.

Of the sessions somebody did not wish for, all are the same to them ("filler"): so a timetable says only which wishes
are met in which slots. That leaves a few dozen a person, and whatever counts about a person is a price on a column.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics.allocation.training_day.day import Day, Delegate

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

#: In place of a session: a session that was not wished for, and a slot in which they are not there.
FILLER, AWAY = -1, -2
#: More timetables than this are too many to list.
MOST = 4_000_000


@dataclass(frozen=True, slots=True)
class Units:
    """
    Those who are seated as one: a person, or two who sit together.

    Attributes
    ----------
    members : tuple of tuple of Delegate
        One or two people each.
    weight : int array, shape (units,)
        How many seats each takes.
    eligible : bool array, shape (units, sessions)
        Which sessions are for every member and in a slot when they are there.
    unwished : bool array, shape (units, sessions)
        Of these, the ones that can serve as filler.
    kind : int array, shape (units,)
        Units with the same eligible sessions are of one kind.
    kinds : bool array, shape (kinds, sessions)
        The eligible sessions of each kind.
    """

    members: tuple[tuple[Delegate, ...], ...]
    weight: Ints
    eligible: Bools
    unwished: Bools
    kind: Ints
    kinds: Bools


@dataclass(frozen=True, slots=True)
class Timetables:
    """
    The columns.

    Attributes
    ----------
    unit : int array, shape (columns,)
        Whose timetable it is; in ascending order.
    session : int array, shape (columns, slots)
        The place of the session in `Day.sessions`, or FILLER, or AWAY.
    cost : int array, shape (columns,)
        Steps down the lists and slots without a wish; without what it costs to have few wishes met.
    one, none : int array, shape (columns,)
        How many members have one wish met only, or none, and could have more.
    short : int array, shape (columns,)
        How many members have a slot without a wish.
    """

    unit: Ints
    session: Ints
    cost: Ints
    one: Ints
    none: Ints
    short: Ints

    @property
    def starts(self) -> Ints:
        """The first column of each unit."""
        return np.flatnonzero(np.diff(self.unit, prepend=-1))


def units(day: Day) -> Units:
    """Return who is seated as one, with the sessions that are for them."""
    members = tuple(
        (delegate,) if not delegate.partner else (delegate, day.people[delegate.partner])
        for delegate in day.delegates
        if not delegate.partner or delegate.id < delegate.partner
    )
    eligible, unwished = (np.zeros((len(members), len(day.sessions)), dtype=np.bool_) for _ in range(2))
    rows: dict[tuple[object, ...], NDArray[np.bool_]] = {}
    runs: dict[str, list[int]] = {}
    for place, session in enumerate(day.sessions):
        runs.setdefault(session.title, []).append(place)
    for place, group in enumerate(members):
        row = np.ones(len(day.sessions), dtype=np.bool_)
        for one in group:
            alike = (one.phase, one.needs, day.busy(one), one.id if one.id in day.led else "")
            if alike not in rows:
                busy = day.busy(one)
                fits = [session.slot not in busy and day.may_sit(one, session) for session in day.sessions]
                rows[alike] = np.array(fits, dtype=np.bool_)
            row = row & rows[alike]
        eligible[place] = row
        unwished[place] = row
        for wanted in {wish for one in group for wish in (*one.wishes, *one.must_attend)}:
            title = day.by_id[wanted].title if wanted in day.by_id else wanted
            unwished[place, runs.get(title, [])] = False
    kinds, kind = np.unique(eligible, axis=0, return_inverse=True)
    return Units(members, np.array([len(group) for group in members]), eligible, unwished, kind.reshape(-1), kinds)


def timetables(day: Day, seated: Units) -> Timetables:
    """
    List every timetable of every unit; a unit whose duties cannot all be kept has none.

    Raise ValueError where there are too many to list.
    """
    title_of = {title: place for place, title in enumerate(sorted(day.runs))}
    duty = [[_duty(day, one) for one in group] for group in seated.members]
    count = len(seated.members)
    unit = np.arange(count)
    session, title, met = (
        np.zeros((count, 0), dtype=np.int64),
        np.zeros((count, 0), dtype=np.int64),
        np.zeros((count, 2), dtype=np.int64),
    )
    cost = np.zeros(count, dtype=np.int64)
    for slot in range(day.slots):
        options = _options(day, seated, duty, slot, title_of)
        many = np.bincount(options[:, 0], minlength=count)
        rows = many[unit]
        if rows.sum() > MOST:
            raise ValueError(
                f"There are over {MOST:,} timetables to choose from. Divide the day, or ask for fewer wishes."
            )
        was = np.repeat(np.arange(len(unit)), rows)
        step = np.arange(len(was)) - np.repeat(np.cumsum(rows) - rows, rows)
        new = options[(np.cumsum(many) - many)[unit[was]] + step]
        kept = (new[:, 2] < 0) | (title[was] != new[:, 2:3]).all(axis=1)
        was, new = was[kept], new[kept]
        unit, cost, met = unit[was], cost[was] + new[:, 3], met[was] + new[:, 4:]
        session, title = np.column_stack([session[was], new[:, 1]]), np.column_stack([title[was], new[:, 2]])
    kept = _keeps_duties(duty, unit, title, title_of)
    return _priced(
        day, seated, Timetables(unit[kept], session[kept], cost[kept], *(np.zeros(0, dtype=np.int64),) * 3), met[kept]
    )


def _duty(day: Day, one: Delegate) -> tuple[dict[int, str], set[str]]:
    """The session somebody must be at in a slot, and the titles they must be at in any."""
    fixed: dict[int, str] = {}
    anywhere: set[str] = set()
    for wanted in one.must_attend:
        if wanted in day.by_id:
            slot = day.by_id[wanted].slot
            # Two duties at once: a session that is not there, so that no timetable is left.
            fixed[slot] = wanted if fixed.get(slot, wanted) == wanted else ""
        else:
            anywhere.add(wanted)
    return fixed, anywhere


def _options(
    day: Day, seated: Units, duty: list[list[tuple[dict[int, str], set[str]]]], slot: int, title_of: dict[str, int]
) -> Ints:
    """Rows of unit, session, title, cost, and whether the first and the second member get a wish."""
    here = [place for place, session in enumerate(day.sessions) if session.slot == slot]
    runs: dict[str, list[int]] = {}
    for place in here:
        runs.setdefault(day.sessions[place].title, []).append(place)
    prices = day.prices
    found: list[tuple[int, int, int, int, int, int]] = []
    for unit, group in enumerate(seated.members):
        if slot in day.busy(group[0]):
            if not any(slot in fixed for fixed, _ in duty[unit]):
                found.append((unit, AWAY, -1, 0, 0, 0))
            continue
        ranks = [{wish: rank for rank, wish in enumerate(one.wishes)} for one in group]
        fixed = {duties[0][slot] for duties in duty[unit] if slot in duties[0]}
        named = dict.fromkeys(
            [wish for one in group for wish in one.wishes] + sorted(set().union(*(d[1] for d in duty[unit])))
        )
        places = [place for name in named for place in runs.get(name, ())] if not fixed else here
        for place in places:
            title = day.sessions[place].title
            if not seated.eligible[unit, place] or (fixed and {day.sessions[place].id} != fixed):
                continue
            costs = [
                prices.rank_step * rank[title] if title in rank else 0 if _owed(duties, slot, title) else prices.no_wish
                for rank, duties in zip(ranks, duty[unit], strict=True)
            ]
            got = [int(title in rank) for rank in ranks] + [0]
            found.append((unit, place, title_of[title], sum(costs), got[0], got[1]))
        if not fixed:
            found.append((unit, FILLER, -1, prices.no_wish * len(group), 0, 0))
    return np.array(found, dtype=np.int64).reshape(-1, 6)


def _owed(duties: tuple[dict[int, str], set[str]], slot: int, title: str) -> bool:
    return slot in duties[0] or title in duties[1]


def _keeps_duties(
    duty: list[list[tuple[dict[int, str], set[str]]]], unit: Ints, title: Ints, title_of: dict[str, int]
) -> Bools:
    kept = np.ones(len(unit), dtype=np.bool_)
    for place, duties in enumerate(duty):
        for wanted in set().union(*(anywhere for _, anywhere in duties)):
            theirs = slice(*np.searchsorted(unit, [place, place + 1]))
            kept[theirs] &= (title[theirs] == title_of[wanted]).any(axis=1)
    return kept


def _priced(day: Day, seated: Units, listed: Timetables, met: Ints) -> Timetables:
    one, none, short = (np.zeros(len(listed.unit), dtype=np.int64) for _ in range(3))
    for member in range(2):
        there = [day.slots - len(day.busy(group[member])) if member < len(group) else 0 for group in seated.members]
        aims = [
            min(2, slots, len(group[member].wishes)) if member < len(group) else 0
            for slots, group in zip(there, seated.members, strict=True)
        ]
        aim, got = np.array(aims)[listed.unit], met[:, member]
        none += (aim > 0) & (got == 0)
        one += (aim == 2) & (got == 1)
        short += got < np.array(there)[listed.unit]
    return Timetables(listed.unit, listed.session, listed.cost, one, none, short)
