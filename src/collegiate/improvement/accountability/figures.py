"""Figures of many schools as one: the mean over pupils, and how it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from collegiate.values import CannotSay, Status

FEWEST_SCHOOLS = 5


@dataclass(frozen=True, slots=True)
class TownFigure:
    """
    An indicator over all schools in a year.

    Attributes
    ----------
    mean : float
        In the indicator's unit, each school counted by its pupils where their number is known.
    schools : int
        How many have a figure.
    pupils : int or None
        How many pupils that is; None where the file does not say.
    """

    mean: float
    schools: int
    pupils: int | None


def over_schools(values: Sequence[float | None], pupils: Sequence[int | None]) -> TownFigure | CannotSay:
    """Return one year's figure over all schools; too few schools give no figure, so that none is shown alone."""
    known = [(value, n) for value, n in zip(values, pupils, strict=True) if value is not None]
    if not known:
        return CannotSay("No school’s figure of that year is loaded.", Status.NOT_LOADED)
    if len(known) < FEWEST_SCHOOLS:
        return CannotSay("Fewer than five schools have a figure of that year.", Status.TOO_FEW)
    if any(n is None for _, n in known):
        return TownFigure(sum(value for value, _ in known) / len(known), len(known), None)
    weights = sum(n or 0 for _, n in known)
    if not weights:
        return CannotSay("The figures are about no pupils.", Status.NOT_APPLICABLE)
    return TownFigure(sum(value * (n or 0) for value, n in known) / weights, len(known), weights)


def mean_score(means: Sequence[tuple[float, int]]) -> tuple[float, int] | CannotSay:
    """Return the mean of several forms' means, each counted by its answers, and the answers there are."""
    answers = sum(n for _, n in means)
    if not answers:
        return CannotSay("No form of this time has enough answers to be shown.", Status.TOO_FEW)
    return sum(mean * n for mean, n in means) / answers, answers
