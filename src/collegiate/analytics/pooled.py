"""
What became of one member's money in a pot that many pay into.

Pooled money has no names on it: whatever is paid takes from everything in the pot alike, in proportion to what is
left of each. So each pound that came in is used up as the pot is, and none is used twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Used:
    """
    What became of some of the money in a pot.

    Attributes
    ----------
    by_day : tuple of float
        How much of it each day's payments took, in pence, 0 or more; as long as the days given.
    left : float
        How much of it is still in the pot, in pence.
    """

    by_day: tuple[float, ...]
    left: float


def taken(came_in: Sequence[int], went_out: Sequence[int]) -> tuple[float, ...]:
    """
    Return the share of the pot that each day's payments took.

    What comes in on a day is in the pot before that day's payments.

    Parameters
    ----------
    came_in, went_out : sequences of int, as long as there are days
        Pence, 0 or more, by day, the earliest first.

    Returns
    -------
    tuple of float
        From 0 to 1, one a day. It is 1 on a day that emptied the pot, or paid more than was in it.

    Raises
    ------
    ValueError
        If the two are not equally long, or an amount is negative.

    Examples
    --------
    >>> taken([100, 0, 100], [0, 50, 75])
    (0.0, 0.5, 0.5)
    """
    if len(came_in) != len(went_out) or min((*came_in, *went_out), default=0) < 0:
        raise ValueError("Give what came in and what went out for the same days, none of it negative.")
    pot, shares = 0, []
    for came, went in zip(came_in, went_out, strict=True):
        pot += came
        shares.append(min(went / pot, 1.0) if pot else float(went > 0))
        pot = max(pot - went, 0)
    return tuple(shares)


def used(own: Sequence[int], shares: Sequence[float]) -> Used:
    """
    Return what became of one's own money.

    Parameters
    ----------
    own : sequence of int, as long as there are days
        Pence that one gave, by day.
    shares : sequence of float, as long as there are days
        What :func:`taken` says of the whole pot.

    Returns
    -------
    Used
        What each day's payments took of it, and what is left.

    Examples
    --------
    >>> used([100, 0, 0], taken([100, 0, 100], [0, 50, 75]))
    Used(by_day=(0.0, 50.0, 25.0), left=25.0)
    """
    left, by_day = 0.0, []
    for gave, share in zip(own, shares, strict=True):
        left += gave
        by_day.append(left * share)
        left -= by_day[-1]
    return Used(tuple(by_day), left)


def whose(came_in: Sequence[int], shares: Sequence[float], day: int) -> tuple[float, ...]:
    """
    Return from which days' money a day's payments came.

    Parameters
    ----------
    came_in : sequence of int, as long as there are days
        Pence that came in, by day.
    shares : sequence of float, as long as there are days
        What :func:`taken` says of the whole pot.
    day : int
        Place of the day whose payments are asked about.

    Returns
    -------
    tuple of float
        Pence of each day's money still in the pot when that day's payments were made; one for each day up to it.

    Examples
    --------
    >>> whose([100, 0, 100], taken([100, 0, 100], [0, 50, 75]), 2)
    (50.0, 0.0, 100.0)
    """
    kept, found = 1.0, []
    for place in range(day, -1, -1):
        found.append(came_in[place] * kept)
        kept *= 1 - shares[place - 1] if place else 1.0
    return tuple(reversed(found))
