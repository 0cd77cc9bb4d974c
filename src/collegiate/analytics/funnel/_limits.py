"""How far chance alone takes a school of a given size, and how much further ordinary differences take it."""

from math import sqrt
from typing import Any, Literal

import numpy as np
from scipy import stats

from collegiate.analytics._inputs import Floats

Kind = Literal["share", "rate", "mean"]

TAIL = 0.1
"""Of the schools at each end, this share is drawn in before the differences between schools are measured."""


def chance(kind: Kind, n: Floats, target: float, spread: float) -> Floats:
    """Return the standard deviation of a school's figure through chance alone."""
    if kind == "mean":
        return np.asarray(spread / np.sqrt(n))
    return np.sqrt(target * (1.0 - target) / n) if kind == "share" else np.sqrt(target / n)


def reach(kind: Kind, n: Floats, target: float, spread: float, probability: float) -> Floats:
    """
    Return the figure that a school stays below with some probability, by chance alone.

    Counts are whole, so half of a count's own probability is taken to lie below it, and the figure lies between two
    counts in proportion: the same seen from those who did and from those who did not.
    """
    if kind == "mean":
        return np.asarray(target + stats.norm.ppf(probability) * spread / np.sqrt(n))
    law = stats.binom(n, target) if kind == "share" else stats.poisson(n * target)
    count = np.asarray(law.ppf(probability), dtype=np.float64)
    count = np.where(_below(law, count) < probability, count + 1, count)
    before, up_to = _below(law, count - 1), _below(law, count)
    return np.asarray((count - 1 + (probability - before) / (up_to - before)) / n)


def _below(law: Any, count: Floats) -> Floats:
    return np.asarray(law.cdf(count - 1) + law.pmf(count) / 2)


def between_schools(scores: Floats, deviations: Floats) -> tuple[float, float]:
    """
    Measure how much more schools differ than chance makes them.

    Returns phi, the variance of their scores beside the 1 that chance gives, and tau, the standard deviation of
    ordinary differences in the figure's own unit. The outermost tenth at each end is drawn in to the next school, so
    that the odd ones do not hide themselves; what that takes from the variance of a normal distribution is given back,
    as otherwise 95% limits would hold 88-91% of ordinary schools.
    """
    low, high = np.quantile(scores, (TAIL, 1.0 - TAIL))
    phi = float((np.clip(scores, low, high) ** 2).mean()) / _left_after_drawing_in(TAIL)
    weights = deviations**-2.0
    excess = scores.size * phi - (scores.size - 1)
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    return phi, sqrt(max(excess, 0.0) / room)


def _left_after_drawing_in(tail: float) -> float:
    """Return the variance of a standard normal variable whose tails are drawn in."""
    edge = stats.norm.ppf(1.0 - tail)
    return float(1.0 - 2.0 * tail - 2.0 * edge * stats.norm.pdf(edge) + 2.0 * tail * edge**2)
