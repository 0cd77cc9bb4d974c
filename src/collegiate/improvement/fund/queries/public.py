"""A fund's ledger as the public reads it, a page at a time: what members read, but for what `books` leaves out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from collegiate.improvement.fund.models import BANK, Fund, Leg
from collegiate.improvement.fund.queries.books import HIDES, said
from collegiate.partnership.members import queries as members
from collegiate.values import Money, Names


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of a fund's bank account, as the public reads it."""

    on: date
    what: str
    whom: str
    amount: Money


def public_ledger(fund: Fund, *, start: int = 0, stop: int | None = None) -> list[PublicLine]:
    """Return the posted lines on a fund's bank account, newest first, by the rule that is published. Two queries."""
    rows = (
        Leg.objects.filter(fund=fund, account__code=BANK, entry__posted_at__isnull=False)
        .order_by("-entry__on", "-entry_id", "pk")
        .values_list("entry__on", "pence", "entry__memo", "party__name", *(f"entry__{column}" for column in HIDES))
    )
    names = Names.of(members.everybodys_names())
    return [
        PublicLine(on, said(memo, names, hidden), names.left_out_of(party or ""), Money(pence))
        for on, pence, memo, party, *hidden in rows[start:stop]
    ]


def public_total(fund: Fund) -> tuple[int, Money]:
    """Return how many lines a fund's bank account has, and what they add up to. One query."""
    legs = Leg.objects.filter(fund=fund, account__code=BANK, entry__posted_at__isnull=False)
    found = legs.aggregate(lines=Count("pk"), pence=Sum("pence", default=0))
    return found["lines"], Money(found["pence"])
