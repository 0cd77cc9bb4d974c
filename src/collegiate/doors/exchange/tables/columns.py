"""A column of text as numbers: each cell a value, or the reason that there is none."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from collegiate.doors.exchange.tables.marks import Marks, parse
from collegiate.doors.exchange.tables.refusals import TableRefused
from collegiate.values import CannotSay, Status

#: The file's name, the column's name, and the line of each row.
Place = tuple[str, str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """
    A column of numbers.

    Attributes
    ----------
    values : float array, shape (rows,)
        NaN exactly where `status` is not null. Percentages are in percentage points.
    status : polars.Series of str, shape (rows,)
        Why there is no number, as the text of a `Status`; null where there is one.
    """

    values: NDArray[np.float64]
    status: pl.Series

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, row: int) -> float | CannotSay:
        status = self.status[row]
        if status is None:
            return float(self.values[row])
        return CannotSay(because=f"The file gives no figure here ({Status(status).words}).", status=Status(status))

    @property
    def missing(self) -> dict[Status, int]:
        """How many cells have no number, by reason."""
        counts = self.status.drop_nulls().value_counts(name="n")
        return {Status(status): int(n) for status, n in sorted(counts.iter_rows())}


def numbers(column: pl.Series, place: Place, *, marks: Marks, blank: Status) -> Numbers:
    """
    Read a column as numbers; columns that are stored as numbers are taken as they are, null and NaN as blank.

    :raises TableRefused: if a cell is neither a number nor one of the marks
    """
    if column.dtype.is_numeric():
        return _stored(column, place, blank)
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    plain = column.str.strip_chars()
    values = plain.cast(pl.Float64, strict=False)
    unread = ~(values.is_finite().fill_null(value=False))
    distinct = plain.filter(unread).unique(maintain_order=True)
    read = {text: _cell(text, column, place, marks, blank) for text in distinct}
    rest = plain.filter(unread).replace_strict(
        list(read), [value for value, _ in read.values()], return_dtype=pl.Float64
    )
    why = plain.filter(unread).replace_strict(
        list(read), [status for _, status in read.values()], return_dtype=pl.String
    )
    at = unread.arg_true()
    values = values.scatter(at, rest)
    status = pl.Series("status", [None], dtype=pl.String).new_from_index(0, len(column)).scatter(at, why)
    return Numbers(values.fill_null(np.nan).to_numpy(), status)


def whole_numbers(column: pl.Series, place: Place, *, marks: Marks, blank: Status) -> Numbers:
    """
    Read a column as numbers that have no parts.

    :raises TableRefused: as `numbers`, and if a number is not whole
    """
    read = numbers(column, place, marks=marks, blank=blank)
    parts = np.flatnonzero(~np.isnan(read.values) & (read.values != np.floor(read.values)))
    if parts.size:
        file, name, lines = place
        raise TableRefused(
            file,
            f"{read.values[parts[0]]:g} is not a whole number{_and_others(parts.size)}.",
            line=int(lines[parts[0]]),
            column=name,
            to_do="Mend the cell, or check that it is the right column.",
        )
    return read


def _stored(column: pl.Series, place: Place, blank: Status) -> Numbers:
    values = column.cast(pl.Float64).fill_null(np.nan).to_numpy()
    endless = np.flatnonzero(np.isinf(values))
    if endless.size:
        file, name, lines = place
        raise TableRefused(
            file,
            "The number is infinite.",
            line=int(lines[endless[0]]),
            column=name,
            to_do="Mend the cell.",
        )
    gone = pl.Series("status", np.isnan(values))
    status = pl.select(pl.when(gone).then(pl.lit(blank.value))).to_series().alias("status")
    return Numbers(values, status)


def _cell(
    text: str | None, column: pl.Series, place: Place, marks: Marks, blank: Status
) -> tuple[float | None, str | None]:
    try:
        cell = parse(text, marks=marks, blank=blank)
    except ValueError as fault:
        file, name, lines = place
        rows = (column.str.strip_chars() == text).arg_true()
        what = str(fault).removesuffix(".")
        raise TableRefused(
            file,
            f"{what}{_and_others(len(rows))}.",
            line=int(lines[rows[0]]),
            column=name,
            to_do="Mend the cell, or check that it is the right column.",
        ) from None
    return cell.value, cell.status.value if cell.status else None


def _and_others(rows: int) -> str:
    return "" if rows == 1 else f" (nor in {rows - 1:,} more {'row' if rows == 2 else 'rows'})"
