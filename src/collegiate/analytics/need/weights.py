"""How much does the answer hang on the weights that somebody chose?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Bools, Floats, between, ids, numbers, same_length
from collegiate.analytics.need.index import Indicator, checked, enough
from collegiate.values import CannotSay

ALWAYS, HARDLY_EVER = 0.95, 0.05


@dataclass(frozen=True, slots=True)
class SchoolUnderWeights:
    """
    How one school fares when the weights change.

    Attributes
    ----------
    school : int or str
        Its id.
    index : float
        Its need with the weights as they are, from 0 to 100.
    low, high : float
        The least and the most that its need came to, from 0 to 100.
    share_among_first : float
        Share of the weightings under which it was among those of greatest need, from 0 to 1.
    """

    school: Any
    index: float
    low: float
    high: float
    share_among_first: float

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"Need is {self.index:.0f} out of 100, between {self.low:.0f} and {self.high:.0f} with other weights; "
            f"among those of greatest need under {self.share_among_first:.0%} of weightings."
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """
    What would change if one indicator were left out.

    Attributes
    ----------
    words : str
        The indicator.
    replaced : int
        How many of the schools of greatest need would be others; 0 to the number asked about.
    """

    words: str
    replaced: int

    def sentence(self) -> str:
        """Return it in words."""
        return f"Without {self.words}, {self.replaced} of the schools of greatest need would be others."


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """
    How much the choice of schools hangs on the weights.

    Attributes
    ----------
    first : int
        How many schools of greatest need were asked about.
    within : float
        By what share each weight was moved up or down at most.
    weightings : int
        How many other weightings were tried.
    schools : tuple of SchoolUnderWeights
        Each school of which need can be said, in order of id.
    dropped : tuple of Dropped
        What leaving out each indicator would change, in the order they were given; none if there is only one.
    left_out : int
        Schools of which need cannot be said.
    """

    first: int
    within: float
    weightings: int
    schools: tuple[SchoolUnderWeights, ...]
    dropped: tuple[Dropped, ...]
    left_out: int

    @property
    def certain(self) -> int:
        """Schools that are among the first under nearly every weighting, 95 in 100 or more."""
        return sum(school.share_among_first >= ALWAYS for school in self.schools)

    @property
    def open(self) -> int:
        """Schools whose place among the first hangs on the weights."""
        return sum(HARDLY_EVER < school.share_among_first < ALWAYS for school in self.schools)

    def sentence(self) -> str:
        """Return in words how much the weights matter."""
        said = (
            f"With each weight moved by up to {self.within:.0%}, {self.certain} of the {self.first} schools of greatest "
            f"need stay so under nearly every weighting; for {self.open} schools it hangs on the weights."
        )
        return f"{said} Of {self.left_out} too little is known." if self.left_out else said


def sensitivity(
    indicators: Sequence[Indicator],
    schools: ArrayLike,
    values: ArrayLike,
    *,
    first: int,
    within: float = 0.5,
    weightings: int = 1000,
    seed: int = 0,
) -> Sensitivity | CannotSay:
    """
    Find out how much the choice of the schools of greatest need hangs on the weights.

    Parameters
    ----------
    indicators : sequence of Indicator
        What need is made of; no key twice.
    schools : int or text array, shape (schools,)
        Ids; none twice.
    values : float array, shape (schools, indicators)
        Figures in the indicators' units and order; NaN (or None) where missing.
    first : int
        How many schools of greatest need are to be helped, from 1 to the number of schools.
    within : float
        By what share each weight may be moved up or down, above 0 to 1.
    weightings : int
        How many weightings to try, from 1 to 100,000.
    seed : int
        Where the draws begin; the same seed gives the same answer.

    Returns
    -------
    found : Sensitivity or CannotSay
        Ranges of need (0 to 100) and shares of weightings (0 to 1); or that need can be said of too few schools.

    Raises
    ------
    ValueError
        If shapes do not match, an id comes twice, a figure is text or infinite, or a wish is out of range.

    Notes
    -----
    Each weight is multiplied by a number drawn evenly from 1 - within to 1 + within. Equal needs go by id. A school
    counts if half of the weight as it stands has a figure. When not to use it: as a margin of error; it tells nothing
    about chance in the figures themselves.

    Source
    ------
    Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for
    the quality assessment of composite indicators. Journal of the Royal Statistical Society A, 168(2), 307-323.
    doi:10.1111/j.1467-985X.2005.00350.x.

    Examples
    --------
    >>> from collegiate.analytics.need import Indicator
    >>> absence = Indicator("absence", "overall absence", worse="high", weight=30, floor=4, cap=10)
    >>> reading = Indicator("reading", "reading at 11", worse="low", weight=70, floor=50, cap=90)
    >>> found = sensitivity([absence, reading], [1, 2, 3], [[9, 60], [6, 52], [4, 90]], first=1)
    >>> [round(school.share_among_first, 1) for school in found.schools]
    [0.6, 0.4, 0.0]
    """
    chosen = checked(indicators)
    names, figures = ids(schools, "schools"), numbers(values, "values", dimensions=2, missing_allowed=True)
    same_length(schools=names, values=figures)
    if figures.shape[1] != len(chosen):
        raise ValueError(f"values: a column for each of the {len(chosen)} indicators is wanted.")
    first = between(first, "first", 1, max(len(names), 1), kind=int)
    within, weightings = (
        between(within, "within", 0.001, 1.0, kind=float),
        between(weightings, "weightings", 1, 100_000, kind=int),
    )
    order = np.argsort(names, kind="stable")
    names, figures = names[order], figures[order]
    weights = np.array([each.weight for each in chosen])
    counted = np.array([enough(weights[row].sum(), weights.sum()) for row in ~np.isnan(figures)], dtype=np.bool_)
    if counted.sum() <= first:
        return CannotSay(
            because=f"Need can be said of {counted.sum()} schools only, so there is nothing to choose between."
        )
    shares, known = _shares(chosen, figures[counted])
    drawn = np.random.default_rng(between(seed, "seed", 0, 2**32 - 1, kind=int))
    other_weights = weights * drawn.uniform(1 - within, 1 + within, (weightings, weights.size))
    return Sensitivity(
        first=first,
        within=within,
        weightings=weightings,
        schools=_under(names[counted].tolist(), weights, other_weights, shares, known, first),
        dropped=_without_each(chosen, weights, shares, known, first) if len(chosen) > 1 else (),
        left_out=int((~counted).sum()),
    )


def _under(
    names: list[Any], weights: Floats, other_weights: Floats, shares: Floats, known: Bools, first: int
) -> tuple[SchoolUnderWeights, ...]:
    """Work the index out under each weighting, keeping the ends and who was among the first."""
    as_they_are = _index(weights, shares, known)
    low, high, times = as_they_are.copy(), as_they_are.copy(), np.zeros(len(shares))
    for each in other_weights:
        tried = _index(each, shares, known)
        low, high = np.minimum(low, tried), np.maximum(high, tried)
        times[_greatest(tried, first)] += 1
    found = (names, as_they_are.tolist(), low.tolist(), high.tolist(), (times / len(other_weights)).tolist())
    return tuple(SchoolUnderWeights(*each) for each in zip(*found, strict=True))


def _shares(indicators: tuple[Indicator, ...], figures: Floats) -> tuple[Floats, Bools]:
    """Return how far each figure lies on the way to its worse end, 0 where missing, and which are known."""
    known = ~np.isnan(figures)
    shares = np.zeros(figures.shape)
    for column, each in enumerate(indicators):
        for row in np.flatnonzero(known[:, column]):
            shares[row, column] = each.share(float(figures[row, column]))
    return shares, known


def _index(weights: Floats, shares: Floats, known: Bools) -> Floats:
    present = known @ weights
    return np.clip(100.0 * (shares @ weights) / np.where(present > 0, present, 1.0), 0.0, 100.0)


def _greatest(index: Floats, first: int) -> np.ndarray:
    """Return the places of the greatest, equal ones in order of id; needs that differ by rounding are equal."""
    return np.argsort(-np.round(index, 9), kind="stable")[:first]


def _without_each(
    indicators: tuple[Indicator, ...], weights: Floats, shares: Floats, known: Bools, first: int
) -> tuple[Dropped, ...]:
    now = set(_greatest(_index(weights, shares, known), first).tolist())
    found = []
    for column, each in enumerate(indicators):
        others = np.where(np.arange(weights.size) == column, 0.0, weights)
        then = set(_greatest(_index(others, shares, known), first).tolist())
        found.append(Dropped(each.words, len(now - then)))
    return tuple(found)
