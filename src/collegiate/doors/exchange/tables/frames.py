"""
A table as a frame of text, and its columns as numbers with the reason wherever there is none.

The frame is for numbers, held in memory; `rows` streams. Both read the same files in the same way, which a test holds.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import fastexcel
import numpy as np
import polars as pl
from numpy.typing import NDArray

from collegiate.doors.exchange.tables.columns import Numbers, numbers, whole_numbers
from collegiate.doors.exchange.tables.header import Header, header, unique
from collegiate.doors.exchange.tables.marks import PUBLISHED, Marks
from collegiate.doors.exchange.tables.refusals import TableRefused
from collegiate.doors.exchange.tables.rows import Ragged, Rows, no_rows
from collegiate.doors.exchange.tables.source import LARGEST, Given, Kind, Source, find, too_large
from collegiate.doors.exchange.tables.survey import survey
from collegiate.values import Status

#: Rows turned into columns at a time.
BATCH = 50_000
#: Text above this size goes row by row, so that it is never held twice.
AT_ONCE = 1 << 30


@dataclass(frozen=True)
class Table:
    """
    A table read whole.

    Attributes
    ----------
    file : str
        The file's name.
    header : Header
        Every column name of the file, as it writes them.
    typed : polars.DataFrame
        The columns that were asked for, as stored: text, except in Parquet files, which know their types.
    lines : int array, shape (rows,)
        The line of a text file, or the row of a spreadsheet, that each row came from; the header is 1.
    ragged : tuple of Ragged
        Rows of another length than the header; short ones were filled up with blanks.
    """

    file: str
    header: Header
    typed: pl.DataFrame
    lines: NDArray[np.int64]
    ragged: tuple[Ragged, ...] = ()

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The columns as text; null where the cell is empty. A column keeps its spaces."""
        return self.typed.select(_as_text(column) for column in self.typed.iter_columns())

    def text(self, column: str) -> pl.Series:
        """
        Return a column as text without the space around it; null where there is nothing.

        :raises TableRefused: if there is no such column
        """
        stripped = _as_text(self.stored(column)).str.strip_chars()
        return stripped.set(stripped == "", None)

    def numbers(self, column: str, *, marks: Marks = PUBLISHED, blank: Status = Status.NOT_COLLECTED) -> Numbers:
        """
        Return a column as numbers, with the reason wherever there is none.

        :raises TableRefused: if there is no such column, or a cell is neither a number nor one of the marks
        """
        return numbers(self.stored(column), self._place(column), marks=marks, blank=blank)

    def whole_numbers(self, column: str, *, marks: Marks = PUBLISHED, blank: Status = Status.NOT_COLLECTED) -> Numbers:
        """
        Return a column as `numbers` does, refusing parts.

        :raises TableRefused: as `numbers`, and if a number is not whole
        """
        return whole_numbers(self.stored(column), self._place(column), marks=marks, blank=blank)

    def refuse(self, what: str, *, to_do: str, row: int | None = None, column: str = "") -> TableRefused:
        """Return a refusal that names the line of a row (from 0), for the caller to raise."""
        return TableRefused(
            self.file, what, to_do=to_do, line=None if row is None else int(self.lines[row]), column=column
        )

    def keep(self, columns: Sequence[str]) -> "Table":
        """
        Return only these columns, in this order.

        :raises TableRefused: if one is not there
        """
        places = [self.header.where(column, file=self.file) for column in columns]
        kept = self.typed.select(self.typed.columns[place] for place in dict.fromkeys(places))
        return Table(self.file, self.header, kept, self.lines, self.ragged)

    def only(self, wanted: pl.Series) -> "Table":
        """Return only the rows that are wanted, each with the line it came from."""
        return Table(self.file, self.header, self.typed.filter(wanted), self.lines[wanted.to_numpy()], self.ragged)

    def stored(self, column: str) -> pl.Series:
        """
        Return a column as the file stores it: text, except from Parquet.

        :raises TableRefused: if there is no such column
        """
        return self.typed.get_column(self.typed.columns[Header(self.typed.columns).where(column, file=self.file)])

    def _place(self, column: str) -> tuple[str, str, NDArray[np.int64]]:
        return self.file, column, self.lines


def read(
    given: Given,
    *,
    required: Iterable[str] = (),
    columns: Sequence[str] | None = None,
    name: str = "",
    sheet: str | None = None,
    may_be_empty: bool = False,
) -> Table:
    """
    Read a table whole: CSV (also .gz), Parquet or spreadsheet.

    :param given: a path, or the bytes of a file
    :param required: columns that must be there once
    :param columns: keep only these, in this order, and require them; all where None
    :param name: the name to use in messages where bytes are given
    :param sheet: the sheet of a spreadsheet; the first where none is named
    :param may_be_empty: let a table with column names and no rows through
    :raises TableRefused: if it is no table, is damaged or cut short, lacks a column, a row has more cells than names, or it
        is too large to be held
    """
    source = find(given, name=name)
    wanted = [*required, *(columns or ())]
    if source.is_as_large_as_it_looks and source.size > LARGEST:
        raise too_large(source.name)
    if source.kind is Kind.PARQUET:
        table = _parquet(source)
    elif source.kind is Kind.SPREADSHEET:
        table = gathered(source.name, walk(source, sheet=sheet))
    else:
        table = _at_once(source) or _row_by_row(source)
    table.header.insist(wanted, file=table.file)
    if not table.typed.height and not may_be_empty:
        raise no_rows(table.file)
    return table if columns is None else table.keep(columns)


def walk(source: Source, *, sheet: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """
    Yield each row of a spreadsheet or Parquet file, its header first, as a line number and cells of text.

    :raises TableRefused: if it cannot be read
    """
    if source.kind is Kind.SPREADSHEET:
        frame, first = _sheet(source, sheet), 1
    else:
        frame, first = _parquet(source).frame, 2
        yield 1, frame.columns
    for line, cells in enumerate(frame.iter_rows(), start=first):
        row = ["" if cell is None else cell for cell in cells]
        yield line, row if any(row) else []


def _sheet(source: Source, sheet: str | None) -> pl.DataFrame:
    content = source.whole()
    try:
        book = fastexcel.read_excel(content)
        if sheet is not None and sheet not in book.sheet_names:
            raise TableRefused(
                source.name, f"It has no sheet “{sheet}”.", to_do=f"Its sheets are: {', '.join(book.sheet_names)}."
            )
        # Every row from the first, so that a row's number here is its number on the screen.
        return book.load_sheet(sheet or 0, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as fault:
        raise TableRefused(
            source.name,
            "It is no spreadsheet that can be read, or it is damaged.",
            to_do="Save it again as .xlsx or as CSV.",
        ) from fault


def _parquet(source: Source) -> Table:
    try:
        typed = pl.read_parquet(io.BytesIO(source.given) if isinstance(source.given, bytes) else source.given)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        raise damaged_parquet(source) from fault
    refuse_nested(source, typed.schema)
    return Table(source.name, header(typed.columns, file=source.name), typed, np.arange(2, typed.height + 2))


def damaged_parquet(source: Source) -> TableRefused:
    """Return the refusal of a Parquet file that cannot be read."""
    return TableRefused(source.name, "The Parquet file is damaged or cut short.", to_do="Fetch or save it again.")


def refuse_nested(source: Source, schema: pl.Schema) -> None:
    """
    Go on only if every cell of a Parquet file is one value.

    :raises TableRefused: naming the first column of which that is not so
    """
    nested = [name for name, kind in schema.items() if kind.is_nested() or isinstance(kind, pl.Binary | pl.Object)]
    if nested:
        raise TableRefused(
            source.name, "Its cells are not single values.", column=nested[0], to_do="Save it with plain columns."
        )


def _at_once(source: Source) -> Table | None:
    """
    Read plain CSV by Polars: no quote marks, no blank lines, every row of the header's length; None where it is not so.

    Such a file has exactly one row a line and one comma between two cells, so that counting them proves nothing is lost.
    """
    seen = survey(source)
    if seen.quotes or seen.encoding != "utf-8-sig" or not seen.ends_whole:
        return None
    content = source.whole().removeprefix(b"\xef\xbb\xbf") if seen.line_ends < AT_ONCE else b""
    first, _, rest = content.partition(b"\n")
    wide, lines = first.count(b",") + 1, seen.line_ends - 1
    if wide < 2 or not rest or b"\r" in content.replace(b"\r\n", b"") or rest.count(b",") != lines * (wide - 1):
        return None
    names = header(first.decode().split(","), file=source.name)
    try:
        frame = pl.read_csv(rest, has_header=False, new_columns=unique(names), infer_schema=False, quote_char=None)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    if frame.shape != (lines, wide):
        return None
    return Table(source.name, names, frame, np.arange(2, lines + 2))


def _row_by_row(source: Source) -> Table:
    table = Rows(source, may_be_empty=True)
    return gathered(source.name, table, names=table.header)


def gathered(file: str, walked: Iterable[tuple[int, list[str]]], *, names: Header | None = None) -> Table:
    """
    Turn walked rows into a table, a batch at a time; the first is its header where no names are given.

    :raises TableRefused: if there is nothing, or a row has more cells than names
    """
    lines: list[int] = []
    ragged: list[Ragged] = []
    batch: list[list[str]] = []
    frames: list[pl.DataFrame] = []
    for line, cells in walked:
        if names is None:
            names = header(cells, file=file) if cells else None
        elif cells:
            batch.append(_fitted(line, cells, names, ragged, file))
            lines.append(line)
            if len(batch) == BATCH:
                frames.append(_columns(batch, names))
                batch = []
    if names is None:
        raise TableRefused(file, "There is nothing in it.", to_do="Fetch or save it again.")
    frames.append(_columns(batch, names))
    return Table(file, names, pl.concat(frames), np.array(lines, dtype=np.int64), tuple(ragged))


def _fitted(line: int, cells: list[str], names: Header, ragged: list[Ragged], file: str) -> list[str]:
    wide = len(names)
    if len(cells) == wide:
        return cells
    if any(cell.strip() for cell in cells[wide:]):
        raise TableRefused(
            file,
            f"The row has {len(cells)} cells; the header has {wide}.",
            line=line,
            to_do="If a cell holds a comma, put the cell in quote marks; else name the columns that have no name.",
        )
    ragged.append(Ragged(line, len(cells), wide))
    return cells[:wide] + [""] * (wide - len(cells))


def _columns(batch: list[list[str]], names: Header) -> pl.DataFrame:
    columns: Iterable[Sequence[str]] = zip(*batch, strict=True) if batch else [()] * len(names)
    frame = pl.DataFrame(
        [pl.Series(name, cells, dtype=pl.String) for name, cells in zip(unique(names), columns, strict=True)]
    )
    return frame.with_columns(pl.all().replace("", None))


def _as_text(column: pl.Series) -> pl.Series:
    return column if column.dtype == pl.String else column.cast(pl.String)
