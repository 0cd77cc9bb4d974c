"""What can be shown of a trial before its terms are fixed, so that nobody finds their own school in it?"""

from dataclasses import dataclass

from collegiate.analytics._inputs import between
from collegiate.analytics.allocation.by_need.share import ByNeed, Share
from collegiate.values import CannotSay, Money

EDGES = range(0, 10_001, 1_000)


@dataclass(frozen=True, slots=True)
class Band:
    """
    Schools whose need lies between two round numbers, taken together.

    Attributes
    ----------
    low, high : int
        Points of need, whole tens from 0 to 100.
    schools : int
        How many schools, never fewer than may be shown.
    pence : int
        What they get together.
    a_pupil : int
        What each of their pupils brings on average, in whole pence.
    """

    low: int
    high: int
    schools: int
    pence: int
    a_pupil: int

    def sentence(self) -> str:
        """Say what they get."""
        return (
            f"{self.schools} schools whose need lies between {self.low} and {self.high} get {Money(self.pence)}, "
            f"{Money(self.a_pupil)} a pupil."
        )


def veiled(found: ByNeed, *, fewest: int) -> tuple[Band, ...] | CannotSay:
    """
    Return a trial in bands of need, each of as many schools as may be shown, and nothing about any one school.

    Parameters
    ----------
    found : ByNeed
        A trial.
    fewest : int
        Fewer schools than this are never shown together, 2 to 100.

    Returns
    -------
    bands : tuple of Band, or CannotSay
        From little need to great; together they hold every school and the whole pot. Or that there are too few schools.

    Raises
    ------
    ValueError
        If something else than a trial is given, or `fewest` is out of range.

    Notes
    -----
    Bands end at whole tens. One with too few schools is joined to the next above, and the last to the one below. When
    not to use it: after the terms are fixed, when each school may see its own share.

    Source
    ------
    Our own. That terms are chosen best by those who do not know what they will get by them: Rawls, J. (1971). A Theory
    of Justice, section 24.

    Examples
    --------
    >>> from collegiate.analytics.allocation.by_need.claims import Claim, Terms
    >>> from collegiate.analytics.allocation.by_need.share import share_by_need
    >>> schools = [Claim(f"school {number}", 100, 900 * number) for number in range(1, 11)]
    >>> found = share_by_need(500_000, Terms(floor=200, cap=900), schools)
    >>> for band in veiled(found, fewest=5):
    ...     print(band.sentence())
    5 schools whose need lies between 0 and 50 get £1,818.19, £3.64 a pupil.
    5 schools whose need lies between 50 and 100 get £3,181.81, £6.36 a pupil.
    """
    if not isinstance(found, ByNeed):
        raise ValueError("found: a trial is wanted.")
    fewest = between(fewest, "fewest", 2, 100, kind=int)
    if len(found.shares) < fewest:
        return CannotSay(f"The round is for fewer than {fewest} schools, so anybody could tell one by what it gets.")
    groups: list[tuple[int, int, list[Share]]] = []
    low, waiting = 0, list[Share]()
    for high in EDGES[1:]:
        waiting += [one for one in found.shares if high - 1_000 <= one.need < high + (high == EDGES[-1])]
        if len(waiting) >= fewest:
            groups.append((low, high, waiting))
            low, waiting = high, []
    if low < EDGES[-1]:
        low, _, last = groups.pop()
        groups.append((low, EDGES[-1], last + waiting))
    return tuple(_band(*group) for group in groups)


def _band(low: int, high: int, shares: list[Share]) -> Band:
    pence = sum(one.pence for one in shares)
    return Band(low // 100, high // 100, len(shares), pence, round(pence / sum(one.claim.pupils for one in shares)))
