"""When nothing can be said: each rule as a function that returns its doubt, or nothing."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics.impact.finding import Doubt, Effect, Rule, Verdict, WhyChosen
from collegiate.analytics.impact.history import YEARS_NEEDED
from collegiate.analytics.impact.words import amount, decimals_for
from collegiate.values import CannotSay

LEAST_SUPPORTED = 3
LEAST_COMPARED = 20
DUMMY_LIMIT = 2.33
"""
How many standard errors supported schools may stand apart in the dummy year: one in fifty sound ones, drawn by lot, is further.

At 1.65, three sound studies in ten were silenced where the worst of last year are supported; at 2.33, one in ten, and false
"better" still stays under 6.5 % where schools go through poor years that end by themselves. docs/explanation/impact.md has both
prices.
"""
DETECTABLE = 2.5
"""A change of 2.5 standard errors is found about four times in five by a 90 % interval (1.65 + 0.84)."""

BEYOND_FOR_ONE = 2.0
BEYOND_FOR_THEIR_MEAN = 1.0
"""
How far past the comparison schools' range supported schools may lie, in the comparison schools' standard deviations.

Some way past must be allowed: where the worst five of a town are chosen, they lie below all the rest by definition, and
the interval already pays for the distance. In simulated towns chosen so, these limits stop one study in eleven or twelve.
"""


def too_few(supported: int, compared: int, years: int) -> Iterable[Doubt]:
    """Yield what is too few for anything to be worked out."""
    if supported < LEAST_SUPPORTED:
        yield Doubt(
            Rule.TOO_FEW_SUPPORTED,
            f"Only {supported} supported school{'' if supported == 1 else 's'} had figures; {LEAST_SUPPORTED} are needed.",
        )
    if compared < LEAST_COMPARED:
        yield Doubt(
            Rule.TOO_FEW_COMPARED,
            f"Only {compared} comparison school{'' if compared == 1 else 's'} had figures; {LEAST_COMPARED} are needed.",
        )
    if years < YEARS_NEEDED:
        yield Doubt(
            Rule.TOO_FEW_YEARS,
            f"There are figures for {years} year{'' if years == 1 else 's'} before the work; {YEARS_NEEDED} are needed "
            "to know where the schools were heading.",
        )


def knew_of_change(why: WhyChosen) -> Doubt | None:
    """Doubt any figure about schools chosen for what the figures cannot know."""
    if why is not WhyChosen.KNEW_OF_CHANGE:
        return None
    return Doubt(
        Rule.KNEW_OF_CHANGE,
        "These schools were chosen because somebody knew of a change that is not in the figures, so their history "
        "does not tell where they were heading.",
    )


def outside_history(terms: NDArray[np.float64], supported: NDArray[np.bool_]) -> Doubt | None:
    """
    Doubt an expectation for schools unlike any that were compared.

    ``terms`` has shape (schools, terms); every school that is not supported is compared.
    """
    compared = terms[~supported]
    low, high, spread = compared.min(axis=0), compared.max(axis=0), compared.std(axis=0)

    def beyond(rows: NDArray[np.float64]) -> float:
        return float((np.maximum(low - rows, rows - high) / spread).max())

    if beyond(terms[supported]) <= BEYOND_FOR_ONE and beyond(terms[supported].mean(axis=0)) <= BEYOND_FOR_THEIR_MEAN:
        return None
    return Doubt(
        Rule.OUTSIDE_HISTORY,
        "The supported schools' past figures lie too far outside the range of the comparison schools'.",
    )


def dummy_year_moved(dummy: Effect) -> Doubt | None:
    """Doubt a comparison that finds a difference in a year when nothing had been done."""
    if abs(dummy.estimate) <= DUMMY_LIMIT * dummy.se:
        return None
    return Doubt(
        Rule.DUMMY_YEAR_MOVED,
        f"These schools already stood apart before the work started: {dummy.in_words()} than their history led us to "
        "expect, in a year when nothing had been done.",
    )


def too_coarse(effect: Effect, worthwhile: float | None) -> Doubt | None:
    """Doubt a study that could not have found the change that was agreed to be worth paying for."""
    if worthwhile is None:
        return Doubt(
            Rule.NOTHING_AGREED,
            "Nobody agreed beforehand what change would have been worth paying for.",
        )
    detectable = DETECTABLE * effect.se
    if detectable <= worthwhile:
        return None
    places = decimals_for(min(worthwhile, detectable) / 2, max(worthwhile, detectable))
    return Doubt(
        Rule.TOO_COARSE,
        f"With so few schools only a change of {amount(detectable, effect.unit, places)} or more could have been "
        f"found; the agreement declared {amount(worthwhile, effect.unit, places)} worth paying for.",
    )


def holds_nought(effect: Effect, worthwhile: float | None) -> Doubt | None:
    """
    Doubt an interval that holds both no change and a change worth having.

    An interval that holds nought and lies wholly within the worthwhile change is no doubt but an answer: no sign.
    """
    lower, _, upper = effect.improvement
    if not effect.holds_nought or (worthwhile is not None and -worthwhile < lower and upper < worthwhile):
        return None
    words = effect.in_words()
    return Doubt(
        Rule.HOLDS_NOUGHT,
        f"{words[0].upper()}{words[1:]} than schools like these were heading for; too few schools to tell.",
    )


def verdict(effect: Effect | CannotSay, doubts: tuple[Doubt, ...]) -> Verdict:
    """Conclude, in one of the four ways."""
    if doubts or isinstance(effect, CannotSay):
        return Verdict.CANNOT_SAY
    if effect.holds_nought:
        return Verdict.NO_SIGN
    return Verdict.LIKELY_HELPED if effect.improvement[0] > 0 else Verdict.MAY_HAVE_HARMED
