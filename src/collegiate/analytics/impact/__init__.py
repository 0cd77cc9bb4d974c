"""
Did the support help the schools that had it, and how sure can we be?

`freeze` the schools to compare with and ask for the `smallest_detectable` change before the work starts; `measure` when
the outcome is known; draw `placebos` beside it. Before and after alone is never an answer.
"""

from collegiate.analytics.impact.comparators import ComparatorsChanged, ComparatorSet, freeze
from collegiate.analytics.impact.detectable import SmallestDetectable, smallest_detectable
from collegiate.analytics.impact.finding import (
    METHOD,
    VERSION,
    BeforeAndAfter,
    Better,
    Doubt,
    Effect,
    Impact,
    Rule,
    SchoolLine,
    Verdict,
    WhyChosen,
)
from collegiate.analytics.impact.history import History
from collegiate.analytics.impact.placebo import PlaceboPicture, placebos
from collegiate.analytics.impact.study import measure

__all__ = [
    "METHOD",
    "VERSION",
    "BeforeAndAfter",
    "Better",
    "ComparatorSet",
    "ComparatorsChanged",
    "Doubt",
    "Effect",
    "History",
    "Impact",
    "PlaceboPicture",
    "Rule",
    "SchoolLine",
    "SmallestDetectable",
    "Verdict",
    "WhyChosen",
    "freeze",
    "measure",
    "placebos",
    "smallest_detectable",
]
