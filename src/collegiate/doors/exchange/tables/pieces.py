"""
A table in pieces, for files larger than memory: each piece is a `Table` of its own, and its lines are those of the file.

Pieces have the same rows however the file is stored, so that what is summed over them does not depend on it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

import numpy as np
import polars as pl

from collegiate.doors.exchange.tables.frames import Table, damaged_parquet, gathered, read, refuse_nested
from collegiate.doors.exchange.tables.header import Header, header, unique
from collegiate.doors.exchange.tables.rows import Rows, no_rows
from collegiate.doors.exchange.tables.source import Given, Kind, Source, find
from collegiate.doors.exchange.tables.survey import Survey, survey

#: Rows in a piece: some tens of megabytes.
PIECE = 250_000


@dataclass(frozen=True)
class Pieces:
    """A table in pieces, to be read once, and about how many rows there are in all."""

    about: int
    pieces: Iterator[Table]

    def __iter__(self) -> Iterator[Table]:
        """Yield each piece."""
        return self.pieces


def in_pieces(given: Given, *, columns: Sequence[str], sheet: str | None = None, rows: int = PIECE) -> Pieces:
    """
    Read some columns of a table, so many rows at a time.

    :raises TableRefused: as `frames.read`, here or where the fault is met; what was read before it has been handed on
    """
    source = find(given)
    if source.kind is Kind.CSV:
        seen = survey(source)
        return Pieces(max(1, seen.line_ends - 1), _csv(source, seen, columns, rows))
    if source.kind is Kind.PARQUET and (about := _height(source)):
        return Pieces(about, _parquet(source, columns, rows))
    whole = read(given, columns=columns, sheet=sheet)
    return Pieces(whole.typed.height, _cut(whole, rows))


def _height(source: Source) -> int:
    """Return how many rows a Parquet file on a disk has; 0 where it is not one, or damaged, and is to be read whole."""
    if not source.is_as_large_as_it_looks:
        return 0
    try:
        return int(pl.scan_parquet(source.given).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        return 0


def _cut(table: Table, rows: int) -> Iterator[Table]:
    for start in range(0, table.typed.height, rows):
        piece = table.typed.slice(start, rows)
        yield Table(table.file, table.header, piece, table.lines[start : start + rows], table.ragged)


def _parquet(source: Source, columns: Sequence[str], rows: int) -> Iterator[Table]:
    lazy = pl.scan_parquet(source.given)
    schema = lazy.collect_schema()
    names = header(schema.names(), file=source.name)
    names.insist(columns, file=source.name)
    refuse_nested(source, schema)
    stored = [schema.names()[names.where(column, file=source.name)] for column in columns]
    for start in count(0, rows):
        try:
            piece = lazy.slice(start, rows).select(list(dict.fromkeys(stored))).collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
            raise damaged_parquet(source) from fault
        if not piece.height:
            return
        yield Table(source.name, names, piece, np.arange(start + 2, start + 2 + piece.height))


def _csv(source: Source, seen: Survey, columns: Sequence[str], rows: int) -> Iterator[Table]:
    simple = not seen.quotes and not seen.lone_returns and seen.encoding == "utf-8-sig" and seen.ends_whole
    pieces = _simple(source, columns, rows) if simple else _walked(source, columns, rows)
    empty = True
    for piece in pieces:
        if piece.typed.height:
            empty = False
            yield piece.keep(columns)
    if empty:
        raise no_rows(source.name)


def _walked(source: Source, columns: Sequence[str], rows: int) -> Iterator[Table]:
    """Take rows apart as CSV has it, whatever stands in quote marks."""
    table = Rows(source, may_be_empty=True)
    table.header.insist(columns, file=source.name)
    walk = iter(table)
    while some := list(islice(walk, rows)):
        yield gathered(source.name, some, names=table.header)


def _simple(source: Source, columns: Sequence[str], rows: int) -> Iterator[Table]:
    """Take rows apart where a line is a row, since there is no quote mark in the whole file."""
    with source.opened() as stream:
        lines = enumerate(stream, start=1)
        names = _names(source, lines)
        names.insist(columns, file=source.name)
        walk = ((line, text) for line, text in lines if text.strip(b"\r\n"))
        while some := list(islice(walk, rows)):
            yield _quick(source, names, some) or gathered(source.name, _cells(some), names=names)


def _names(source: Source, lines: Iterable[tuple[int, bytes]]) -> Header:
    for _, text in lines:
        if words := text.removeprefix(b"\xef\xbb\xbf").strip(b"\r\n"):
            return header(next(csv.reader([words.decode()])), file=source.name)
    raise no_rows(source.name)


def _cells(some: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, list[str]]]:
    for line, text in some:
        for cells in csv.reader(io.StringIO(text.decode(), newline="")):
            yield line, cells


def _quick(source: Source, names: Header, some: Sequence[tuple[int, bytes]]) -> Table | None:
    """Read lines by Polars, where every one has the header's number of commas; None where it is not so."""
    wide = len(names)
    content = b"".join(text for _, text in some)
    if wide < 2 or any(text.count(b",") != wide - 1 for _, text in some):
        return None
    try:
        frame = pl.read_csv(content, has_header=False, new_columns=unique(names), infer_schema=False, quote_char=None)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    if frame.shape != (len(some), wide):
        return None
    return Table(source.name, names, frame, pl.Series([line for line, _ in some]).to_numpy())
