"""
Curves through prior scores: cubic B-splines per prior, as small tables, since scores are few.

No table of pupils by columns is ever made: a fitted score is an intercept and one look-up a prior.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

DEGREE = 3
CUTS = (0.2, 0.4, 0.6, 0.8)
WIDER = 0.1
PLACES = 3
ROWS_AT_ONCE = 32_768
LEAST_SPREAD = 1e-10


@dataclass(frozen=True, slots=True)
class Knots:
    """
    Where the curve of one prior may bend, and its ends.

    Attributes
    ----------
    cuts : tuple of float
        The 20th, 40th, 60th and 80th percentiles of the scores it was set on, to 3 decimals; equal ones once.
    low, high : float
        The least and greatest of those scores, moved out by a tenth of their range, to 3 decimals.
    """

    cuts: tuple[float, ...]
    low: float
    high: float

    def sentence(self) -> str:
        """Return where the curve bends."""
        cuts = ", ".join(f"{cut:g}" for cut in self.cuts)
        return f"The curve runs from {self.low:g} to {self.high:g} and may bend at {cuts}."


def knots_on(scores: Floats) -> Knots:
    """Return the knots for scores without gaps, of which two at least differ."""
    low, high = float(scores.min()), float(scores.max())
    cuts = np.round(np.quantile(scores, CUTS), PLACES)
    out = WIDER * (high - low)
    ends = float(np.round(low - out, PLACES)), float(np.round(high + out, PLACES))
    inside = sorted({float(cut) for cut in cuts if ends[0] < cut < ends[1]})
    return Knots(tuple(inside), *ends)


def curve(scores: Floats, knots: Knots) -> Floats:
    """Return, shape (scores, cuts + 3): the cubic B-splines at the scores, the first left out for the intercept."""
    t = np.concatenate([[knots.low] * (DEGREE + 1), knots.cuts, [knots.high] * (DEGREE + 1)])
    piece = np.clip(np.searchsorted(t, scores, side="right") - 1, DEGREE, t.size - DEGREE - 2)
    table = np.zeros((scores.size, t.size - DEGREE - 1))
    values = [np.ones(scores.size)]
    for degree in range(1, DEGREE + 1):
        higher = [np.zeros(scores.size) for _ in range(degree + 1)]
        for k, value in enumerate(values):
            left, right = t[piece + k + 1 - degree], t[piece + k + 1]
            share = (scores - left) / (right - left)
            higher[k] += (1 - share) * value
            higher[k + 1] += share * value
        values = higher
    for k, value in enumerate(values):
        table[np.arange(scores.size), piece - DEGREE + k] = value
    return table[:, 1:]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """
    The design of one cohort, in coefficients of unit size: a pupil's row is the sum of one row of each table.

    Attributes
    ----------
    codes : sequence of int array, shape (pupils,)
        Each pupil's place in each prior's table.
    tables : sequence of float array, shape (scores, coefficients)
        What each distinct score of each prior adds to a pupil's row; the first adds the intercept too.
    unit : float array, shape (columns, coefficients)
        What turns coefficients of unit size into those of the intercept and the splines.
    """

    codes: Sequence[Rows]
    tables: Sequence[Floats]
    unit: Floats

    @property
    def pupils(self) -> int:
        """How many pupils."""
        return int(self.codes[0].size)

    @property
    def size(self) -> int:
        """How many coefficients."""
        return int(self.tables[0].shape[1])

    def rows(self, which: Rows | slice) -> Floats:
        """Return these pupils' rows."""
        rows = self.tables[0][self.codes[0][which]]
        for table, codes in zip(self.tables[1:], self.codes[1:], strict=True):
            rows += table[codes[which]]
        return rows

    def in_pieces(self) -> Iterator[tuple[slice, Floats]]:
        """Go through all pupils' rows, some at a time."""
        for start in range(0, self.pupils, ROWS_AT_ONCE):
            piece = slice(start, start + ROWS_AT_ONCE)
            yield piece, self.rows(piece)

    def fitted(self, coefficients: Floats, out: Floats, room: Floats) -> Floats:
        """Write every pupil's fitted score into ``out``; ``room`` is as large and is used up."""
        np.take(self.tables[0] @ coefficients, self.codes[0], out=out, mode="clip")
        for table, codes in zip(self.tables[1:], self.codes[1:], strict=True):
            out += np.take(table @ coefficients, codes, out=room, mode="clip")
        return out

    def total(self, which: NDArray[np.bool_]) -> Floats:
        """Return the sum of these pupils' rows."""
        total = np.zeros(self.size)
        for table, codes in zip(self.tables, self.codes, strict=True):
            total += np.bincount(codes[which], minlength=len(table)) @ table
        return total


def design_of(codes: Sequence[Rows], curves: Sequence[Floats]) -> Design:
    """
    Return the design of pupils with these codes of these curves, in coefficients of unit size.

    Each prior's splines are first put in order by themselves, on its distinct scores, which loses nothing to rounding
    however unlike the splines are in size; then all together. Directions in which pupils do not differ are left out.
    """
    pupils = codes[0].size
    own = [
        _in_order(curve, np.bincount(code, minlength=len(curve)) / pupils)
        for code, curve in zip(codes, curves, strict=True)
    ]
    size = 1 + sum(unit.shape[1] for _, unit in own)
    columns = 1 + sum(curve.shape[1] for curve in curves)
    plain: list[Floats] = []
    apart = np.zeros((columns, size))
    apart[0, 0] = 1.0
    row = column = 1
    for curve, (middle, unit) in zip(curves, own, strict=True):
        across = slice(column, column + unit.shape[1])
        table = np.zeros((len(curve), size))
        table[:, across] = (curve - middle) @ unit
        table[:, 0] = 0.0 if plain else 1.0
        plain.append(table)
        apart[row : row + curve.shape[1], across] = unit
        apart[0, across] = -middle @ unit
        row, column = row + curve.shape[1], across.stop
    products = np.zeros((size, size))
    for _, rows in Design(codes, plain, apart).in_pieces():
        products += rows.T @ rows
    spread, axes = np.linalg.eigh(products / pupils)
    kept = spread > LEAST_SPREAD * spread.max()
    together = axes[:, kept] / np.sqrt(spread[kept])
    return Design(codes, [table @ together for table in plain], apart @ together)


def _in_order(curve: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Return the splines' means over the pupils, and what makes them of unit size and unlike each other from there."""
    middle = share @ curve
    away = (curve - middle) * np.sqrt(share)[:, None]
    size = np.sqrt((away**2).sum(axis=0))
    size[size == 0] = 1.0
    _, spread, axes = np.linalg.svd(np.linalg.qr(away / size, mode="r"), full_matrices=False)
    kept = spread > LEAST_SPREAD * max(spread.max(initial=0.0), 1e-300)
    return middle, axes[kept].T / size[:, None] / spread[kept]
