"""How are an adviser's days shared between schools by need, when no school may take more than so many?"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from collegiate.analytics._inputs import is_whole
from collegiate.analytics.allocation.shares import Weight, checked
from collegiate.values import CannotSay, Status

MOST_DAYS = 10_000_000
"""They are handed out one by one."""


@dataclass(frozen=True, slots=True)
class DaysShared:
    """
    Whole days shared between schools by weight, under a cap.

    Attributes
    ----------
    days : int
        Days there were to share.
    given : dict of str to int
        Each school's days, by id, in order of id.
    exact : dict of str to Fraction
        What each school's weight alone would give it, were there neither caps nor whole days.
    at_cap : tuple of str
        Schools whose cap kept them from having more, in order of id.
    left : int
        Days that nobody may take: 0 unless every school with a weight is at its cap.
    """

    days: int
    given: dict[str, int]
    exact: dict[str, Fraction]
    at_cap: tuple[str, ...]
    left: int

    def sentence(self) -> str:
        """Say how the days fell, who is at the cap, and what is left over."""
        least, most = min(self.given.values()), max(self.given.values())
        parts = [f"{self.days - self.left:,} of {self.days:,} days are shared between {len(self.given):,} schools"]
        parts.append(f"{least} each" if least == most else f"from {least} to {most} each")
        if self.at_cap:
            parts.append(f"{len(self.at_cap)} at the most they may have")
        if self.left:
            parts.append(f"{self.left:,} left over because no school may take more")
        return ", ".join(parts) + "."

    def why(self, school: str) -> str:
        """Say why a school has the days it has."""
        given, exact = self.given[school], float(self.exact[school])
        because = f"its weight alone would give {exact:.1f}"
        if school in self.at_cap:
            return f"{given} days: {because}, and it is at the most it may have."
        if given > exact + 1:
            return f"{given} days: {because}, and others’ caps or its own least number add to it."
        return f"{given} days: {because}."


def share_days(
    days: int,
    weights: Mapping[str, Weight],
    *,
    cap: int | Mapping[str, int],
    least: int | Mapping[str, int] = 0,
) -> DaysShared | CannotSay:
    """
    Share whole days between schools by weight, with a most and a least for each.

    The days make Σ (given - fair share)² / weight as small as it can be, which moving no single day can improve: they
    are handed out one by one, each to the school that has the fewest for its weight and may still take one. Schools of
    weight 0 get their least number only. Ties go by id.

    Parameters
    ----------
    days : int
        Whole days to share, 0 or more.
    weights : mapping of str to int, float or Fraction
        Each school's weight by id, 0 or more, such as its need or the days it asked for.
    cap : int or mapping of str to int
        The most days a school may have; one number for all, or one for each id.
    least : int or mapping of str to int, default 0
        The fewest days a school is promised.

    Returns
    -------
    DaysShared or CannotSay
        The days; CannotSay where the promised days are more than there are.

    Raises
    ------
    ValueError
        If there are no schools, days or a weight are negative or not numbers, a school has no cap or least number,
        or a least number is negative or above its cap.

    Notes
    -----
    When not to use it: for money to the penny, where `largest_remainder` stays within one unit of the exact share, or
    where days are tied to dates and advisers, which is a timetable and not a share.

    Source
    ------
    Ibaraki, T. and Katoh, N. (1988). Resource Allocation Problems. MIT Press, chapter 4 (the greedy method is exact for
    separable convex costs). Without caps it is the rule of Webster and Sainte-Laguë: Balinski and Young (1982), chapter 4.

    Examples
    --------
    >>> share_days(10, {"Ashmere": 6, "Brook": 3, "Hillside": 1}, cap=5).given
    {'Ashmere': 5, 'Brook': 4, 'Hillside': 1}
    """
    ids, claims = checked(days, weights)
    if days > MOST_DAYS:
        raise ValueError(f"{days:,} days are no year's; give {MOST_DAYS:,} at most.")
    caps, leasts = _each(cap, ids, "cap"), _each(least, ids, "least number")
    for id_, most, fewest in zip(ids, caps, leasts, strict=True):
        if not 0 <= fewest <= most:
            raise ValueError(f"{id_} may have from {fewest} to {most} days; give a least number from 0 to the cap.")
    if sum(leasts) > days:
        return CannotSay(
            f"The schools are promised {sum(leasts):,} days together, and there are {days:,}.", Status.NOT_APPLICABLE
        )
    given = _handed_out(days, claims, caps, leasts)
    total = sum(claims)
    exact = {id_: days * claim / total if total else Fraction(0) for id_, claim in zip(ids, claims, strict=True)}
    at_cap = tuple(
        id_
        for id_, claim, most, got in zip(ids, claims, caps, given, strict=True)
        if claim and got == most < exact[id_]
    )
    return DaysShared(days, dict(zip(ids, given, strict=True)), exact, at_cap, days - sum(given))


def _handed_out(days: int, claims: list[Fraction], caps: list[int], leasts: list[int]) -> list[int]:
    given = list(leasts)

    def turn(place: int) -> tuple[Fraction, int]:
        """The cost of one more day, up to a constant: the lower, the sooner."""
        return (2 * given[place] + 1) / claims[place], place

    waiting = [turn(place) for place in range(len(given)) if claims[place] and given[place] < caps[place]]
    heapq.heapify(waiting)
    for _ in range(days - sum(given)):
        if not waiting:
            break
        _, place = waiting[0]
        given[place] += 1
        if given[place] < caps[place]:
            heapq.heapreplace(waiting, turn(place))
        else:
            heapq.heappop(waiting)
    return given


def _each(number: int | Mapping[str, int], ids: list[str], what: str) -> list[int]:
    if not isinstance(number, Mapping) and is_whole(number):
        return [int(number)] * len(ids)
    if not isinstance(number, Mapping):
        raise ValueError(f"The {what} is a whole number for all, or one for each, not {number!r}.")
    for id_ in ids:
        if id_ not in number or not is_whole(number[id_]):
            raise ValueError(f"{id_} has no {what}.")
    return [int(number[id_]) for id_ in ids]
