"""Working days against the bank holidays that were published, year by year."""

from datetime import date
from itertools import islice

import pytest

from collegiate.values import is_working_day, working_day, working_days_after, working_days_from
from collegiate.values.working_day import bank_holidays

# As published for England and Wales: month and day.
PUBLISHED = {
    2024: [(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)],
    2025: [(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)],
    2026: [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    2027: [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_that_were_published(year):
    assert sorted(bank_holidays(year)) == [date(year, month, day) for month, day in PUBLISHED[year]]


@pytest.mark.parametrize(
    ("year", "moved"),
    [
        (2021, {(12, 27), (12, 28)}),
        (2022, {(1, 3), (12, 26), (12, 27)}),
        (2023, {(1, 2)}),
        (2033, {(12, 26), (12, 27)}),
    ],
)
def test_a_bank_holiday_on_a_weekend_moves_to_the_next_free_weekday(year, moved):
    assert {date(year, month, day) for month, day in moved} <= bank_holidays(year)
    assert all(day.weekday() < 5 for day in bank_holidays(year))


def test_there_are_eight_a_year_for_a_century():
    assert {len(bank_holidays(year)) for year in range(2000, 2100)} == {8}


def test_nobody_works_on_a_weekend_or_a_bank_holiday():
    thursday_before_easter = date(2026, 4, 2)

    assert is_working_day(thursday_before_easter)
    assert working_day(date(2026, 4, 3)) == date(2026, 4, 7)
    assert working_days_after(thursday_before_easter, 1) == date(2026, 4, 7)
    assert list(islice(working_days_from(date(2026, 4, 2)), 3)) == [
        date(2026, 4, 2),
        date(2026, 4, 7),
        date(2026, 4, 8),
    ]


def test_five_working_days_after_a_tuesday_in_term_is_the_next_tuesday():
    assert working_days_after(date(2026, 10, 6), 5) == date(2026, 10, 13)
    assert working_days_after(date(2026, 10, 10), 5) == date(2026, 10, 16)  # from a Saturday the count begins on Monday
