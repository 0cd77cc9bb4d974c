"""What an indicator measures, how it reads, and where it is published."""

from dataclasses import dataclass
from enum import StrEnum

from collegiate.definitions.reading import Checked


class Direction(StrEnum):
    """Whether more of it is better, worse, or simply a fact about a school's pupils."""

    MORE = "more_is_better"
    LESS = "less_is_better"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    Where a published file holds the indicator.

    Attributes
    ----------
    file : str
        The kind of file, as its publisher's folder names it: ``ks2final``, ``absence``, ``census``.
    value : str
        The column of the value, in percentage points; a count of pupils where `out_of` is given.
    out_of : str
        The column of all pupils: the value is then 100 times the count divided by this. Empty: as published.
    n : str
        The column that says how many pupils the value is about. Empty: the file does not say.
    """

    file: str
    value: str
    out_of: str = ""
    n: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """School years for which nobody has the figure, and why, as a sentence."""

    from_year: int
    to_year: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A year from which the figure means something else than before, and what changed, as a sentence."""

    year: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """
    How much the indicator counts in the index of need; people decide on a level, the index only starts the talk.

    Attributes
    ----------
    most : float
        The most it can add.
    from_value, to_value : float
        The value at which it begins to add something, and that at which it adds the most; the second may be the smaller.
    because : str
        Why these, as a sentence.
    """

    most: float
    from_value: float
    to_value: float
    because: str

    def __post_init__(self) -> None:
        """
        Refuse a weight that adds nothing, or begins and ends at one value.

        :raises ValueError: saying which
        """
        if self.most <= 0 or self.from_value == self.to_value:
            raise ValueError("a weight adds more than nothing, between two different values")


@dataclass(frozen=True, kw_only=True)
class Indicator(Checked):
    """
    One figure that is published every year for every school.

    Attributes
    ----------
    unit : str
        What one point is, after a number: "% of pupils".
    publication : str
        Where it is published, in a few words that fit under a figure.
    least, most : float
        The smallest and largest value there can be.
    decimals : int
        Places after the point, as published.
    phases : tuple of str
        The phases of school it is published for; empty for all.
    need : Weight or None
        How it counts in the index of need; None where it does not.
    """

    code: str
    title: str
    short: str
    unit: str
    direction: Direction
    why_it_matters: str
    numerator: str
    denominator: str
    publication: str
    column: Column
    least: float
    most: float
    decimals: int
    phases: tuple[str, ...] = ()
    need: Weight | None = None
    gaps: tuple[Gap, ...] = ()
    breaks: tuple[Break, ...] = ()

    def gap(self, year: int) -> Gap | None:
        """Return why there is no figure for the school year that starts in `year`, or None where there should be."""
        return next((gap for gap in self.gaps if gap.from_year <= year <= gap.to_year), None)

    def is_for(self, phase: str) -> bool:
        """Say whether it is published for schools of a phase."""
        return not self.phases or phase in self.phases
