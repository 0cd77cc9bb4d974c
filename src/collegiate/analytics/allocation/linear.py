"""Linear programmes, relaxed and in whole numbers, by HiGHS through SciPy: one door, so that all are asked alike."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: What is within this of a whole number, or of 0, is meant to be it.
TOLERANCE = 1e-6

# SciPy's stubs know no sparse matrices here, though SciPy takes them.
Sparse = Any


@dataclass(frozen=True, slots=True)
class Relaxed:
    """
    The least cost where parts are allowed.

    Attributes
    ----------
    x : float array, shape (columns,)
        The columns' values.
    equal, under : float array, shape (rows,)
        The rows' prices: what one more on the right side adds to the cost. Those of `under` are 0 or less.
    """

    x: Floats
    equal: Floats
    under: Floats

    def spare(self, cost: Floats, equal: Sparse, under: Sparse) -> Floats:
        """Return each column's reduced price: how much the cost rises at least for each unit of it."""
        return np.asarray(cost - equal.T @ self.equal - under.T @ self.under, dtype=np.float64)


def relax(
    cost: Floats,
    *,
    equal: Sparse,
    to: Floats,
    under: Sparse,
    most: Floats,
    low: Floats | float = 0.0,
    high: Floats | float = np.inf,
) -> Relaxed | None:
    """
    Find the least cost with equal @ x = to, under @ x <= most and low <= x <= high; None where there is no such x.

    An interior point first and a vertex after, which on these sparse programmes is several times faster than the
    simplex method alone.
    """
    found: Any = linprog(  # type: ignore[call-overload]  # sparse matrices, as above
        cost,
        A_eq=equal,
        b_eq=to,
        A_ub=under,
        b_ub=most,
        bounds=np.column_stack(np.broadcast_arrays(low, high, cost)[:2]),
        method="highs-ipm",
    )
    if not found.success:
        return None
    return Relaxed(
        x=np.asarray(found.x, dtype=np.float64),
        equal=np.asarray(found.eqlin.marginals, dtype=np.float64),
        under=np.minimum(found.ineqlin.marginals, 0.0),
    )


def whole(
    cost: Floats,
    rows: Sparse,
    least: Floats,
    most: Floats,
    *,
    integral: Bools | bool = True,
    low: Floats | float = 0.0,
    high: Floats | float = np.inf,
    gap: float = 0.0,
) -> Floats | None:
    """Find the least cost with least <= rows @ x <= most where the integral columns are whole; None where there is no such x."""
    if not len(cost):
        return np.zeros(0)
    found = milp(
        cost,
        constraints=LinearConstraint(rows, least, most),
        integrality=np.broadcast_to(integral, cost.shape).astype(np.int64),
        bounds=Bounds(low, high),
        options={"mip_rel_gap": gap},
    )
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
