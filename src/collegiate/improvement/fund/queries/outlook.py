"""Where a fund is heading: what came in and was paid by month, what is promised ahead, and when the pot runs dry."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Sum
from django.utils.timezone import localdate

from collegiate.improvement.fund.models import (
    BANK,
    Commitment,
    Contribution,
    ContributionStage,
    Entry,
    EntryKind,
    Fund,
    Leg,
)
from collegiate.improvement.fund.queries.funds import Balance
from collegiate.values import Books, FinancialYear, Money

BEHIND = AHEAD = 12  # months
BRINGS = (EntryKind.OPENING, EntryKind.CONTRIBUTION, EntryKind.TRANSFER)


@dataclass(frozen=True, slots=True)
class Month:
    """
    A month of a fund.

    Attributes
    ----------
    came_in, paid : Money
        By the ledger, less what was taken back; nothing in the months ahead.
    due, promised : Money
        What members still owe and what is expected to be paid, by the month of its day; what is late, this month.
    free : Money
        What is free to promise at its end; ahead, if members pay what is due.
    """

    first_on: date
    came_in: Money
    paid: Money
    due: Money
    promised: Money
    free: Money


@dataclass(frozen=True, slots=True)
class Promise:
    """Money that a decision set aside and that is not paid yet: for what, how much is left, and by when it is expected to be paid."""

    what_for: str
    reference: str
    slug: str
    promised: Money
    left: Money
    ahead: tuple[tuple[date, Money], ...]

    @property
    def undated(self) -> Money:
        """What is left of it without a day."""
        return self.left - Money.total(amount for _, amount in self.ahead)


@dataclass(frozen=True, slots=True)
class InYears:
    """What came in and was paid in the two financial years that begin in one calendar year."""

    starts: int
    came_in: Mapping[Books, Money]
    paid: Mapping[Books, Money]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a fund has free, what it has promised and not paid, the newest promise first, and how long that lasts."""

    free: Money
    open: list[Promise]

    @property
    def owed(self) -> Money:
        """What is promised and not paid."""
        return Money.total(one.left for one in self.open)

    @property
    def decisions(self) -> int:
        """How many decisions that was promised by: one may have promised more than once."""
        return len({one.reference for one in self.open})

    @property
    def undated(self) -> Money:
        """What is promised without a day by which it is expected to be paid."""
        return Money.total(one.undated for one in self.open)

    @property
    def last_paid_on(self) -> date | None:
        """The day by which the last of what is promised is expected to be paid; None where nothing is, or no day is known."""
        days = [on for one in self.open for on, _ in one.ahead]
        return max(days) if days and not self.undated else None

    @property
    def runs_dry_on(self) -> date | None:
        """The day on which the pot is empty if only present promises are paid and nothing more comes in; None where it is not."""
        return None if self.free else self.last_paid_on


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a fund stands and where it is heading; `entries` is how many lines its bank account has."""

    now: Balance
    ahead: Ahead
    entries: int
    months: list[Month]
    years: list[InYears]


def ahead(pot: Fund) -> Ahead:
    """Return what a fund has free and has promised. One query."""
    return Ahead(pot.free, [one for one in _promises(pot) if one.left])


def outlook(pot: Fund, *, day: date) -> Outlook:
    """Return where a fund stands and where it is heading. Three queries, however much is in its books."""
    flows, promises = _flows(pot), _promises(pot)
    due = _due(pot)
    owed = Money.total(one.left for one in promises)
    now = Balance(
        fund=pot, received=Money(pot.received_pence), committed=owed, paid=Money(pot.promised_pence) - owed,
        free=pot.free, due=Money.total(due.values()),
    )  # fmt: skip
    return Outlook(
        now=now,
        ahead=Ahead(pot.free, [one for one in promises if one.left]),
        entries=sum(flow.entries for flow in flows),
        months=_months(now, flows, promises, due, day),
        years=_years(flows),
    )


@dataclass(frozen=True, slots=True)
class _Flow:
    on: date
    came_in: Money
    paid: Money
    entries: int


def _flows(pot: Fund) -> list[_Flow]:
    """
    Return what came in and was paid by day; what takes an entry back counts where that entry does.

    Reversals are few and looked for apart: joined to every entry they would double what a long ledger costs.
    """
    legs = Leg.objects.filter(fund=pot, account__code=BANK, entry__posted_at__isnull=False)
    sums = {"pence": Sum("pence"), "legs": Count("pk")}
    every = legs.order_by().values_list("entry__on", "entry__kind").annotate(**sums)
    backwards = legs.order_by().filter(entry__in=Entry.objects.filter(reverses__isnull=False).order_by().values("pk"))
    taken_back = backwards.values_list("entry__on", "entry__reverses__kind").annotate(**sums)
    found = []
    for on, kind, pence, entries in every.union(taken_back, all=True):
        if kind == EntryKind.REVERSAL:
            continue
        brings = kind in BRINGS
        found.append(_Flow(on, Money(pence if brings else 0), Money(0 if brings else -pence), entries))
    return found


@dataclass(frozen=True, slots=True)
class _Set(Promise):
    on: date
    released_on: date | None
    released: Money


def _promises(pot: Fund) -> list["_Set"]:
    """Return every promise with what is left of it, the newest first; one query."""
    rows = (
        Commitment.objects.filter(fund=pot)
        .order_by("-made_at", "-pk", "instalments__due_on", "instalments__pk")
        .values_list(
            "pk", "what_for", "decision__reference", "made_at", "released_at", "committed_pence", "released_pence",
            "paid_pence", "instalments__due_on", "instalments__pence",
        )
    )  # fmt: skip
    return [_promise(list(of_one)) for _, of_one in groupby(rows, key=lambda row: row[0])]


def _promise(rows: list[Any]) -> "_Set":
    _, what_for, reference, made_at, released_at, committed, released, paid, *_ = rows[0]
    left = committed - released - paid
    parts = [(on, pence) for *_, on, pence in rows if on is not None]
    return _Set(
        what_for=what_for,
        reference=reference,
        slug=reference.replace("/", "-"),
        promised=Money(committed),
        left=Money(left),
        ahead=tuple(_ahead(parts, paid, left)),
        on=localdate(made_at),
        released_on=localdate(released_at) if released_at else None,
        released=Money(released),
    )


def _ahead(parts: Iterable[tuple[date, int]], paid: int, left: int) -> Iterator[tuple[date, Money]]:
    """Yield what of the instalments is still to be paid: the earliest are paid first, and no more than is left."""
    for on, pence in parts:
        gone = min(pence, paid)
        paid -= gone
        still = min(pence - gone, left)
        left -= still
        if still:
            yield on, Money(still)


def _due(pot: Fund) -> dict[date, Money]:
    """Return what members still owe, by day."""
    owed = Contribution.objects.filter(fund=pot, stage=ContributionStage.DUE, pence__gt=0)
    rows = owed.values_list("due_on").annotate(sum=Sum("pence")).order_by("due_on")
    return {on: Money(pence) for on, pence in rows}


def _months(
    now: Balance, flows: list[_Flow], promises: list[_Set], due: Mapping[date, Money], day: date
) -> list[Month]:
    """Return the months behind, this one and those ahead."""
    came, paid, free, owed, promised = (defaultdict[date, int](int) for _ in range(5))
    for flow in flows:
        came[_first(flow.on)] += flow.came_in.pence
        paid[_first(flow.on)] += flow.paid.pence
        free[_first(flow.on)] += flow.came_in.pence
    for one in promises:
        free[_first(one.on)] -= one.promised.pence
        if one.released_on:
            free[_first(one.released_on)] += one.released.pence
        for on, amount in one.ahead:
            promised[_first(max(on, day))] += amount.pence
    for on, amount in due.items():
        owed[_first(max(on, day))] += amount.pence
    return [
        Month(
            first_on=month,
            came_in=Money(came[month]),
            paid=Money(paid[month]),
            due=Money(owed[month]),
            promised=Money(promised[month]),
            free=_free(now, month, day, free, owed),
        )
        for month in (_later(_first(day), months) for months in range(-BEHIND, AHEAD + 1))
    ]


def _free(now: Balance, month: date, day: date, moved: Mapping[date, int], owed: Mapping[date, int]) -> Money:
    """Return what is free at the end of a month: now, less what moved since, or with what is still due by then."""
    if month < _first(day):
        return Money(now.free.pence - sum(pence for first, pence in moved.items() if first > month))
    if month == _first(day):
        return now.free
    return Money(now.free.pence + sum(pence for first, pence in owed.items() if first <= month))


def _years(flows: list[_Flow]) -> list[InYears]:
    """Return what came in and was paid by financial year, the latest first."""
    sums: dict[int, dict[str, dict[Books, int]]] = {}
    for flow in flows:
        for books in Books:
            year = sums.setdefault(FinancialYear.of(flow.on, books).starts, {"came_in": {}, "paid": {}})
            for name, amount in (("came_in", flow.came_in), ("paid", flow.paid)):
                year[name][books] = year[name].get(books, 0) + amount.pence
    return [
        InYears(
            starts,
            *({books: Money(sums[starts][name].get(books, 0)) for books in Books} for name in ("came_in", "paid")),
        )
        for starts in sorted(sums, reverse=True)
    ]


def _first(day: date) -> date:
    return day.replace(day=1)


def _later(month: date, months: int) -> date:
    years, place = divmod(month.month - 1 + months, 12)
    return date(month.year + years, place + 1, 1)
