"""The whole of the ledger as it leaves the house: for an auditor, and for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collegiate.improvement.fund.models import Fund, LedgerAccount, Reconciliation
from collegiate.improvement.fund.queries.ledger import with_their_legs
from collegiate.partnership.members import queries as members
from collegiate.values import LEFT_OUT, Money, Names

CONFIDENTIAL = "[left out: the decision is confidential]"
HIDES = (  # of an entry, whether a decision it rests on is confidential
    "decision__item__is_confidential",
    "payment__commitment__decision__item__is_confidential",
    "reverses__payment__commitment__decision__item__is_confidential",
)


@dataclass(frozen=True, slots=True)
class BookLeg:
    """Pence into (positive) or out of an account of a fund, and whom they came from or went to."""

    fund: int
    account: str
    party: str
    pence: int


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One posted entry with its legs."""

    pk: int
    on: date
    memo: str
    kind: str
    decision: str
    reverses: int | None
    because: str
    posted_at: datetime | None
    posted_by: str
    legs: tuple[BookLeg, ...]


@dataclass(frozen=True, slots=True)
class TheBooks:
    """Every posted entry in order of days, the funds and accounts by key and code, and what both held on reconciled days."""

    funds: dict[int, Fund]
    accounts: dict[str, LedgerAccount]
    entries: list[BookEntry]
    reconciled: list[tuple[date, Money]]

    def sums(self) -> dict[tuple[int, str], int]:
        """Return what each account of each fund holds, in pence."""
        found: dict[tuple[int, str], int] = {}
        for entry in self.entries:
            for leg in entry.legs:
                found[leg.fund, leg.account] = found.get((leg.fund, leg.account), 0) + leg.pence
        return found


def the_books() -> TheBooks:
    """Return the whole ledger, for those who may see the books. Five queries, however many entries."""
    return _books(_entries(None))


def open_books() -> TheBooks:
    """
    Return the whole ledger for everybody: every entry, day and penny of it, but for two things.

    The names of people are left out of its words, and so are the words of an entry whose decision is confidential.
    Six queries, however many entries.
    """
    return _books(_entries(Names.of(members.everybodys_names())))


def _books(entries: list[BookEntry]) -> TheBooks:
    return TheBooks(
        funds=Fund.objects.in_bulk(),
        accounts=LedgerAccount.objects.in_bulk(field_name="code"),
        entries=entries,
        reconciled=[(one.on, one.amount) for one in Reconciliation.objects.order_by("on")],
    )


def _entries(names: Names | None) -> list[BookEntry]:
    columns = (
        "on", "memo", "kind", "decision__reference", "payment__commitment__decision__reference", "reverses_id",
        "because", "posted_at", "posted_by__name", *HIDES,
    )  # fmt: skip
    found = []
    for row, legs in with_their_legs(columns, ("fund_id", "account__code", "party__name", "pence")):
        pk, on, memo, kind, decision, promised_by, reverses, because, at, by, *hidden = row
        mine = [BookLeg(fund, account, party or "", pence) for fund, account, party, pence in legs]
        found.append(
            BookEntry(
                pk, on, said(memo, names, hidden), kind, decision or promised_by or "", reverses,
                said(because, names, hidden), at, by if names is None else LEFT_OUT, _parties(mine, names),
            )
        )  # fmt: skip
    found.sort(key=lambda entry: (entry.on, entry.pk))
    return found


def said(words: str, names: Names | None, hidden: Sequence[bool | None]) -> str:
    """Return the words of an entry: as they are where no names are given, else without them, or without any."""
    if names is None or not words:
        return words
    return CONFIDENTIAL if any(hidden) else names.left_out_of(words)


def _parties(legs: list[BookLeg], names: Names | None) -> tuple[BookLeg, ...]:
    """Leave out a party that is called as a person is: somebody who works under their own name."""
    if names is None:
        return tuple(legs)
    return tuple(
        BookLeg(leg.fund, leg.account, LEFT_OUT, leg.pence) if names.left_out_of(leg.party) == LEFT_OUT else leg
        for leg in legs
    )
