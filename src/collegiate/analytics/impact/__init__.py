"""
Did the support help the schools that had it, and how sure can we be?

`freeze` the schools to compare with and ask for the `smallest_detectable` change before the work starts; `measure` when
the outcome is known; draw `placebos` beside it. Before and after alone is never an answer.

Four rules leave room for judgement; what was chosen, and why, is in docs/explanation/impact.md:

- an interval that holds nought but lies wholly within the change agreed beforehand is "no sign", not "cannot say": the study
  could have seen such a change and did not;
- supported schools may lie past the range of the comparison schools' history by up to 2 of their standard deviations for one
  school and 1 for the mean, since the worst of a town lie below all others by definition and the interval pays for it;
- the dummy year is the latest on which nobody was chosen, two years before the work unless more years were looked at;
- the smallest change that could be found is judged by the standard error that the study had, not the one foreseen.
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
