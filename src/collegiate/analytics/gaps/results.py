"""A share and a gap, each with its interval, and how they are said."""

from dataclasses import dataclass

from collegiate.analytics._words import decimals_for, percent, percentage, written

GROUPS = ("the first group", "the second group")
SHARES = "percentage points"


@dataclass(frozen=True, slots=True)
class Share:
    """
    A share of people, with its interval.

    Attributes
    ----------
    value : float
        From 0 to 1.
    low, high : float
        Ends of the interval, from 0 to 1.
    level : float
        How often such an interval holds the truth, as in 0.95.
    yes, of : int
        People who did, and people there are.
    """

    value: float
    low: float
    high: float
    level: float
    yes: int
    of: int

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{percentage(self.value)}, {self.yes:,} of {self.of:,}; chance alone could account for anything from "
            f"{percentage(self.low)} to {percentage(self.high)} ({percent(self.level)} interval)."
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """
    The difference between two groups, first less second, with its interval.

    Attributes
    ----------
    difference : float
        In the figure's own unit; for shares from -1 to 1.
    low, high : float
        Ends of the interval, in the same unit.
    level : float
        How often such an interval holds the truth, as in 0.95.
    first, second : float
        Share (0 to 1) or mean of each group.
    first_n, second_n : int
        Pupils in each group.
    unit : str
        "percentage points" for shares, else the unit of the means.
    groups : tuple of two str
        What the groups are called.
    schools : int or None
        Schools with pupils of either group, where schools were taken into account.
    """

    difference: float
    low: float
    high: float
    level: float
    first: float
    second: float
    first_n: int
    second_n: int
    unit: str = SHARES
    groups: tuple[str, str] = GROUPS
    schools: int | None = None

    @property
    def can_tell(self) -> bool:
        """Whether the interval leaves no doubt which group is ahead."""
        return self.low > 0 or self.high < 0

    @property
    def _scale(self) -> float:
        return 100.0 if self.unit == SHARES else 1.0

    def sentence(self) -> str:
        """Return in words which group is ahead and by how much, or that it cannot be told."""
        low, high = self.low * self._scale, self.high * self._scale
        places = decimals_for(high - low, low, high)
        first, second = self.groups
        if self.can_tell:
            near, far = sorted((abs(low), abs(high)))
            side = "above" if self.low > 0 else "below"
            said = f"{first}: between {written(near, places)} and {written(far, places)} {self.unit} {side} {second}"
        else:
            said = (
                f"{first}: anything from {written(-low, places)} {self.unit} below {second} to "
                f"{written(high, places)} above, so these figures cannot tell which is ahead"
            )
        return f"{said[0].upper()}{said[1:]} ({self._footing()})."

    def _footing(self) -> str:
        where = f" in {self.schools} schools" if self.schools is not None else ""
        return f"{self.first_n:,} and {self.second_n:,} pupils{where}; {percent(self.level)} interval"
