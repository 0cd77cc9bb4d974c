"""`collegiate numbers allocate day`: a file of sessions and one of people to everybody's timetable."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from collegiate.analytics.allocation import (
    Day,
    Delegate,
    Move,
    NoPlan,
    Plan,
    Session,
    allocate,
    cancel,
    each_loss,
    explain,
    first_come,
)
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, filled, once_each, quiet
from collegiate.doors.exchange.tables.frames import Table, read


def day(
    sessions: Path,
    people: Path,
    *,
    seed: int = 7,
    cancelled: Sequence[str] = (),
    compare: bool = False,
    losses: bool = False,
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Fill a training day as well as it can be filled.

    Sessions have the columns session, title, slot (from 1) and capacity, and may have phases, access, room and leader;
    people have person and wishes (or wish1, wish2 …), and may have phase, needs, away (slots), must_attend and partner.
    Several in one cell are put apart by semicolons.

    :raises TableRefused: if a file cannot be read so
    :raises ValueError: if the day makes no sense
    """
    tell("reading", 0, 0)
    asked = Day(tuple(_sessions(sessions, sheet)), tuple(_people(people, sheet)), seed=seed)
    found = allocate(asked, told=lambda words: tell(words, 0, 0))
    if isinstance(found, NoPlan):
        return Outcome(found.sentence(), said=False)
    sentence, extra = found.sentence(), list(found.proof)
    if compare:
        extra.append(first_come(asked).sentence())
    if losses:
        extra.append(each_loss(asked, found).sentence())
    moves: Sequence[Move] = ()
    if cancelled:
        repair = cancel(asked, found, cancelled)
        sentence = f"Without {', '.join(cancelled)}: {repair.sentence()} Before: {sentence}"
        asked, found, moves = repair.day, repair.plan, repair.moves
    return Outcome(f"{sentence}\ndigest {found.digest}", (asked.prices.sentence(), *extra), _rows(asked, found, moves))


def _rows(asked: Day, found: Plan, moves: Sequence[Move]) -> pl.DataFrame:
    """Return a row a seat, and one for each slot in which somebody has lost theirs."""
    why = {person.id: explain(asked, found, person.id).sentence() for person in asked.delegates}
    seats = [
        (seat.person, seat.slot + 1, seat.session, seat.title, seat.wish, why[seat.person]) for seat in found.seats
    ]
    lost = [(move.person, move.slot + 1, None, None, None, move.sentence()) for move in moves if not move.now]
    return pl.DataFrame(
        seats + lost,
        schema={
            "person": pl.String,
            "slot": pl.Int64,
            "session": pl.String,
            "title": pl.String,
            "wish": pl.Int64,
            "because": pl.String,
        },
        orient="row",
    )


def _sessions(file: Path, sheet: str | None) -> Iterable[Session]:
    table = read(file, required=["session", "title", "slot", "capacity"], sheet=sheet)
    slots, capacity = _counts(table, "slot", 1), _counts(table, "capacity", 0)
    rooms, leaders = _maybe(table, "room"), _maybe(table, "leader")
    several = zip(_several(table, "phases"), _several(table, "access"), strict=True)
    rows = zip(
        once_each(table, "session"), filled(table, "title"), slots, capacity, several, rooms, leaders, strict=True
    )
    for id_, title, slot, seats, (phases, access), room, leader in rows:
        yield Session(id_, title, slot - 1, seats, frozenset(phases), frozenset(access), room, leader)


def _people(file: Path, sheet: str | None) -> Iterable[Delegate]:
    table = read(file, required=["person"], sheet=sheet)
    numbered = [name for name in table.header if name.casefold().startswith("wish") and name[4:].strip(" _").isdigit()]
    if numbered:
        cells = [_maybe(table, name) for name in sorted(numbered, key=lambda name: int(name[4:].strip(" _")))]
        wishes = [[wish for wish in row if wish] for row in zip(*cells, strict=True)]
    else:
        wishes = _several(table, "wishes")
    rows = zip(
        once_each(table, "person"),
        _maybe(table, "phase"),
        wishes,
        _several(table, "needs"),
        _away(table),
        _several(table, "must_attend"),
        _maybe(table, "partner"),
        strict=True,
    )
    for id_, phase, wished, needs, away, duties, partner in rows:
        yield Delegate(id_, phase, tuple(wished), frozenset(needs), away, tuple(duties), partner)


def _away(table: Table) -> list[frozenset[int]]:
    found = []
    for row, slots in enumerate(_several(table, "away")):
        for slot in slots:
            if not slot.isdigit() or slot == "0":
                raise table.refuse(f"“{slot}” is no slot.", to_do="Number the slots from 1.", row=row, column="away")
        found.append(frozenset(int(slot) - 1 for slot in slots))
    return found


def _maybe(table: Table, column: str) -> list[str]:
    if column not in table.header:
        return [""] * table.typed.height
    return table.text(column).fill_null("").to_list()


def _several(table: Table, column: str) -> list[list[str]]:
    return [[part.strip() for part in cell.split(";") if part.strip()] for cell in _maybe(table, column)]


def _counts(table: Table, column: str, low: int) -> list[int]:
    found = table.whole_numbers(column)
    for row, value in enumerate(found.values):
        if not low <= value <= 1e6:
            raise table.refuse(f"Give a whole number from {low}.", to_do="Mend the cell.", row=row, column=column)
    return [int(value) for value in found.values]
