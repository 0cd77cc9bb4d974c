"""Which counts of a plain list, and which shares, may be published?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import Bools, Ints, counts, frozen
from collegiate.analytics.disclosure._checked import small_in, smallest
from collegiate.values import CannotSay, Status


@dataclass(frozen=True, slots=True, eq=False)
class HiddenCounts:
    """
    A list of counts that may be published, and what was hidden to make it so.

    Attributes
    ----------
    counts : int array, shape (groups,)
        The true counts, in people. Not for publication.
    hidden : bool array, shape (groups,)
        The counts that must not be published.
    total_hidden : bool
        Whether their total must not be published either.
    k : int
        The smallest count that may be shown.
    """

    counts: Ints
    hidden: Bools
    total_hidden: bool
    k: int

    def published(self) -> tuple[int | CannotSay, ...]:
        """Return the list as it may be published."""
        away = CannotSay(because="Hidden, so that nobody can tell who is meant.", status=Status.SUPPRESSED)
        return tuple(away if hidden else int(count) for count, hidden in zip(self.counts, self.hidden, strict=True))

    def sentence(self) -> str:
        """Return in words what is hidden."""
        small = int(small_in(self.counts, self.k).sum())
        if small == 0 and not self.total_hidden:
            return f"Nothing is hidden: no count lies from 1 to {self.k - 1}."
        more = int(self.hidden.sum()) - small
        parts = [f"{small} of {self.counts.size} counts {'is' if small == 1 else 'are'} below {self.k} and hidden"]
        if more:
            parts.append("one more, which the total would give away")
        if self.total_hidden:
            parts.append("the total")
        return f"{', and '.join(parts)}."


def suppress_counts(values: ArrayLike, k: int = 5, *, total_published: bool = True) -> HiddenCounts:
    """
    Choose the counts of a list that must be hidden: the small ones, and one more where the total gives them away.

    Parameters
    ----------
    values : int array, shape (groups,)
        People in each group; groups do not overlap.
    k : int
        The smallest count that may be shown, from 2 to 1,000.
    total_published : bool
        Whether readers see, or can find elsewhere, what the counts add up to.

    Returns
    -------
    found : HiddenCounts
        What to hide. Where nothing but the total could protect a small count, the total is hidden.

    Raises
    ------
    ValueError
        If a count is negative, missing, infinite or not whole.

    Notes
    -----
    With the total published, hidden counts are known to add up to what is left, so they are safe when there are at
    least two of them and they add up to ``k`` or more. The further count is the smallest that may be shown and is
    not nought; ties go to the earlier. When not to use it: where groups overlap, or the list is one row of a table.

    Source
    ------
    Willenborg, L. and de Waal, T. (2001). Elements of statistical disclosure control. Springer, section 1.4.
    doi:10.1007/978-1-4613-0121-9.

    Examples
    --------
    >>> suppress_counts([12, 3, 8, 0]).hidden.tolist()
    [False, True, True, False]
    >>> suppress_counts([12, 3, 8, 0]).sentence()
    '1 of 4 counts is below 5 and hidden, and one more, which the total would give away.'
    """
    people, k = counts(values, "values"), smallest(k)
    small = small_in(people, k)
    hidden, total_hidden = small.copy(), bool(0 < people.sum() < k)
    gives_away = small.any() and (small.sum() == 1 or people[small].sum() < k)
    if gives_away and total_published and not total_hidden:
        # Something from k up is left, or else the total would be what is hidden, and below k.
        hidden[int(np.argmin(np.where(people >= k, people, np.iinfo(np.int64).max)))] = True
    return HiddenCounts(counts=frozen(people), hidden=frozen(hidden), total_hidden=total_hidden, k=k)


def publishable_share(part: int, whole: int, k: int = 5) -> float | CannotSay:
    """
    Work out a share, unless it would give away a small count.

    Parameters
    ----------
    part : int
        People who did, from 0 to `whole`.
    whole : int
        People there are.
    k : int
        The smallest count that may be shown, from 2 to 1,000.

    Returns
    -------
    share : float or CannotSay
        From 0 to 1; or why it must not be shown: fewer than ``k`` people, or fewer than ``k`` who did or did not.

    Raises
    ------
    ValueError
        If a count is negative, missing or not whole, or the part is more than the whole.

    Notes
    -----
    Whoever knows the share and the whole knows both the part and the rest, so both must be nought or at least
    ``k``. When not to use it: to judge many shares with totals in common; draw them up as a table and use `suppress`.

    Source
    ------
    Willenborg, L. and de Waal, T. (2001). Elements of statistical disclosure control. Springer, section 1.4.
    doi:10.1007/978-1-4613-0121-9.

    Examples
    --------
    >>> publishable_share(30, 40)
    0.75
    >>> publishable_share(38, 40).sentence()
    'Cannot say: the share would tell that fewer than 5 people did, or did not.'
    """
    people, k = counts([part, whole], "part and whole"), smallest(k)
    did, of = int(people[0]), int(people[1])
    if did > of:
        raise ValueError("part: it cannot be more than the whole.")
    if of == 0:
        return CannotSay(because="There is nobody of whom it could be a share.", status=Status.NOT_APPLICABLE)
    if of < k:
        return CannotSay(because=f"It would be a share of fewer than {k} people.", status=Status.SUPPRESSED)
    if 0 < did < k or 0 < of - did < k:
        return CannotSay(
            because=f"The share would tell that fewer than {k} people did, or did not.", status=Status.SUPPRESSED
        )
    return did / of
