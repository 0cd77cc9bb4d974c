"""Which schools the supported ones are compared with, settled before the work starts and provable afterwards."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from collegiate.analytics.impact.history import as_names


class ComparatorsChanged(ValueError):
    """The schools compared with are not those that were settled beforehand."""


@dataclass(frozen=True, slots=True)
class ComparatorSet:
    """
    The schools to compare with, frozen.

    Attributes
    ----------
    schools : tuple of str
        Their numbers in the national register (URN), in order, each once.
    how : str
        How they were chosen, in words a head teacher can read.
    digest : str
        SHA-256 of the two, 64 hexadecimal digits: the same whoever works it out, in whatever order.
    """

    schools: tuple[str, ...]
    how: str
    digest: str

    def __post_init__(self) -> None:
        if self.digest != _digest(self.schools, self.how):
            raise ComparatorsChanged("The comparison schools are not those that were settled before the work started.")

    def __len__(self) -> int:
        return len(self.schools)

    def sentence(self) -> str:
        """Return the set in one sentence."""
        return f"Compared with {len(self)} schools: {self.how} (fixed beforehand; digest {self.digest[:12]})."


def freeze(schools: Iterable[str | int], *, how: str) -> ComparatorSet:
    """
    Freeze the schools to compare with, before anybody knows how the work went.

    Keep the result's ``schools``, ``how`` and ``digest``; building a `ComparatorSet` from them later proves that none
    was swapped. When not to use it: after the outcome is known, since a set chosen then proves nothing.

    Parameters
    ----------
    schools : iterable of str or int
        Their numbers (URN), each once, in any order; at least one.
    how : str
        How they were chosen, such as "the 50 most like them in intake".

    Returns
    -------
    ComparatorSet
        The schools in order, with their digest.

    Raises
    ------
    ValueError
        If there are none, one stands twice, or it is not said how they were chosen.

    Source
    ------
    Olken, B. A. (2015). Promises and perils of pre-analysis plans. Journal of Economic Perspectives, 29(3), 61-80.

    Examples
    --------
    >>> from collegiate.analytics.impact import freeze
    >>> freeze([100002, 100001], how="every other primary school in town").schools
    ('100001', '100002')
    """
    names = tuple(sorted(as_names(schools, "the comparison schools")))
    if not names:
        raise ValueError("Name at least one comparison school.")
    if not how.strip():
        raise ValueError("Say how the comparison schools were chosen.")
    return ComparatorSet(names, how.strip(), _digest(names, how.strip()))


def _digest(schools: tuple[str, ...], how: str) -> str:
    return hashlib.sha256(json.dumps([sorted(schools), how], ensure_ascii=False).encode()).hexdigest()
