"""`collegiate numbers value-added`: a file of pupils to each school's value added."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from collegiate.analytics.value_added import SchoolEffect, ValueAdded, estimate, sums_of
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, filled, quiet
from collegiate.doors.exchange.tables.frames import read
from collegiate.values import CannotSay


def value_added(
    file: Path,
    *,
    school: str,
    outcome: str,
    covariates: Sequence[str],
    method: Literal["REML", "ML"] = "REML",
    level: float = 0.95,
    smallest: int = 5,
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Estimate value added from a file with a row a pupil.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    tell("reading", 0, 0)
    table = read(file, columns=[school, outcome, *covariates], sheet=sheet)
    schools = filled(table, school)
    columns = {name: table.numbers(name).values for name in covariates}
    tell("estimating", 0, 0)
    found = estimate(
        sums_of(schools, table.numbers(outcome).values, columns), method=method, level=level, smallest=smallest
    )
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    return Outcome(found.sentence(), _explained(found), _rows(found, school))


def _explained(found: ValueAdded) -> tuple[str, ...]:
    return (
        f"A school's value added is how far its pupils end above or below pupils like them elsewhere, drawn towards "
        f"nought where few pupils leave room for chance ({found.method}).",
        *(one.sentence() for one in found.coefficients[1:]),
        f"{found.left_out:,} pupils were left out because a number was missing.",
        f"Schools with fewer than {found.smallest} pupils are not shown.",
        found.caterpillar().sentence(),
        "It is no ranking: most schools' intervals overlap, and one year says little.",
    )


def _rows(found: ValueAdded, school: str) -> pl.DataFrame:
    schools = [found.school(name) for name in found.schools.tolist()]
    shown = [one if isinstance(one, SchoolEffect) else None for one in schools]
    numbers = {
        name: [getattr(one, name) if one else None for one in shown] for name in ("effect", "lower", "upper", "se")
    }
    pupils = [one.pupils if one else None for one in shown]
    why = [one.sentence() if isinstance(one, CannotSay) else None for one in schools]
    return pl.DataFrame({school: found.schools.tolist(), "pupils": pupils, **numbers, "because": why}, strict=False)
