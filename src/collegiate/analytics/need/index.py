"""How great is a school's need, indicator by indicator?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, isfinite, isnan
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import ids, numbers, same_length
from collegiate.values import CannotSay, Status

LEAST_SHARE_OF_WEIGHT = 0.5
"""Under half the weight present nothing is said."""

ROUNDING = 1e-9

Figure = float | CannotSay | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """
    One figure that the index rests on.

    Attributes
    ----------
    key : str
        Its name in data.
    words : str
        Its name on a page, as in "overall absence".
    worse : {"high", "low"}
        Which end means more need.
    weight : float
        The most it can add, above 0.
    floor, cap : float
        The values between which it counts, in its own unit. Beyond them nothing more is added or taken.
    """

    key: str
    words: str
    worse: Literal["high", "low"]
    weight: float
    floor: float
    cap: float

    def __post_init__(self) -> None:
        if self.worse not in ("high", "low"):
            raise ValueError(f"worse: “high” or “low” is wanted for {self.words}, not {self.worse!r}.")
        for name in ("weight", "floor", "cap"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
                raise ValueError(f"{name}: a number is wanted for {self.words}, not {value!r}.")
        if self.weight <= 0:
            raise ValueError(f"weight: {self.words} must weigh more than nothing.")
        if self.floor >= self.cap:
            raise ValueError(f"cap: {self.words} must have a cap above its floor.")

    def share(self, value: float) -> float:
        """Return how far a value lies on the way to the worse end, from 0 to 1."""
        on_the_way = (value - self.floor) / (self.cap - self.floor)
        within = min(max(on_the_way, 0.0), 1.0)
        return within if self.worse == "high" else 1.0 - within


@dataclass(frozen=True, slots=True)
class Part:
    """
    What one indicator adds to the need of a school.

    Attributes
    ----------
    indicator : Indicator
        The indicator.
    value : float or CannotSay
        The school's figure in the indicator's unit, or why there is none.
    contribution : float
        What it adds, from 0 to `maximum`; 0 where there is no figure, and then it does not count.
    maximum : float
        The most it could add: its weight.
    """

    indicator: Indicator
    value: float | CannotSay
    contribution: float
    maximum: float

    @property
    def is_missing(self) -> bool:
        """Whether there is no figure."""
        return isinstance(self.value, CannotSay)

    def sentence(self) -> str:
        """Return it in words."""
        if isinstance(self.value, CannotSay):
            return f"{self.indicator.words}: not counted. {self.value.because}"
        return f"{self.indicator.words}: {self.value:g} adds {self.contribution:.1f} of at most {self.maximum:g}."


@dataclass(frozen=True, slots=True)
class Need:
    """
    The need of a school, and what it is made of.

    Attributes
    ----------
    index : float
        From 0 (none) to 100 (every known figure at its worst end).
    parts : tuple of Part
        What each indicator adds, in the order the indicators were given.
    weight_present, weight_in_all : float
        Weight of the indicators with a figure, and of all.
    school : int, str or None
        The school's id, where many were asked about.
    """

    index: float
    parts: tuple[Part, ...]
    weight_present: float
    weight_in_all: float
    school: Any = None

    @property
    def missing(self) -> tuple[Part, ...]:
        """The indicators without a figure."""
        return tuple(part for part in self.parts if part.is_missing)

    def sentence(self) -> str:
        """Return in words how great it is, where most of it comes from, and what is not known."""
        telling = sorted((part for part in self.parts if part.contribution > 0), key=lambda part: -part.contribution)
        most = " and ".join(
            f"{part.indicator.words} ({part.contribution:.1f} of {part.maximum:g})" for part in telling[:2]
        )
        said = f"Need is {self.index:.0f} out of 100"
        said = f"{said}, most of it from {most}." if most else f"{said}."
        if self.missing:
            said += f" Not known, and not counted: {', '.join(part.indicator.words for part in self.missing)}."
        return said


def need(indicators: Sequence[Indicator], values: Mapping[str, Figure]) -> Need | CannotSay:
    """
    Work out the need of one school.

    Each indicator adds weight x clip((value - floor) / (cap - floor), 0, 1), with the ends swapped where low is
    worse; the index is 100 x the sum of what is added / the sum of the weights that have a figure.

    Parameters
    ----------
    indicators : sequence of Indicator
        What need is made of; no key twice.
    values : mapping of str to float, CannotSay or None
        The school's figures by the indicators' keys, each in its own unit. One that is absent, None, NaN or a
        CannotSay is missing: it is reported and does not count.

    Returns
    -------
    found : Need or CannotSay
        The index from 0 to 100 with its parts; or that less than half of the weight has a figure.

    Raises
    ------
    ValueError
        If there is no indicator, a key comes twice or is unknown, or a figure is text or infinite.

    Notes
    -----
    When not to use it: to rank schools (look at the parts, and at `sensitivity`, first), for indicators that say
    the same thing twice, or for figures of so few pupils that chance moves them between floor and cap.

    Source
    ------
    Our own, so that it can be explained; of the family of weighted sums of capped scores described in OECD/JRC
    (2008). Handbook on constructing composite indicators. doi:10.1787/9789264043466-en.

    Examples
    --------
    >>> absence = Indicator("absence", "overall absence", worse="high", weight=30, floor=4, cap=10)
    >>> reading = Indicator("reading", "reading at 11", worse="low", weight=70, floor=50, cap=90)
    >>> found = need([absence, reading], {"absence": 7.0, "reading": 60.0})
    >>> found.index
    67.5
    >>> found.sentence()
    'Need is 68 out of 100, most of it from reading at 11 (52.5 of 70) and overall absence (15.0 of 30).'
    """
    chosen = checked(indicators)
    if unknown := sorted(set(values) - {each.key for each in chosen}):
        raise ValueError(f"values: no indicator is called {unknown[0]}.")
    return _need_of(chosen, [values.get(each.key) for each in chosen], None)


def needs(indicators: Sequence[Indicator], schools: ArrayLike, values: ArrayLike) -> tuple[Need | CannotSay, ...]:
    """
    Work out the need of many schools.

    Parameters
    ----------
    indicators : sequence of Indicator
        What need is made of; no key twice.
    schools : int or text array, shape (schools,)
        Ids; none twice.
    values : float array, shape (schools, indicators)
        Figures in the indicators' units and order; NaN (or None) where missing.

    Returns
    -------
    found : tuple of Need or CannotSay
        One for each school, in the order the schools were given, each index from 0 to 100.

    Raises
    ------
    ValueError
        If shapes do not match, an id comes twice, or a figure is text or infinite.

    Notes
    -----
    Schools are never put in order of need here. When not to use it: where reasons for missing figures matter; give
    them to `need`, school by school.

    Source
    ------
    As for `need`.

    Examples
    --------
    >>> absence = Indicator("absence", "overall absence", worse="high", weight=30, floor=4, cap=10)
    >>> [found.index for found in needs([absence], [101, 102], [[7.0], [25.0]])]
    [50.0, 100.0]
    """
    chosen = checked(indicators)
    names, figures = ids(schools, "schools"), numbers(values, "values", dimensions=2, missing_allowed=True)
    same_length(schools=names, values=figures)
    if figures.shape[1] != len(chosen):
        raise ValueError(f"values: a column for each of the {len(chosen)} indicators is wanted.")
    return tuple(_need_of(chosen, row, name) for name, row in zip(names.tolist(), figures.tolist(), strict=True))


def checked(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the indicators, one at least, all different."""
    chosen = tuple(indicators)
    if not chosen:
        raise ValueError("indicators: at least one is wanted.")
    if strange := [each for each in chosen if not isinstance(each, Indicator)]:
        raise ValueError(f"indicators: an Indicator is wanted, not {strange[0]!r}.")
    if len({each.key for each in chosen}) != len(chosen):
        raise ValueError("indicators: one of them stands there more than once.")
    return chosen


def enough(present: float, in_all: float) -> bool:
    """Say whether half the weight or more has a figure."""
    return present >= LEAST_SHARE_OF_WEIGHT * in_all * (1 - ROUNDING)


def _need_of(indicators: tuple[Indicator, ...], figures: Sequence[Figure], school: object) -> Need | CannotSay:
    parts = tuple(_part(each, figure) for each, figure in zip(indicators, figures, strict=True))
    in_all = fsum(part.maximum for part in parts)
    present = fsum(part.maximum for part in parts if not part.is_missing)
    if not enough(present, in_all):
        missing = ", ".join(part.indicator.words for part in parts if part.is_missing)
        return CannotSay(
            because=f"Less than half of what need is made of is known for this school. Missing: {missing}.",
            status=Status.NOT_COLLECTED,
        )
    index = min(100.0 * fsum(part.contribution for part in parts) / present, 100.0)
    return Need(index=index, parts=parts, weight_present=present, weight_in_all=in_all, school=school)


def _part(indicator: Indicator, figure: Figure) -> Part:
    if isinstance(figure, CannotSay):
        return Part(indicator, figure, 0.0, indicator.weight)
    if (figure is not None and not isinstance(figure, int | float | Decimal | np.number)) or isinstance(figure, bool):
        raise ValueError(f"values: a number is wanted for {indicator.words}, not {figure!r}.")
    if figure is None or isnan(value := float(figure)):
        reason = CannotSay(because="No figure is loaded for this school.", status=Status.NOT_LOADED)
        return Part(indicator, reason, 0.0, indicator.weight)
    if not isfinite(value):
        raise ValueError(f"values: infinity is not a figure for {indicator.words}.")
    return Part(indicator, value, indicator.weight * indicator.share(value), indicator.weight)
