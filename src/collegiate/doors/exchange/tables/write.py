"""A frame as a file: CSV (also .gz), Parquet or spreadsheet, whole or not at all."""

import gzip
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

import polars as pl

from collegiate.doors.exchange.tables.refusals import TableRefused

#: What a spreadsheet can hold under its header.
SHEET_ROWS, SHEET_COLUMNS = 1_048_575, 16_384


def write(frame: pl.DataFrame, path: str | Path, *, sheet: str = "Sheet1") -> Path:
    """
    Write a frame to a file of the kind that its name ends in: .csv, .csv.gz, .parquet or .xlsx.

    The file appears when it is whole; whatever had the name before stays until then. Text that begins like a formula
    stays text in a spreadsheet.

    :raises TableRefused: if the name has another ending, the folder is not there, or the frame is too large for a sheet
    """
    path = Path(path)
    put = _writer(path, frame, sheet)
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            being_written = Path(file.name)
            try:
                put(cast("BinaryIO", file))
            except BaseException:
                being_written.unlink()
                raise
        being_written.chmod(0o644)
        being_written.replace(path)
    except OSError as fault:
        raise _cannot_be_written(path, fault) from fault
    return path


def may_write(path: str | Path, *, reads: Iterable[Path] = ()) -> None:
    """
    Go on only if `write` could write such a file, so that nobody waits for work whose answer is then lost.

    :raises TableRefused: if its name or folder will not do, or it is one of the files that are read
    """
    path = Path(path)
    _writer(path, pl.DataFrame(), "Sheet1")
    if path.resolve() in {one.resolve() for one in reads}:
        raise TableRefused(path.name, "It is a file that is read.", to_do="Give the answer another name.")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            pass
    except OSError as fault:
        raise _cannot_be_written(path, fault) from fault


def _cannot_be_written(path: Path, fault: OSError) -> TableRefused:
    why = (fault.strerror or str(fault)).lower()
    return TableRefused(path.name, f"It cannot be written: {why}.", to_do="Check the folder.")


def write_rows(header: Sequence[str], rows: Iterable[Sequence[str]], path: str | Path) -> Path:
    """
    Write rows of text to a file, as `write` does.

    :raises TableRefused: as `write`
    :raises ValueError: if a row has not as many cells as the header
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    named = zip(header, columns, strict=True)
    return write(pl.DataFrame([pl.Series(name, cells, dtype=pl.String) for name, cells in named]), path)


def as_bytes(frame: pl.DataFrame, ending: str) -> bytes:
    """
    Return the file's content for a download; `ending` as in `write`.

    :raises TableRefused: as `write`
    """
    into = io.BytesIO()
    _writer(Path(f"table{ending}"), frame, "Sheet1")(into)
    return into.getvalue()


def _writer(path: Path, frame: pl.DataFrame, sheet: str) -> Callable[[BinaryIO], object]:
    name = path.name.lower()
    if name.endswith(".csv"):
        return frame.write_csv
    if name.endswith(".csv.gz"):
        return lambda file: file.write(gzip.compress(frame.write_csv().encode(), mtime=0))
    if name.endswith(".parquet"):
        return frame.write_parquet
    if not name.endswith(".xlsx"):
        raise TableRefused(
            path.name,
            "Its name does not say what kind of file it is to be.",
            to_do="End it in .csv, .csv.gz, .parquet or .xlsx.",
        )
    if frame.height > SHEET_ROWS or frame.width > SHEET_COLUMNS:
        raise TableRefused(
            path.name,
            f"A sheet holds {SHEET_ROWS:,} rows and {SHEET_COLUMNS:,} columns; there are {frame.height:,} and {frame.width:,}.",
            to_do="Write it as CSV or Parquet.",
        )
    return lambda file: _spreadsheet(frame, file, sheet)


def _spreadsheet(frame: pl.DataFrame, file: BinaryIO, sheet: str) -> None:
    import xlsxwriter  # noqa: PLC0415 -- only a spreadsheet needs it

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        frame.write_excel(book, sheet, autofit=True, freeze_panes=(1, 0))
