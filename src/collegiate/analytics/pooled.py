"""
What became of one member's money in a pot that many pay into.

Pooled money has no names on it: whatever is paid takes from everything in the pot alike, in proportion to what is
left of each. So each pound that came in is used up as the pot is, and none is used twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from collegiate.analytics._inputs import Floats, is_whole, numbers, same_length


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

    def sentence(self) -> str:
        """Say how much of it is used up, and how much is left."""
        return f"{sum(self.by_day):,.0f}p of it is used, and {self.left:,.0f}p is left in the pot."


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
        If the two are not equally long, or an amount is below 0 or no number.

    Notes
    -----
    When not to use it: where the order in which money came in decides which of it is spent first.

    Source
    ------
    IAS 2 Inventories, paragraph 25: the weighted average cost formula, where things in a pool cannot be told apart.

    Examples
    --------
    >>> taken([100, 0, 100], [0, 50, 75])
    (0.0, 0.5, 0.5)
    """
    into, out = _pence(came_in, "came_in"), _pence(went_out, "went_out")
    same_length(came_in=into, went_out=out)
    pot, shares = 0, []
    for came, went in zip(into.tolist(), out.tolist(), strict=True):
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

    Raises
    ------
    ValueError
        If the two are not equally long, an amount is below 0 or no number, or a share is not from 0 to 1.

    Notes
    -----
    When not to use it: where a member’s money was given for one purpose only; follow that payment itself.

    Source
    ------
    IAS 2 Inventories, paragraph 25: the weighted average cost formula, where things in a pool cannot be told apart.

    Examples
    --------
    >>> used([100, 0, 0], taken([100, 0, 100], [0, 50, 75]))
    Used(by_day=(0.0, 50.0, 25.0), left=25.0)
    """
    given, parts = _pence(own, "own"), _shares(shares)
    same_length(own=given, shares=parts)
    left, by_day = 0.0, []
    for gave, share in zip(given.tolist(), parts.tolist(), strict=True):
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

    Raises
    ------
    ValueError
        If the two are not equally long, an amount is below 0 or no number, a share is not from 0 to 1, or there is
        no such day.

    Notes
    -----
    When not to use it: where the question is what one member’s money became; `used` answers that.

    Source
    ------
    IAS 2 Inventories, paragraph 25: the weighted average cost formula, where things in a pool cannot be told apart.

    Examples
    --------
    >>> whose([100, 0, 100], taken([100, 0, 100], [0, 50, 75]), 2)
    (50.0, 0.0, 100.0)
    """
    came, parts = _pence(came_in, "came_in"), _shares(shares)
    same_length(came_in=came, shares=parts)
    if not is_whole(day) or not 0 <= day < len(came):
        raise ValueError(f"day must be the place of one of the {len(came)} days given, from 0.")
    into, used_up = came.tolist(), parts.tolist()
    kept, found = 1.0, []
    for place in range(int(day), -1, -1):
        found.append(into[place] * kept)
        kept *= 1 - used_up[place - 1] if place else 1.0
    return tuple(reversed(found))


def _pence(values: Sequence[int], name: str) -> Floats:
    pence = numbers(values, name)
    if (pence < 0).any():
        raise ValueError(f"{name}: an amount cannot be negative.")
    return pence


def _shares(shares: Sequence[float]) -> Floats:
    parts = numbers(shares, "shares")
    if ((parts < 0) | (parts > 1)).any():
        raise ValueError("shares must be from 0 to 1.")
    return parts
