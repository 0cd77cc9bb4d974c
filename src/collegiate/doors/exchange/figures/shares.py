"""`collegiate numbers allocate shares` and `… days`: a file of weights to whole shares."""

from pathlib import Path

import polars as pl

from collegiate.analytics.allocation import largest_remainder, share_days
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, once_each, quiet
from collegiate.doors.exchange.tables.frames import Table, read
from collegiate.values import CannotSay


def shares(file: Path, *, id_: str, weight: str, whole: int, sheet: str | None = None, tell: Tell = quiet) -> Outcome:
    """
    Share whole units by weight, so that they add up.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if there is nothing to share by
    """
    tell("reading", 0, 0)
    table = read(file, columns=[id_, weight], sheet=sheet)
    weights = _weights(table, id_, weight)
    found = largest_remainder(whole, weights)
    frame = pl.DataFrame({id_: list(weights), "share": [found.parts[name] for name in weights]})
    return Outcome(
        found.sentence(),
        ("Everyone gets the whole units of their exact share; those left over go to the largest fractions.",),
        frame,
    )


def days(
    file: Path,
    *,
    id_: str,
    weight: str,
    whole: int,
    cap: str,
    least: str = "0",
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Share whole days by weight, under a cap: one number for all schools, or a column.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if there is nothing to share by
    """
    tell("reading", 0, 0)
    extra = [name for name in (cap, least) if not name.isdigit()]
    table = read(file, columns=[id_, weight, *extra], sheet=sheet)
    weights = _weights(table, id_, weight)
    found = share_days(
        whole, weights, cap=_number_or_column(table, cap, weights), least=_number_or_column(table, least, weights)
    )
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    frame = pl.DataFrame(
        {
            id_: list(weights),
            "days": [found.given[name] for name in weights],
            "because": [found.why(name) for name in weights],
        }
    )
    return Outcome(found.sentence(), ("The days lie as near to the weights as whole days and caps allow.",), frame)


def _weights(table: Table, id_: str, weight: str) -> dict[str, float]:
    ids, found = once_each(table, id_), table.numbers(weight)
    for row, status in enumerate(found.status):
        if status is not None:
            raise table.refuse(
                "There is no weight here.", to_do="Give a number; 0 for no claim.", row=row, column=weight
            )
    return dict(zip(ids.to_list(), found.values.tolist(), strict=True))


def _number_or_column(table: Table, given: str, weights: dict[str, float]) -> int | dict[str, int]:
    if given.isdigit():
        return int(given)
    found = table.whole_numbers(given)
    for row, status in enumerate(found.status):
        if status is not None:
            raise table.refuse("There is no number of days here.", to_do="Give a whole number.", row=row, column=given)
    return dict(zip(weights, found.values.astype(int).tolist(), strict=True))
