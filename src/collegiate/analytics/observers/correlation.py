"""How much of the spread of scores is between lessons rather than between observers of the same lesson?"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from collegiate.analytics._inputs import Floats, level_of, numbers
from collegiate.analytics.observers.result import FEWEST_LESSONS, ObserverAgreement
from collegiate.values import CannotSay, Status


def intraclass(
    ratings: ArrayLike, *, observers: Literal["same", "any"] = "any", level: float = 0.95
) -> ObserverAgreement | CannotSay:
    """
    Measure how far observers agree about scores on a scale without steps.

    Parameters
    ----------
    ratings : float array, shape (observers, lessons)
        Scores; NaN (or None) where an observer did not see the lesson.
    observers : {"same", "any"}
        "same": the same people saw every lesson, without gaps (two-way, absolute agreement). "any": whoever saw a
        lesson, gaps allowed (one-way).
    level : float
        How often the interval should hold the truth, from 0.5 to 0.9999.

    Returns
    -------
    found : ObserverAgreement or CannotSay
        The intraclass correlation of a single observer's score, from -1 to 1, with its ends; or why it cannot be said.

    Raises
    ------
    ValueError
        If a score is text or infinite, or there is a gap although the observers are the same.

    Notes
    -----
    One-way: ICC(1,1), with the average number of observers of unequally often seen lessons; the interval is exact
    where lessons were seen equally often. Two-way: ICC(2,1), interval by Satterthwaite's approximation. When not to
    use it: for grades of few steps (use `krippendorff_alpha`), or scores bunched at one end of the scale.

    Source
    ------
    Shrout, P. E. and Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability. Psychological
    Bulletin, 86(2), 420-428. doi:10.1037/0033-2909.86.2.420. McGraw, K. O. and Wong, S. P. (1996). Forming inferences
    about some intraclass correlation coefficients. Psychological Methods, 1(1), 30-46.

    Examples
    --------
    >>> first, second = [61, 55, 70, 48, 66, 59, 73, 52, 64, 57], [63, 54, 68, 50, 69, 57, 75, 55, 61, 58]
    >>> round(intraclass([first, second]).value, 2)
    0.96
    """
    if observers not in ("same", "any"):
        raise ValueError(f"observers: “same” or “any” is wanted, not {observers!r}.")
    level, table = level_of(level), numbers(ratings, "ratings", dimensions=2, missing_allowed=True)
    known = ~np.isnan(table)
    if observers == "same" and not known.all():
        raise ValueError("ratings: there is a gap, so the observers are not the same for every lesson.")
    table, known = table[:, known.sum(axis=0) >= 2], known[:, known.sum(axis=0) >= 2]
    if table.shape[1] < FEWEST_LESSONS:
        return CannotSay(
            because=f"Fewer than {FEWEST_LESSONS} lessons were seen by two observers.", status=Status.TOO_FEW
        )
    within = [scores[seen] for scores, seen in zip(table.T, known.T, strict=True)]
    if all(np.ptp(scores) == 0 for scores in within):
        return CannotSay(because="No two scores of the same lesson differ, so how far they might cannot be judged.")
    value, low, high = (_two_way if observers == "same" else _one_way)(within, level)
    return ObserverAgreement(
        value=value,
        low=max(low, -1.0),
        high=min(high, 1.0),
        level=level,
        lessons=len(within),
        observers=int(known.any(axis=1).sum()),
        alike=_share_alike(within),
        kind="intraclass",
    )


def _one_way(within: list[Floats], level: float) -> tuple[float, float, float]:
    """Return ICC(1,1) and its ends, from the mean squares between and within lessons."""
    times = np.array([scores.size for scores in within], dtype=np.float64)
    n, lessons = times.sum(), len(within)
    means, whole = np.array([scores.mean() for scores in within]), np.concatenate(within).mean()
    between = float((times * (means - whole) ** 2).sum()) / (lessons - 1)
    inside = sum(float(((scores - scores.mean()) ** 2).sum()) for scores in within) / float(n - lessons)
    each = float((n - (times**2).sum() / n) / (lessons - 1))
    ratio, tail = between / inside, 0.5 - level / 2
    low, high = ratio / stats.f.isf(tail, lessons - 1, n - lessons), ratio * stats.f.isf(tail, n - lessons, lessons - 1)
    value, low, high = (float((f - 1) / (f + each - 1)) for f in (ratio, low, high))
    return value, low, high


def _two_way(within: list[Floats], level: float) -> tuple[float, float, float]:
    """Return ICC(2,1) and its ends, from the mean squares of lessons, of observers and of what is left."""
    scores = np.array(within)
    n, k = scores.shape
    whole = scores.mean()
    rows = k * float(((scores.mean(axis=1) - whole) ** 2).sum()) / (n - 1)
    columns = n * float(((scores.mean(axis=0) - whole) ** 2).sum()) / (k - 1)
    all_squares = float(((scores - whole) ** 2).sum())
    left = max(all_squares - rows * (n - 1) - columns * (k - 1), 0.0) / ((n - 1) * (k - 1))
    value = (rows - left) / (rows + (k - 1) * left + k * (columns - left) / n)
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    df = (a * columns + b * left) ** 2 / ((a * columns) ** 2 / (k - 1) + (b * left) ** 2 / ((n - 1) * (k - 1)))
    tail = 0.5 - level / 2
    f_low, f_high = float(stats.f.isf(tail, n - 1, df)), float(stats.f.isf(tail, df, n - 1))
    noise = k * columns + (k * n - k - n) * left
    low = n * (rows - f_low * left) / (f_low * noise + n * rows)
    return value, low, n * (f_high * rows - left) / (noise + n * f_high * rows)


def _share_alike(within: list[Floats]) -> float:
    same = pairs = 0
    for scores in within:
        times = np.unique(scores, return_counts=True)[1]
        same += int((times**2).sum()) - scores.size
        pairs += scores.size * (scores.size - 1)
    return same / pairs
