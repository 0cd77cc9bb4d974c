"""Something a chapter has to tell, gathered by the desks and the newsletter."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class News:
    """One line of news: when, what in a sentence, where to read on, and which organisations it concerns."""

    at: datetime
    sentence: str
    url: str = ""
    organisation_ids: frozenset[int] = frozenset()
