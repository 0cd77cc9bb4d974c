"""Did it help? The default study: the supported schools against what their history led us to expect."""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import is_number, is_whole, numbers
from collegiate.analytics.impact import rules
from collegiate.analytics.impact.cases import Cases, cases, the_two_kinds
from collegiate.analytics.impact.comparators import ComparatorSet
from collegiate.analytics.impact.finding import (
    BeforeAndAfter,
    Better,
    Doubt,
    Effect,
    Impact,
    Rule,
    SchoolLine,
    WhyChosen,
)
from collegiate.analytics.impact.gap import LEVEL, HistoryDoesNotDiffer
from collegiate.analytics.impact.history import YEARS_NEEDED, History
from collegiate.values import CannotSay, Status

Kinds = tuple[tuple[str, ...], tuple[str, ...]]


def measure(
    history: History,
    outcome: ArrayLike,
    *,
    supported: Iterable[str | int],
    comparators: ComparatorSet,
    why: WhyChosen,
    worthwhile: float | None,
    unit: str = "points",
    better: Better = Better.HIGHER,
    chosen_on_years: int = 1,
) -> Impact:
    """
    Measure what difference a programme made to the schools it supported.

    On the comparison schools, the outcome is fitted to what was known before: last year's figure, the mean of the two
    years before it, and any other characteristics. The effect is how far the supported schools ended, on average, from
    what that leads us to expect of them. Because the expectation already lets a poor year be followed by a better one,
    schools chosen in a poor year are not credited with rising again.

    When not to use it: where schools were chosen for something that the figures do not know (no method is honest then);
    where the comparison schools had the same help; or for one school.

    Parameters
    ----------
    history : History
        Every school's figures before the work, oldest year first, at least three years.
    outcome : float array, shape (schools,)
        The same figure after the work, in the order of ``history.schools``; NaN where there is none.
    supported : iterable of str or int
        The schools that had the programme; at least 3, for anything to be said.
    comparators : ComparatorSet
        The schools to compare with, frozen before the work; at least 20, for anything to be said.
    why : WhyChosen
        Why these schools had the programme.
    worthwhile : float or None
        Smallest change worth paying for, in the figure's unit, above 0, as the agreement declared it beforehand; None
        if it did not, and then nothing can be said.
    unit : str
        The figure's unit in the plural, for sentences.
    better : Better
        Which way is better.
    chosen_on_years : int
        How many of the last years were looked at when the schools were chosen, 1 or more. The dummy year is the latest
        year before those.

    Returns
    -------
    Impact
        The verdict, the effect with its 90 % interval, and every reason why it cannot be said.

    Raises
    ------
    ValueError
        If shapes disagree, a number is infinite, a school is unknown, on both sides or named twice, or ``worthwhile``
        is not above 0.

    Source
    ------
    Barnett, A. G., van der Pols, J. C. and Dobson, A. J. (2005). Regression to the mean: what it is and how to deal with
    it. International Journal of Epidemiology, 34(1), 215-220. Angrist, J. D. and Pischke, J.-S. (2009). Mostly Harmless
    Econometrics, section 5.4, on lagged outcomes. The interval is that of a prediction from weighted least squares.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.impact import History, WhyChosen, freeze, measure
    >>> rng = np.random.default_rng(4)
    >>> level = rng.normal(100, 3, size=(45, 1))
    >>> figures = level + rng.normal(0, 1, size=(45, 6))
    >>> figures[:5, 5] += 4
    >>> study = measure(
    ...     History(schools=range(45), figures=figures[:, :5], pupils=[60] * 45, pupil_sd=7.5), figures[:, 5],
    ...     supported=range(5), comparators=freeze(range(5, 45), how="the other schools in town"),
    ...     why=WhyChosen.BY_LOT, worthwhile=3)
    >>> study.verdict.value
    'likely helped'
    >>> study.sentence()
    'Likely helped. Between 2.4 and 4.2 points better than schools like these were heading for; 5 of 45 schools; 90 % interval.'
    """
    after = _outcome(history, outcome)
    _check(worthwhile, chosen_on_years)
    kinds = the_two_kinds(history, supported, comparators)
    years = history.years
    rows = cases(history, after, history.terms() if years >= YEARS_NEEDED else np.empty((len(after), 0)), kinds)
    doubts = list(rules.too_few(*rows.counts, years))
    effect, lines = (doubts[0].as_cannot_say(), ()) if doubts else _effect(rows, unit, better)
    dummy: Effect | CannotSay = CannotSay(because="No effect could be worked out to be tried on another year.")
    if isinstance(effect, Effect):
        dummy = _dummy_year(history, kinds, chosen_on_years, unit, better)
        doubts = list(_doubts(rows, effect, dummy, why, worthwhile))
    elif not doubts:
        doubts = [Doubt(Rule.FIGURES_DO_NOT_DIFFER, effect.because)]
    return Impact(
        verdict=rules.verdict(effect, tuple(doubts)),
        effect=effect,
        doubts=tuple(doubts),
        before_and_after=_before_and_after(history, after, kinds[0], unit, better),
        dummy_year=dummy,
        smallest_detectable=rules.DETECTABLE * effect.se if isinstance(effect, Effect) else None,
        worthwhile=worthwhile,
        lines=lines,
        left_out=rows.left_out,
        comparators=comparators,
        digest=_digest(history, after),
    )


def _check(worthwhile: float | None, chosen_on_years: int) -> None:
    if worthwhile is not None and not (is_number(worthwhile) and worthwhile > 0):
        raise ValueError("The change worth paying for must be above 0.")
    if not is_whole(chosen_on_years) or chosen_on_years < 1:
        raise ValueError("Schools are chosen on one year's figures at least.")


def _outcome(history: History, outcome: ArrayLike) -> NDArray[np.float64]:
    after = numbers(outcome, "outcome", missing_allowed=True)
    if len(after) != len(history.names):
        raise ValueError(f"There are {len(after)} outcomes for {len(history.names)} schools; they must be as many.")
    return after


def _effect(rows: Cases, unit: str, better: Better) -> tuple[Effect | CannotSay, tuple[SchoolLine, ...]]:
    """Return the effect and each supported school's line, unless the figures are too alike to fit anything."""
    try:
        found = rows.gap(rows.fit())
    except HistoryDoesNotDiffer:
        return CannotSay(because="The comparison schools' past figures do not differ, so nothing can be expected."), ()
    if found.se <= 1e-12 * (1 + np.abs(rows.outcome).max()):
        return CannotSay(because="The comparison schools' figures do not vary about what was expected of them."), ()
    lines = tuple(
        SchoolLine(rows.schools[row], float(rows.outcome[row]), float(found.expected[row]))
        for row in np.flatnonzero(rows.supported)
    )
    return rows.effect(found, unit, better), lines


def _dummy_year(history: History, kinds: Kinds, chosen_on_years: int, unit: str, better: Better) -> Effect | CannotSay:
    """Work out the same effect for a year when nothing had been done and on which nobody was chosen."""
    back = chosen_on_years + 1
    if history.years < back + YEARS_NEEDED:
        return CannotSay(
            because=f"A trial of the method on a year before the work needs {back + YEARS_NEEDED} years of figures.",
            status=Status.NOT_COLLECTED,
        )
    rows = cases(history, history.table[:, -back], history.terms(back=back), kinds)
    few = list(rules.too_few(*rows.counts, YEARS_NEEDED))
    return few[0].as_cannot_say() if few else _effect(rows, unit, better)[0]


def _doubts(
    rows: Cases, effect: Effect, dummy: Effect | CannotSay, why: WhyChosen, worthwhile: float | None
) -> Iterable[Doubt]:
    found = (
        rules.knew_of_change(why),
        rules.outside_history(rows.terms, rows.supported),
        rules.dummy_year_moved(dummy) if isinstance(dummy, Effect) else None,
        rules.holds_nought(effect, worthwhile),
        rules.too_coarse(effect, worthwhile),
    )
    return (doubt for doubt in found if doubt)


def _before_and_after(
    history: History, after: NDArray[np.float64], supported: tuple[str, ...], unit: str, better: Better
) -> BeforeAndAfter | CannotSay:
    """Return the change in the supported schools alone, with an interval across schools."""
    from scipy import special  # noqa: PLC0415 -- slow to import, and pages show what was worked out before

    change = (
        (after - history.table[:, -1])[history.rows_of(supported) & (history.size > 0)] if history.years else after[:0]
    )
    change = np.sort(change[np.isfinite(change)])
    if change.size < 2:
        return CannotSay(because="Fewer than two supported schools have figures both before and after.")
    half = special.stdtrit(change.size - 1, (1 + LEVEL) / 2) * change.std(ddof=1) / np.sqrt(change.size)
    mean = float(change.mean())
    return BeforeAndAfter(mean, mean - float(half), mean + float(half), int(change.size), unit, Better(better))


def _digest(history: History, after: NDArray[np.float64]) -> str:
    """Return a SHA-256 of the history and the outcome, the same in whatever order the schools stand."""
    order = np.argsort([str(school) for school in history.schools], kind="stable")
    return hashlib.sha256(history.digest().encode() + (after[order] + 0.0).tobytes()).hexdigest()
