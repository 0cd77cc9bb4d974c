"""The two money years side by side: maintained schools' April to March, academies' September to August."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Books(StrEnum):
    """Whose year it is."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"

    @property
    def first_month(self) -> int:
        """The month the year starts in: 4 for maintained schools, 9 for academies."""
        return 4 if self is Books.MAINTAINED else 9


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """A financial year, named by the calendar year it starts in and by whose it is."""

    starts: int
    books: Books

    @classmethod
    def of(cls, day: date, books: Books) -> "FinancialYear":
        """Return the financial year a day falls in."""
        return cls(day.year if day.month >= books.first_month else day.year - 1, books)

    @property
    def first_on(self) -> date:
        """1 April or 1 September."""
        return date(self.starts, self.books.first_month, 1)

    @property
    def last_on(self) -> date:
        """31 March or 31 August of the year after."""
        return date.fromordinal(date(self.starts + 1, self.books.first_month, 1).toordinal() - 1)

    def __str__(self) -> str:
        return f"{self.starts}-{(self.starts + 1) % 100:02d}"
