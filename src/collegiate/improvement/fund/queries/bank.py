"""Bank statements: what each line might be, what is not explained yet, and whether both sides hold the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Aggregate, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from collegiate.improvement.fund.models import (
    BANK,
    Entry,
    EntryKind,
    Leg,
    Match,
    Reconciliation,
    Statement,
    StatementLine,
)
from collegiate.improvement.fund.queries.matching import Suggestion, suggestions
from collegiate.values import Money, Standing

NEAR = timedelta(days=14)
SEEN_BY_THE_BANK = (EntryKind.CONTRIBUTION, EntryKind.PAYMENT)
OWN = (*SEEN_BY_THE_BANK, EntryKind.REVERSAL)


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of a statement with its matches, what is left of it, and what it might be."""

    line: StatementLine
    matches: list[Match]
    rest: Money
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a statement and the ledger agree: lines and entries without each other, and what each holds on its last day."""

    lines: int
    entries: list[Leg]
    held: Money
    closing: Money
    own: str  # one of the viewer’s own entries above the amount, once nothing else stands in the way

    @property
    def agrees(self) -> bool:
        """Whether everything is explained and both hold the same."""
        return not self.lines and not self.entries and self.held == self.closing


def bank_statements() -> list[Statement]:
    """Return every statement, the latest first, with its reconciliation."""
    return list(Statement.objects.select_related("reconciliation").order_by("-until_on", "-pk"))


def get_statement(pk: int) -> Statement:
    """
    Return a statement with its reconciliation.

    :raises Statement.DoesNotExist: if there is none
    """
    return Statement.objects.select_related("reconciliation", "file").get(pk=pk)


def get_line(pk: int) -> StatementLine:
    """
    Return a line of a statement.

    :raises StatementLine.DoesNotExist: if there is none
    """
    return StatementLine.objects.select_related("statement").get(pk=pk)


def last_statement() -> Statement | None:
    """Return the statement that ends latest."""
    return Statement.objects.order_by("-until_on", "-pk").first()


def last_reconciled() -> Reconciliation | None:
    """Return the latest day on which the ledger and the bank agreed."""
    return Reconciliation.objects.select_related("reconciled_by").order_by("-on").first()


def lines_from(day: date) -> list[tuple[date, int, str]]:
    """Return day, pence and words of the lines that are kept from a day on."""
    return list(StatementLine.objects.filter(on__gte=day).order_by("pk").values_list("on", "pence", "words"))


def explained(statement: Statement) -> list[Explained]:
    """Return the lines of a statement, each with its matches or what it might be. Two queries, a third where one is not explained."""
    matches = Match.objects.select_related("leg__entry").order_by("pk")
    lines = list(
        StatementLine.objects.filter(statement=statement)
        .prefetch_related(Prefetch("matches", queryset=matches))
        .order_by("place")
    )
    rests = {one.pk: one.pence - sum(match.pence for match in one.matches.all()) for one in lines}
    waiting = [one for one in lines if rests[one.pk]]
    near = unmatched(statement.from_on - NEAR, statement.until_on + NEAR) if waiting else []
    found = suggestions(waiting, rests, near)
    return [Explained(one, list(one.matches.all()), Money(rests[one.pk]), found.get(one.pk)) for one in lines]


def unmatched(from_on: date | Subquery, until_on: date) -> list[Leg]:
    """Return the legs on the bank account of some days that no line explains wholly, each with its `rest`. One query."""
    legs = (
        Leg.objects.filter(
            account__code=BANK, entry__posted_at__isnull=False, entry__on__gte=from_on, entry__on__lte=until_on
        )
        .annotate(matched=Sum("matches__pence", default=0))
        .exclude(pence=F("matched"))
        .select_related("entry__contribution", "entry__reversed_by", "party", "fund")
        .order_by("entry__on", "pk")
    )
    found: list[Leg] = [*legs]
    for leg in found:
        leg.rest = leg.pence - leg.matched  # type: ignore[attr-defined]
    return found


def agreement(statement: Statement, *, viewer: Standing, own_above: Money) -> Agreement:
    """Return how far a statement and the ledger agree, and the viewer's own entries above an amount. Two or three queries."""
    first = Statement.objects.order_by("from_on").values("from_on")[:1]
    entries = [
        leg
        for leg in unmatched(Subquery(first), statement.until_on)
        if leg.entry.kind in SEEN_BY_THE_BANK and not _taken_back(leg.entry, statement.until_on)
    ]
    open_lines, held = _open_and_held(statement)
    settled = not open_lines and not entries and held == statement.closing
    own = _own(statement, viewer, own_above) if settled else ""
    return Agreement(open_lines, entries, held, statement.closing, own)


def _open_and_held(statement: Statement) -> tuple[int, Money]:
    """Return how many lines up to a statement's last day are not explained, and what the ledger holds at its end."""
    matched = (
        Match.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(sum=Sum("pence")).values("sum")
    )
    lines = (
        StatementLine.objects.filter(on__lte=OuterRef("until_on"))
        .annotate(matched=Coalesce(Subquery(matched), 0))
        .exclude(pence=F("matched"))
    )
    legs = Leg.objects.filter(account__code=BANK, entry__posted_at__isnull=False, entry__on__lte=OuterRef("until_on"))
    found = Statement.objects.annotate(
        waiting=Coalesce(Subquery(_over_all(lines, Count("pk"))), 0),
        held=Coalesce(Subquery(_over_all(legs, Sum("pence"))), 0),
    ).values_list("waiting", "held")
    waiting, held = found.get(pk=statement.pk)
    return waiting, Money(held)


def _over_all(rows: QuerySet[Any], what: Aggregate) -> Any:
    """Return one number over all rows, as a subquery wants it."""
    return rows.order_by().annotate(all=Value(1)).values("all").annotate(number=what).values("number")


def _own(statement: Statement, viewer: Standing, above: Money) -> str:
    mine = Leg.objects.filter(
        account__code=BANK, entry__posted_by_id=viewer.person_id, entry__kind__in=OWN,
        entry__on__gte=statement.from_on, entry__on__lte=statement.until_on,
    ).filter(Q(pence__gt=above.pence) | Q(pence__lt=-above.pence))  # fmt: skip
    leg = mine.select_related("entry").order_by("pk").first()
    return str(leg.entry.memo) if leg else ""


def _taken_back(entry: Entry, until_on: date) -> bool:
    back = getattr(entry, "reversed_by", None)
    return back is not None and back.on <= until_on


def held_on(day: date) -> Money:
    """Return what the bank account of the ledger held at the end of a day, all funds together."""
    legs = Leg.objects.filter(account__code=BANK, entry__posted_at__isnull=False, entry__on__lte=day)
    return Money(legs.aggregate(pence=Sum("pence", default=0))["pence"])


def rests_of(legs: Sequence[Leg]) -> dict[int, int]:
    """Return how much of each leg no line explains, in pence."""
    matched = Match.objects.filter(leg__in=legs).values_list("leg_id").annotate(pence=Sum("pence")).order_by("leg_id")
    done = dict(matched)
    return {leg.pk: leg.pence - done.get(leg.pk, 0) for leg in legs}
