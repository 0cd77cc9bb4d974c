"""How large a change could be found at all? Asked before the work starts, while it can still be made larger."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from collegiate.analytics.impact import gap as kernel
from collegiate.analytics.impact import rules
from collegiate.analytics.impact.cases import cases, the_two_kinds
from collegiate.analytics.impact.comparators import ComparatorSet
from collegiate.analytics.impact.history import YEARS_NEEDED, History
from collegiate.analytics.impact.words import amount, decimals_for
from collegiate.values import CannotSay, Status


@dataclass(frozen=True, slots=True)
class SmallestDetectable:
    """
    The smallest change that a study of these schools would find four times in five.

    Attributes
    ----------
    change : float
        2.5 standard errors, in the figure's unit; above 0.
    se : float
        The standard error that the study is foreseen to have.
    supported, compared : int
        How many schools of each kind it would rest on.
    unit : str
        The figure's unit in the plural.
    """

    change: float
    se: float
    supported: int
    compared: int
    unit: str = "points"

    def finds(self, worthwhile: float) -> bool:
        """Tell whether a change worth paying for would be found."""
        return self.change <= worthwhile

    def sentence(self) -> str:
        """Return it in one sentence."""
        size = amount(self.change, self.unit, decimals_for(0, self.change))
        return (
            f"With {self.supported} supported schools and {self.compared} to compare them with, a change of {size} or "
            "more would be found four times in five; a smaller one would mostly be missed."
        )


def smallest_detectable(
    history: History, *, supported: Iterable[str | int], comparators: ComparatorSet, unit: str = "points"
) -> SmallestDetectable | CannotSay:
    """
    Work out, before the work starts, the smallest change that a study would be able to find.

    The study is rehearsed on the last year known: the comparison schools' figures of that year are fitted to the years
    before it, and the scatter found is carried forward. When not to use it: once the outcome is known; `measure` gives
    what the finished study could find.

    Parameters
    ----------
    history : History
        Every school's figures up to now, oldest year first; at least four years.
    supported : iterable of str or int
        The schools that would have the programme; at least 3.
    comparators : ComparatorSet
        The schools to compare with; at least 20.
    unit : str
        The figure's unit in the plural, for sentences.

    Returns
    -------
    SmallestDetectable or CannotSay
        The change, in the figure's unit; or why it cannot be said.

    Raises
    ------
    ValueError
        If a school is unknown, on both sides or named twice.

    Source
    ------
    Bloom, H. S. (1995). Minimum detectable effects: a simple way to report the statistical power of experimental designs.
    Evaluation Review, 19(5), 547-556: a change of (1.65 + 0.84) standard errors is found with probability 0.8.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.impact import History, freeze, smallest_detectable
    >>> rng = np.random.default_rng(4)
    >>> figures = rng.normal(100, 3, size=(45, 1)) + rng.normal(0, 1, size=(45, 5))
    >>> history = History(schools=range(45), figures=figures, pupils=[60] * 45, pupil_sd=7.5)
    >>> rest = freeze(range(5, 45), how="the other schools in town")
    >>> smallest_detectable(history, supported=range(5), comparators=rest).sentence()
    'With 5 supported schools and 40 to compare them with, a change of 1.5 points or more would be found four times in five; a smaller one would mostly be missed.'
    """
    kinds = the_two_kinds(history, supported, comparators)
    if history.years < YEARS_NEEDED + 1:
        return CannotSay(
            because=f"{YEARS_NEEDED + 1} years of figures are needed to rehearse the study on the last of them.",
            status=Status.NOT_COLLECTED,
        )
    rehearsal = cases(history, history.table[:, -1], history.terms(back=1), kinds)
    coming = cases(history, history.table[:, -1], history.terms(), kinds)
    few = next(
        iter([*rules.too_few(*rehearsal.counts, history.years), *rules.too_few(*coming.counts, history.years)]), None
    )
    if few:
        return few.as_cannot_say()
    try:
        known = rehearsal.fit()
        foreseen = kernel.foresee(known, coming.terms, coming.noise, coming.supported)
    except kernel.HistoryDoesNotDiffer:
        return CannotSay(because="The comparison schools' past figures do not differ, so nothing can be expected.")
    se = float(foreseen)
    if not se > 1e-12 * (1 + np.abs(coming.outcome).max()):
        return CannotSay(because="The comparison schools' figures do not vary about what was expected of them.")
    return SmallestDetectable(rules.DETECTABLE * se, se, *coming.counts, unit)
