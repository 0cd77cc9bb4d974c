"""From stored figures of schools to what a study concludes."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from collegiate.analytics import impact, value
from collegiate.definitions import indicators
from collegiate.definitions.indicator import Direction
from collegiate.values import AcademicYear, CannotSay, Money

YEARS_BACK = 3
ALWAYS = "No interval is certain: one in ten of such 90% intervals does not hold the truth."
NOTHING_PAID = "Nothing was paid yet, so no cost can be given."
SMALLEST_COHORT = 1  # a school without a number of pupils counts as one pupil: little, but not nothing


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    One indicator of many schools over the years.

    Attributes
    ----------
    organisations : tuple of int, length schools
    years : tuple of AcademicYear, length years, ascending
    values : shape (schools, years), in the indicator's unit; None where there is none
    pupils : shape (schools, years); None where their number is not known
    """

    indicator: str
    organisations: tuple[int, ...]
    years: tuple[AcademicYear, ...]
    values: tuple[tuple[float | None, ...], ...]
    pupils: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The schools to compare with, frozen, and the smallest change that could be seen (None where it cannot be said)."""

    organisations: tuple[int, ...]
    how: str
    digest: str
    smallest_detectable: float | None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a study concludes, in the words and numbers that are stored."""

    verdict: str
    sentence: str
    effect: float | None
    low: float | None
    high: float | None
    doubts: tuple[str, ...]
    before_and_after: str
    money: str
    method: str
    version: str
    digest: str
    pupils: int


def freeze(
    matrix: Matrix, *, supported: Collection[int], not_these: Collection[int], base_year: int, how: str
) -> Comparison:
    """
    Freeze the schools to compare with: all that have the figure and no such support.

    `not_these` are further schools under an agreement, which may have had help of another kind.
    """
    compared = [school for school in matrix.organisations if school not in supported and school not in not_these]
    if not compared:
        return Comparison((), how, "", None)
    frozen = impact.freeze(compared, how=how)
    history = _history(matrix, base_year, schools=[*supported, *compared])
    detectable = (
        impact.smallest_detectable(history, supported=_known(supported, matrix), comparators=frozen)
        if history.years > YEARS_BACK
        else None
    )
    change = detectable.change if isinstance(detectable, impact.SmallestDetectable) else None
    return Comparison(tuple(compared), how, frozen.digest, change)


def conclude(
    matrix: Matrix,
    *,
    supported: Collection[int],
    compared: Collection[int],
    how: str,
    base_year: int,
    year: int,
    why_chosen: str,
    worthwhile: float,
    cost: Money,
) -> Conclusion:
    """
    Measure the supported schools beside the frozen ones, and what the change cost.

    :raises ValueError: if a school stands on both sides
    """
    indicator = indicators()[matrix.indicator]
    there = [school for school in [*supported, *compared] if school in matrix.organisations]
    history = _history(matrix, base_year, schools=there)
    outcome = _column(matrix, year, there)
    kept = [school for school in compared if school in there]
    if not kept or not _known(supported, matrix):
        return _nothing(
            "No figure of the supported schools, or of schools to compare them with, is known.",
            [matrix.indicator, base_year, year, sorted(supported), sorted(compared)],
        )
    found = impact.measure(
        history,
        outcome,
        supported=_known(supported, matrix),
        comparators=impact.freeze(kept, how=how),
        why=impact.WhyChosen[why_chosen.upper()],
        worthwhile=worthwhile,
        unit="percentage points" if indicator.unit.startswith("%") else indicator.unit,
        better=impact.Better.LOWER if indicator.direction == Direction.LESS else impact.Better.HIGHER,
    )
    pupils = _pupils(matrix, year, supported)
    effect = found.effect if isinstance(found.effect, impact.Effect) else None
    return Conclusion(
        verdict=found.verdict.name.lower(),
        sentence=found.sentence(),
        effect=effect.estimate if effect else None,
        low=effect.lower if effect else None,
        high=effect.upper if effect else None,
        doubts=tuple(doubt.because for doubt in found.doubts) or (ALWAYS,),
        before_and_after=found.before_and_after.sentence(),
        money=_money(cost, found, pupils, history.pupil_sd),
        method=impact.METHOD,
        version=impact.VERSION,
        digest=found.digest,
        pupils=pupils,
    )


def _money(cost: Money, found: impact.Impact, pupils: int, pupil_sd: float) -> str:
    """Return what a unit of change cost, in a sentence, or why that cannot be said."""
    if not cost:
        return NOTHING_PAID
    if not pupils:
        return (
            f"{cost.pounds} was paid; the figures do not say for how many pupils, so no cost of a change can be given."
        )
    return value.cost_per_change(cost, found, pupils=pupils, pupil_sd=pupil_sd).sentence()


def _nothing(because: str, inputs: list[object]) -> Conclusion:
    digest = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
    return Conclusion(
        verdict="cannot_say",
        sentence=CannotSay(because).sentence(),
        effect=None,
        low=None,
        high=None,
        doubts=(because,),
        before_and_after="",
        money=NOTHING_PAID,
        method=impact.METHOD,
        version=impact.VERSION,
        digest=digest,
        pupils=0,
    )


def _known(schools: Collection[int], matrix: Matrix) -> list[int]:
    return [school for school in schools if school in matrix.organisations]


def _history(matrix: Matrix, base_year: int, *, schools: Sequence[int]) -> impact.History:
    places = [place for place, one in enumerate(matrix.years) if one.starts <= base_year]
    rows = {school: row for row, school in enumerate(matrix.organisations)}
    there = [school for school in schools if school in rows]
    figures = np.array([[_float(matrix.values[rows[school]][place]) for place in places] for school in there])
    pupils = [
        max((matrix.pupils[rows[school]][place] or 0 for place in places), default=0) or SMALLEST_COHORT
        for school in there
    ]
    share = float(np.nanmean(figures)) / 100 if figures.size and not np.isnan(figures).all() else 0.5
    sd = 100 * float(np.sqrt(max(share * (1 - share), 0.0001)))
    return impact.History(schools=there, figures=figures.reshape(len(there), len(places)), pupils=pupils, pupil_sd=sd)


def _column(matrix: Matrix, year: int, schools: Sequence[int]) -> list[float]:
    rows = {school: row for row, school in enumerate(matrix.organisations)}
    where = next((place for place, one in enumerate(matrix.years) if one.starts == year), None)
    return [_float(None if where is None else matrix.values[rows[school]][where]) for school in schools]


def _pupils(matrix: Matrix, year: int, schools: Collection[int]) -> int:
    where = next((place for place, one in enumerate(matrix.years) if one.starts == year), None)
    rows = {school: row for row, school in enumerate(matrix.organisations)}
    if where is None:
        return 0
    return sum(matrix.pupils[rows[school]][where] or 0 for school in schools if school in rows)


def _float(given: float | None) -> float:
    return float("nan") if given is None else given
