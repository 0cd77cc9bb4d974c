"""`collegiate numbers disclose`: a table of counts to one that may be published."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from collegiate.analytics.disclosure import Suppression, suppress
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, filled, named_once, quiet
from collegiate.doors.exchange.tables.frames import Table, read
from collegiate.values import CannotSay

#: In place of a count that is hidden: the statisticians' mark for confidential.
MARK = "c"
TOTAL = "Total"


def disclose(
    file: Path,
    *,
    rows: str,
    counts: Sequence[str] = (),
    k: int = 5,
    rows_know_themselves: bool = False,
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Choose what must be hidden in a two-way table of counts, and put totals to it.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    named_once([rows, *counts], "the labels and each count")
    tell("reading", 0, 0)
    table = read(file, required=[rows, *counts], sheet=sheet)
    named = list(counts) or [name for name in table.typed.columns if name.strip().casefold() != rows.casefold()]
    if not named:
        raise table.refuse("There is no column of counts beside the labels.", to_do="Give one column for each group.")
    labels = filled(table, rows)
    people = np.column_stack([_counts(table, name) for name in named])
    _refuse_totals(table, rows, labels.to_list(), named, people)
    tell("hiding", 0, 0)
    found = suppress(people, k, rows_know_themselves=rows_know_themselves)
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    return Outcome(found.sentence(), _explained(found), _published(found, rows, labels.to_list(), named))


def _counts(table: Table, name: str) -> np.ndarray:
    found = table.whole_numbers(name)
    for row in np.flatnonzero(np.isnan(found.values) | (found.values < 0)):
        what = "There is no count here." if np.isnan(found.values[row]) else "The count is below 0."
        raise table.refuse(what, to_do="Give the true count; it is hidden here, not there.", row=int(row), column=name)
    return found.values.astype(np.int64)


def _refuse_totals(table: Table, rows: str, labels: list[str], named: list[str], people: np.ndarray) -> None:
    """Refuse a row or column that calls itself a total and adds up the others: it would count everybody twice."""
    to_do = "Take it out: totals are worked out here."
    for row in (row for row, label in enumerate(labels) if _adds_up(label, people, people[row])):
        raise table.refuse("The row adds up the others.", to_do=to_do, row=row, column=rows)
    for place in (place for place, name in enumerate(named) if _adds_up(name, people.T, people[:, place])):
        raise table.refuse("The column adds up the others.", to_do=to_do, column=named[place])


def _adds_up(name: str, lines: np.ndarray, one: np.ndarray) -> bool:
    called = name.casefold().startswith(("total", "all", "sum"))
    return called and len(lines) > 1 and bool((lines.sum(axis=0) == 2 * one).all())


def _published(found: Suppression, rows: str, labels: list[str], named: list[str]) -> pl.DataFrame:
    shown = [[MARK if isinstance(cell, CannotSay) else str(cell) for cell in row] for row in found.published()]
    names = [rows, *named, TOTAL if TOTAL not in named else "All"]
    columns = [[*labels, TOTAL], *(list(column) for column in zip(*shown, strict=True))]
    return pl.DataFrame(dict(zip(names, columns, strict=True)))


def _explained(found: Suppression) -> tuple[str, ...]:
    widths = (found.high - found.low)[found.primary]
    steps = [f"A count from 1 to {found.k - 1} names a child to anyone who knows the school, so it is hidden ({MARK})."]
    if widths.size:
        narrowest = widths.min()
        far = f"{narrowest:,.0f} apart" if np.isfinite(narrowest) else "without limit"
        steps.append(f"From all that is shown, no reader can work a hidden small count out closer than {far}.")
    if found.proven_cheapest:
        steps.append("No safe choice hides less.")
    return (*steps, *([found.advice] if found.advice else []))
