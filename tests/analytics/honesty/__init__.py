"""
Are the intervals honest? Thousands of invented towns, where the truth is known, put to the real methods.

``python -m tests.analytics.honesty`` tries them all (``make honesty``); ``--towns 200`` is what the tests do. Each module
of this package offers ``trials(towns) -> list[Trial]``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trial:
    """
    How one method fared in one kind of town.

    Attributes
    ----------
    name : str
        What was tried, and how.
    towns : int
        How many towns.
    cover : float or None
        Share of towns whose 90 % interval held the truth, from 0 to 1; None where only what is said is tried.
    false_better : float
        Share of towns where the interval said "better" although nothing had happened.
    remark : str
        What else was seen, for the printed table.
    """

    name: str
    towns: int
    cover: float | None
    false_better: float
    remark: str = ""

    def is_honest(self, *, slack: float = 0.0) -> bool:
        """Tell whether cover lies within 88-92 % and false "better" is at most 6.5 %, give or take the slack."""
        holds = self.cover is None or 0.88 - slack <= self.cover <= 0.92 + slack
        return holds and self.false_better <= 0.065 + slack

    def written(self) -> str:
        """Return it as it is printed."""
        cover = "" if self.cover is None else f"{self.cover:.1%}"
        return f"{self.name:<62} {cover:>7} {self.false_better:>13.1%}"
