"""
Every pupil's place among a hundred fitted quantiles of pupils with the same prior scores.

The kernel: NumPy only, one cohort, arrays in and arrays out. The planes are walked up and down from the middle. The next
one is foreseen from the last two; only pupils near it enter the exact fit, the others as one pull, and afterwards it is
checked that none of them changed sides. Only a count of planes below each score is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics.growth.band import Band, TooNarrow
from collegiate.analytics.growth.design import Design, Knots, curve, design_of

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

TAUS = (np.arange(100) + 0.5) / 100
MIDDLE = 50
PLACES = 5
JITTER = 1e-11
"""Ties are broken by at most this share of the range of the scores; planes are then put through the scores themselves."""

BAND = 1.5
GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """
    What a sweep found.

    Attributes
    ----------
    below : int array, shape (pupils,)
        How many of the hundred planes lie below each score, from 0 to 100.
    planes : float array, shape (100, columns)
        Coefficients of each plane, the intercept first, then each prior's splines.
    """

    below: NDArray[np.uint8]
    planes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """One plane on the walk: its coefficients, all residuals from it, and who is above it with what sum of rows."""

    coefficients: Floats
    residual: Floats
    above: NDArray[np.bool_]
    total_above: Floats


def sweep(
    score: Floats, priors: Sequence[Floats], knots: Sequence[Knots], *, tell: Callable[[int], None] | None = None
) -> Swept:
    """
    Count, for each pupil, how many of the hundred fitted quantiles lie below his score.

    Parameters
    ----------
    score : float array, shape (pupils,)
        This year's scores.
    priors : sequence of float array, shape (pupils,)
        Scores of the years before, newest first.
    knots : sequence of Knots
        One for each prior.
    tell : callable, optional
        Called with the number of planes done so far.
    """
    found = [np.unique(prior, return_inverse=True) for prior in priors]
    curves = [curve(values, knot) for (values, _), knot in zip(found, knots, strict=True)]
    order = np.lexsort((score, *(codes for _, codes in reversed(found))))
    walk = Walk(score[order], design_of([codes[order] for _, codes in found], curves))
    planes = walk.all_planes(tell or (lambda _: None))
    below = np.empty(score.size, dtype=np.uint8)
    below[order] = walk.below
    return Swept(below, planes)


class Walk:
    """The walk over the hundred planes of one cohort, and the count that it keeps."""

    def __init__(self, score: Floats, design: Design) -> None:
        n = score.size
        self.design = design
        self.score = score
        self.close = 10.0**-PLACES + 1e3 * JITTER * float(np.ptp(score))
        jitter = JITTER * (np.ptp(score) or 1.0)
        self.told_apart = score + jitter * ((np.arange(n) * GOLDEN) % 1 - 0.5)
        self.below = np.zeros(n, dtype=np.uint8)
        self.total = design.total(np.ones(n, dtype=bool))
        self.wanted = min(n, int(BAND * np.sqrt(n * design.size)))
        self._room = np.empty(n)
        self._steady = np.empty(n)
        for piece, rows in design.in_pieces():
            self._steady[piece] = 1 / np.sqrt((rows**2).sum(axis=1))

    def all_planes(self, tell: Callable[[int], None]) -> Floats:
        """Fit every plane, count it, and return their coefficients."""
        planes = np.empty((TAUS.size, self.design.unit.shape[0]))
        middle, planes[MIDDLE] = self._first()
        done = 1
        for steps in (range(MIDDLE + 1, TAUS.size), range(MIDDLE - 1, -1, -1)):
            before, here, width = None, middle, self._width(middle.residual)
            for k in steps:
                there = self._foresee(here, before)
                there, planes[k], taken, width = self._fit(TAUS[k], there, width)
                width *= float(np.clip(self.wanted / taken, 0.5, 2.0))
                before, here = here, there
                tell(done := done + 1)
        return planes

    def _first(self) -> tuple[Plane, Floats]:
        """Fit the middle plane, from the mean curve moved to the middle."""
        mean = np.zeros(self.design.size)
        for piece, rows in self.design.in_pieces():
            mean += self.told_apart[piece] @ rows / self.score.size
        residual = self._residual(mean)
        middle = float(np.quantile(residual, TAUS[MIDDLE]))
        level = self.design.total(np.ones(self.score.size, dtype=bool)) / self.score.size
        plane = self._plane(mean + middle * level, residual - middle)
        there, through, _, _ = self._fit(TAUS[MIDDLE], plane, 4 * self._width(plane.residual))
        return there, through

    def _width(self, residual: Floats) -> float:
        """Return how wide a band must be to hold as many pupils as are wanted."""
        distance = np.abs(residual) * self._steady
        return float(np.partition(distance, self.wanted - 1)[self.wanted - 1]) * (1 + 1e-9)

    def _residual(self, coefficients: Floats) -> Floats:
        residual = np.empty(self.score.size)
        self.design.fitted(coefficients, residual, self._room)
        return np.subtract(self.told_apart, residual, out=residual)

    def _plane(self, coefficients: Floats, residual: Floats, like: Plane | None = None) -> Plane:
        """Return a plane; the sum of rows above it is that above a plane like it, put right for those who changed sides."""
        above = residual > 0
        if like is None:
            return Plane(coefficients, residual, above, self.design.total(above))
        total = like.total_above.copy()
        total += self.design.rows(np.flatnonzero(above & ~like.above)).sum(axis=0)
        total -= self.design.rows(np.flatnonzero(like.above & ~above)).sum(axis=0)
        return Plane(coefficients, residual, above, total)

    def _foresee(self, here: Plane, before: Plane | None) -> Plane:
        """Return the plane as far beyond this one as this one is beyond the one before."""
        if before is None:
            return here
        residual = 2 * here.residual
        residual -= before.residual
        return self._plane(2 * here.coefficients - before.coefficients, residual, here)

    def _fit(self, tau: float, foreseen: Plane, width: float) -> tuple[Plane, Floats, int, float]:
        """Fit one plane exactly: (the plane, its coefficients through the scores, pupils in the band, its width)."""
        distance = np.abs(foreseen.residual, out=self._room)
        distance *= self._steady
        inside = distance < width
        rows = np.flatnonzero(inside)
        band = Band(*self._band(rows, foreseen, tau), tau, foreseen.coefficients)
        while True:
            try:
                coefficients = band.settle()
            except TooNarrow:
                if rows.size == inside.size:
                    raise ArithmeticError("The loss of a quantile falls without end.") from None
                width *= 2
                distance = np.abs(foreseen.residual) * self._steady
                more = np.flatnonzero((distance < width) & ~inside)
            else:
                plane = self._plane(coefficients, self._residual(coefficients), foreseen)
                strays = plane.above ^ foreseen.above
                strays[rows] = False
                more = np.flatnonzero(strays)
                if not more.size:
                    break
            if more.size:
                inside[more] = True
                rows = np.concatenate([rows, more])
                band.widen(*self._band(rows, foreseen, tau))
        corner = rows[band.corner]
        through: Floats = np.asarray(np.linalg.solve(self.design.rows(corner), self.score[corner]), dtype=np.float64)
        self._count(plane, through)
        return plane, self.design.unit @ through, rows.size, width

    def _band(self, rows: Rows, foreseen: Plane, tau: float) -> tuple[Floats, Floats, Floats]:
        """Return design and scores of the pupils in the band, and the pull of those outside it."""
        z = self.design.rows(rows)
        above = foreseen.above[rows]
        up = foreseen.total_above - z[above].sum(axis=0)
        down = self.total - foreseen.total_above - z[~above].sum(axis=0)
        return z, self.told_apart[rows], tau * up - (1 - tau) * down

    def _count(self, plane: Plane, through: Floats) -> None:
        """Count the plane for every pupil whose score lies above it, both to five decimals."""
        near = np.flatnonzero(np.abs(plane.residual, out=self._room) < self.close)
        over = plane.above.copy()
        over[near] = np.round(self.design.rows(near) @ through, PLACES) < self.score[near]
        self.below += over
