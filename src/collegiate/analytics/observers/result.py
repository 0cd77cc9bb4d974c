"""How far observers agree, with its interval, and how it is said."""

from dataclasses import dataclass
from typing import Literal

from collegiate.analytics._words import percent, percentage

FEWEST_LESSONS = 10
"""From fewer lessons an interval would say next to nothing, and would be trusted all the same."""


@dataclass(frozen=True, slots=True)
class ObserverAgreement:
    """
    How far observers agree about the same lessons.

    Attributes
    ----------
    value : float
        1 is perfect; 0 is what chance alone would give; below 0 they disagree more than by chance. From -1 to 1.
    low, high : float
        Ends of the interval, from -1 to 1.
    level : float
        How often such an interval holds the truth, as in 0.95.
    lessons : int
        Lessons seen by two observers or more.
    observers : int
        Observers of those lessons.
    alike : float
        Share of pairs of grades, or scores, of the same lesson that are the same, from 0 to 1.
    kind : {"kappa", "alpha", "intraclass"}
        Which measure it is.
    """

    value: float
    low: float
    high: float
    level: float
    lessons: int
    observers: int
    alike: float
    kind: Literal["kappa", "alpha", "intraclass"]

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.observers} observers of {self.lessons} lessons agree to {self.value:.2f}, where 1 is perfect and 0 is "
            f"what chance alone would give; it may be anything from {self.low:.2f} to {self.high:.2f} "
            f"({percent(self.level)} interval). They gave the same in {percentage(self.alike)} of pairs."
        )
