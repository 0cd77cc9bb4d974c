"""The school year, September to August, written 2024/25."""

import re
from dataclasses import dataclass
from datetime import date

SEPTEMBER = 9


@dataclass(frozen=True, slots=True, order=True)
class AcademicYear:
    """A school year, named by the calendar year it starts in."""

    starts: int

    @classmethod
    def of(cls, day: date) -> "AcademicYear":
        """Return the school year a day falls in."""
        return cls(day.year if day.month >= SEPTEMBER else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "AcademicYear":
        """
        Read "2018/19", "2018-19", "2018-2019", "2018_19" or "201819".

        :raises ValueError: if it is not two years that follow each other
        """
        found = re.fullmatch(r"\s*(\d{4})[/\-_ ]?(\d{2}|\d{4})\s*", text)
        if found:
            starts, ends = int(found[1]), found[2]
            if ends == str(starts + 1)[-len(ends) :]:
                return cls(starts)
        raise ValueError(f"“{text}” is not a school year. Write it like 2018/19.")

    @property
    def first_on(self) -> date:
        """1 September."""
        return date(self.starts, SEPTEMBER, 1)

    @property
    def last_on(self) -> date:
        """31 August of the year after."""
        return date(self.starts + 1, SEPTEMBER - 1, 31)

    def __add__(self, years: int) -> "AcademicYear":
        return AcademicYear(self.starts + years)

    def __sub__(self, years: int) -> "AcademicYear":
        return AcademicYear(self.starts - years)

    def __str__(self) -> str:
        return f"{self.starts}/{(self.starts + 1) % 100:02d}"
