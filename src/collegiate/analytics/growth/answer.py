"""What a growth analysis says: a percentile for each pupil, and the planes that it was read from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics.growth.design import Knots
from collegiate.values import CannotSay, Status

Floats = NDArray[np.float64]

METHOD = "student growth percentiles by exact quantile regression on cubic B-splines of prior scores"
VERSION = "1"
"""Raise it whenever the same scores would no longer give the same percentiles."""


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """
    The hundred fitted quantiles of a cohort: what scores pupils reached who started alike.

    Attributes
    ----------
    priors : int
        How many prior scores they rest on.
    knots : tuple of Knots
        One for each prior, newest first.
    coefficients : float array, shape (100, columns)
        The quantiles 0.005, 0.015 to 0.995: intercept, then each prior's splines.
    pupils : int
        How many pupils they were fitted to.
    """

    priors: int
    knots: tuple[Knots, ...]
    coefficients: Floats
    pupils: int

    def sentence(self) -> str:
        """Return what they rest on."""
        years = "the score of the year before" if self.priors == 1 else f"the scores of the {self.priors} years before"
        return f"Fitted to {self.pupils:,} pupils, on {years}."


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """
    Each pupil's growth, beside pupils with the same prior scores.

    Attributes
    ----------
    sgp : int array, shape (pupils,)
        From 1 (least growth) to 99 (most), in the order given; 0 only where ``order`` is 0 and nothing can be said.
    order : int array, shape (pupils,)
        How many prior scores the pupil's percentile rests on; 0 where nothing can be said.
    planes : tuple of Planes
        Fewest priors first; those that some pupil's percentile was read from.
    has_score, has_prior : bool array, shape (pupils,)
        Who has this year's score, and who the score of the year before.
    method, version : str
        How it was worked out.
    """

    sgp: NDArray[np.int16]
    order: NDArray[np.int8]
    planes: tuple[Planes, ...]
    has_score: NDArray[np.bool_]
    has_prior: NDArray[np.bool_]
    method: str = METHOD
    version: str = VERSION

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which pupils have a percentile."""
        return self.order > 0

    def of(self, row: int) -> int | CannotSay:
        """Return one pupil's percentile, or why there is none."""
        if self.order[row]:
            return int(self.sgp[row])
        missing = "score for this year" if not self.has_score[row] else "score for the year before"
        return CannotSay(because=f"The pupil has no {missing}.", status=Status.NOT_COLLECTED)

    def sentence(self) -> str:
        """Return for how many pupils growth is known, and what its ends mean."""
        return (
            f"Growth is known for {int(self.known.sum()):,} of {self.sgp.size:,} pupils, each beside pupils with the "
            "same earlier scores: 1 is the least growth, 50 the middle, 99 the most."
        )
