"""What an impact study found: the effect with its interval, the verdict, and every reason why it cannot be said."""

from dataclasses import dataclass
from enum import StrEnum

from collegiate.analytics.impact.comparators import ComparatorSet
from collegiate.analytics.impact.words import amount, between, decimals_for
from collegiate.values import CannotSay, Status

METHOD = "gap from what history led us to expect"
VERSION = "2"
"""Raise it whenever the same figures would no longer give the same answer."""


class Better(StrEnum):
    """Which way is better for a figure."""

    HIGHER = "higher"
    LOWER = "lower"


class WhyChosen(StrEnum):
    """Why these schools were given the support; asked before the work starts, and recorded."""

    LOW_FIGURES = "their figures called for it"
    ASKED = "they asked for it"
    BY_LOT = "they were drawn by lot"
    ANOTHER_REASON = "another reason that the figures do not know"
    KNEW_OF_CHANGE = "somebody knew of a change that is not in the figures"


class Verdict(StrEnum):
    """The only four things that a study may conclude."""

    LIKELY_HELPED = "likely helped"
    NO_SIGN = "no sign"
    MAY_HAVE_HARMED = "may have harmed"
    CANNOT_SAY = "cannot say"


class Rule(StrEnum):
    """The rules under which nothing can be said."""

    TOO_FEW_SUPPORTED = "too few supported schools"
    TOO_FEW_COMPARED = "too few comparison schools"
    TOO_FEW_YEARS = "too few years before"
    FIGURES_DO_NOT_DIFFER = "figures do not differ"
    KNEW_OF_CHANGE = "knew of a change not in the figures"
    OUTSIDE_HISTORY = "outside the comparison schools' history"
    DUMMY_YEAR_MOVED = "already apart before the work"
    NOTHING_AGREED = "no worthwhile change agreed beforehand"
    TOO_COARSE = "could not have detected the change agreed"
    HOLDS_NOUGHT = "interval holds nought"


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    One rule that was met.

    Attributes
    ----------
    rule : Rule
        Which.
    because : str
        The sentence for a person, with a full stop.
    """

    rule: Rule
    because: str

    def as_cannot_say(self) -> CannotSay:
        """Return it as the answer it makes."""
        unknown = self.rule in {Rule.NOTHING_AGREED, Rule.TOO_FEW_YEARS}
        return CannotSay(because=self.because, status=Status.NOT_COLLECTED if unknown else Status.TOO_FEW)


@dataclass(frozen=True, slots=True)
class Effect:
    """
    How far the supported schools ended from what schools like these were heading for.

    Attributes
    ----------
    estimate, lower, upper : float
        Mean of (seen - expected), in the figure's unit, with the ends of its 90 % interval. Any real number.
    se : float
        Standard error, above 0.
    supported, compared : int
        How many schools of each kind had every figure that was needed.
    unit : str
        The figure's unit in the plural, such as "points".
    better : Better
        Which way is better.
    """

    estimate: float
    lower: float
    upper: float
    se: float
    supported: int
    compared: int
    unit: str = "points"
    better: Better = Better.HIGHER

    @property
    def improvement(self) -> tuple[float, float, float]:
        """Lower end, estimate and upper end, turned so that above 0 is better."""
        if self.better is Better.HIGHER:
            return self.lower, self.estimate, self.upper
        return -self.upper, -self.estimate, -self.lower

    @property
    def holds_nought(self) -> bool:
        """Whether no change at all lies within the interval."""
        return self.lower <= 0 <= self.upper

    def in_words(self) -> str:
        """Return the interval: "between 2 and 6 points better"."""
        lower, _, upper = self.improvement
        return f"between {between(lower, upper, self.unit)}"

    def sentence(self) -> str:
        """Return the effect, how many schools it rests on, and how sure it is."""
        words = self.in_words()
        unsure = "; too few schools to tell" if self.holds_nought else ""
        return (
            f"{words[0].upper()}{words[1:]} than schools like these were heading for{unsure}; "
            f"{self.supported} of {self.supported + self.compared} schools; 90 % interval."
        )


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """
    The change in the supported schools alone. Only ever shown beside an `Impact`: by itself it misleads.

    Attributes
    ----------
    change, lower, upper : float
        Mean of (after - the year before), in the figure's unit, with a 90 % interval across the schools.
    schools : int
        How many schools; at least 2.
    unit : str
        The figure's unit in the plural.
    better : Better
        Which way is better.
    """

    change: float
    lower: float
    upper: float
    schools: int
    unit: str = "points"
    better: Better = Better.HIGHER

    def sentence(self) -> str:
        """Return it with its warning."""
        up = self.change if self.better is Better.HIGHER else -self.change
        size = amount(self.change, self.unit, decimals_for(self.lower, self.upper))
        return (
            f"Before and after alone, these schools are {size} {'better' if up >= 0 else 'worse'}. That takes no "
            f"account of where they were heading: schools chosen in a poor year mostly rise again by themselves."
        )


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """
    One supported school in the picture.

    Attributes
    ----------
    school : str
        Its number (URN).
    seen, expected : float
        Its figure after the work, and what its history led us to expect; in the figure's unit.
    """

    school: str
    seen: float
    expected: float


@dataclass(frozen=True, slots=True)
class Impact:
    """
    What can be said about the difference that a programme made.

    Attributes
    ----------
    verdict : Verdict
        One of the four.
    effect : Effect or CannotSay
        The effect; withheld where there are too few schools or years for it to be worked out.
    doubts : tuple of Doubt
        Every rule that was met, in order of weight; empty unless the verdict is "cannot say".
    before_and_after : BeforeAndAfter or CannotSay
        To stand beside the effect, never alone.
    dummy_year : Effect or CannotSay
        The same sum for a year before the work, when nothing had been done; near 0 if the method is fair here.
    smallest_detectable : float or None
        Smallest change that this study would find four times in five (2.5 standard errors), in the figure's unit.
    worthwhile : float or None
        The change that the agreement declared worth paying for.
    lines : tuple of SchoolLine
        The supported schools one by one, by number.
    left_out : tuple of str
        Schools left out because a figure that was needed is missing.
    comparators : ComparatorSet
        The schools compared with, as frozen.
    digest : str
        SHA-256 of every figure that went in.
    method, version : str
        How it was worked out.
    """

    verdict: Verdict
    effect: Effect | CannotSay
    doubts: tuple[Doubt, ...]
    before_and_after: BeforeAndAfter | CannotSay
    dummy_year: Effect | CannotSay
    smallest_detectable: float | None
    worthwhile: float | None
    lines: tuple[SchoolLine, ...]
    left_out: tuple[str, ...]
    comparators: ComparatorSet
    digest: str
    method: str = METHOD
    version: str = VERSION

    def sentence(self) -> str:
        """Return the verdict, and what it rests on or what stands in its way."""
        if isinstance(self.effect, CannotSay) or self.verdict is Verdict.CANNOT_SAY:
            return self.doubts[0].as_cannot_say().sentence()
        if self.verdict is Verdict.NO_SIGN:
            words = self.effect.in_words()
            return (
                f"No sign of a change worth paying for: {words} than schools like these were heading for; "
                f"{self.effect.supported} of {self.effect.supported + self.effect.compared} schools; 90 % interval."
            )
        return f"{self.verdict.value.capitalize()}. {self.effect.sentence()}"
