"""Reading a spreadsheet of what each fund held before its ledger began here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from collegiate.doors.exchange.tables import Rows, TableRefused, rows
from collegiate.doors.exchange.tables.source import Given
from collegiate.improvement.fund.commands import BroughtForward
from collegiate.improvement.fund.models import Fund
from collegiate.values import Money

FUND, ON, AMOUNT, NOTE = "fund", "on", "amount", "note"
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S")


@dataclass
class Opening:
    """
    What a spreadsheet says that funds held.

    Attributes
    ----------
    file : str
        The file's name.
    balances : list of BroughtForward
        What each fund held; to be posted only if nothing is bad.
    bad : list of TableRefused
        Every cell that cannot be taken, with line, column and what to do.
    """

    file: str
    balances: list[BroughtForward] = field(default_factory=list)
    bad: list[TableRefused] = field(default_factory=list)

    @property
    def total(self) -> Money:
        """What all of them held."""
        return Money.total(one.amount for one in self.balances)


def read_opening(given: Given, *, funds: Sequence[Fund], done: set[int], today: date, name: str = "") -> Opening:
    """
    Read a table with the columns fund, on, amount and perhaps note; every fault is gathered, not only the first.

    :param done: keys of the funds whose opening balance is posted
    :raises TableRefused: if it is no table, or a column is missing
    """
    table = rows(given, required=[FUND, ON, AMOUNT], name=name)
    opening = Opening(table.file)
    by_name = {_plain(one.name): one for one in funds}
    seen: dict[int, int] = {}
    notes = [NOTE] if NOTE in table.header else []
    for line, cells in table.cells(FUND, ON, AMOUNT, *notes):
        bad = len(opening.bad)
        fund = _fund(table, line, cells[0], by_name, done, seen, opening.bad)
        on = _day(table, line, cells[1], today, opening.bad)
        amount = _amount(table, line, cells[2], opening.bad)
        if len(opening.bad) == bad and fund and on and amount:
            opening.balances.append(BroughtForward(fund, on, amount, cells[3].strip() if notes else ""))
    return opening


def _fund(
    table: Rows, line: int, text: str, by_name: Mapping[str, Fund], done: set[int], seen: dict[int, int],
    bad: list[TableRefused],
) -> Fund | None:  # fmt: skip
    fund = by_name.get(_plain(text))
    if fund is None:
        names = ", ".join(one.name for one in by_name.values()) or "none yet"
        what = f"There is no fund “{text.strip()}”." if text.strip() else "The fund is missing."
        bad.append(table.refuse(what, to_do=f"Open it first, or name one of: {names}.", line=line, column=FUND))
    elif fund.pk in done:
        what, to_do = (
            f"The opening balance of {fund.name} is posted.",
            "Take the row out, or take that entry back first.",
        )
        bad.append(table.refuse(what, to_do=to_do, line=line, column=FUND))
    elif fund.pk in seen:
        what, to_do = f"{fund.name} stands on line {seen[fund.pk]} too.", "Give each fund one row."
        bad.append(table.refuse(what, to_do=to_do, line=line, column=FUND))
    else:
        seen[fund.pk] = line
        return fund
    return None


def _day(table: Rows, line: int, text: str, today: date, bad: list[TableRefused]) -> date | None:
    for form in DAYS:
        try:
            # A day has no time zone.
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if day <= today:
            return day
        what, to_do = f"{day:%-d %B %Y} is still to come.", "Give the day on which the bank held it."
        bad.append(table.refuse(what, to_do=to_do, line=line, column=ON))
        return None
    what = f"“{text.strip()}” is not a day." if text.strip() else "The day is missing."
    bad.append(table.refuse(what, to_do="Write it like 2026-08-31 or 31/08/2026.", line=line, column=ON))
    return None


def _amount(table: Rows, line: int, text: str, bad: list[TableRefused]) -> Money | None:
    try:
        amount = Money.parse(text)
    except ValueError:
        what = f"“{text.strip()}” is not an amount in whole pence." if text.strip() else "The amount is missing."
        bad.append(table.refuse(what, to_do="Write it like 1,234.50.", line=line, column=AMOUNT))
        return None
    if amount.pence > 0:
        return amount
    what, to_do = (
        f"{amount} is not more than nothing.",
        "Leave a fund without money out; what is owed is not a balance.",
    )
    bad.append(table.refuse(what, to_do=to_do, line=line, column=AMOUNT))
    return None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
