"""How long an entry of the directory of children's services is taken on trust."""

from dataclasses import dataclass

from collegiate.definitions.reading import Checked


@dataclass(frozen=True, kw_only=True)
class Freshness(Checked):
    """
    From when an entry is due to be checked again, and from when it has lapsed.

    Attributes
    ----------
    due_after_days, lapsed_after_days : int
        Days since somebody last said that the entry is right.
    reason : str
        Why, as a sentence for the person who asks.
    """

    due_after_days: int
    lapsed_after_days: int
    reason: str

    def __post_init__(self) -> None:
        """
        Refuse an entry that would lapse before it is due.

        :raises ValueError: if it would
        """
        super().__post_init__()
        if not 0 < self.due_after_days < self.lapsed_after_days:
            raise ValueError("due_after_days must be above 0 and below lapsed_after_days")
