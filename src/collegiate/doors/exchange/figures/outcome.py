"""What a number worked out from files comes to: a sentence, an explanation, and rows to write."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from collegiate.doors.exchange.tables.frames import Table
from collegiate.doors.exchange.tables.write import write

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


def once_each(table: Table, column: str, *, within: pl.DataFrame | None = None) -> pl.Series:
    """
    Return an id column, in which nothing is blank and nothing there twice (within a group, where groups are given).

    :raises TableRefused: naming the line of the first that is
    """
    ids = table.text(column)
    blank = ids.is_null().arg_true()
    if len(blank):
        raise table.refuse("The id is blank.", to_do="Give every row an id.", row=blank[0], column=column)
    keyed = pl.DataFrame([ids.alias("id")]) if within is None else within.with_columns(ids.alias("__id"))
    twice = (~keyed.select(pl.struct(pl.all()).is_first_distinct()).to_series()).arg_true()
    if len(twice):
        row = int(twice[0])
        raise table.refuse(
            f"The id “{ids[row]}” is there for the second time.",
            to_do="Give every row an id of its own.",
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
