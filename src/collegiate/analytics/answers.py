"""What did people say on a scale, and what might those who kept silent have said?"""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from collegiate.analytics._inputs import between, counts
from collegiate.values import CannotSay

MOST_ASKED = 1_000_000


@dataclass(frozen=True, slots=True)
class ScaleMean:
    """
    The mean of answers on a scale, with the range in which it would lie had everybody answered.

    Attributes
    ----------
    mean : float
        Mean of the answers given, from `lowest` to `highest`.
    low, high : float
        The mean of all who were asked, if each who kept silent had chosen the lowest, or the highest, number.
    answered, asked : int
        People who answered the question, and people who were asked it.
    chosen : tuple of int
        How many chose each number of the scale, the lowest first.
    lowest, highest : int
        The ends of the scale.
    """

    mean: float
    low: float
    high: float
    answered: int
    asked: int
    chosen: tuple[int, ...]
    lowest: int
    highest: int

    def sentence(self) -> str:
        """Return it in words, with what the silent might have changed."""
        said = f"{self.mean:.1f} out of {self.highest}, from {self.answered} of the {self.asked} who were asked"
        if self.answered == self.asked:
            return f"{said}."
        return f"{said}; had everybody answered, between {self.low:.1f} and {self.high:.1f}."


def scale_mean(
    scores: ArrayLike, *, asked: int, fewest: int, lowest: int = 1, highest: int = 5
) -> ScaleMean | CannotSay:
    """
    Work out the mean of answers on a scale, and how far the silent might have moved it.

    Those who did not answer may have thought anything, so nothing is assumed of them: the range is the widest that
    what was said allows. It is not an interval of chance; where everybody answered it is one point.

    Parameters
    ----------
    scores : int array, shape (answers,)
        What each person who answered chose, from `lowest` to `highest`.
    asked : int
        How many people were asked, from the number of answers up.
    fewest : int
        Fewer answers than this tell too much about who said what, and are not shown.
    lowest, highest : int
        The ends of the scale, whole numbers from 0.

    Returns
    -------
    found : ScaleMean or CannotSay
        The mean with its range; or why it cannot be given.

    Raises
    ------
    ValueError
        If a score lies off the scale, or more people answered than were asked.

    Notes
    -----
    With n answers of sum S among N people the range is (S + (N - n) lowest) / N to (S + (N - n) highest) / N.
    When not to use it: to compare two forms whose questions or scales differ, or to judge one person.

    Source
    ------
    Manski, C. F. (1989). Anatomy of the selection problem. Journal of Human Resources, 24(3), 343-360.
    doi:10.2307/145818 (the bounds on a mean with answers missing, section II).

    Examples
    --------
    >>> scale_mean([5, 4, 4, 3, 5], asked=6, fewest=5).sentence()
    '4.2 out of 5, from 5 of the 6 who were asked; had everybody answered, between 3.7 and 4.3.'
    >>> scale_mean([5, 4], asked=6, fewest=5).sentence()
    'Cannot say: fewer than 5 people answered, and fewer could tell who said what.'
    """
    given = counts(scores, "scores")
    lowest, highest = between(lowest, "lowest", 0, 100, kind=int), between(highest, "highest", 1, 100, kind=int)
    fewest = between(fewest, "fewest", 1, 100, kind=int)
    asked = between(asked, "asked", 0, MOST_ASKED, kind=int)
    if given.size and not lowest <= given.min() <= given.max() <= highest:
        raise ValueError(f"scores: each lies from {lowest} to {highest}.")
    if given.size > asked:
        raise ValueError("asked: more people answered than were asked.")
    if given.size < fewest:
        return CannotSay(because=f"Fewer than {fewest} people answered, and fewer could tell who said what.")
    total, silent = int(given.sum()), asked - given.size
    return ScaleMean(
        mean=total / given.size,
        low=(total + silent * lowest) / asked,
        high=(total + silent * highest) / asked,
        answered=int(given.size),
        asked=asked,
        chosen=tuple(int((given == number).sum()) for number in range(lowest, highest + 1)),
        lowest=lowest,
        highest=highest,
    )
