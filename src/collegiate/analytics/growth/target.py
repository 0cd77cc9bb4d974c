"""What growth would a pupil need to reach a target?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import frozen, numbers
from collegiate.analytics.growth.answer import Planes
from collegiate.analytics.growth.design import curve
from collegiate.analytics.growth.sweep import PLACES
from collegiate.values import CannotSay, Status

ROWS_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True, eq=False)
class TargetGrowth:
    """
    The growth that each pupil would need to reach a target, if pupils grow as the cohort before them did.

    Attributes
    ----------
    needed : int array, shape (pupils,)
        Growth percentile needed, from 1 to 99; 0 where the pupil lacks a prior score.
    beyond : bool array, shape (pupils,)
        Where not even the 99th percentile of pupils who started alike reached it.
    target : float
        The score to reach.
    """

    needed: NDArray[np.int16]
    beyond: NDArray[np.bool_]
    target: float

    def sentence(self) -> str:
        """Return what the target asks of the middle pupil."""
        known = self.needed[self.needed > 0]
        far = int(self.beyond.sum())
        tail = f"; for {far:,} hardly anybody who started alike has reached it" if far else ""
        return (
            f"To reach {self.target:g}, half of {known.size:,} pupils would need to grow as much as or more than "
            f"{np.median(known):.0f} of a hundred pupils who started alike{tail}."
        )

    def of(self, row: int) -> int | CannotSay:
        """Return the growth that one pupil needs, or why it cannot be said."""
        if self.beyond[row]:
            return CannotSay(because="Hardly anybody who started alike has reached it.", status=Status.NOT_APPLICABLE)
        if not self.needed[row]:
            return CannotSay(because="The pupil lacks a prior score.", status=Status.NOT_COLLECTED)
        return int(self.needed[row])


def growth_to_target(planes: Planes, priors: Sequence[ArrayLike], *, target: float) -> TargetGrowth | CannotSay:
    """
    Work out what growth each pupil would need to reach a target score next.

    When not to use it: as a forecast. It says what pupils who started alike did; it does not say what these will do. Nor
    where next year's test is on another scale.

    Parameters
    ----------
    planes : Planes
        From `percentiles` of the cohort before, in the grade that these pupils will be in.
    priors : sequence of float array, shape (pupils,)
        These pupils' scores, newest first, as many as the planes rest on; NaN where there is none.
    target : float
        The score to reach, on the scale of the planes' cohort.

    Returns
    -------
    TargetGrowth or CannotSay
        The percentile that each needs, from 1 to 99; or that no pupil has the prior scores.

    Raises
    ------
    ValueError
        If there are not as many priors as the planes rest on, they are not as long as each other, or the target is no number.

    Source
    ------
    Betebenner, D. W. (2009). Norm- and criterion-referenced student growth. Educational Measurement: Issues and Practice,
    28(4), 42-51.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.growth import growth_to_target, percentiles
    >>> rng = np.random.default_rng(1)
    >>> before = np.round(rng.normal(600, 60, 2000))
    >>> growth = percentiles(np.round(before + rng.normal(30, 40, 2000)), [before])
    >>> growth_to_target(growth.planes[0], [[560.0, 600.0, 640.0]], target=640).needed.tolist()
    [90, 62, 22]
    """
    if len(priors) != planes.priors:
        raise ValueError(f"priors: {planes.priors} columns are wanted, not {len(priors)}.")
    columns = [numbers(column, f"prior {k}", missing_allowed=True) for k, column in enumerate(priors, start=1)]
    if len({column.size for column in columns}) > 1:
        raise ValueError("priors: the columns are not as long as each other.")
    goal = float(numbers([target], "target")[0])
    known = ~np.logical_or.reduce([np.isnan(column) for column in columns])
    if not known.any():
        return CannotSay(because="No pupil has the prior scores that growth is read from.", status=Status.NOT_COLLECTED)
    below = np.zeros(known.size, dtype=np.int16)
    rows = np.flatnonzero(known)
    for start in range(0, rows.size, ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        splines = [curve(column[some], knot) for column, knot in zip(columns, planes.knots, strict=True)]
        scores = np.concatenate([np.ones((some.size, 1)), *splines], axis=1) @ planes.coefficients.T
        below[some] = (np.round(scores, PLACES) < goal).sum(axis=1)
    needed = np.where(known, np.clip(below, 1, 99), 0).astype(np.int16)
    return TargetGrowth(frozen(needed), frozen(known & (below == planes.coefficients.shape[0])), goal)
