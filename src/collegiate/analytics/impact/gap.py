"""
How far supported schools ended from where history led us to expect them, and how sure we can be.

The kernel: arrays only, no names, no rules, no words. It takes one town, or thousands at once along leading axes.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.90
MOST_CONDITION = 1e10

Array = NDArray[np.float64]


class HistoryDoesNotDiffer(ValueError):
    """The comparison schools' past figures do not differ enough for an expectation to be fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """
    What the comparison schools' history leads us to expect.

    Attributes
    ----------
    coefficients : float array, shape (..., terms + 1)
        Intercept first, then one per term, on the terms as given.
    spread : float array, shape (..., terms + 1, terms + 1)
        (X'WX)^-1 for those coefficients.
    school_variance : float array, shape (...)
        tau squared: variance of schools about the expectation beyond the sampling of pupils; 0 or more.
    scale : float array, shape (...)
        sigma squared: weighted residual variance, about 1 where the weights are right.
    df : float array, shape (...)
        Comparison schools less coefficients.
    """

    coefficients: Array
    spread: Array
    school_variance: Array
    scale: Array
    df: Array


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """Mean of (seen - expected) over the supported schools; shapes (...), `expected` (..., schools)."""

    gap: Array
    se: Array
    df: Array
    expected: Array

    def interval(self) -> tuple[Array, Array]:
        """Return the ends of the 90 % interval."""
        from scipy import special  # noqa: PLC0415 -- slow to import, and pages show what was worked out before

        half = special.stdtrit(self.df, (1 + LEVEL) / 2) * self.se
        return self.gap - half, self.gap + half


def fit(outcome: Array, terms: Array, noise: Array, comparison: NDArray[np.bool_]) -> Fit:
    """
    Fit, on the comparison schools, the outcome that a school's history leads us to expect.

    Weighted least squares with weights 1 / (tau^2 + noise), tau^2 by moments from an unweighted first fit.

    Parameters
    ----------
    outcome, noise : float array, shape (..., schools)
        The figure after the work, and its sampling variance from the number of pupils; rows not compared are not read.
    terms : float array, shape (..., schools, terms)
        What is known of each school's history.
    comparison : bool array, shape (..., schools)
        Which schools are compared; more of them than terms + 1.

    Raises
    ------
    HistoryDoesNotDiffer
        If the comparison schools' terms are all the same or repeat each other.

    Source
    ------
    Goldstein, H. and Spiegelhalter, D. J. (1996). League tables and their limitations. JRSS A, 159(3), 385-443, on
    adjusting for intake; DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials. Controlled Clinical
    Trials, 7(3), 177-188, for tau^2 by moments.
    """
    x, back = _standardised(terms, comparison)
    c = comparison.astype(float)
    k = c.sum(-1)
    y = np.where(comparison, outcome, 0.0)
    level = y.sum(-1) / k
    y = np.where(comparison, y - level[..., None], 0.0)
    s2 = np.where(comparison, noise, 0.0)

    df = k - x.shape[-1]
    inverse = _inverse(np.swapaxes(x, -1, -2) @ x)
    r = y - (x @ (inverse @ (np.swapaxes(x, -1, -2) @ y[..., None])))[..., 0]
    leverage = np.einsum("...jp,...pq,...jq->...j", x, inverse, x)
    tau2 = np.maximum(0.0, ((r**2).sum(-1) - (s2 * (c - leverage)).sum(-1)) / df)

    w = c / (tau2[..., None] + noise)
    xw = x * w[..., None]
    g = _inverse(np.swapaxes(xw, -1, -2) @ x)
    b = g @ (np.swapaxes(xw, -1, -2) @ y[..., None])
    r = y - (x @ b)[..., 0]
    scale = (w * r**2).sum(-1) / df

    coefficients = (back @ b)[..., 0]
    coefficients[..., 0] += level
    return Fit(coefficients, back @ g @ np.swapaxes(back, -1, -2), tau2, scale, df)


def gap(expectation: Fit, outcome: Array, terms: Array, noise: Array, supported: NDArray[np.bool_]) -> Gap:
    """Measure the mean distance of the supported schools from what was expected of them."""
    expected = (_with_intercept(terms) @ expectation.coefficients[..., None])[..., 0]
    distance = np.where(supported, outcome - expected, 0.0).sum(-1) / supported.sum(-1)
    return Gap(distance, standard_error(expectation, terms, noise, supported), expectation.df, expected)


def standard_error(expectation: Fit, terms: Array, noise: Array, supported: NDArray[np.bool_]) -> Array:
    """
    Return the standard error of the gap, shape (...).

    Its square is scale x (sum of the supported schools' variances / K^2 + x' (X'WX)^-1 x), x the supported schools'
    mean history: the second part is the error of the expectation itself, which grows as they lie further out.
    """
    k = supported.sum(-1)
    middle = np.where(supported[..., None], _with_intercept(terms), 0.0).sum(-2) / k[..., None]
    own = np.where(supported, expectation.school_variance[..., None] + noise, 0.0).sum(-1) / k**2
    of_expectation = np.einsum("...p,...pq,...q->...", middle, expectation.spread, middle)
    return np.asarray(np.sqrt(expectation.scale * (own + of_expectation)))


def foresee(rehearsed: Fit, terms: Array, noise: Array, supported: NDArray[np.bool_]) -> Array:
    """Return the standard error, shape (...), of a study still to come, if schools scatter as they did when rehearsed."""
    comparison = ~supported
    x, back = _standardised(terms, comparison)
    xw = x * (comparison / (rehearsed.school_variance[..., None] + noise))[..., None]
    spread = back @ _inverse(np.swapaxes(xw, -1, -2) @ x) @ np.swapaxes(back, -1, -2)
    return standard_error(replace(rehearsed, spread=spread), terms, noise, supported)


def _with_intercept(terms: Array) -> Array:
    return np.concatenate([np.ones((*terms.shape[:-1], 1)), terms], axis=-1)


def _standardised(terms: Array, comparison: NDArray[np.bool_]) -> tuple[Array, Array]:
    """
    Return intercept and terms with mean 0 and sd 1 over the comparison schools (0 elsewhere), and the way back.

    The way back turns coefficients of these columns into coefficients of the terms as given.
    """
    c = comparison.astype(float)
    k = c.sum(-1)[..., None]
    centre = np.where(comparison[..., None], terms, 0.0).sum(-2) / k
    away = np.where(comparison[..., None], terms - centre[..., None, :], 0.0)
    size = np.sqrt((away**2).sum(-2) / k)
    if (size <= 1e-12 * np.abs(centre)).any():
        raise HistoryDoesNotDiffer("The past figures of the comparison schools do not differ.")
    p = centre.shape[-1] + 1
    back = np.zeros((*centre.shape[:-1], p, p))
    back[..., 0, 0] = 1.0
    back[..., 0, 1:] = -centre / size
    back[..., range(1, p), range(1, p)] = 1 / size
    return np.concatenate([c[..., None], away / size[..., None, :]], axis=-1), back


def _inverse(matrix: Array) -> Array:
    """Invert cross-products of columns of mean 0 and sd 1; refuse columns that repeat each other."""
    if (np.linalg.cond(matrix) > MOST_CONDITION).any():
        raise HistoryDoesNotDiffer("The past figures of the comparison schools repeat each other.")
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)
