"""The ledger as CSV and as a spreadsheet: one row a leg, so that every column adds up."""

from collections.abc import Iterator
from typing import BinaryIO

from collegiate.doors.exchange.tables.cells import Cell, Sheet, csv_lines, write_book
from collegiate.improvement.fund.queries import TheBooks
from collegiate.values import Money

COLUMNS = (
    *("entry", "day", "kind", "what", "fund", "account", "from or to", "pounds", "decision", "takes back entry"),
    *("because", "entered at", "entered by"),
)


def as_csv(books: TheBooks) -> Iterator[str]:
    """Yield the ledger as CSV, in order of days."""
    return csv_lines(_legs(books))


def as_xlsx(books: TheBooks, file: BinaryIO) -> None:
    """Write the ledger as a spreadsheet with what each account of each fund holds on a second sheet."""
    sums = sorted(
        (books.funds[fund].name, books.accounts[code].name, pence) for (fund, code), pence in books.sums().items()
    )
    holds = [(fund, account, Money(pence)) for fund, account, pence in sums]
    write_book([_legs(books), Sheet("Accounts", ("fund", "account", "pounds"), holds)], file)


def _legs(books: TheBooks) -> Sheet:
    return Sheet("Ledger", COLUMNS, _rows(books))


def _rows(books: TheBooks) -> Iterator[tuple[Cell, ...]]:
    for one in books.entries:
        for leg in one.legs:
            yield (
                one.pk, one.on, one.kind, one.memo, books.funds[leg.fund].name, books.accounts[leg.account].name, leg.party,
                Money(leg.pence), one.decision, one.reverses, one.because, one.posted_at, one.posted_by,
            )  # fmt: skip
