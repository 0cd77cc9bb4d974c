"""How far do any number of observers agree, where not everyone saw every lesson?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Floats, level_of, numbers
from collegiate.analytics.observers._bootstrap import MOST_LESSONS, draws_of, ends, low_where_they_never_differ
from collegiate.analytics.observers.result import FEWEST_LESSONS, ObserverAgreement
from collegiate.values import CannotSay, Status

MOST_VALUES = 200


def krippendorff_alpha(
    ratings: ArrayLike,
    *,
    scale: Literal["nominal", "ordinal", "interval"] = "ordinal",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> ObserverAgreement | CannotSay:
    """
    Measure how far any number of observers agree, with gaps where somebody did not see a lesson.

    Parameters
    ----------
    ratings : float array, shape (observers, lessons)
        Grades or scores; NaN (or None) where an observer did not see the lesson.
    scale : {"nominal", "ordinal", "interval"}
        Whether different values are just different, have an order, or have distances.
    level : float
        How often the interval should hold the truth, from 0.5 to 0.9999.
    draws : int
        How often lessons are drawn again for the interval, from 100 to 100,000.
    seed : int
        Where the draws begin; the same seed gives the same interval.

    Returns
    -------
    found : ObserverAgreement or CannotSay
        Krippendorff's alpha, from -1 to 1, with its ends; or why it cannot be said.

    Raises
    ------
    ValueError
        If a rating is text or infinite, or there are more than 200 different values.

    Notes
    -----
    Lessons seen by fewer than two observers do not count. When not to use it: where observers saw the lessons they
    chose, so that gaps go with what was seen.

    Source
    ------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania. Interval: Efron, B.
    (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, 82, 171-185.

    Examples
    --------
    >>> nan = float("nan")
    >>> first = [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, 3, 2]
    >>> second = [1, 2, 3, 3, 2, 2, 4, 1, 2, 4, nan, 1]
    >>> third = [nan, 3, 3, 3, 2, 3, 4, 2, 2, 4, 3, 1]
    >>> round(krippendorff_alpha([first, second, third]).value, 3)
    0.804
    """
    if scale not in ("nominal", "ordinal", "interval"):
        raise ValueError(f"scale: “nominal”, “ordinal” or “interval” is wanted, not {scale!r}.")
    level, table = level_of(level), numbers(ratings, "ratings", dimensions=2, missing_allowed=True)
    if table.shape[1] > MOST_LESSONS:
        raise ValueError(f"ratings: {table.shape[1]:,} lessons are too many; at most {MOST_LESSONS:,} can be taken.")
    draws_of(draws)
    seen_by_two = (~np.isnan(table)).sum(axis=0) >= 2
    table = table[:, seen_by_two]
    if table.shape[1] < FEWEST_LESSONS:
        return CannotSay(
            because=f"Fewer than {FEWEST_LESSONS} lessons were seen by two observers.", status=Status.TOO_FEW
        )
    values = np.unique(table[~np.isnan(table)])
    if values.size > MOST_VALUES:
        raise ValueError(f"ratings: {values.size} different values are too many; round them to {MOST_VALUES} at most.")
    if values.size == 1:
        return CannotSay(because="Every lesson was given one and the same value, so that chance could not disagree.")
    times = np.array([(table == value).sum(axis=0) for value in values], dtype=np.float64).T
    found = _Ratings(values, _sorted_rows(times), scale)
    observers, alike = int((~np.isnan(table)).any(axis=1).sum()), found.alike()
    if alike == 1.0:
        low, high = low_where_they_never_differ(len(times), level, *found.step_and_chance()), 1.0
    else:
        low, high = ends(found.alpha, len(times), level=level, draws=draws, seed=seed)
    value = float(found.alpha(np.ones((1, len(times))))[0])
    return ObserverAgreement(value, low, high, level, len(times), observers, alike, "alpha")


def _sorted_rows(times: Floats) -> Floats:
    """Put lessons in an order of their own, so that the order they came in does not matter to the draws."""
    return times[np.lexsort(times.T)]


@dataclass(frozen=True, slots=True)
class _Ratings:
    """How often each value was given to each lesson, shape (lessons, values), and how values are compared."""

    values: Floats
    times: Floats
    scale: str

    @property
    def raters(self) -> Floats:
        return np.asarray(self.times.sum(axis=1))

    def alike(self) -> float:
        """Return the share of pairs of ratings of the same lesson that are the same."""
        m = self.raters
        return float(((self.times**2).sum(axis=1) - m).sum() / (m**2 - m).sum())

    def alpha(self, weights: Floats) -> Floats:
        """Return 1 - (disagreement seen) / (disagreement by chance) for each row of weights, shape (rows, lessons)."""
        totals = weights @ self.times
        n = totals.sum(axis=1)
        if self.scale == "nominal":
            each = (self.raters**2 - (self.times**2).sum(axis=1)) / (self.raters - 1)
            seen, by_chance = weights @ each, (n**2 - (totals**2).sum(axis=1)) / (n - 1)
        else:
            places = self._places(totals)
            squares = ((weights * (self.raters / (self.raters - 1))) @ self.times * places**2).sum(axis=1)
            sums = places @ self.times.T
            seen = 2.0 * (squares - (weights / (self.raters - 1) * sums**2).sum(axis=1))
            by_chance = 2.0 * (n * (totals * places**2).sum(axis=1) - (totals * places).sum(axis=1) ** 2) / (n - 1)
        found = np.full(n.shape, np.nan)
        np.divide(seen, by_chance, out=found, where=by_chance > 1e-9)
        return np.asarray(1.0 - found)

    def _places(self, totals: Floats) -> Floats:
        """Return where values lie: for an order, in the middle of all ratings that share the value, for each row."""
        if self.scale == "interval":
            return np.broadcast_to(self.values, totals.shape)
        return np.asarray(np.cumsum(totals, axis=1) - totals / 2.0)

    def step_and_chance(self) -> tuple[float, float]:
        """Return the smallest distance between values, and the mean square distance of two ratings drawn at random."""
        totals = self.times.sum(axis=0, keepdims=True)
        n = float(totals.sum())
        if self.scale == "nominal":
            return 1.0, float((n**2 - (totals**2).sum()) / (n * (n - 1)))
        places = self._places(totals)[0]
        square = n * (totals[0] * places**2).sum() - (totals[0] * places).sum() ** 2
        return float(np.diff(places).min()), float(2.0 * square / (n * (n - 1)))
