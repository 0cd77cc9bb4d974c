"""
Reading the national register: which of its schools are the partnership's, which are not and why.

The register is published in two layouts: the bulk file, whose columns come in pairs of (code) and (name), and the
download of a search, which has names only and, in its last column, one cell or several of linked establishments. Both
have every column that is read here, under the same name.
"""

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from collegiate.definitions import Funding, establishments
from collegiate.doors.exchange.register_row import COLUMNS, Fault, Places, school_of, urn_of
from collegiate.doors.exchange.tables import Rows, rows
from collegiate.partnership.members.models import SchoolInRegister

OVERFLOWS = "Linked establishments"
OPEN = {"open", "open, but proposed to close"}
PROPOSED = {"proposed to open"}
CLOSED = {"closed"}
AUTHORITY = re.compile(r"\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which schools are sought.

    Attributes
    ----------
    also, without, known : set of str
        URNs: to take wherever they are, to leave out, and those that were taken before, which are brought up to date.
    """

    authority: str
    town: str
    also: AbstractSet[str] = frozenset()
    without: AbstractSet[str] = frozenset()
    known: AbstractSet[str] = frozenset()
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be read: its line in the file, the column at fault ("" for the whole row), and the reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A school named to the person at the terminal."""

    urn: str
    name: str
    type_name: str
    postcode: str


@dataclass(slots=True)
class Reading:
    """
    What the register holds for a partnership.

    Attributes
    ----------
    town : str
        The town as most of its rows spell it.
    elsewhere : int
        How many rows are of other authorities.
    left : counter of str
        How many of the authority's schools were left out, by reason.
    towns : counter of str
        How many of the authority's open schools each other town has, as most rows spell it.
    unlisted : dict of str to list of Brief
        Schools left out because their type is in no list of ours, by the type's name.
    without_town : list of Brief
        Open schools of the authority for which the register names no town.
    doubts : list of Brief
        Schools whose status has a code that says otherwise than its name, which was believed.
    """

    file: str
    rows: int = 0
    town: str = ""
    authority_name: str = ""
    elsewhere: int = 0
    schools: list[SchoolInRegister] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    towns: Counter[str] = field(default_factory=Counter)
    unlisted: dict[str, list[Brief]] = field(default_factory=dict)
    without_town: list[Brief] = field(default_factory=list)
    doubts: list[Brief] = field(default_factory=list)
    met: set[str] = field(default_factory=set)


def opened(path: str | Path) -> Rows:
    """
    Open the register, to be read row by row.

    :raises TableRefused: if it is not the register, is damaged or cut short, or lacks a column
    """
    table = rows(path)
    missing = [column for column in COLUMNS if column not in table.header]
    if len(missing) > len(COLUMNS) // 2:
        shown = ", ".join(name for name in table.header[:6] if name)
        raise table.refuse(
            f"It is not the national register: it begins with the columns {shown}.",
            line=1,
            to_do="Give the register’s file of establishments, as Get Information about Schools publishes it.",
        )
    if missing:
        lacks = (
            f"It lacks the column {missing[0]}" if len(missing) == 1 else f"It lacks the columns {', '.join(missing)}"
        )
        raise table.refuse(f"{lacks}.", line=1, to_do="Fetch the register again, and leave its columns as they are.")
    table.header.insist(COLUMNS, file=table.file)  # each of them once
    return table


def read(table: Rows, wanted: Wanted) -> Reading:
    """
    Read the whole register once, and return the schools that are wanted.

    :raises TableRefused: where a row cannot be told from the next, or where nothing in it is of this authority
    """
    return _Reader(table, wanted).read()


class _Reader:
    """One reading of one file; what it finds gathers in `reading`."""

    def __init__(self, table: Rows, wanted: Wanted) -> None:
        self.table, self.wanted = table, wanted
        self.at = Places.of(table)
        self.status_code = (
            table.where("EstablishmentStatus (code)") if "EstablishmentStatus (code)" in table.header else None
        )
        self.town = " ".join(wanted.town.split()).casefold()
        self.called_for = {*wanted.also, *wanted.known}
        self.lines: dict[str, int] = {}
        self.spellings: Counter[str] = Counter({wanted.town: 0})
        self.reading = Reading(table.file)
        self.types = establishments()

    def read(self) -> Reading:
        """Go through every row."""
        wide, overflows = len(self.table.header), self.table.header[-1] == OVERFLOWS
        for line, row in self.table:
            code, urn = _cell(row, self.at.authority), _cell(row, self.at.urn)
            whole = len(row) == wide or (overflows and len(row) > wide)
            if code != self.wanted.authority and urn not in self.called_for:
                if AUTHORITY.fullmatch(code) or (whole and not code):
                    self.reading.elsewhere += 1
                elif whole:
                    self._reject(line, "LA (code)", f"“{code[:40]}” is not a local authority’s code.")
                else:
                    self._reject(line, "", f"The row has {len(row)} cells; the header has {wide}.")
                continue
            self.reading.met.add(urn)
            try:
                if not whole:
                    raise Fault("", f"The row has {len(row)} cells; the header has {wide}.")
                self._row(line, row)
            except Fault as fault:
                self._reject(line, fault.column, fault.reason)
        self.reading.rows = self.table.rows
        self.reading.town = self.spellings.most_common(1)[0][0]
        self._refuse_nothing()
        return self.reading

    def _reject(self, line: int, column: str, reason: str) -> None:
        self.reading.rejects.append(Reject(line, column, reason))

    def _row(self, line: int, row: list[str]) -> None:
        """Take a row of the authority, or one that was called for, or count why it is left."""
        urn = urn_of(row[self.at.urn])
        if urn in self.lines:
            raise Fault("URN", f"Line {self.lines[urn]:,} has the same URN, {urn}.")
        self.lines[urn] = line
        if not self.reading.authority_name and _cell(row, self.at.authority) == self.wanted.authority:
            self.reading.authority_name = row[self.at.authority_name].strip()
        called_for = urn in self.called_for
        if urn in self.wanted.without:
            self.reading.left["left out by --without"] += 1
        elif self._is_there(row, urn) and (called_for or self._is_in_town(row, urn)) and self._is_funded(row, urn):
            self.reading.schools.append(school_of(row, self.at, urn))

    def _is_there(self, row: list[str], urn: str) -> bool:
        """Say whether a school is open, or closed since we took it."""
        status = " ".join(row[self.at.status].split()).casefold()
        if status in OPEN:
            if self.status_code is not None and row[self.status_code].strip() == "2":
                self.reading.doubts.append(self._brief(row, urn))
            return True
        if status in CLOSED:
            if urn not in self.wanted.known:
                self.reading.left["closed"] += 1
            return urn in self.wanted.known
        if status in PROPOSED:
            self.reading.left["proposed, not open yet"] += 1
            return False
        raise Fault("EstablishmentStatus (name)", f"“{row[self.at.status][:40]}” is not a status the register uses.")

    def _is_in_town(self, row: list[str], urn: str) -> bool:
        town = " ".join(row[self.at.town].split())
        if not town:
            self.reading.without_town.append(self._brief(row, urn))
        elif town.casefold() != self.town:
            self.reading.towns[town] += 1
        else:
            self.spellings[town] += 1
        return town.casefold() == self.town

    def _is_funded(self, row: list[str], urn: str) -> bool:
        """Say whether a school is of a kind that is taken."""
        group_name, type_name = row[self.at.group].strip(), " ".join(row[self.at.type].split())
        if urn in self.wanted.known:
            return True
        if self.types.is_independent(group_name, type_name):
            if not self.wanted.independent:
                self.reading.left["independent (--independent takes them)"] += 1
            return self.wanted.independent
        group = self.types.group_of(group_name, type_name)
        if group is None:
            if urn not in self.wanted.also:
                called = type_name or "no type at all"
                self.reading.unlisted.setdefault(called, []).append(self._brief(row, urn))
            return urn in self.wanted.also
        if group.funding is not Funding.STATE:
            self.reading.left[group.what] += 1
        return group.funding is Funding.STATE

    def _brief(self, row: list[str], urn: str) -> Brief:
        at = self.at
        return Brief(urn, row[at.name].strip(), " ".join(row[at.type].split()), row[at.postcode].strip())

    def _refuse_nothing(self) -> None:
        """Refuse a register in which nothing answers to what was asked, saying what would."""
        reading, wanted = self.reading, self.wanted
        lost = sorted(wanted.also - reading.met)
        if lost:
            raise self.table.refuse(
                f"It has no establishment with the URN {', '.join(lost)}.", column="URN", to_do="Look at --also again."
            )
        if reading.schools:
            return
        if not reading.met:
            raise self.table.refuse(
                f"None of its {reading.rows:,} rows is of the local authority {wanted.authority}.",
                column="LA (code)",
                to_do="Check --authority, and that the file covers it.",
            )
        if reading.rejects:
            first = reading.rejects[0]
            raise self.table.refuse(
                f"No school of it could be read; of {len(reading.rejects)} rows the first says: {first.reason}",
                line=first.line,
                column=first.column,
                to_do="Fetch or save it again.",
            )
        towns = ", ".join(f"{town} ({many:,})" for town, many in reading.towns.most_common(8))
        raise self.table.refuse(
            f"No school of authority {wanted.authority} that could be taken has the town {wanted.town}.",
            column="Town",
            to_do=f"Check --town: other open schools there have the towns {towns}." if towns else "Check --without.",
        )


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
