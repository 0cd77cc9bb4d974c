"""
The greatest whole-number total under linear limits, with its proof.

The linear relaxation gives a bound and a price for every column. A column whose reduced price is above the gap between
the bound and the answer cannot be part of a better answer: so the exact search looks at the few that are left, and
leaving the others out is proven to lose nothing.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import TOLERANCE, Bools, Floats, Sparse, relax, whole

#: Looked at first: columns within so many points of the bound's prices.
FIRST = 5.0


@dataclass(frozen=True, slots=True)
class Best:
    """The chosen columns, their total, a total that nothing can exceed, and how many columns the exact search saw."""

    chosen: Bools
    total: int
    bound: int
    searched: int
    near: Bools


def greatest(
    value: Floats, limits: Sparse, most: Floats, *, forced: Bools, barred: Bools, gap: float = 0.0
) -> Best | None:
    """Return the best yes-or-no choice of columns for whole-number values, or None where the forced ones break a limit."""
    low, high = forced.astype(np.float64), 1.0 - barred.astype(np.float64)
    nothing = sp.csr_matrix((0, len(value)))
    relaxed = relax(-value, equal=nothing, to=np.zeros(0), under=limits, most=most, low=low, high=high)
    if relaxed is None:
        return None
    # From the limits' prices alone follows a bound, whatever the solver's tolerances; and a column's own price says by
    # how much the total falls short of the bound at least where that column is taken.
    price = relaxed.spare(-value, nothing, limits)
    bound = -float(relaxed.under @ most + np.minimum(price * low, price * high).sum())
    ceiling = int(np.floor(bound + TOLERANCE))
    reach = max(FIRST, gap * bound)
    while True:
        near = (price <= reach) & ~barred | forced
        all_seen = int(near.sum() + barred.sum()) == len(value)
        found = _exact(value, limits, most, near, forced, gap)
        if found is None:
            if all_seen:
                return None
            reach *= 10
            continue
        total = round(float(value[found].sum()))
        if all_seen or ceiling - total <= max(reach, gap * ceiling):
            as_good = (price <= bound - total + TOLERANCE) & ~barred | forced
            return Best(found, total, total if gap == 0 else ceiling, int(near.sum()), as_good)
        reach = bound - total + TOLERANCE


def cheapest(
    cost: Floats, value: Floats, total: int, limits: Sparse, most: Floats, *, forced: Bools, near: Bools
) -> Bools | None:
    """Return, of all choices that reach the total, one that costs least."""
    reaching = sp.vstack([limits, sp.csr_matrix(-value[None, :])]).tocsr()
    return _exact(-cost, reaching, np.append(most, -total), near, forced, 0.0)


def _exact(value: Floats, limits: Sparse, most: Floats, near: Bools, forced: Bools, gap: float) -> Bools | None:
    columns = np.flatnonzero(near)
    low = forced[columns].astype(np.float64)
    x = whole(-value[columns], limits[:, columns], np.full(len(most), -np.inf), most, low=low, high=1.0, gap=gap)
    if x is None:
        return None
    answer = np.zeros(len(value), dtype=np.bool_)
    answer[columns[x > 0.5]] = True
    return answer
