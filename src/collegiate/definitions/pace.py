"""How long a paper takes to read."""

from dataclasses import dataclass
from math import ceil

from collegiate.definitions.reading import Checked


@dataclass(frozen=True, kw_only=True)
class Pace(Checked):
    """
    How fast adults read.

    Attributes
    ----------
    words_a_minute : int
        Of non-fiction, silently.
    words_a_page : int
        Of a file whose words cannot be counted, only its pages.
    """

    words_a_minute: int
    words_a_page: int

    def __post_init__(self) -> None:
        """
        Refuse a pace at which nothing is read.

        :raises ValueError: if it is
        """
        super().__post_init__()
        if min(self.words_a_minute, self.words_a_page) < 1:
            raise ValueError("words_a_minute and words_a_page must be above 0")

    def minutes(self, words: int, pages: int = 0) -> int:
        """Return how many whole minutes so many words, and pages beside them, take; a minute at least."""
        return max(1, ceil((words + pages * self.words_a_page) / self.words_a_minute))
