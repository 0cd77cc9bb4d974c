"""
The likelihood of the random-intercept model as a function of one number, from sums per school alone.

With phi = (school variance) / (pupil variance), everything else has a closed form: w_j = phi / (1 + n_j phi) and
M(phi) = A - sum of w_j t_j t_j' over schools, A the products over all pupils and t_j the sums of (1, covariates, outcome)
of school j. It is worked out as W + sum of t_j t_j' / (n_j (1 + n_j phi)), W the products within schools, which subtracts
nothing from anything nearly as large.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Floats = NDArray[np.float64]

LARGEST_PHI = 1e8
MOST_CONDITION = 1e12
TINY = float(np.finfo(float).tiny)
GRID = np.concatenate([[0.0], np.logspace(-7, 5, 40)])


class CovariatesRepeat(ValueError):
    """A covariate is the same for all pupils, or follows from the others."""


@dataclass(frozen=True, slots=True, eq=False)
class Products:
    """
    Sums of products of (1, covariates, outcome), each but the first taken from its mean and scaled to sd 1.

    Attributes
    ----------
    pupils : float array, shape (schools,)
        n_j.
    totals : float array, shape (schools, columns)
        t_j.
    squares : float array, shape (schools, columns * columns)
        t_j t_j', row by row, so that a weighted sum of them is one product of a vector and a matrix.
    within : float array, shape (columns, columns)
        W, over all pupils, each column taken from its school's mean.
    log_scale : float
        What the scaling took from log|X'X|.
    restricted : bool
        Whether the likelihood is the restricted one (REML).
    """

    pupils: Floats
    totals: Floats
    squares: Floats
    within: Floats
    log_scale: float
    restricted: bool

    @property
    def df(self) -> int:
        """Pupils, less coefficients where the likelihood is restricted."""
        coefficients = self.within.shape[0] - 1 if self.restricted else 0
        return int(self.pupils.sum()) - coefficients


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The best coefficients for one phi, in scaled units, with minus twice the log likelihood and its slope in phi."""

    coefficients: Floats
    inverse: Floats
    residual: float
    deviance: float
    slope: float


def solve(products: Products, phi: float) -> Solution:
    """
    Solve the model for one phi.

    :raises CovariatesRepeat: if X'V^-1X cannot be inverted
    """
    n, df, shape = products.pupils, products.df, products.within.shape
    grown = 1 + n * phi
    m = products.within + ((1 / (n * grown)) @ products.squares).reshape(shape)
    try:
        lower = np.linalg.cholesky(m[:-1, :-1])
    except np.linalg.LinAlgError:
        raise CovariatesRepeat("The covariates repeat each other.") from None
    inverse = np.asarray(np.linalg.inv(m[:-1, :-1]), dtype=np.float64)
    coefficients = inverse @ m[:-1, -1]
    contrast = np.append(-coefficients, 1.0)
    residual = float(contrast @ m @ contrast)
    slope_of_m = -((1 / grown**2) @ products.squares).reshape(shape)
    deviance = np.log(grown).sum() + df * (1 + np.log(2 * np.pi * max(residual, TINY) / df))
    slope = (n / grown).sum() + df * (contrast @ slope_of_m @ contrast) / max(residual, TINY)
    if products.restricted:
        deviance += 2 * np.log(np.diag(lower)).sum() + products.log_scale
        slope += (inverse * slope_of_m[:-1, :-1]).sum()
    return Solution(coefficients, inverse, residual, float(deviance), float(slope))


def best_phi(products: Products) -> float:
    """Return the phi of greatest likelihood: the best of a grid, then the root of the slope beside it."""
    together = products.within + ((1 / products.pupils) @ products.squares).reshape(products.within.shape)
    if np.linalg.cond(together[:-1, :-1]) > MOST_CONDITION:
        raise CovariatesRepeat("The covariates repeat each other.")
    at = int(np.argmin([solve(products, float(phi)).deviance for phi in GRID]))
    low, high = GRID[max(0, at - 1)], GRID[min(GRID.size - 1, at + 1)]
    if at == 0 and solve(products, 0.0).slope >= 0:
        return 0.0

    def slope(phi: float) -> float:
        return solve(products, phi).slope

    if slope(low) >= 0 or slope(high) <= 0:
        return float(GRID[at])
    return float(optimize.brentq(slope, low, high, xtol=1e-300, rtol=8.9e-16, maxiter=200))


def interval_of_phi(products: Products, best: float, level: float) -> tuple[float, float]:
    """Return the phis whose deviance lies within the chi-squared limit of the least."""
    limit = solve(products, best).deviance + float(special.chdtri(1, 1 - level))

    def above(phi: float) -> float:
        return solve(products, phi).deviance - limit

    low = 0.0 if best == 0 or above(0.0) <= 0 else float(optimize.brentq(above, 0.0, best, xtol=1e-12))
    high = max(2 * best, 1e-6)
    while above(high) < 0 and high < LARGEST_PHI:
        high *= 4
    return low, float(optimize.brentq(above, best, high, xtol=1e-12)) if above(high) > 0 else LARGEST_PHI
