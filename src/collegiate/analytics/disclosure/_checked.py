"""Tables of counts as they come in: checked once, and given their totals."""

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Bools, Ints, between, counts, marks

MOST_CELLS = 20_000
"""A larger table is nobody's to read; the search for cells to hide would take minutes."""

SMALLEST_K, LARGEST_K = 2, 1000


def table_of(values: ArrayLike, name: str = "counts") -> Ints:
    """Return the counts with a row and a column of totals added at the end."""
    inner = counts(values, name, dimensions=2)
    if inner.size == 0:
        raise ValueError(f"{name}: the table has no cells.")
    if inner.size > MOST_CELLS:
        raise ValueError(f"{name}: {inner.size:,} cells are too many; publish in parts of at most {MOST_CELLS:,}.")
    table = np.zeros((inner.shape[0] + 1, inner.shape[1] + 1), dtype=np.int64)
    table[:-1, :-1] = inner
    table[-1, :] = table.sum(axis=0)
    table[:, -1] = table[:, :-1].sum(axis=1)
    return table


def mask_of(values: ArrayLike | None, name: str, table: Ints) -> Bools:
    """Return a mark for each cell, totals among them; none marked where nothing is given."""
    if values is None:
        return np.zeros(table.shape, dtype=np.bool_)
    mask = marks(values, name, dimensions=2)
    if mask.shape != table.shape:
        rows, columns = table.shape
        raise ValueError(f"{name}: one mark for each cell is wanted, totals among them: {rows} rows of {columns}.")
    return mask


def smallest(k: int) -> int:
    """Return the smallest count that may be shown."""
    return between(k, "k", SMALLEST_K, LARGEST_K, kind=int)


def small_in(table: Ints, k: int) -> Bools:
    """Mark the counts from 1 to k - 1; nought says nothing about anybody in particular."""
    return (table > 0) & (table < k)
