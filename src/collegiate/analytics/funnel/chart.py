"""A funnel, ready to be drawn and to be said."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Floats, level_of, numbers
from collegiate.analytics._words import decimals_for, percentage, written
from collegiate.analytics.funnel._limits import Kind, chance, reach
from collegiate.values import CannotSay

INNER, OUTER = 0.95, 0.998
"""Of ordinary schools 95 in 100 lie within the inner limits and 998 in 1,000 within the outer."""


class Place(StrEnum):
    """Where a school lies in a funnel."""

    WITHIN = "within"
    LOWER = "lower"
    HIGHER = "higher"
    MUCH_LOWER = "much_lower"
    MUCH_HIGHER = "much_higher"

    @property
    def words(self) -> str:
        """The place as a person reads it."""
        return {
            Place.WITHIN: "within the range of chance and ordinary differences between schools",
            Place.LOWER: "below the range that holds 95 in 100 ordinary schools of this size",
            Place.HIGHER: "above the range that holds 95 in 100 ordinary schools of this size",
            Place.MUCH_LOWER: "below the range that holds nearly every ordinary school of this size",
            Place.MUCH_HIGHER: "above the range that holds nearly every ordinary school of this size",
        }[self]

    @property
    def is_outside(self) -> bool:
        """Whether it is beyond the outer limits."""
        return self in (Place.MUCH_LOWER, Place.MUCH_HIGHER)


@dataclass(frozen=True, slots=True)
class Point:
    """
    One school in a funnel.

    Attributes
    ----------
    school : int or str
        Its id.
    n : int
        Its pupils.
    value : float
        Its figure: a share from 0 to 1, a rate for each pupil from 0 up, or a mean in the unit.
    inner, outer : tuple of two float
        The limits for a school of its size, in the same unit.
    place : Place
        Where it lies.
    kind : {"share", "rate", "mean"}
        What its figure is.
    """

    school: Any
    n: int
    value: float
    inner: tuple[float, float]
    outer: tuple[float, float]
    place: Place
    kind: Kind

    def sentence(self) -> str:
        """Return in words where it lies."""
        value, low, high = _told(self.kind, self.value, *(self.outer if self.place.is_outside else self.inner))
        return f"{value} ({self.n:,} pupils): {self.place.words} ({low} to {high})."


@dataclass(frozen=True, slots=True)
class Funnel:
    """
    One figure of many schools, with limits that narrow as schools grow.

    Attributes
    ----------
    points : tuple of Point
        The schools in order of their ids; never in order of their figures.
    not_shown : tuple of (int or str, CannotSay)
        Schools without a point, and why.
    target : float
        The figure of all pupils together, or the one that was given, in the figure's unit.
    phi : float
        How many times as much the schools vary as by chance alone; about 1 where there is nothing but chance.
    tau : float
        Standard deviation of ordinary differences between schools, in the figure's unit; 0 where chance is enough.
    kind : {"share", "rate", "mean"}
        What the figure is.
    spread : float
        Standard deviation of single pupils, for means; otherwise 0.
    """

    points: tuple[Point, ...]
    not_shown: tuple[tuple[Any, CannotSay], ...]
    target: float
    phi: float
    tau: float
    kind: Kind
    spread: float = 0.0

    def limits(self, n: ArrayLike, level: float = INNER) -> tuple[Floats, Floats]:
        """Return the lower and upper limits for schools of so many pupils, for drawing the curves."""
        sizes = numbers(n, "n")
        if (sizes < 1).any():
            raise ValueError("n: a school of one pupil or more is wanted.")
        return limits(self.kind, sizes, self.target, self.spread, self.tau, level_of(level))

    @property
    def outside(self) -> tuple[Point, ...]:
        """The schools beyond the outer limits, in order of their ids."""
        return tuple(point for point in self.points if point.place.is_outside)

    def sentence(self) -> str:
        """Return in words how many schools lie outside, and how many would by chance."""
        what = "chance and ordinary differences between schools" if self.tau else "chance"
        return (
            f"{len(self.outside)} of {len(self.points)} schools lie outside what {what} would give; "
            f"of as many ordinary schools, {about((1.0 - OUTER) * len(self.points))} would."
        )


def limits(kind: Kind, n: Floats, target: float, spread: float, tau: float, level: float) -> tuple[Floats, Floats]:
    """Return the limits by chance, each moved out in proportion to what ordinary differences add."""
    wider = np.sqrt(1.0 + (tau / chance(kind, n, target, spread)) ** 2)
    ends = [target + (reach(kind, n, target, spread, 0.5 + side * level / 2) - target) * wider for side in (-1, 1)]
    lowest, highest = (-np.inf, np.inf) if kind == "mean" else (0.0, 1.0 if kind == "share" else np.inf)
    return np.clip(ends[0], lowest, highest), np.clip(ends[1], lowest, highest)


def place_of(value: float, inner: tuple[float, float], outer: tuple[float, float]) -> Place:
    """Return where a figure lies; on a limit it is still within."""
    if value < outer[0]:
        return Place.MUCH_LOWER
    if value > outer[1]:
        return Place.MUCH_HIGHER
    if value < inner[0]:
        return Place.LOWER
    return Place.HIGHER if value > inner[1] else Place.WITHIN


def about(expected: float) -> str:
    """Return an expected number as it is said: "about 0.1", "about 3"."""
    return f"about {expected:.1g}" if expected < 1 else f"about {expected:,.0f}"


def _told(kind: Kind, *figures: float) -> list[str]:
    if kind == "share":
        return [percentage(figure) for figure in figures]
    if kind == "rate":
        return [
            f"{written(100 * figure, decimals_for(100 * (figures[-1] - figures[-2])))} in 100" for figure in figures
        ]
    return [written(figure, decimals_for(figures[-1] - figures[-2])) for figure in figures]
