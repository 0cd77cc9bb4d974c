"""How far do two observers agree who graded the same lessons?"""

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Floats, between, counts, level_of, same_length
from collegiate.analytics.observers._bootstrap import MOST_LESSONS, draws_of, ends, low_where_they_never_differ
from collegiate.analytics.observers.result import FEWEST_LESSONS, ObserverAgreement
from collegiate.values import CannotSay, Status

MOST_GRADES = 100


def weighted_kappa(
    first: ArrayLike, second: ArrayLike, *, grades: int, level: float = 0.95, draws: int = 2000, seed: int = 0
) -> ObserverAgreement | CannotSay:
    """
    Measure how far two observers agree who graded the same lessons.

    Disagreements count by the square of the distance between grades, so "good" against "outstanding" costs a ninth
    of "inadequate" against "outstanding" on a four-point scale.

    Parameters
    ----------
    first : int array, shape (lessons,)
        The first observer's grades, from 0 (lowest) to ``grades - 1``.
    second : int array, shape (lessons,)
        The second observer's; place i of both is the same lesson.
    grades : int
        Number of points on the scale, from 2 to 100; 4 for the inspection scale.
    level : float
        How often the interval should hold the truth, from 0.5 to 0.9999.
    draws : int
        How often lessons are drawn again for the interval, from 100 to 100,000.
    seed : int
        Where the draws begin; the same seed gives the same interval.

    Returns
    -------
    found : ObserverAgreement or CannotSay
        Weighted kappa, from -1 to 1, with its ends; or why it cannot be said.

    Raises
    ------
    ValueError
        If the lists differ in length, or a grade is off the scale, missing or not whole.

    Notes
    -----
    When not to use it: where grades have no order, where the observers spoke to each other first, or to compare two
    pairs whose lessons were of different spread; kappa falls as lessons become alike.

    Source
    ------
    Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit.
    Psychological Bulletin, 70(4), 213-220. doi:10.1037/h0026256. Interval: Efron, B. (1987). Better bootstrap
    confidence intervals. Journal of the American Statistical Association, 82, 171-185.

    Examples
    --------
    >>> first, second = [0, 1, 2, 2, 1, 0, 3, 0, 1, 3, 2, 1], [0, 1, 2, 2, 1, 1, 3, 0, 1, 3, 3, 0]
    >>> round(weighted_kappa(first, second, grades=4).value, 6)
    0.891566
    """
    grades, level = between(grades, "grades", 2, MOST_GRADES, kind=int), level_of(level)
    one, other = counts(first, "first"), counts(second, "second")
    same_length(first=one, second=other)
    if one.size and max(one.max(), other.max()) >= grades:
        raise ValueError(f"first and second: grades lie from 0 to {grades - 1}.")
    if one.size > MOST_LESSONS:
        raise ValueError(f"first: {one.size:,} lessons are too many; at most {MOST_LESSONS:,} can be taken.")
    if one.size < FEWEST_LESSONS:
        return CannotSay(because=f"Fewer than {FEWEST_LESSONS} lessons were graded by both.", status=Status.TOO_FEW)
    order = np.lexsort((other, one))
    a, b = one[order].astype(np.float64), other[order].astype(np.float64)
    value = float(_kappa(a, b, np.ones((1, a.size)))[0])
    if np.isnan(value):
        return CannotSay(because="Every lesson was given one and the same grade, so that chance could not disagree.")
    if (a == b).all():
        low, high = low_where_they_never_differ(a.size, level, 1.0, 2.0 * float(a.var())), 1.0
        draws_of(draws)
    else:
        low, high = ends(lambda weights: _kappa(a, b, weights), a.size, level=level, draws=draws, seed=seed)
    return ObserverAgreement(value, low, high, level, a.size, 2, float((a == b).mean()), "kappa")


def _kappa(a: Floats, b: Floats, weights: Floats) -> Floats:
    """Return 1 - (mean square seen) / (mean square by chance) for each row of weights."""
    n = weights.sum(axis=1)
    seen = weights @ (a - b) ** 2 / n
    by_chance = weights @ (a**2 + b**2) / n - 2.0 * (weights @ a) * (weights @ b) / n**2
    found = np.full(n.shape, np.nan)
    np.divide(seen, by_chance, out=found, where=by_chance > 1e-12)
    return np.asarray(1.0 - found)
