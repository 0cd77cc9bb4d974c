"""
A table of typed cells as CSV or a spreadsheet: numbers stay numbers, and no text becomes a formula.

A spreadsheet program takes text that begins with =, +, -, @, a tab or a return for a formula, wherever it came from;
such text is written with an apostrophe before it. Amounts are written in pounds, as numbers.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO

from collegiate.values import Money

ACTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | Money | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its columns, and rows of as many cells."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def harmless(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(ACTS) or text.lstrip(" \n\ufeff").startswith(ACTS) else text


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Yield a table as CSV, line by line, however long it is."""
    into = io.StringIO()
    out = csv.writer(into)
    for row in chain([sheet.columns], sheet.rows):
        out.writerow([_plain(cell) for cell in row])
        yield into.getvalue()
        into.seek(0)
        into.truncate()


def write_book(sheets: Iterable[Sheet], file: BinaryIO) -> None:
    """Write tables as one spreadsheet, in little memory: amounts are cells of money, days are days."""
    import xlsxwriter  # noqa: PLC0415 -- only a spreadsheet needs it

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "£#,##0.00;[Red]-£#,##0.00"})
        day = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(one.columns) - 1, 18)
            sheet.write_row(0, 0, one.columns, bold)
            for place, row in enumerate(one.rows, start=1):
                for column, cell in enumerate(row):
                    _put(sheet, place, column, cell, money=money, day=day)


def _put(sheet: Any, row: int, column: int, cell: Cell, *, money: Any, day: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Money):
        sheet.write_number(row, column, cell.pence / 100, money)
    elif isinstance(cell, datetime):
        sheet.write_string(row, column, cell.isoformat(timespec="seconds"))
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day has no zone
    elif isinstance(cell, str):
        sheet.write_string(row, column, harmless(cell))
    else:
        sheet.write_number(row, column, cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, Money):
        return cell.plain
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)
