"""The financial years that there have been, and how they are called."""

from datetime import date

from collegiate.values import Books, FinancialYear


def years(opened_on: date, day: date) -> list[FinancialYear]:
    """Return the financial years of both kinds from the day the first fund was opened, the latest first."""
    found = {
        FinancialYear(starts, books)
        for books in Books
        for starts in range(FinancialYear.of(opened_on, books).starts, FinancialYear.of(day, books).starts + 1)
    }
    return sorted(found, key=lambda one: one.first_on, reverse=True)


def in_words(year: FinancialYear) -> str:
    """Return a financial year with whose it is."""
    whose = "academies, September to August" if year.books is Books.ACADEMY else "maintained schools, April to March"
    return f"{year}, {whose}"
