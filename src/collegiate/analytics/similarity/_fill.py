"""
What a missing characteristic most likely is, given the school's others.

The expectation-maximisation algorithm for the normal distribution: guess the means and the covariances, fill every
gap with what they lead one to expect, work out means and covariances anew (with what the guesses leave uncertain), and
go on until nothing moves. Dempster, Laird and Rubin (1977); Little and Rubin (2002), section 11.2.
"""

import numpy as np

from collegiate.analytics._inputs import Floats

MOST_ROUNDS = 500
STILL = 1e-7
"""When no mean and no covariance moves by more, in standard deviations, the filling is done."""

RIDGE = 1e-8
"""Added to each variance, so that characteristics that say the same can be told apart from none."""


def filled(scores: Floats) -> Floats:
    """
    Return the scores, shape (schools, characteristics), with each NaN replaced by its conditional mean.

    Every school must have one known characteristic at least.
    """
    missing = np.isnan(scores)
    if not missing.any():
        return scores.copy()
    patterns, of_school = np.unique(missing, axis=0, return_inverse=True)
    members = [np.flatnonzero(of_school.ravel() == number) for number in range(len(patterns))]
    whole = np.where(missing, 0.0, scores)
    mean, covariance = whole.mean(axis=0), np.eye(scores.shape[1])
    for _ in range(MOST_ROUNDS):
        uncertain = np.zeros_like(covariance)
        for gaps, rows in zip(patterns, members, strict=True):
            if gaps.any():
                expected, left = _expected(whole, rows, gaps, mean, covariance)
                whole[np.ix_(rows, gaps)] = expected
                uncertain[np.ix_(gaps, gaps)] += rows.size * left
        before = np.vstack([mean, covariance])
        mean = whole.mean(axis=0)
        from_mean = whole - mean
        covariance = (from_mean.T @ from_mean + uncertain) / len(whole)
        if np.abs(np.vstack([mean, covariance]) - before).max() < STILL:
            break
    return whole


def _expected(
    whole: Floats, rows: np.ndarray, gaps: np.ndarray, mean: Floats, covariance: Floats
) -> tuple[Floats, Floats]:
    """Return the gaps' conditional means for some schools with the same gaps, and the covariance left over."""
    known = covariance[np.ix_(~gaps, ~gaps)] + RIDGE * np.eye(int((~gaps).sum()))
    slopes = np.linalg.solve(known, covariance[np.ix_(~gaps, gaps)])
    expected = mean[gaps] + (whole[np.ix_(rows, ~gaps)] - mean[~gaps]) @ slopes
    left = covariance[np.ix_(gaps, gaps)] - covariance[np.ix_(gaps, ~gaps)] @ slopes
    return expected, left
