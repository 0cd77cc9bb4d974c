"""
The pupils near a plane, and the exact best plane for them: a linear programme on a few thousand rows.

Pupils surely above or below the plane enter only as one linear pull. The programme is walked from corner to corner; each
step goes as far along its edge as the loss still falls, past as many pupils as that takes.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

BLOCK = 256
"""Products go in blocks too small for the linear algebra library to hand to several threads, which would only wait."""

NEAREST = 64
SLACK = 1e-8
MOST_STEPS = 200
ROUNDING = 1e-12
LEVEL = 1e-9
STILL = 1e-10
JUST_BELOW = -1e-300


class TooNarrow(Exception):
    """Along some direction the loss falls right out of the band: more pupils must be taken into it."""


class Band:
    """
    The linear programme: least sum of check losses over the rows, less ``pull`` times the coefficients.

    Parameters
    ----------
    z : float array, shape (rows, coefficients)
        Design of the pupils in the band, in columns of unit size.
    y : float array, shape (rows,)
        Their scores, no two rows alike in design and score.
    pull : float array, shape (coefficients,)
        Downhill direction of the loss of all pupils outside the band.
    tau : float
        Which quantile, between 0 and 1.
    plane : float array, shape (coefficients,)
        Where to start.
    """

    def __init__(self, z: Floats, y: Floats, pull: Floats, tau: float, plane: Floats) -> None:
        self.tau = tau
        self._rounding = ROUNDING * float(np.abs(y).max())
        self.corner: list[int] = []
        self._span: Floats = np.zeros((z.shape[1], z.shape[1]))
        self._inverse: Floats = np.zeros((z.shape[1], z.shape[1]))
        self._take(z, y, pull, plane)

    def widen(self, z: Floats, y: Floats, pull: Floats) -> None:
        """Go on from the same place with more rows, added at the end, and what then is left of the pull."""
        plane = self._plane
        self._take(z, y, pull, plane)

    def settle(self) -> Floats:
        """
        Walk to the best corner and return its plane.

        :raises TooNarrow: if the band must be widened before that can be said
        :raises ArithmeticError: if rounding keeps the walk from an end
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            while len(self.corner) < self._z.shape[1]:
                self._to_a_row()
            for _ in range(MOST_STEPS):
                self._afresh()
                if not self._along_edges():
                    return self._plane
        raise ArithmeticError("The fit of a quantile does not come to rest.")

    def _take(self, z: Floats, y: Floats, pull: Floats, plane: Floats) -> None:
        """Take these rows, and work everything out at a plane."""
        rows, columns = z.shape
        blocks = -(-rows // BLOCK)
        padded = np.zeros((blocks * BLOCK, columns))
        padded[:rows] = z
        self._blocks = np.ascontiguousarray(padded.reshape(blocks, BLOCK, columns).transpose(0, 2, 1))
        self._z, self._y, self._pull, self._plane = z, y, pull, plane
        self._residual = y - self._along(plane)
        self._sides(self._residual > 0)

    def _afresh(self) -> None:
        """
        Work everything out again from the rows in the corner, so that rounding does not add up.

        A row so near the plane that its side is a matter of rounding keeps the side that the walk gave it.
        """
        self._inverse = np.asarray(np.linalg.inv(self._z[self.corner]), dtype=np.float64)
        self._plane = self._inverse @ self._y[self.corner]
        self._residual = self._y - self._along(self._plane)
        close = np.abs(self._residual) < self._rounding
        self._sides(np.where(close, self._side > 0, self._residual > 0))

    def _sides(self, above: NDArray[np.bool_]) -> None:
        """Set the side of every row, and the downhill direction that follows from them."""
        unlike = above ^ (self._residual > 0)
        self._residual[unlike | (self._residual == 0)] = JUST_BELOW
        self._residual[above & unlike] = -JUST_BELOW
        self._residual[self.corner] = 0
        self._side = np.where(above, self.tau, self.tau - 1)
        self._side[self.corner] = 0
        self._downhill = self._pull + np.einsum("i,ij->j", self._side, self._z)

    def _along(self, direction: Floats) -> Floats:
        """Return how fast each row's fitted score moves along a direction."""
        moved: Floats = direction @ self._blocks
        return moved.ravel()[: len(self._z)]

    def _go(self, direction: Floats, slope: float) -> tuple[int, float]:
        """Move along a direction, whose slope is minus that given, to the row where the loss stops falling."""
        speed = self._along(direction)
        speed[self.corner] = 0
        time = self._residual / speed
        pace = np.abs(speed)
        ahead = ((time > 0) & (pace > STILL * np.sqrt(direction @ direction))).nonzero()[0]
        times = time[ahead]
        nearest, enough = NEAREST, slope - LEVEL * (1 + slope)
        while True:
            if nearest < times.size:
                some = times.argpartition(nearest - 1)[:nearest]
                order = some[times[some].argsort()]
            else:
                order = times.argsort()
            rows = ahead[order]
            weight = pace[rows].cumsum()
            passed = int(weight.searchsorted(enough))
            if passed < rows.size:
                break
            if nearest >= times.size:
                raise TooNarrow
            nearest *= 4
        step, stop = float(times[order[passed]]), int(rows[passed])
        self._residual -= step * speed
        self._plane = self._plane + step * direction
        crossed = rows[:passed]
        if passed:
            turn = np.where(self._side[crossed] > 0, -1.0, 1.0)
            self._side[crossed] += turn
            self._downhill = self._downhill + turn @ self._z[crossed]
        self._downhill = self._downhill - self._side[stop] * self._z[stop]
        self._side[stop] = self._residual[stop] = 0
        return stop, step

    def _to_a_row(self) -> None:
        """Go straight downhill, keeping to the rows already reached, until another row is reached."""
        span = self._span[: len(self.corner)]
        direction = self._off(span, self._downhill)
        length = np.sqrt(direction @ direction)
        if length < SLACK:
            axes = np.eye(len(direction)) - span.T @ span
            direction = axes[np.argmax((axes**2).sum(axis=1))]
            length = np.sqrt(direction @ direction)
        direction = direction / length
        stop, _ = self._go(direction, float(self._downhill @ direction))
        new = self._off(span, self._z[stop])
        self._span[len(self.corner)] = new / np.sqrt(new @ new)
        self.corner.append(stop)

    @staticmethod
    def _off(span: Floats, vector: Floats) -> Floats:
        """Take from a vector what lies in the span; twice, because once leaves rounding behind."""
        for _ in range(2):
            vector = vector - (span @ vector) @ span
        return vector

    def _along_edges(self) -> bool:
        """Leave the corner along its steepest edge, again and again, until no edge goes down; tell whether it moved."""
        for moved in range(MOST_STEPS * self._z.shape[1]):
            pulled = -(self._downhill @ self._inverse)
            length = np.sqrt((self._inverse**2).sum(axis=0))
            above, below = pulled + 1 - self.tau, self.tau - pulled
            steepness = np.minimum(above, below)
            if steepness.min() > -SLACK:
                return moved > 0
            leaves = int((steepness / length).argmin())
            sign = 1.0 if above[leaves] < below[leaves] else -1.0
            stop, step = self._go(sign * self._inverse[:, leaves], -float(steepness[leaves]))
            self._exchange(leaves, stop, sign, step)
        raise ArithmeticError("The fit of a quantile goes round and round.")

    def _exchange(self, leaves: int, stop: int, sign: float, step: float) -> None:
        """Let one row out of the corner, on the side it is left to, and the row reached into it."""
        row = self.corner[leaves]
        self._residual[row] = -sign * step
        self._side[row] = self.tau - 1 if sign > 0 else self.tau
        self._downhill = self._downhill + self._side[row] * self._z[row]
        change = self._z[stop] @ self._inverse
        column = self._inverse[:, leaves] / change[leaves]
        self._inverse = self._inverse - column[:, None] * change
        self._inverse[:, leaves] = column
        self.corner[leaves] = stop
