"""
Days on which people work: no Saturday, no Sunday and no bank holiday of England.

Bank holidays are those of the rules that return each year (Banking and Financial Dealings Act 1971); a day that is
proclaimed once, such as for a coronation, is not known here and counts as a working day.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from collegiate.values.term import Term

A_DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether people work on a day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def schools_work_on(day: date, terms: Sequence[Term]) -> bool:
    """Say whether schools work on a day: no weekend, no bank holiday, and in term where the terms are known."""
    if not is_working_day(day):
        return False
    known = bool(terms) and min(term.first_on for term in terms) <= day <= max(term.last_on for term in terms)
    return not known or any(day in term for term in terms)


def working_day(day: date) -> date:
    """Return a day, or the first working day after it."""
    while not is_working_day(day):
        day += A_DAY
    return day


def working_days_after(day: date, how_many: int) -> date:
    """Return the day that is so many working days after another."""
    for _ in range(how_many):
        day = working_day(day + A_DAY)
    return day


def working_days_from(day: date) -> Iterator[date]:
    """Yield working days without end, the first on or after a day."""
    while True:
        day = working_day(day)
        yield day
        day += A_DAY


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year; one that falls on a weekend moves to the next free weekday."""
    good_friday = easter(year) - 2 * A_DAY
    mondays = {
        easter(year) + A_DAY,
        _monday(date(year, 5, 1)),
        _monday(date(year, 5, 25)),
        _monday(date(year, 8, 25)),
    }
    found = {good_friday} | mondays
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found |= {day for day in fixed if day.weekday() < SATURDAY}
    for day in fixed:
        if day.weekday() >= SATURDAY:
            while day.weekday() >= SATURDAY or day in found:
                day += A_DAY  # noqa: PLW2901 - it moves on until it is free
            found.add(day)
    return frozenset(found)


def _monday(day: date) -> date:
    """Return the first Monday on or after a day."""
    return day + (-day.weekday() % 7) * A_DAY


def easter(year: int) -> date:
    """Return Easter Sunday, by the calculation that Butcher's Ecclesiastical Calendar (1876) gives."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
