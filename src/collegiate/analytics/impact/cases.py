"""The schools that a sum may use: those with every figure it needs, in order of their number."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics.impact import gap as kernel
from collegiate.analytics.impact.comparators import ComparatorSet
from collegiate.analytics.impact.finding import Better, Effect
from collegiate.analytics.impact.history import History, as_names


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """
    Complete rows for one outcome: supported schools, and those they are compared with.

    Attributes
    ----------
    schools : tuple of str
        In order of number, so that the sums do not depend on the order given.
    outcome, noise : float array, shape (schools,)
        The figure, and its sampling variance.
    terms : float array, shape (schools, terms)
        What history knows.
    supported : bool array, shape (schools,)
        Which were supported; all others are compared.
    left_out : tuple of str
        Schools that were named but lack a figure.
    """

    schools: tuple[str, ...]
    outcome: NDArray[np.float64]
    terms: NDArray[np.float64]
    noise: NDArray[np.float64]
    supported: NDArray[np.bool_]
    left_out: tuple[str, ...]

    @property
    def counts(self) -> tuple[int, int]:
        """How many are supported, and how many compared."""
        return int(self.supported.sum()), int((~self.supported).sum())

    def fit(self) -> kernel.Fit:
        """Fit the expectation on the comparison schools."""
        return kernel.fit(self.outcome, self.terms, self.noise, ~self.supported)

    def gap(self, fit: kernel.Fit) -> kernel.Gap:
        """Measure the supported schools against it."""
        return kernel.gap(fit, self.outcome, self.terms, self.noise, self.supported)

    def effect(self, gap: kernel.Gap, unit: str, better: Better) -> Effect:
        """Return a gap as an effect, with its interval."""
        lower, upper = gap.interval()
        supported, compared = self.counts
        return Effect(
            float(gap.gap), float(lower), float(upper), float(gap.se), supported, compared, unit, Better(better)
        )


def the_two_kinds(
    history: History, supported: Iterable[str | int], comparators: ComparatorSet
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Return the supported and the comparison schools' names, checked against each other and the history.

    :raises ValueError: if none is supported, a school is on both sides, or one is not in the history
    """
    helped = as_names(supported, "the supported schools")
    if not helped:
        raise ValueError("Name at least one supported school.")
    both = sorted(set(helped) & set(comparators.schools))
    if both:
        raise ValueError(f"{', '.join(both[:3])} cannot be both supported and compared with.")
    unknown = sorted((set(helped) | set(comparators.schools)) - set(history.names))
    if unknown:
        raise ValueError(f"{', '.join(unknown[:3])} is not among the schools whose history was given.")
    return helped, comparators.schools


def cases(
    history: History,
    outcome: NDArray[np.float64],
    terms: NDArray[np.float64],
    kinds: tuple[tuple[str, ...], tuple[str, ...]],
) -> Cases:
    """Keep the schools of both kinds that have pupils, an outcome and every term."""
    helped, compared = (history.rows_of(kind) for kind in kinds)
    whole = (history.size > 0) & np.isfinite(outcome) & np.isfinite(terms).all(axis=1)
    rows = np.flatnonzero((helped | compared) & whole)
    rows = rows[np.argsort([history.names[row] for row in rows], kind="stable")] if rows.size else rows
    missing = np.flatnonzero((helped | compared) & ~whole)
    return Cases(
        schools=tuple(history.names[row] for row in rows),
        outcome=outcome[rows],
        terms=terms[rows],
        noise=history.noise[rows],
        supported=helped[rows],
        left_out=tuple(sorted(history.names[row] for row in missing)),
    )
