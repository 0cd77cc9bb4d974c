"""What the model needs to know of pupils: sums per school and one table of products. Sums of pieces add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import frozen, ids, numbers

Floats = NDArray[np.float64]
ROWS_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """
    Sums of pupils by school, enough for the whole model. Add those of two pieces with ``+``.

    Attributes
    ----------
    names : tuple of str
        The covariates, in order.
    schools : int or str array, shape (schools,)
        Each school once, in order.
    pupils : int array, shape (schools,)
        Pupils with an outcome and every covariate; 1 or more.
    mean : float array, shape (covariates + 1,)
        Mean over all pupils of each covariate and, last, of the outcome, in their units.
    totals : float array, shape (schools, covariates + 1)
        Sums of the same over each school's pupils, taken from ``mean``, so that their column sums are 0.
    products : float array, shape (covariates + 1, covariates + 1)
        Sums of products over all pupils, taken from ``mean``.
    left_out : int
        Pupils left out because a number was missing.
    """

    names: tuple[str, ...]
    schools: NDArray[Any]
    pupils: NDArray[np.int64]
    mean: Floats
    totals: Floats
    products: Floats
    left_out: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        """
        Return the sums of the pupils of both.

        :raises ValueError: if the covariates are not the same, or one names its schools by numbers and one by text
        """
        if not isinstance(other, Sums):
            return NotImplemented
        if self.names != other.names:
            raise ValueError(f"The covariates differ: {', '.join(self.names)} and {', '.join(other.names)}.")
        if (
            self.schools.size
            and other.schools.size
            and (self.schools.dtype.kind == "U") != (other.schools.dtype.kind == "U")
        ):
            raise ValueError("One piece names its schools by numbers and the other by text.")
        if not other.schools.size or not self.schools.size:
            whole = self if self.schools.size else other
            return _frozen(whole, left_out=self.left_out + other.left_out)
        n, m = int(self.pupils.sum()), int(other.pupils.sum())
        mean = (n * self.mean + m * other.mean) / (n + m)
        schools, place = np.unique(np.concatenate([self.schools, other.schools]), return_inverse=True)
        pupils = np.zeros(schools.size, dtype=np.int64)
        totals = np.zeros((schools.size, mean.size))
        products = np.zeros((mean.size, mean.size))
        for piece, rows in ((self, place[: self.schools.size]), (other, place[self.schools.size :])):
            away = piece.mean - mean
            pupils[rows] += piece.pupils
            totals[rows] += piece.totals + piece.pupils[:, None] * away
            products += piece.products + piece.pupils.sum() * np.outer(away, away)
        whole = Sums(self.names, schools, pupils, mean, totals, products)
        return _frozen(whole, left_out=self.left_out + other.left_out)

    def sentence(self) -> str:
        """Return how many pupils and schools went in."""
        left = f"; {self.left_out:,} left out for want of a number" if self.left_out else ""
        return f"{int(self.pupils.sum()):,} pupils in {self.schools.size:,} schools{left}."


def sums_of(school: Any, outcome: ArrayLike, covariates: Mapping[str, ArrayLike]) -> Sums:
    """
    Boil one piece of a file of pupils down to sums per school.

    When not to use it: where a pupil stands in two rows, since each row counts as a pupil of its own.

    Parameters
    ----------
    school : int or str array or Polars series, shape (pupils,)
        Each pupil's school.
    outcome : float array, shape (pupils,)
        Each pupil's result, in any unit; NaN where there is none.
    covariates : mapping of str to float array, shape (pupils,)
        What each pupil brought along: prior attainment first; 1 and 0 for yes and no; NaN where unknown.

    Returns
    -------
    Sums
        The sums. Pupils for whom a number is missing are left out and counted.

    Raises
    ------
    ValueError
        If the columns are not as long as each other, hold text or infinity, or a school is blank.

    Source
    ------
    Chan, T. F., Golub, G. H. and LeVeque, R. J. (1983). Algorithms for computing the sample variance: analysis and
    recommendations. The American Statistician, 37(3), 242-247, for sums taken from the mean that add up.

    Examples
    --------
    >>> from collegiate.analytics.value_added import sums_of
    >>> first = sums_of([7, 7, 9], [3.0, 5.0, 4.0], {"prior": [1.0, 2.0, 2.0]})
    >>> second = sums_of([9, 8], [6.0, 2.0], {"prior": [3.0, 1.0]})
    >>> (first + second).sentence()
    '5 pupils in 3 schools.'
    """
    columns = [numbers(column, name, missing_allowed=True) for name, column in covariates.items()]
    columns.append(numbers(outcome, "outcome", missing_allowed=True))
    schools, place = _numbered(school)
    lengths = {"school": place.size} | dict(zip([*covariates, "outcome"], (c.size for c in columns), strict=True))
    if len(set(lengths.values())) > 1:
        raise ValueError("Rows do not match: " + ", ".join(f"{name} has {n}" for name, n in lengths.items()) + ".")
    rows_given = place.size
    place, columns = _complete(place, columns)
    pupils = np.bincount(place, minlength=schools.size)
    n = max(1, place.size)
    mean = np.array([column.sum() / n for column in columns])
    products = np.zeros((mean.size, mean.size))
    totals = np.zeros((schools.size, mean.size))
    for start in range(0, place.size, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        away = np.stack([column[rows] - middle for column, middle in zip(columns, mean, strict=True)])
        products += away @ away.T
        for k, row in enumerate(away):
            totals[:, k] += np.bincount(place[rows], weights=row, minlength=schools.size)
    there = pupils > 0
    piece = Sums(tuple(covariates), schools[there], pupils[there], mean, totals[there], products)
    return _frozen(piece, left_out=rows_given - place.size)


def _complete(place: NDArray[np.int64], columns: list[Floats]) -> tuple[NDArray[np.int64], list[Floats]]:
    """Keep the pupils for whom no number is missing; without a copy where none is."""
    missing = [np.isnan(column) for column in columns if np.isnan(column.sum())]
    if not missing:
        return place, columns
    whole = ~np.logical_or.reduce(missing)
    return place[whole], [column[whole] for column in columns]


def _numbered(school: Any) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the schools in order, each once, and for each pupil the place of his school among them."""
    if isinstance(school, pl.Series) and school.dtype in (pl.String, pl.Categorical, pl.Enum):
        text = school.cast(pl.String)
        names = text.unique().sort()
        given = ids(names.to_list(), "school")
        return given, text.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64, copy=False)
    given = ids(school, "school", may_repeat=True)
    if given.dtype.kind in "iu" and given.size:
        low, span = int(given.min()), int(given.max()) - int(given.min()) + 1
        if span <= 4 * given.size + 1000:
            place = (given - low).astype(np.int64, copy=False)
            present = np.bincount(place, minlength=span) > 0
            return np.flatnonzero(present) + low, (np.cumsum(present) - 1)[place]
    schools, place = np.unique(given, return_inverse=True)
    return schools, place.astype(np.int64, copy=False)


def _frozen(sums: Sums, *, left_out: int) -> Sums:
    return Sums(
        sums.names,
        schools=frozen(sums.schools),
        pupils=frozen(sums.pupils),
        mean=frozen(sums.mean),
        totals=frozen(sums.totals),
        products=frozen(sums.products),
        left_out=left_out,
    )
