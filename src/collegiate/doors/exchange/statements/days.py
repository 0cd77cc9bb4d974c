"""How a statement writes its days; the whole file keeps one order, and British is taken where both would do."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from collegiate.doors.exchange.tables import TableRefused

NUMBERS = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})")
WITH_NAMES = ("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d/%b/%Y", "%b %d, %Y", "%Y%m%d")
BRITISH, AMERICAN = "day first", "month first"
YEAR_FIRST = 4


def order_of_days(cells: Sequence[tuple[int, str]], name: str, column: str) -> str:
    """
    Return which order of day and month every day of a file can be read in, British where both can.

    :raises TableRefused: naming the line, if one cannot be read, or two cannot be read in one order
    """
    for order in (BRITISH, AMERICAN):
        bad = next(((place, text) for place, text in cells if _day(text, order) is None), None)
        if bad is None:
            return order
        if order == BRITISH:
            first = bad
    place, text = first
    if _day(text, AMERICAN) is not None:
        raise TableRefused(
            name, f"“{text.strip()}” has its month first, and other lines have their day first.", line=place, column=column,
            to_do="Export the statement again with one kind of date.",
        )  # fmt: skip
    what = f"“{text.strip()}” is not a day." if text.strip() else "The day is missing."
    raise TableRefused(name, what, line=place, column=column, to_do="Write it like 31/08/2026, or export it again.")


def read_day(text: str, order: str) -> date:
    """Return a day that `order_of_days` found readable."""
    day = _day(text, order)
    assert day is not None  # noqa: S101 - found before
    return day


def _day(text: str, order: str) -> date | None:
    text = text.strip().split("T")[0].split(" 00:00")[0].strip()
    if found := NUMBERS.match(text):
        first, second, third = found.groups()
        if len(first) == YEAR_FIRST:
            parts = (int(first), int(second), int(third))
        else:
            year = int(third) + (2000 if len(third) == 2 else 0)
            day, month = (int(first), int(second)) if order == BRITISH else (int(second), int(first))
            parts = (year, month, day)
        try:
            return date(*parts)
        except ValueError:
            return None
    for form in WITH_NAMES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
