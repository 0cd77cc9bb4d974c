"""What was paid, as the ledger has it: to whom, and in which financial year."""

from datetime import date

from django.db.models import QuerySet, Sum

from collegiate.improvement.fund.models import Payment
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money


def in_the_ledger(
    *, fund: int | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[Payment]:
    """Return the payments that have an entry in the ledger which was not taken back, perhaps of one fund or a time; for queries."""
    found = Payment.objects.filter(entry__isnull=False, entry__reversed_by=None)
    if fund is not None:
        found = found.filter(commitment__fund=fund)
    if since is not None:
        found = found.filter(entry__on__gte=since)
    if until is not None:
        found = found.filter(entry__on__lte=until)
    return found


def paid(
    *, fund: int | None = None, since: date | None = None, until: date | None = None, start: int = 0, stop: int
) -> list[Payment]:
    """Return some of what was paid, newest first, with payee, entry and decision. One query."""
    found = in_the_ledger(fund=fund, since=since, until=until).select_related("payee", "entry", "commitment__decision")
    return list(found.order_by("-entry__on", "-pk")[start:stop])


def paid_to(organisation: Organisation) -> Money:
    """Return what the funds have paid to an organisation. One query."""
    found = in_the_ledger().filter(payee=organisation)
    return Money(found.aggregate(pence=Sum("pence", default=0))["pence"])
