"""
The one reader and writer of tables: CSV (plain or .gz), Parquet and spreadsheets.

Every column is text first and is then read with the file's own marks (SUPP, NE, LOWCOV, NA, c, z, x, %), so that no
figure, mark or leading zero is lost on the way in. What is wrong is said as `TableRefused`: file, line, column, what
to do.

Row by row, in little memory (this package alone does not import Polars)::

    from collegiate.doors.exchange.tables import TableRefused, parse, rows

    table = rows(path, required=["URN", "Town"])     # Rows; raises TableRefused if damaged, cut short, column missing
    town = table.where("Town")                       # place of a column, whatever its capitals
    for line, cells in table: ...                    # list[str], as long as the row is
    for line, (urn, town) in table.cells("URN", "Town"): ...   # padded with ""
    table.ragged, table.ragged_rows, table.blank_lines, table.rows, table.encoding   # after the last row
    table.refuse(what, to_do=…, line=…, column=…)    # a TableRefused to raise or list

One cell: ``parse("64%") -> Cell(value=64.0, status=None)``, ``parse("SUPP") -> Cell(None, Status.SUPPRESSED)``;
`ValueError` where it is neither. `marks=` takes `PUBLISHED` (default), `PERFORMANCE_TABLES`, `STATISTICS`,
`STATISTICS_BEFORE_2020`, or any mapping of text to `Status`.

As frames (imports Polars)::

    from collegiate.doors.exchange.tables.frames import read
    from collegiate.doors.exchange.tables.write import as_bytes, write, write_rows

    table = read(path, required=[…], columns=[…] | None)   # Table: .frame (all text), .lines, .header, .ragged
    score = table.numbers("SS_2024")                 # Numbers: .values (NaN where none), .status, .missing
    count = table.whole_numbers("TELIG")
    names = table.text("SCHNAME")                    # Series, stripped, null where blank
    write(frame, "out.csv" | "out.csv.gz" | "out.parquet" | "out.xlsx")
"""

from collegiate.doors.exchange.tables.marks import (
    PERFORMANCE_TABLES,
    PUBLISHED,
    STATISTICS,
    STATISTICS_BEFORE_2020,
    TOTALS,
    Cell,
    Marks,
    parse,
)
from collegiate.doors.exchange.tables.refusals import TableRefused
from collegiate.doors.exchange.tables.rows import Ragged, Rows, rows

__all__ = [
    "PERFORMANCE_TABLES",
    "PUBLISHED",
    "STATISTICS",
    "STATISTICS_BEFORE_2020",
    "TOTALS",
    "Cell",
    "Marks",
    "Ragged",
    "Rows",
    "TableRefused",
    "parse",
    "rows",
]
