"""The three terms of a school year."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its dates; half-term is the week away in the middle, where there is one."""

    name: str
    first_on: date
    last_on: date
    half_term_first_on: date | None = None
    half_term_last_on: date | None = None

    def __contains__(self, day: date) -> bool:
        away = (
            self.half_term_first_on is not None
            and self.half_term_last_on is not None
            and self.half_term_first_on <= day <= self.half_term_last_on
        )
        return self.first_on <= day <= self.last_on and not away

    def in_last_week(self, day: date) -> bool:
        """Say whether a day is in the seven days that end the term, when no bad news is sent."""
        return 0 <= (self.last_on - day).days < 7  # a week

    def __str__(self) -> str:
        return self.name
