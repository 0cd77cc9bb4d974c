"""What pooled money was used for, in proportion: of one member, of one contribution, and by whom a payment was paid."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet, Sum, Value

from collegiate.analytics.pooled import taken, used, whose
from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import BANK, Contribution, Entry, EntryKind, Fund, Leg, Payment
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing

MILLIONTHS = 1_000_000  # shares are weighed to a millionth of a penny before they are rounded to whole ones


@dataclass(frozen=True, slots=True)
class Spent:
    """
    What became of some money in the pot; the parts add up to it to the penny.

    Attributes
    ----------
    by_commitment : dict of int to Money
        What was paid of it under each commitment, by its key.
    moved : Money
        What was moved to another fund.
    left : Money
        What is still in the pot.
    """

    given: Money
    by_commitment: dict[int, Money]
    moved: Money
    left: Money

    @property
    def paid(self) -> Money:
        """What was paid of it, for everything together."""
        return Money.total(self.by_commitment.values())


@dataclass(frozen=True, slots=True)
class Use:
    """One entry of the ledger that a contribution had a share in."""

    entry: Entry
    whole: Money
    part: Money


@dataclass(frozen=True, slots=True)
class Uses:
    """What a contribution was used for, the earliest first; the parts and what is left add up to it to the penny."""

    contribution: Contribution
    parts: list[tuple[int, Money, Money]]  # key of the entry, what it moved, and the contribution's part of that
    left: Money

    @property
    def used(self) -> Money:
        """What was used of it."""
        return self.contribution.amount - self.left


@dataclass(frozen=True, slots=True)
class Source:
    """Where money of a payment came from: a member, or what the fund had otherwise; the parts add up to the payment."""

    organisation_id: int | None
    name: str
    part: Money


def _standing() -> QuerySet[Leg]:
    """Return the posted legs on the bank account that were not taken back, and take nothing back."""
    return Leg.objects.filter(
        account__code=BANK, entry__posted_at__isnull=False, entry__reverses=None, entry__reversed_by=None
    )


IN, OUT = Q(pence__gt=0), Q(pence__lt=0)


def spent_of(organisation: Organisation, *, viewer: Standing) -> Spent:
    """
    Return what the funds did with what a member paid in, each payment taking from everybody's money alike. One query.

    :raises NotAllowed: if the viewer may not see it, with the sentence why
    """
    policies.may_see_contributions(viewer, organisation.pk).insist()
    given, left = 0, 0.0
    shares: defaultdict[int | None, float] = defaultdict(float)
    for days in _moved_and_mine(organisation).values():
        came, went, mine = ([getattr(day, name) for day in days] for name in ("came", "went", "mine"))
        became = used(mine, taken(came, went))
        given, left = given + sum(mine), left + became.left
        for day, part in zip(days, became.by_day, strict=True):
            for commitment, pence in day.paid.items():
                shares[commitment] += part * pence / day.went
            if moved := day.went - sum(day.paid.values()):
                shares[None] += part * moved / day.went
    keys = list(shares)
    parts, rest = _to_the_penny(Money(given), [shares[key] for key in keys], left)
    by = dict(zip(keys, parts, strict=True))
    moved_on = by.pop(None, Money(0))
    return Spent(Money(given), {key: part for key, part in by.items() if key is not None and part}, moved_on, rest)


@dataclass(slots=True)
class _Day:
    """What came into a fund and went out on a day, what of it was one member’s, and what was paid under which commitment."""

    came: int = 0
    went: int = 0
    mine: int = 0
    paid: dict[int, int] = field(default_factory=dict)


def _moved_and_mine(organisation: Organisation) -> dict[int, list[_Day]]:
    """
    Return each fund’s days in order. One query.

    It is of several parts, each of which walks as little as it can: everything by day, less the few entries that were
    taken back or take one back; what is the member’s own; and what was paid.
    """
    bank = Leg.objects.filter(account__code=BANK, entry__posted_at__isnull=False).order_by()
    came, went = Sum("pence", filter=IN, default=0), -Sum("pence", filter=OUT, default=0)
    nothing = Value(0, BigIntegerField())  # and no commitment: PostgreSQL takes an empty value here for words
    day = ("fund_id", "entry__on")

    def part(rows: QuerySet[Any], came: Any, went: Any, mine: Any = nothing) -> Any:
        return rows.values(*day).annotate(its=nothing, a=came, b=went, c=mine).values_list(*day, "its", "a", "b", "c")

    backwards = Entry.objects.filter(reverses__isnull=False).order_by()
    own = bank.filter(IN, party=organisation, entry__kind=EntryKind.CONTRIBUTION, entry__reversed_by=None)
    paid = Payment.objects.filter(entry__posted_at__isnull=False, entry__reversed_by=None).order_by()
    rows = part(bank.filter(fund__in=Fund.objects.order_by().values("pk")), came, went).union(
        part(bank.filter(entry__in=backwards.values("pk")), -came, -went),
        part(bank.filter(entry__in=backwards.values("reverses")), -came, -went),
        part(own, nothing, nothing, Sum("pence")),
        paid.values_list("commitment__fund_id", "entry__on", "commitment_id").annotate(
            a=nothing, b=Sum("pence"), c=nothing
        ),
        all=True,
    )
    found: defaultdict[int, defaultdict[date, _Day]] = defaultdict(lambda: defaultdict(_Day))
    for fund, on, commitment, into, out, mine in rows:
        its = found[fund][on]
        if commitment:
            its.paid[commitment] = its.paid.get(commitment, 0) + out
        else:
            its.came, its.went, its.mine = its.came + into, its.went + out, its.mine + mine
    return {fund: [days[on] for on in sorted(days)] for fund, days in found.items()}


def uses_of(contribution: Contribution) -> Uses:
    """Return what a contribution was used for; three queries, however many payments there are. Days are not money, and have no uses."""
    day = _came_on(contribution)
    if day is None:
        return Uses(contribution, [], Money(0))
    days, came, went = _by_day(contribution.fund_id)
    own = [contribution.pence if one == day else 0 for one in days]
    became = dict(zip(days, used(own, taken(came, went)).by_day, strict=True))
    whole = dict(zip(days, went, strict=True))
    rows = list(
        _standing()
        .filter(OUT, fund=contribution.fund_id, entry__on__gte=day)
        .order_by("entry__on", "entry_id")
        .values_list("entry_id", "entry__on", "pence")
    )
    shares = [became[on] * -pence / whole[on] for _, on, pence in rows]
    parts, left = _to_the_penny(contribution.amount, shares, contribution.pence - sum(shares))
    found = [(pk, Money(-pence), part) for (pk, _, pence), part in zip(rows, parts, strict=True) if part]
    return Uses(contribution, found, left)


def with_their_entries(parts: Sequence[tuple[int, Money, Money]]) -> list[Use]:
    """Return some parts with their entries, the payment or the decision of each, fetched. One query."""
    entries = Entry.objects.select_related(
        "decision", "payment__payee", "payment__commitment__decision", "payment__commitment__fund"
    ).in_bulk([pk for pk, *_ in parts])
    return [Use(entries[pk], whole, part) for pk, whole, part in parts]


def sources_of(payment: Payment, *, viewer: Standing) -> list[Source]:
    """
    Return whose money a payment was made from, by name, sums of many last; none before it is in the ledger. Two queries.

    A viewer is told their own organisations' parts; the others', which only those who keep the books may know, are
    one sum.
    """
    day = Entry.objects.filter(payment=payment, reversed_by=None).values_list("on", flat=True).first()
    if day is None:
        return []
    rows = _standing().filter(fund=payment.commitment.fund_id, entry__on__lte=day)
    columns = ("entry__on", "party_id", "party__name", "entry__kind")
    sums = rows.values_list(*columns).annotate(
        came=Sum("pence", filter=IN, default=0), went=Sum("pence", filter=OUT, default=0)
    )
    days = [list(of_day) for _, of_day in groupby(sums.order_by("entry__on", "party_id"), key=lambda row: row[0])]
    came = [sum(row[4] for row in one) for one in days]
    went = [-sum(row[5] for row in one) for one in days]
    kept = whose(came, taken(came, went), len(days) - 1)
    shares: defaultdict[tuple[int | None, str], float] = defaultdict(float)
    for one, of_day, whole in zip(days, kept, came, strict=True):
        for _, party, name, kind, pence, _ in one:
            if pence:
                shares[_known_as(party, name, kind, viewer)] += of_day * pence / whole
    if went[-1] > sum(kept):
        shares[None, "Money that was taken back since"] = went[-1] - sum(kept)
    parts, _ = _to_the_penny(payment.amount, list(shares.values()), 0)
    found = [Source(party, name, part) for (party, name), part in zip(shares, parts, strict=True) if part]
    return sorted(found, key=lambda one: (one.organisation_id is None, one.name))


def _known_as(party: int | None, name: str | None, kind: str, viewer: Standing) -> tuple[int | None, str]:
    """Return under which name a viewer reads a source."""
    if kind != EntryKind.CONTRIBUTION or party is None:
        return None, EntryKind(kind).label
    if policies.may_see_contributions(viewer, party):
        return party, str(name)
    return None, "Other members, together"


def _came_on(contribution: Contribution) -> date | None:
    entry = Entry.objects.filter(contribution=contribution, reversed_by=None)
    return entry.values_list("on", flat=True).first()


def _by_day(fund_id: int) -> tuple[list[date], list[int], list[int]]:
    """Return the days on which something moved, what came in and what went out."""
    rows = (
        _standing()
        .filter(fund=fund_id)
        .values_list("entry__on")
        .annotate(came=Sum("pence", filter=IN, default=0), went=-Sum("pence", filter=OUT, default=0))
        .order_by("entry__on")
    )
    days = list(rows)
    return [day for day, *_ in days], [came for _, came, _ in days], [went for *_, went in days]


def _to_the_penny(whole: Money, shares: Sequence[float], left: float) -> tuple[list[Money], Money]:
    """Return the parts of an amount and what is left of it, which is rounded first; by largest remainder they add up to it."""
    rest = Money(round(left))
    weights = [max(round(share * MILLIONTHS), 0) for share in shares]
    return (whole - rest).shared(weights) if any(weights) else [Money(0) for _ in shares], rest
