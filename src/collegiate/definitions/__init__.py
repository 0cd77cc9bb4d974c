"""
Facts of the domain, as YAML files that people who know schools can review, with one typed loader.

Each file says where it is from, who checked it, when, and when to look again. Import from here::

    from collegiate.definitions import disclosure, establishments, indicators, levels, pace, strands, terms
"""

from functools import cache
from importlib.resources import files

from collegiate.definitions.disclosure import Disclosure
from collegiate.definitions.establishment import Establishments, Funding
from collegiate.definitions.freshness import Freshness
from collegiate.definitions.indicator import Break, Column, Direction, Gap, Indicator, Weight
from collegiate.definitions.level import Levels, SupportLevel
from collegiate.definitions.pace import Pace
from collegiate.definitions.questionnaire import AnswerKind, Questionnaire, StandingQuestion
from collegiate.definitions.reading import Checked, read, read_folder
from collegiate.definitions.statutory_step import StatutoryStep, StatutorySteps
from collegiate.definitions.strand import Rating, Strand, Strands
from collegiate.definitions.term import Terms
from collegiate.values import Term

__all__ = [
    "AnswerKind",
    "Break",
    "Checked",
    "Column",
    "Direction",
    "Disclosure",
    "Establishments",
    "Freshness",
    "Funding",
    "Gap",
    "Indicator",
    "Levels",
    "Pace",
    "Questionnaire",
    "Rating",
    "StandingQuestion",
    "StatutoryStep",
    "StatutorySteps",
    "Strand",
    "Strands",
    "SupportLevel",
    "Terms",
    "Weight",
    "disclosure",
    "establishments",
    "freshness",
    "indicators",
    "levels",
    "pace",
    "questionnaires",
    "ratings",
    "read",
    "read_folder",
    "statutory_steps",
    "strands",
    "terms",
]

FOLDER = files(__name__)


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by its code, in the order of their files' names."""
    return {one.code: one for one in read_folder(Indicator, FOLDER / "indicators")}


@cache
def _strands() -> Strands:
    return read(Strands, (FOLDER / "strands.yaml").read_text("utf-8"), where="strands.yaml")


@cache
def strands() -> dict[str, Strand]:
    """Return the strands by their codes, in the paper's order."""
    return {one.code: one for one in _strands().strands}


@cache
def ratings() -> dict[int, str]:
    """Return the words of each answer on a strand, by its value from 1 to 4."""
    return {one.value: one.words for one in _strands().ratings}


@cache
def levels() -> dict[str, SupportLevel]:
    """Return the levels of support by their codes, from the least help to the most."""
    found = read(Levels, (FOLDER / "levels.yaml").read_text("utf-8"), where="levels.yaml")
    return {one.code: one for one in found.levels}


@cache
def disclosure() -> Disclosure:
    """Return the smallest numbers that may be shown."""
    return read(Disclosure, (FOLDER / "disclosure.yaml").read_text("utf-8"), where="disclosure.yaml")


@cache
def establishments() -> Establishments:
    """Return the groups, types and phases of the national register."""
    return read(Establishments, (FOLDER / "establishments.yaml").read_text("utf-8"), where="establishments.yaml")


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms whose dates are known, the earliest first."""
    return read(Terms, (FOLDER / "terms.yaml").read_text("utf-8"), where="terms.yaml").terms


@cache
def freshness() -> Freshness:
    """Return how long an entry of the directory of children's services is taken on trust."""
    return read(Freshness, (FOLDER / "freshness.yaml").read_text("utf-8"), where="freshness.yaml")


@cache
def statutory_steps() -> StatutorySteps:
    """Return what a local authority may formally do about a school, and about which schools."""
    return read(StatutorySteps, (FOLDER / "statutory_steps.yaml").read_text("utf-8"), where="statutory_steps.yaml")


@cache
def pace() -> Pace:
    """Return how fast people read."""
    return read(Pace, (FOLDER / "pace.yaml").read_text("utf-8"), where="pace.yaml")


@cache
def questionnaires() -> dict[str, Questionnaire]:
    """Return the standing questionnaires by their codes."""
    return {one.code: one for one in read_folder(Questionnaire, FOLDER / "questionnaires")}
