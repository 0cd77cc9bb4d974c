"""
A table row by row, each with its line number, in little memory: for files too large to hold.

Nothing is dropped or mended in silence: a row that is longer or shorter than the header is handed on as it is and
counted in `ragged`; a line with nothing on it is counted in `blank_lines`.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from collegiate.doors.exchange.tables.header import Header, header
from collegiate.doors.exchange.tables.refusals import TableRefused
from collegiate.doors.exchange.tables.source import Given, Kind, Source, find
from collegiate.doors.exchange.tables.survey import Survey, survey

#: So many ragged rows are kept by name; the rest are only counted.
KEPT = 1_000
_TO_DO = {
    "unexpected end of data": (
        "A quote mark is opened and never closed: the file is cut short or damaged.",
        "Fetch or save it again.",
    ),
    "field larger": ("A cell is longer than 131,072 letters.", "Look for a quote mark that is never closed."),
    "expected after": ("There is a quote mark in the middle of a quoted cell.", "Double it, or take it out."),
}


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row with more or fewer cells than the header has names."""

    line: int
    cells: int
    expected: int

    def sentence(self) -> str:
        """Say which row it is and by how much it is out."""
        return f"Line {self.line:,} has {self.cells} cells; the header has {self.expected}."


class Rows:
    """
    A table that is read row by row. Iterate over it once or again: each time it starts from the top.

    Attributes
    ----------
    file : str
        The file's name.
    header : Header
        The column names.
    encoding : str
        How the text was written: ``utf-8-sig``, ``cp1252``, or empty for Parquet and spreadsheets.
    ragged : list of Ragged
        The first 1,000 rows of another length than the header, known when the reading is over.
    ragged_rows, blank_lines, rows : int
        How many there were of each, known when the reading is over.
    """

    def __init__(self, source: Source, *, sheet: str | None = None, may_be_empty: bool = False) -> None:
        self.file = source.name
        self._source, self._sheet = source, sheet
        self._survey: Survey | None = None
        if source.kind is Kind.CSV:
            self._survey = survey(source)
        self.encoding = self._survey.encoding if self._survey else ""
        self.ragged: list[Ragged] = []
        self.ragged_rows = self.blank_lines = self.rows = 0
        self.header = self._read_header(may_be_empty=may_be_empty)
        if self._survey and (self._survey.quotes % 2 or not self._survey.ends_whole):
            self._refuse_if_cut_short(self._survey)

    def where(self, column: str) -> int:
        """
        Return the place of a column in each row, from 0.

        :raises TableRefused: if there is no such column, or two
        """
        return self.header.where(column, file=self.file)

    def refuse(self, what: str, *, to_do: str, line: int | None = None, column: str = "") -> TableRefused:
        """Return a refusal of this file, for the caller to raise or to list."""
        return TableRefused(self.file, what, to_do=to_do, line=line, column=column)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """
        Yield each row under the header as its line number (that of its first line) and its cells.

        :raises TableRefused: where a quote mark is never closed or stands in the middle of a quoted cell
        """
        self.ragged.clear()
        self.ragged_rows = self.blank_lines = self.rows = 0
        wide = len(self.header)
        walk = self._walk()
        for _, cells in walk:
            if cells:
                break
        for line, cells in walk:
            if not cells:
                self.blank_lines += 1
                continue
            if len(cells) != wide:
                self.ragged_rows += 1
                if len(self.ragged) < KEPT:
                    self.ragged.append(Ragged(line, len(cells), wide))
            self.rows += 1
            yield line, cells

    def cells(self, *columns: str) -> Iterator[tuple[int, list[str]]]:
        """
        Yield each row as its line number and the cells of the named columns; a cell that a short row lacks is "".

        :raises TableRefused: if a column is missing, and as iteration does
        """
        places = [self.where(column) for column in columns]
        furthest = max(places, default=0)
        for line, row in self:
            if len(row) <= furthest:
                row = row + [""] * (furthest + 1 - len(row))  # noqa: PLW2901 -- padded for this turn only
            yield line, [row[place] for place in places]

    def _read_header(self, *, may_be_empty: bool) -> Header:
        filled = (cells for _, cells in self._walk() if cells)
        for cells in filled:
            names = header(cells, file=self.file)
            if not may_be_empty and next(filled, None) is None:
                raise no_rows(self.file)
            return names
        raise TableRefused(self.file, "There is nothing in it.", to_do="Fetch or save it again.")

    def _walk(self) -> Iterator[tuple[int, list[str]]]:
        if self._survey is None:
            # Polars costs 60 MB and a register as CSV does not need it.
            from collegiate.doors.exchange.tables.frames import walk  # noqa: PLC0415 -- heavy, and seldom needed here

            yield from walk(self._source, sheet=self._sheet)
            return
        with self._source.opened() as stream, io.TextIOWrapper(stream, self._survey.encoding, newline="") as text:
            reader = csv.reader(text, strict=True)
            line = 1
            try:
                for cells in reader:
                    yield line, cells
                    line = reader.line_num + 1
            except csv.Error as fault:
                raise self._unreadable(str(fault), line) from fault

    def _unreadable(self, fault: str, line: int) -> TableRefused:
        for known, (what, to_do) in _TO_DO.items():
            if known in fault:
                return self.refuse(what, to_do=to_do, line=line)
        return self.refuse(f"The row cannot be read as CSV: {fault}.", to_do="Save the file as “CSV UTF-8”.", line=line)

    def _refuse_if_cut_short(self, seen: Survey) -> None:
        """
        Refuse a file that breaks off inside its last row.

        The sign is a last row with no line end whose number of cells no other row has; files that end every row
        early, as some published ones do, are let through. Only a suspect file is read to its end for this.
        """
        if seen.quotes % 2 == 0 and self._last_line_is_whole(seen):
            return
        counts: dict[int, int] = {}
        last = (1, len(self.header))
        for line, cells in self._walk():
            if cells:
                last = (line, len(cells))
                counts[len(cells)] = counts.get(len(cells), 0) + 1
        at, width = last
        if not seen.ends_whole and width < len(self.header) and counts[width] == 1:
            raise self.refuse(
                f"The file breaks off inside this row: it has {width} of {len(self.header)} cells and no line end.",
                line=at,
                to_do="Fetch or save it again; if the row is right, end the line.",
            )

    def _last_line_is_whole(self, seen: Survey) -> bool:
        last = seen.tail.splitlines()[-1].decode(seen.encoding, errors="replace")
        if last.count('"') % 2 or (len(last) == len(seen.tail) and seen.line_ends):
            return False
        return any(len(cells) >= len(self.header) for cells in csv.reader([last]))


def no_rows(file: str) -> TableRefused:
    """Return the refusal of a table that has a header and nothing under it."""
    return TableRefused(file, "It has column names and no rows.", to_do="Check that it is the right file.")


def rows(
    given: Given, *, required: Iterable[str] = (), name: str = "", sheet: str | None = None, may_be_empty: bool = False
) -> Rows:
    """
    Open a table to be read row by row.

    :param given: a path, or the bytes of a file
    :param required: columns that must be there once
    :param name: the name to use in messages where bytes are given
    :param sheet: the sheet of a spreadsheet; the first where none is named
    :param may_be_empty: let a table with column names and no rows through
    :raises TableRefused: if it is no table, is damaged or cut short, or lacks a required column
    """
    table = Rows(find(given, name=name), sheet=sheet, may_be_empty=may_be_empty)
    table.header.insist(required, file=table.file)
    return table
