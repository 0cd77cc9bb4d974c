"""Shares, and gaps between two groups of pupils who have nothing to do with one another."""

from math import hypot, sqrt
from typing import Any

from numpy.typing import ArrayLike
from scipy import stats

from collegiate.analytics._inputs import between, counts, level_of, numbers
from collegiate.analytics.gaps.results import GROUPS, SHARES, Gap, Share
from collegiate.values import CannotSay, Status

FEWEST = 5
LARGEST_EFFECT = 1000.0


def share(yes: int, of: int, *, level: float = 0.95, fewest: int = FEWEST) -> Share | CannotSay:
    """
    Work out a share and its interval.

    Parameters
    ----------
    yes : int
        People who did, from 0 to `of`.
    of : int
        People there are.
    level : float
        How often the interval should hold the truth, from 0.5 to 0.9999.
    fewest : int
        Of fewer people nothing is said.

    Returns
    -------
    found : Share or CannotSay
        The share and its ends, each from 0 to 1; or that there are too few people.

    Raises
    ------
    ValueError
        If a count is negative, missing or not whole, or more did than there are.

    Notes
    -----
    Wilson's interval, which stays within 0 and 1 and is honest near both ends. When not to use it: for pupils of a
    few schools taken together, who are more alike than strangers, or for all of a group whom nobody means to stand
    for others.

    Source
    ------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
    American Statistical Association, 22, 209-212. doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> share(81, 263).sentence()
    '31%, 81 of 263; chance alone could account for anything from 26% to 37% (95% interval).'
    """
    level, fewest = level_of(level), between(fewest, "fewest", 1, 1000, kind=int)
    did, people = _part_and_whole(yes, of, "yes and of")
    if people < fewest:
        return CannotSay(because=f"There are fewer than {fewest} people.", status=Status.TOO_FEW)
    low, high = wilson(did / people, people, _normal(level))
    return Share(value=did / people, low=low, high=high, level=level, yes=did, of=people)


def gap_of_shares(
    first_yes: int,
    first_of: int,
    second_yes: int,
    second_of: int,
    *,
    level: float = 0.95,
    design_effect: float = 1.0,
    groups: tuple[str, str] = GROUPS,
    fewest: int = FEWEST,
) -> Gap | CannotSay:
    """
    Work out the gap between the shares of two groups, with its interval.

    Parameters
    ----------
    first_yes : int
        Pupils of the first group who did.
    first_of : int
        Pupils in the first group.
    second_yes : int
        Pupils of the second group who did.
    second_of : int
        Pupils in the second group.
    level : float
        How often the interval should hold the truth, from 0.5 to 0.9999.
    design_effect : float
        By how much pupils being taught together makes the variance larger, where known, above 0; 1 if they are not.
    groups : tuple of two str
        What the groups are called in sentences.
    fewest : int
        Of a group of fewer pupils nothing is said.

    Returns
    -------
    found : Gap or CannotSay
        First share less second, with its ends, from -1 to 1; or that there are too few pupils.

    Raises
    ------
    ValueError
        If a count is negative, missing or not whole, or more did than there are.

    Notes
    -----
    Newcombe's interval from Wilson's two, each with its number of pupils divided by the design effect. When not to use
    it: when pupils come from known schools, as then `gap_of_shares_by_school` finds the design effect itself.

    Source
    ------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: comparison of
    eleven methods. Statistics in Medicine, 17, 873-890, method 10.

    Examples
    --------
    >>> found = gap_of_shares(56, 70, 48, 80)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0524, 0.3339)
    """
    level, fewest = level_of(level), between(fewest, "fewest", 1, 1000, kind=int)
    effect = between(design_effect, "design_effect", 1e-3, LARGEST_EFFECT, kind=float)
    first = _part_and_whole(first_yes, first_of, "first_yes and first_of")
    second = _part_and_whole(second_yes, second_of, "second_yes and second_of")
    if too_few := refusal(first[1], second[1], fewest, groups):
        return too_few
    p1, p2 = first[0] / first[1], second[0] / second[1]
    low, high = newcombe(p1, first[1] / effect, p2, second[1] / effect, _normal(level))
    return Gap(p1 - p2, low, high, level, p1, p2, first[1], second[1], SHARES, groups)


def gap_of_means(
    first: ArrayLike,
    second: ArrayLike,
    *,
    unit: str = "points",
    level: float = 0.95,
    groups: tuple[str, str] = GROUPS,
    fewest: int = FEWEST,
) -> Gap | CannotSay:
    """
    Work out the gap between the means of two groups, with its interval.

    Parameters
    ----------
    first : float array, shape (pupils of the first group,)
        Their scores, in the unit.
    second : float array, shape (pupils of the second group,)
        Their scores, in the unit.
    unit : str
        What the scores are counted in, as in "points".
    level : float
        How often the interval should hold the truth, from 0.5 to 0.9999.
    groups : tuple of two str
        What the groups are called in sentences.
    fewest : int
        Of a group of fewer pupils nothing is said.

    Returns
    -------
    found : Gap or CannotSay
        First mean less second, in the unit, with its ends; or why it cannot be said.

    Raises
    ------
    ValueError
        If a score is text, missing or infinite.

    Notes
    -----
    Welch's interval: the groups may be of different spread. When not to use it: for pupils of known schools (use
    `gap_by_school`), or for scores with so long a tail that the mean describes nobody.

    Source
    ------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances are
    involved. Biometrika, 34, 28-35. doi:10.1093/biomet/34.1-2.28.

    Examples
    --------
    >>> gap_of_means([98, 102, 95, 101, 99], [104, 108, 103, 110, 105], groups=("class A", "class B")).sentence()
    'Class A: between 2.9 and 11.1 points below class B (5 and 5 pupils; 95% interval).'
    """
    level, fewest = level_of(level), between(fewest, "fewest", 2, 1000, kind=int)
    one, other = numbers(first, "first"), numbers(second, "second")
    if too_few := refusal(one.size, other.size, fewest, groups):
        return too_few
    parts = [float(scores.var(ddof=1)) / scores.size for scores in (one, other)]
    if sum(parts) <= 0:
        return no_spread()
    df = sum(parts) ** 2 / sum(part**2 / (scores.size - 1) for part, scores in zip(parts, (one, other), strict=True))
    reach = float(stats.t.ppf(0.5 + level / 2, df)) * sqrt(sum(parts))
    means = float(one.mean()), float(other.mean())
    gap = means[0] - means[1]
    return Gap(gap, gap - reach, gap + reach, level, *means, one.size, other.size, unit, groups)


def wilson(value: float, n: float, quantile: float) -> tuple[float, float]:
    """Return the ends of Wilson's interval for a share among n, which need not be whole."""
    square = quantile * quantile
    middle = (value + square / (2 * n)) / (1 + square / n)
    reach = quantile / (1 + square / n) * sqrt(value * (1 - value) / n + square / (4 * n * n))
    return 0.0 if value == 0 else max(middle - reach, 0.0), 1.0 if value == 1 else min(middle + reach, 1.0)


def newcombe(p1: float, n1: float, p2: float, n2: float, quantile: float) -> tuple[float, float]:
    """Return the ends of Newcombe's interval for p1 less p2."""
    low1, high1 = wilson(p1, n1, quantile)
    low2, high2 = wilson(p2, n2, quantile)
    gap = p1 - p2
    return max(gap - hypot(p1 - low1, high2 - p2), -1.0), min(gap + hypot(high1 - p1, p2 - low2), 1.0)


def refusal(first_n: int, second_n: int, fewest: int, groups: tuple[str, str]) -> CannotSay | None:
    """Return why nothing can be said of a group of too few pupils."""
    for n, name in zip((first_n, second_n), groups, strict=True):
        if n < fewest:
            return CannotSay(because=f"Fewer than {fewest} pupils are in {name}.", status=Status.TOO_FEW)
    return None


def no_spread() -> CannotSay:
    """Return why nothing can be said where all scores are the same."""
    return CannotSay(because="All scores within each group are the same, so chance cannot be judged from them.")


def _normal(level: float) -> float:
    return float(stats.norm.ppf(0.5 + level / 2))


def _part_and_whole(part: Any, whole: Any, name: str) -> tuple[int, int]:
    checked = counts([part, whole], name)
    if checked[0] > checked[1]:
        raise ValueError(f"{name}: more did than there are.")
    return int(checked[0]), int(checked[1])
