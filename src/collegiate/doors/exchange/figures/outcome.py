"""What a number worked out from files comes to: a sentence, an explanation, and rows to write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from collegiate.doors.exchange.tables import TOTALS
from collegiate.doors.exchange.tables.frames import Table
from collegiate.doors.exchange.tables.write import write

#: Where a school's id is blank or comes twice.
ADVICE = "If it is a total, leave totals out with --without-totals; else give every row an id of its own."
#: Called with what is being done, how much of it is done, and how much there is; 0 of 0 where that is not known.
Tell = Callable[[str, int, int], None]


def quiet(doing: str, done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Outcome:
    """
    What was worked out.

    Attributes
    ----------
    sentence : str
        The answer in words.
    explanation : tuple of str
        How it was worked out and what to bear in mind, a sentence each.
    frame : polars.DataFrame or None
        The rows to write, where there are any.
    said : bool
        Whether there is an answer; False where nothing can be said, and the sentence says why.
    """

    sentence: str
    explanation: tuple[str, ...] = ()
    frame: pl.DataFrame | None = None
    said: bool = True

    def write(self, path: str) -> str:
        """
        Write the rows and return a sentence that says so.

        :raises TableRefused: if the file cannot be written
        """
        if self.frame is None:
            return "There are no rows to write."
        written = write(self.frame, path)
        rows = self.frame.height
        return f"{written.name}: {rows:,} {'row' if rows == 1 else 'rows'} written."


@dataclass(frozen=True)
class Rows:
    """
    Which rows of a file are meant: those with one of the values asked for in each column, and no totals where they are not.

    Attributes
    ----------
    only : sequence of (column, value)
        Where a column is named more than once, any of its values will do.
    without_totals : bool
        Leave out rows that add others up: their id is blank or NAT.
    """

    only: Sequence[tuple[str, str]] = ()
    without_totals: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns that are asked for a value."""
        return list(dict.fromkeys(column for column, _ in self.only))

    def of(self, table: Table, id_: str) -> tuple[Table, str]:
        """
        Return the table with these rows only, and what was left out in words, for the reader to be told.

        :raises TableRefused: if no row has a value that is asked for
        """
        said = []
        for column in self.columns:
            values = [value for asked, value in self.only if asked == column]
            there = table.text(column)
            kept = there.str.to_lowercase().is_in([value.lower() for value in values]).fill_null(value=False)
            if not kept.any():
                found = there.drop_nulls().unique(maintain_order=True)
                raise table.refuse(
                    f"No row has {' or '.join(f'“{value}”' for value in values)} in it.",
                    to_do=f"It holds {', '.join(found[:8])}{' …' if len(found) > 8 else ''}.",
                    column=column,
                )
            said.append(
                f" Only the {kept.sum():,} of {len(kept):,} rows where {column} is {' or '.join(values)} were taken."
            )
            table = table.only(kept)
        if self.without_totals:
            total = table.text(id_).fill_null("").str.to_uppercase().is_in(list(TOTALS))
            if total.any():
                said.append(f" {_left_out(table.only(total).lines.tolist(), id_)}")
                table = table.only(~total)
        return table, "".join(said)


def _left_out(lines: list[int], id_: str) -> str:
    """Return a sentence on the totals, with their lines."""
    shown = ", ".join(f"{line:,}" for line in lines[:10]) + (" …" if len(lines) > 10 else "")
    if len(lines) == 1:
        return f"Left out as a total, as its {id_} is blank or NAT: 1 row, line {shown}."
    return f"Left out as totals, as their {id_} is blank or NAT: {len(lines):,} rows, lines {shown}."


def named_once(columns: Sequence[str], what: str) -> None:
    """
    Go on only if no column is named twice.

    :raises ValueError: naming the first that is
    """
    twice = [name for place, name in enumerate(columns) if name in columns[:place]]
    if twice:
        raise ValueError(f"{twice[0]} is named twice: {what} are columns of their own.")


def once_each(
    table: Table, column: str, *, within: pl.DataFrame | None = None, to_do: str = "Give every row an id of its own."
) -> pl.Series:
    """
    Return an id column, in which nothing is blank and nothing there twice (within a group, where groups are given).

    ``to_do`` is the advice where that is not so.

    :raises TableRefused: naming the line of the first that is
    """
    ids = table.text(column)
    blank = ids.is_null().arg_true()
    if len(blank):
        raise table.refuse("The id is blank.", to_do=to_do, row=blank[0], column=column)
    keyed = pl.DataFrame([ids.alias("id")]) if within is None else within.with_columns(ids.alias("__id"))
    twice = (~keyed.select(pl.struct(pl.all()).is_first_distinct()).to_series()).arg_true()
    if len(twice):
        row = int(twice[0])
        raise table.refuse(
            f"The id “{ids[row]}” is there for the second time.",
            to_do=to_do,
            row=row,
            column=column,
        )
    return ids


def filled(table: Table, column: str) -> pl.Series:
    """
    Return a column of text in which nothing is blank.

    :raises TableRefused: naming the line of the first that is
    """
    words = table.text(column)
    blank = words.is_null().arg_true()
    if len(blank):
        raise table.refuse("The cell is blank.", to_do="Fill it in, or take the row out.", row=blank[0], column=column)
    return words
