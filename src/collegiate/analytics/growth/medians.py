"""How much did the middle pupil of a school or a group grow?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import between, frozen, ids, level_of, numbers, same_length
from collegiate.values import CannotSay, Status

Floats = NDArray[np.float64]

SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class MedianGrowth:
    """
    The growth of the middle pupil of a group.

    Attributes
    ----------
    group : int or str
        Which school or group.
    median, lower, upper : float
        Growth percentile of the middle pupil, from 1 to 99, with its interval.
    pupils : int
        How many pupils have one.
    level : float
        The interval's level, such as 0.9.
    """

    group: Any
    median: float
    lower: float
    upper: float
    pupils: int
    level: float

    def sentence(self) -> str:
        """Return it in plain words."""
        return (
            f"The middle pupil grew as much as or more than {self.median:.0f} of a hundred pupils who started alike "
            f"(between {self.lower:.0f} and {self.upper:.0f}; {self.pupils:,} pupils; {100 * self.level:.0f} % interval)."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Medians:
    """
    The growth of the middle pupil of each group, by group.

    Attributes
    ----------
    groups : int or str array, shape (groups,)
        Each once, in order.
    pupils : int array, shape (groups,)
        Pupils of each with a growth percentile.
    median, lower, upper : float array, shape (groups,)
        From 1 to 99; NaN where there are too few pupils: ask `of`, which says so.
    level : float
        The intervals' level, such as 0.9.
    smallest : int
        Fewest pupils for a group to be shown.
    """

    groups: NDArray[Any]
    pupils: NDArray[np.int64]
    median: Floats
    lower: Floats
    upper: Floats
    level: float
    smallest: int

    def of(self, group: int | str) -> MedianGrowth | CannotSay:
        """
        Return one group's growth, or that it has too few pupils.

        :raises KeyError: if there is no such group
        """
        found = np.flatnonzero(self.groups == group)
        if not found.size:
            raise KeyError(f"There is no group {group} among them.")
        row = found[0]
        if self.pupils[row] >= self.smallest and np.isnan(self.median[row]):
            return CannotSay(because="The group has too few pupils for an interval of that level.")
        if np.isnan(self.median[row]):
            return CannotSay(
                because=f"Fewer than {self.smallest} pupils of the group have a growth percentile.",
                status=Status.SUPPRESSED,
            )
        return MedianGrowth(
            group=self.groups[row].item(),
            median=float(self.median[row]),
            lower=float(self.lower[row]),
            upper=float(self.upper[row]),
            pupils=int(self.pupils[row]),
            level=self.level,
        )

    def sentence(self) -> str:
        """Return how many groups can be told from the middle."""
        shown = int((~np.isnan(self.median)).sum())
        apart = int(((self.lower > 50) | (self.upper < 50)).sum())
        return f"{apart} of {shown} groups can be told from the middle, 50; {self.groups.size - shown} are too small to show."


def median_growth(sgp: ArrayLike, group: ArrayLike, *, level: float = 0.9, smallest: int = SMALLEST_GROUP) -> Medians:
    """
    Work out the growth of the middle pupil of each school or group, with an interval.

    The interval makes no assumption about the shape of the growth: its ends lie between ranked pupils, so placed that it
    holds the truth as often as it says.

    When not to use it: to rank schools; or for groups that overlap in one call, since each pupil belongs to one group.

    Parameters
    ----------
    sgp : int or float array, shape (pupils,)
        Growth percentiles from 1 to 99; 0 or NaN where a pupil has none.
    group : int or str array, shape (pupils,)
        Each pupil's school or group.
    level : float
        Level of the intervals, from 0.5 to nearly 1.
    smallest : int
        Fewest pupils for a group to be shown, 5 or more.

    Returns
    -------
    Medians
        Each group's median from 1 to 99 and its interval.

    Raises
    ------
    ValueError
        If the columns are not as long as each other, or a percentile lies outside 0 to 99.

    Source
    ------
    Hettmansperger, T. P. and Sheather, S. J. (1986). Confidence intervals based on interpolated order statistics.
    Statistics and Probability Letters, 4(2), 75-79.

    Examples
    --------
    >>> from collegiate.analytics.growth import median_growth
    >>> medians = median_growth([62, 71, 35, 80, 55, 66, 90, 41, 73, 58, 50], ["Hillside"] * 10 + ["Ashmere"])
    >>> medians.of("Hillside").sentence()
    'The middle pupil grew as much as or more than 64 of a hundred pupils who started alike (between 55 and 73; 10 pupils; 90 % interval).'
    >>> medians.of("Ashmere").sentence()
    'Cannot say: fewer than 5 pupils of the group have a growth percentile.'
    """
    values = numbers(sgp, "sgp", missing_allowed=True)
    names = ids(group, "group", may_repeat=True)
    same_length(sgp=values, group=names)
    known = ~np.isnan(values) & (values != 0)
    if ((values[known] < 1) | (values[known] > 99)).any():
        raise ValueError("sgp: a growth percentile lies from 1 to 99.")
    level = level_of(level)
    smallest = between(smallest, "smallest", SMALLEST_GROUP, 10**9, kind=int)
    groups, place = np.unique(names, return_inverse=True)
    place, values = place[known], values[known]
    order = np.lexsort((values, place))
    pupils = np.bincount(place, minlength=groups.size)
    first = np.cumsum(pupils) - pupils
    found = np.full((3, groups.size), np.nan)
    large = np.flatnonzero(pupils >= smallest)
    rank, share = _ranks(pupils[large], level)
    for row, k, s in zip(large, rank, share, strict=True):
        ranked = values[order[first[row] : first[row] + pupils[row]]]
        if k:
            ends = (1 - s) * ranked[k - 1] + s * ranked[k], (1 - s) * ranked[-k] + s * ranked[-k - 1]
            found[:, row] = np.median(ranked), *ends
    return Medians(
        frozen(groups), frozen(pupils), frozen(found[0]), frozen(found[1]), frozen(found[2]), level, smallest
    )


def _ranks(pupils: NDArray[np.int64], level: float) -> tuple[NDArray[np.int64], Floats]:
    """
    Return, for each number of pupils, from which ranked pupil the interval runs and what share of the way to the next.

    Rank 0 where even the least and the greatest do not hold the median often enough.
    """
    from scipy import special  # noqa: PLC0415 -- slow to import, and percentiles do without

    tail = (1 - level) / 2
    rank = np.maximum(0, np.floor(pupils / 2 + special.ndtri(tail) * np.sqrt(pupils) / 2)).astype(np.int64)
    while (low := special.bdtr(rank, pupils, 0.5) < tail).any():
        rank = rank + low
    while (high := (rank > 0) & (special.bdtr(rank - 1, pupils, 0.5) >= tail)).any():
        rank = rank - high
    wider = 1 - 2 * np.where(rank > 0, special.bdtr(rank - 1, pupils, 0.5), 0.0)
    narrower = 1 - 2 * special.bdtr(rank, pupils, 0.5)
    part = (wider - level) / (wider - narrower)
    share = (pupils - rank) * part / (rank + (pupils - 2 * rank) * part)
    return rank, share
