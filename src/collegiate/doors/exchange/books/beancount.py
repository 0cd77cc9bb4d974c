"""
The ledger as beancount text, which `bean-check` reads: a stranger verifies our books with a tool that we did not write.

Every entry is one transaction for each fund it touches, so that the tool sees each balance in every fund. What the bank
accounts held is asserted, to the penny, after each reconciled day, at the turn of each month, and of every account at the end.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from collegiate.improvement.fund.models import BANK, AccountKind
from collegiate.improvement.fund.queries import BookEntry, BookLeg, TheBooks
from collegiate.values import Money

ROOTS = {
    AccountKind.ASSET: "Assets",
    AccountKind.LIABILITY: "Liabilities",
    AccountKind.INCOME: "Income",
    AccountKind.EXPENSE: "Expenses",
    AccountKind.EQUITY: "Equity",
}
THE_BANK = "Assets:Bank"
A_DAY = timedelta(days=1)
Held = dict[tuple[int, str], int]


def as_beancount(books: TheBooks, *, title: str, head: str, notes: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the lines of the text; `head` is the seal at the end of the record, and `notes` are what a reader must know."""
    names = {key: f"{_root(books, key[1])}:{_part(key[1])}:{_fund(books, key[0])}" for key in _used(books)}
    yield f"option {_quoted('title')} {_quoted(title)}"
    yield 'option "operating_currency" "GBP"'
    yield f"; The record of every deed ended in {head} when this was written."
    for note in notes:
        yield f"; {note}"
    yield ""
    if books.entries:
        first = min([books.entries[0].on, *(on for on, _ in books.reconciled)])
        for name in sorted({THE_BANK, *names.values()}):
            yield f"{first} open {name} GBP"
    yield from _days(books, names)


def _days(books: TheBooks, names: dict[tuple[int, str], str]) -> Iterator[str]:
    """Yield the transactions, with what was held after each day on which somebody looked."""
    held: Held = {}
    reconciled = [(on, amount.pence) for on, amount in books.reconciled]
    last: date | None = None
    for on, entries in groupby(books.entries, key=lambda entry: entry.on):
        while reconciled and reconciled[0][0] < on:
            yield from _agreed(*reconciled.pop(0))
        if last is not None and (last.year, last.month) != (on.year, on.month):
            yield from _held(held, names, on.replace(day=1), "At the turn of the month", only=BANK)
        for entry in entries:
            yield from _transaction(entry, names)
            for leg in entry.legs:
                held[leg.fund, leg.account] = held.get((leg.fund, leg.account), 0) + leg.pence
        last = on
    for one in reconciled:
        yield from _agreed(*one)
    if last is not None:
        yield from _held(held, names, last + A_DAY, "At the end")


def _agreed(on: date, pence: int) -> Iterator[str]:
    yield ""
    yield f"; The ledger and the bank agreed on {on:%-d %B %Y}."
    yield _balance(on + A_DAY, THE_BANK, pence)


def _held(held: Held, names: dict[tuple[int, str], str], on: date, words: str, *, only: str = "") -> Iterator[str]:
    yield ""
    yield f"; {words}"
    for key, pence in sorted(held.items(), key=lambda one: names[one[0]]):
        if not only or key[1] == only:
            yield _balance(on, names[key], pence)


def _balance(on: date, account: str, pence: int) -> str:
    return f"{on} balance {account}  {Money(pence).plain} ~ 0.00 GBP"  # beancount itself would forgive a penny


def _transaction(entry: BookEntry, names: dict[tuple[int, str], str]) -> Iterator[str]:
    links = f"^entry-{entry.pk}" + (f" ^entry-{entry.reverses}" if entry.reverses else "")
    facts = [("kind", entry.kind), ("decision", entry.decision), ("because", entry.because), ("by", entry.posted_by)]
    by_fund: dict[int, list[BookLeg]] = {}
    for leg in entry.legs:
        by_fund.setdefault(leg.fund, []).append(leg)
    for legs in by_fund.values():
        payee = next((leg.party for leg in legs if leg.party), "")
        yield ""
        yield f"{entry.on} * {_quoted(payee)} {_quoted(entry.memo)} {links}"
        for name, words in facts:
            if words:
                yield f"  {name}: {_quoted(words)}"
        for leg in legs:
            yield f"  {names[leg.fund, leg.account]}  {Money(leg.pence).plain} GBP"


def _used(books: TheBooks) -> set[tuple[int, str]]:
    return {(leg.fund, leg.account) for entry in books.entries for leg in entry.legs}


def _root(books: TheBooks, code: str) -> str:
    return ROOTS[AccountKind(books.accounts[code].kind)]


def _fund(books: TheBooks, pk: int) -> str:
    """Return a fund's name as part of an account's; with its key, where another would be called the same."""
    mine = _part(books.funds[pk].name)
    same = sum(_part(one.name) == mine for one in books.funds.values())
    return mine if same == 1 else f"{mine}-{pk}"


def _part(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    return found[:1].upper() + found[1:] or "Fund"


def _quoted(words: str) -> str:
    plain = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
