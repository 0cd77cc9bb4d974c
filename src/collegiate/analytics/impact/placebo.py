"""How the picture would look if other schools had been called the supported ones. A picture only, never a test."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import is_whole, numbers
from collegiate.analytics.impact import gap as kernel
from collegiate.analytics.impact import rules
from collegiate.analytics.impact.cases import cases, the_two_kinds
from collegiate.analytics.impact.comparators import ComparatorSet
from collegiate.analytics.impact.history import YEARS_NEEDED, History
from collegiate.values import CannotSay

MOST_SETS = 10_000


@dataclass(frozen=True, slots=True)
class PlaceboPicture:
    """
    What the same sum gives for sets of comparison schools that had no support.

    Attributes
    ----------
    gap : float
        The supported schools' mean distance from what was expected, in the figure's unit.
    placebos : tuple of float
        The same for each set of comparison schools, smallest first.
    schools_a_set : int
        How many schools each set has: as many as were supported.
    """

    gap: float
    placebos: tuple[float, ...]
    schools_a_set: int

    def sentence(self) -> str:
        """Return what the picture shows, and what it does not."""
        further = sum(abs(placebo) >= abs(self.gap) for placebo in self.placebos)
        return (
            f"Of {len(self.placebos)} sets of {self.schools_a_set} schools that had no support, {further} stand as far "
            "or further from what was expected. This is a picture, not a test: the interval is the answer."
        )


def placebos(
    history: History,
    outcome: ArrayLike,
    *,
    supported: Iterable[str | int],
    comparators: ComparatorSet,
    sets: int = 200,
    seed: int = 0,
) -> PlaceboPicture | CannotSay:
    """
    Return the gaps of sets of schools that had no support, to draw beside the gap of those that had.

    Each set is drawn from the comparison schools and measured against the rest of them. When not to use it: as a test.
    Counting how many placebos are exceeded says "better" too often, since it forgets the error of the expectation.

    Parameters
    ----------
    history : History
        Every school's figures before the work, oldest year first; at least three years.
    outcome : float array, shape (schools,)
        The same figure after the work; NaN where there is none.
    supported : iterable of str or int
        The schools that had the programme.
    comparators : ComparatorSet
        The schools to compare with, as frozen.
    sets : int
        How many sets to draw, from 1 to 10,000.
    seed : int
        Where the draw starts; the same seed gives the same sets whatever the order of the schools.

    Returns
    -------
    PlaceboPicture or CannotSay
        The gaps in the figure's unit; or why there is no picture.

    Raises
    ------
    ValueError
        If shapes disagree, a school is unknown, on both sides or named twice, or ``sets`` is out of range.

    Source
    ------
    Abadie, A., Diamond, A. and Hainmueller, J. (2010). Synthetic control methods for comparative case studies. JASA,
    105(490), 493-505, for placebos as a picture.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.impact import History, freeze, placebos
    >>> rng = np.random.default_rng(4)
    >>> figures = rng.normal(100, 3, size=(45, 1)) + rng.normal(0, 1, size=(45, 4))
    >>> picture = placebos(
    ...     History(schools=range(45), figures=figures[:, :3], pupils=[60] * 45, pupil_sd=7.5), figures[:, 3],
    ...     supported=range(5), comparators=freeze(range(5, 45), how="the other schools in town"), sets=50)
    >>> len(picture.placebos), picture.schools_a_set
    (50, 5)
    """
    if not is_whole(sets) or not 1 <= sets <= MOST_SETS:
        raise ValueError(f"Draw from 1 to {MOST_SETS:,} sets.")
    if not is_whole(seed) or seed < 0:
        raise ValueError("The seed is a whole number, 0 or more.")
    after = numbers(outcome, "outcome", missing_allowed=True)
    if len(after) != len(history.names):
        raise ValueError(f"There are {len(after)} outcomes for {len(history.names)} schools; they must be as many.")
    kinds = the_two_kinds(history, supported, comparators)
    terms = history.terms() if history.years >= YEARS_NEEDED else np.empty((len(after), 0))
    rows = cases(history, after, terms, kinds)
    k, compared = rows.counts
    few = next(iter(rules.too_few(k, compared - k, history.years)), None)
    if few:
        return few.as_cannot_say()
    free = np.flatnonzero(~rows.supported)
    order = np.random.default_rng(seed).random((sets, free.size)).argsort(axis=1)[:, :k]
    called = np.zeros((sets, len(rows.schools)), dtype=bool)
    np.put_along_axis(called, free[order], values=True, axis=1)
    try:
        found = float(rows.gap(rows.fit()).gap)
        fits = kernel.fit(rows.outcome, rows.terms, rows.noise, ~rows.supported & ~called)
        drawn = kernel.gap(fits, rows.outcome, rows.terms, rows.noise, called).gap
    except kernel.HistoryDoesNotDiffer:
        return CannotSay(because="The comparison schools' past figures do not differ, so nothing can be expected.")
    return PlaceboPicture(found, tuple(float(gap) for gap in np.sort(drawn)), k)
