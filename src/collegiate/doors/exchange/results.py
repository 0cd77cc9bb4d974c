"""Reading the published performance tables: what kind of file it is, of what year, and the figures of our schools."""

import mimetypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from collegiate.definitions import Indicator, indicators
from collegiate.doors.exchange.tables import TOTALS, Cell, Rows, TableRefused, parse, rows
from collegiate.doors.exchange.tables.source import Given
from collegiate.foundation.files import store
from collegiate.improvement.evidence.commands import Loaded, Row, load_values
from collegiate.values import AcademicYear, Standing, Status

BLOCK = 1 << 20
STARTS_WITH_A_YEAR = re.compile(r"(\d{4}-\d{2,4})[_. ]")


@dataclass
class Results:
    """
    What a published file holds for us.

    Attributes
    ----------
    kind : str
        ``ks2final``, ``absence`` or ``census``, found from its columns.
    figures : list of Row
        The figures of member schools.
    seen, totals, others : int
        Rows in the file; rows that add schools up; rows of schools that are not members.
    bad : list of TableRefused
        Rows of member schools that were left out, each with line, column and reason.
    """

    file: str
    kind: str
    year: AcademicYear
    indicators: Sequence[Indicator]
    figures: list[Row] = field(default_factory=list)
    seen: int = 0
    totals: int = 0
    others: int = 0
    bad: list[TableRefused] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many schools it has figures of."""
        return len({figure.organisation_id for figure in self.figures})

    @property
    def left(self) -> str:
        """Why the other rows were left, in words."""
        why = [
            (self.others, "of schools that are not members"),
            (self.totals, "of totals"),
            (len(self.bad), "that could not be read"),
        ]
        return ", ".join(f"{count:,} {words}" for count, words in why if count) or "none"

    def tally(self, indicator: Indicator) -> str:
        """Return how many schools have a figure, and how many have none for which reason."""
        said = Counter(figure.status for figure in self.figures if figure.indicator == indicator.code)
        with_figure = said.pop("", 0)
        return ", ".join(
            [f"{with_figure:,} with a figure"]
            + [f"{count:,} {Status(status).words}" for status, count in sorted(said.items())]
        )


def read_results(
    given: Given, *, members: Mapping[str, int], year: AcademicYear | None = None, name: str = ""
) -> Results:
    """
    Read a file of the performance tables.

    :param members: the URN of each school to take, with the id of its organisation
    :param year: the school year; where None, the file's name must begin with it
    :raises TableRefused: if it is not such a file, is damaged, or its year is not known or contradicts its name
    """
    table = rows(given, required=["URN"], name=name)
    kind, found = _kind(table)
    results = Results(table.file, kind, _year(table.file, year), found)
    wanted = ["URN", *dict.fromkeys(column for one in found for column in _columns(one))]
    places = {column: table.where(column) for column in wanted}
    lines: dict[str, int] = {}
    for line, cells in table:
        results.seen += 1
        row = {column: cells[place].strip() if place < len(cells) else "" for column, place in places.items()}
        urn = row["URN"]
        if urn.upper() in TOTALS:
            results.totals += 1
            continue
        if urn not in members and urn.isdecimal():
            results.others += 1
            continue
        try:
            _refuse_unsound(table, line, cells, urn, lines)
            figures = [_figure(one, row, members[urn], table, line) for one in found]
        except TableRefused as refusal:
            results.bad.append(refusal)
            continue
        lines[urn] = line
        results.figures += figures
    return results


def load_results(results: Results, path: Path, *, by: Standing, at: datetime) -> Loaded:
    """
    Keep the file that was read, as it came, and load its figures.

    :raises NotAllowed: if they may not load figures
    :raises FileTooLarge: if it is larger than this installation keeps
    """
    kind, packed = mimetypes.guess_type(results.file)
    media_type = "application/gzip" if packed == "gzip" else kind or "application/octet-stream"
    file = store.keep(results.file, _blocks(path), kind=media_type, at=at)
    return load_values(
        file, kind=results.kind, year=results.year.starts, rows=results.figures, seen=results.seen, by=by, at=at
    )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _kind(table: Rows) -> tuple[str, list[Indicator]]:
    """Return the kind of file, and the indicators whose columns it has."""
    found: dict[str, list[Indicator]] = {}
    for indicator in indicators().values():
        if all(column in table.header for column in _columns(indicator)):
            found.setdefault(indicator.column.file, []).append(indicator)
    if len(found) == 1:
        return next(iter(found.items()))
    if found:
        raise table.refuse(
            f"It has the columns of several kinds of file: {', '.join(sorted(found))}.",
            to_do="Give the files as they were published, one by one.",
        )
    sought = "; ".join(f"{one.column.file}: {', '.join(_columns(one))}" for one in indicators().values())
    raise table.refuse(
        "It has the columns of no file of results that is known.", to_do=f"It needs URN, and one of these. {sought}."
    )


def _columns(indicator: Indicator) -> list[str]:
    column = indicator.column
    return [name for name in dict.fromkeys((column.value, column.out_of, column.n)) if name]


def _year(file: str, given: AcademicYear | None) -> AcademicYear:
    said = STARTS_WITH_A_YEAR.match(file)
    named: AcademicYear | None = None
    if said:
        try:
            named = AcademicYear.parse(said[1])
        except ValueError as fault:
            raise TableRefused(file, str(fault), to_do="Rename the file, or take the years off.") from None
    if named is None and given is None:
        raise TableRefused(
            file,
            "Its name does not say of what school year it is.",
            to_do="Give the year (--year 2018/19), or the name it was published under (2018-2019_…).",
        )
    if named and given and named != given:
        raise TableRefused(
            file,
            f"Its name says {named}, and the year given is {given}.",
            to_do="Check which is right; rename the file if the name is wrong.",
        )
    return named or given  # type: ignore[return-value]  # one of them is there


def _refuse_unsound(table: Rows, line: int, cells: Sequence[str], urn: str, lines: Mapping[str, int]) -> None:
    if not urn.isdecimal():
        raise table.refuse(
            f"“{urn}” is not a URN.", to_do="Mend the cell; a URN is six digits.", line=line, column="URN"
        )
    if urn in lines:
        raise table.refuse(
            f"School {urn} has a row already, on line {lines[urn]:,}.",
            to_do="Take one of the two out.",
            line=line,
            column="URN",
        )
    if len(cells) > len(table.header):
        raise table.refuse(
            f"The row of school {urn} has {len(cells)} cells; the header has {len(table.header)}.",
            to_do="Look for a comma too many.",
            line=line,
        )


def _figure(indicator: Indicator, row: Mapping[str, str], organisation: int, table: Rows, line: int) -> Row:
    """Return one figure of one school; raise `TableRefused` naming the cell that cannot be read."""
    column = indicator.column
    cell = _cell(row, column.value, table, line)
    n = _whole(row, column.n, table, line) if column.n else Cell(None, Status.NOT_COLLECTED)
    value, status = _decimal(cell), cell.status
    if column.out_of:
        whole = _whole(row, column.out_of, table, line)
        if cell.value is None or whole.value is None or not whole.value:
            # Of no pupils nobody can be a share.
            value, status = None, cell.status or whole.status or Status.NOT_APPLICABLE
        else:
            value, status = 100 * Decimal(str(cell.value)) / Decimal(str(whole.value)), None
    if value is not None and not indicator.least <= value <= indicator.most:
        raise table.refuse(
            f"{value:.1f} is not between {indicator.least:g} and {indicator.most:g}.",
            to_do="Mend the cell, or check that it is the right column.",
            line=line,
            column=column.value,
        )
    return Row(
        organisation_id=organisation,
        indicator=indicator.code,
        value=value,
        status=status.value if status else "",
        n=None if n.value is None else int(n.value),
        n_status=n.status.value if n.status else "",
    )


def _cell(row: Mapping[str, str], column: str, table: Rows, line: int) -> Cell:
    try:
        return parse(row[column])
    except ValueError as fault:
        raise table.refuse(
            str(fault), to_do="Mend the cell, or check that it is the right column.", line=line, column=column
        ) from None


def _whole(row: Mapping[str, str], column: str, table: Rows, line: int) -> Cell:
    cell = _cell(row, column, table, line)
    if cell.value is not None and (cell.value < 0 or cell.value != int(cell.value)):
        raise table.refuse(
            f"“{row[column]}” is not a number of pupils.",
            to_do="Mend the cell, or check that it is the right column.",
            line=line,
            column=column,
        )
    return cell


def _decimal(cell: Cell) -> Decimal | None:
    return None if cell.value is None else Decimal(str(cell.value))
