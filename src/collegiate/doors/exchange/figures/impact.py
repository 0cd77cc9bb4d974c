"""`collegiate numbers impact`: a file of schools' figures over the years to what a programme did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from collegiate.analytics.impact import Better, History, Impact, WhyChosen, freeze, measure, smallest_detectable
from collegiate.doors.exchange.figures.outcome import ADVICE, Outcome, Rows, Tell, named_once, once_each, quiet
from collegiate.doors.exchange.tables.frames import Table, read
from collegiate.values import CannotSay

#: So many schools that were left out are named.
SHOWN = 12


@dataclass(frozen=True)
class Study:
    """What a study asks of a file: its columns and the schools, and what was agreed before the work started."""

    school: str
    years: Sequence[str]
    pupils: str
    pupil_sd: float
    supported: Collection[str]
    compared: Collection[str] = ()
    also: Sequence[str] = ()
    unit: str = "points"
    only: Sequence[tuple[str, str]] = ()
    without_totals: bool = False

    def read(self, file: Path, *more: str, sheet: str | None) -> tuple[Table, str]:
        """Return the rows that are meant, and what was left out in words."""
        named = [self.school, *self.years, *more, self.pupils, *self.also]
        named_once(named, "the school, each year, the pupils and what else was known")
        wanted = Rows(self.only, self.without_totals)
        return wanted.of(read(file, columns=[*named, *wanted.columns], sheet=sheet), self.school)


def impact(
    file: Path,
    study: Study,
    *,
    after: str,
    why: str,
    worthwhile: float | None,
    better: str = "higher",
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Measure what a programme did for the schools that had it.

    ``why`` is a name of `WhyChosen`, such as "low-figures"; ``better`` is "higher" or "lower".

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    if not why:
        raise ValueError("Say --why these schools were chosen: the answer depends on it.")
    tell("reading", 0, 0)
    table, left_out = study.read(file, after, sheet=sheet)
    history, supported, comparators = _set_up(table, study)
    tell("measuring", 0, 0)
    found = measure(
        history,
        table.numbers(after).values,
        supported=supported,
        comparators=freeze(comparators, how=_how(study)),
        why=WhyChosen[why.upper().replace("-", "_")],
        worthwhile=worthwhile,
        unit=study.unit,
        better=Better(better),
    )
    lines = pl.DataFrame(
        [(line.school, line.seen, line.expected, line.seen - line.expected) for line in found.lines],
        schema={study.school: pl.String, "seen": pl.Float64, "expected": pl.Float64, "difference": pl.Float64},
        orient="row",
    )
    return Outcome(found.sentence() + left_out, _explained(found), lines)


def study_or_rehearsal(
    file: Path,
    *,
    after: str,
    why: str,
    worthwhile: float | None,
    better: str,
    sheet: str | None,
    tell: Tell,
    **study: Any,
) -> Outcome:
    """Measure, or where there is no figure after the work yet, say what could be found; as `impact` and `detectable`."""
    asked = Study(**study)
    if not after:
        return detectable(file, asked, sheet=sheet, tell=tell)
    return impact(file, asked, after=after, why=why, worthwhile=worthwhile, better=better, sheet=sheet, tell=tell)


def detectable(file: Path, study: Study, *, sheet: str | None = None, tell: Tell = quiet) -> Outcome:
    """
    Say, before the work starts, the smallest change that a study would find.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    tell("reading", 0, 0)
    table, left_out = study.read(file, sheet=sheet)
    history, supported, comparators = _set_up(table, study)
    frozen = freeze(comparators, how=_how(study))
    found = smallest_detectable(history, supported=supported, comparators=frozen, unit=study.unit)
    return Outcome(found.sentence() + left_out, (frozen.sentence(),), said=not isinstance(found, CannotSay))


def _set_up(table: Table, study: Study) -> tuple[History, list[str], list[str]]:
    schools = once_each(table, study.school, to_do=ADVICE).to_list()
    known = set(schools)
    if unknown := [f"“{name}”" for name in (*study.supported, *study.compared) if name not in known]:
        raise table.refuse(f"There is no school {', '.join(unknown)}.", to_do="Check its number.", column=study.school)
    history = History(
        schools=schools,
        figures=np.column_stack([table.numbers(year).values for year in study.years]),
        pupils=np.nan_to_num(table.whole_numbers(study.pupils).values),
        pupil_sd=study.pupil_sd,
        also=np.column_stack([table.numbers(name).values for name in study.also]) if study.also else None,
    )
    supported = sorted(set(study.supported))
    comparators = sorted(set(study.compared)) or [name for name in schools if name not in set(supported)]
    return history, supported, comparators


def _how(study: Study) -> str:
    return "the schools that were named" if study.compared else "every other school of the file"


def _explained(found: Impact) -> tuple[str, ...]:
    doubts = tuple(doubt.because for doubt in found.doubts)
    missing = ", ".join(found.left_out[:SHOWN]) + (" …" if len(found.left_out) > SHOWN else "")
    left_out = (f"{len(found.left_out):,} left out because a figure is missing: {missing}.",) if found.left_out else ()
    beside = found.before_and_after.sentence()
    return (*doubts, found.comparators.sentence(), *left_out, f"Before and after, which is no proof: {beside}")
