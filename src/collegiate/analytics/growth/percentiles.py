"""From scores to growth percentiles: whose scores set the knots, and which prior years each pupil's percentile rests on."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import between, frozen, numbers
from collegiate.analytics.growth.answer import Growth, Planes
from collegiate.analytics.growth.design import Knots, knots_on
from collegiate.analytics.growth.sweep import sweep
from collegiate.values import CannotSay, Status

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Tell = Callable[[int, int], None]

SMALLEST_COHORT = 500
"""With fewer pupils, five or fewer would stand between one percentile and the next."""

MOST_PRIORS = 8


def percentiles(
    score: ArrayLike,
    priors: Sequence[ArrayLike],
    *,
    knots: Sequence[Knots] | None = None,
    smallest: int = SMALLEST_COHORT,
    tell: Tell | None = None,
) -> Growth | CannotSay:
    """
    Give each pupil a growth percentile: how many of a hundred pupils with the same prior scores did less well.

    A pupil who lacks older scores is placed by the longest run of prior years that he has. Equal to R's SGP to the last
    pupil.

    When not to use it: to judge a pupil or a teacher by one year, since half of a percentile's spread is chance; where the
    test was given to some pupils only; or as progress to a standard, since somebody always has percentile 1.

    Parameters
    ----------
    score : float array, shape (pupils,)
        This year's scores, on any scale; NaN where there is none.
    priors : sequence of float array, shape (pupils,)
        Scores of the years before, newest first, 1 to 8 of them; NaN where there is none.
    knots : sequence of Knots, optional
        One for each prior. Without them they are set on every score in the prior's column, this year's cohort or not.
    smallest : int
        Fewest pupils for a set of planes to be fitted, 100 or more.
    tell : callable, optional
        Called with planes fitted so far and planes in all, for a progress bar.

    Returns
    -------
    Growth or CannotSay
        Percentiles from 1 to 99 in the order given; or why there are none.

    Raises
    ------
    ValueError
        If columns are not as long as each other, hold text or infinity, or there are too few or too many of them.

    Source
    ------
    Betebenner, D. W. (2009). Norm- and criterion-referenced student growth. Educational Measurement: Issues and Practice,
    28(4), 42-51. Koenker, R. and Bassett, G. (1978). Regression quantiles. Econometrica, 46(1), 33-50. Portnoy, S. and
    Koenker, R. (1997). The Gaussian hare and the Laplacian tortoise. Statistical Science, 12(4), 279-300.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.growth import percentiles
    >>> rng = np.random.default_rng(1)
    >>> before = np.round(rng.normal(600, 60, 2000))
    >>> now = np.round(before + rng.normal(30, 40, 2000))
    >>> growth = percentiles(now, [before])
    >>> growth.sgp[:8].tolist()
    [46, 75, 17, 46, 81, 67, 13, 12]
    >>> growth.sentence()
    'Growth is known for 2,000 of 2,000 pupils, each beside pupils with the same earlier scores: 1 is the least growth, 50 the middle, 99 the most.'
    """
    now, past = _columns(score, priors)
    smallest = between(smallest, "smallest", 100, 10**9, kind=int)
    if knots is not None and len(knots) != len(past):
        raise ValueError(f"knots: one for each of the {len(past)} priors are wanted, not {len(knots)}.")
    set_on: list[Knots | None] = [_set_on(column) for column in past] if knots is None else list(knots)
    runs = [~np.isnan(now) & ~np.isnan(past[0])]
    for column in past[1:]:
        runs.append(runs[-1] & ~np.isnan(column))
    return _fitted(now, past, set_on, runs, smallest, tell)


def of_a_panel(
    grades: ArrayLike,
    scores: ArrayLike,
    *,
    grade: int,
    priors: int,
    smallest: int = SMALLEST_COHORT,
    tell: Tell | None = None,
) -> Growth | CannotSay:
    """
    Give each pupil of one grade a growth percentile, from a file of several years.

    A prior year counts while the pupil was in the grade below, the year before, without a gap. Each grade's knots are set
    on all pupils' scores in that grade in the last ``priors`` years, the current year left out.

    When not to use it: where grades have no common order, or pupils commonly repeat or skip one.

    Parameters
    ----------
    grades : float array, shape (pupils, years)
        Each pupil's grade in each year, oldest year first, the last being the current one; NaN where not in school.
    scores : float array, shape (pupils, years)
        The score in that year, on any scale; NaN where there is none.
    grade : int
        The grade now whose pupils are placed.
    priors : int
        How many years to look back, 1 or more and fewer than there are years.
    smallest : int
        Fewest pupils for a set of planes to be fitted, 100 or more.
    tell : callable, optional
        Called with planes fitted so far and planes in all, for a progress bar.

    Returns
    -------
    Growth or CannotSay
        Percentiles from 1 to 99 in the order given, of pupils in the grade now; or why there are none.

    Raises
    ------
    ValueError
        If the tables differ in shape, hold text or infinity, or there are not enough years.

    Source
    ------
    Betebenner, D. W. (2009). Norm- and criterion-referenced student growth. Educational Measurement: Issues and Practice,
    28(4), 42-51.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.growth import of_a_panel
    >>> rng = np.random.default_rng(1)
    >>> grades = np.repeat([[3.0, 4.0], [4.0, 5.0]], 800, axis=0)
    >>> scores = rng.normal(500, 50, (1600, 1)) + rng.normal(0, 30, (1600, 2)).round()
    >>> int(of_a_panel(grades, scores, grade=5, priors=1).known.sum())
    800
    """
    table = numbers(grades, "grades", dimensions=2, missing_allowed=True)
    values = numbers(scores, "scores", dimensions=2, missing_allowed=True)
    if table.shape != values.shape:
        raise ValueError(f"Rows or years do not match: grades is {table.shape}, scores is {values.shape}.")
    grade = between(grade, "grade", -10, 100, kind=int)
    smallest = between(smallest, "smallest", 100, 10**9, kind=int)
    years = table.shape[1]
    if years < 2:
        raise ValueError("grades: at least two years are wanted.")
    priors = between(priors, "priors", 1, min(years - 1, MOST_PRIORS), kind=int)
    there = ~np.isnan(values)
    runs = [(table[:, -1] == grade) & there[:, -1]]
    set_on: list[Knots | None] = []
    for back in range(1, priors + 1):
        runs.append(runs[-1] & (table[:, -1 - back] == grade - back) & there[:, -1 - back])
        window = slice(years - 1 - priors, years - 1)
        set_on.append(_set_on(values[:, window][(table[:, window] == grade - back) & there[:, window]]))
    now = np.where(runs[0], values[:, -1], np.nan)
    past = [values[:, -1 - back] for back in range(1, priors + 1)]
    return _fitted(now, past, set_on, runs[1:], smallest, tell)


def _columns(score: ArrayLike, priors: Sequence[ArrayLike]) -> tuple[Floats, list[Floats]]:
    """Return the columns, checked."""
    if not 1 <= len(priors) <= MOST_PRIORS:
        raise ValueError(f"priors: from 1 to {MOST_PRIORS} columns are wanted, not {len(priors)}.")
    now = numbers(score, "score", missing_allowed=True)
    past = [numbers(column, f"prior {k}", missing_allowed=True) for k, column in enumerate(priors, start=1)]
    for k, column in enumerate(past, start=1):
        if column.size != now.size:
            raise ValueError(f"Rows do not match: score has {now.size}, prior {k} has {column.size}.")
    return now, past


def _set_on(scores: Floats) -> Knots | None:
    """Return the knots for a column, or none where its scores do not differ."""
    known = scores[~np.isnan(scores)]
    return knots_on(known) if known.size and known.min() < known.max() else None


def _fitted(
    now: Floats, past: list[Floats], knots: list[Knots | None], runs: list[Bools], smallest: int, tell: Tell | None
) -> Growth | CannotSay:
    """Fit planes for each length of run that some pupil needs, and place each pupil by the longest that he has."""
    usable = [k for k, run in enumerate(runs) if run.sum() >= smallest and all(knots[: k + 1])]
    cannot = _cannot(now, past[0], runs[0], knots[0], smallest)
    if cannot or not usable:
        return cannot or CannotSay(because="No prior scores differ enough to compare pupils by.")
    longest = np.zeros(now.size, dtype=np.int8)
    for k in usable:
        longest[runs[k]] = k + 1
    needed = [k for k in usable if (longest == k + 1).any()]
    sgp = np.zeros(now.size, dtype=np.int16)
    planes = []
    for done, k in enumerate(needed):
        rows = np.flatnonzero(runs[k])
        used = [knot for knot in knots[: k + 1] if knot is not None]

        def told(fitted: int, before: int = 100 * done) -> None:
            if tell:
                tell(before + fitted, 100 * len(needed))

        swept = sweep(now[rows], [column[rows] for column in past[: k + 1]], used, tell=told)
        own = longest[rows] == k + 1
        sgp[rows[own]] = np.clip(swept.below[own], 1, 99)
        planes.append(Planes(k + 1, tuple(used), frozen(swept.planes), rows.size))
    has_prior = ~np.isnan(past[0])
    return Growth(frozen(sgp), frozen(longest), tuple(planes), frozen(~np.isnan(now)), frozen(has_prior))


def _cannot(now: Floats, before: Floats, run: Bools, knots: Knots | None, smallest: int) -> CannotSay | None:
    """Return why no pupil can be placed, if none can."""
    pupils = int(run.sum())
    if pupils < smallest:
        return CannotSay(
            because=f"{pupils:,} pupils have a score for this year and the year before; {smallest:,} are needed "
            "for growth to be told from chance."
        )
    if np.ptp(now[run]) == 0:
        return CannotSay(because="Every pupil has the same score this year.", status=Status.NOT_APPLICABLE)
    if knots is None or np.ptp(before[run]) == 0:
        return CannotSay(because="Every pupil had the same score the year before.", status=Status.NOT_APPLICABLE)
    return None
