"""The public pages."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from collegiate.doors.exchange.awards import as_csv, as_package, awards
from collegiate.doors.exchange.views import ledger_as
from collegiate.doors.public_site.privacy import notice
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone
from collegiate.foundation.record.chain import head_now
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Column, Table
from collegiate.foundation.ui.pages import page
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.fund import queries as fund
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members

ON_A_PAGE = 50


@allowed_to(anyone)
@require_safe
def about(request: SignedInRequest) -> HttpResponse:
    """Show what the partnership is for, and what its decisions served."""
    charter = members.charter()
    served = governance.decisions_for_purposes()
    everybody = members.organisations(day=clock.today())
    return page(
        request,
        "public_site/about.html",
        partnership=members.partnership(),
        charter=charter,
        purposes=[(one.text, served.get(one.code, 0)) for one in charter.purposes.all()] if charter else [],
        schools=sum(one.is_school for one in everybody),
        others=[one for one in everybody if not one.is_school],
    )


@allowed_to(anyone)
@require_safe
def money(request: SignedInRequest) -> HttpResponse:
    """Show where the money went, the funds' balances, and the end of the record's chain, which nobody can change unseen."""
    balances = [fund.balance(one) for one in fund.funds()]
    bars = [
        Bar(
            now.fund.name,
            (
                Mark("Received", now.received),
                Mark("Promised, not paid yet", now.committed),
                Mark("Paid", now.paid),
                Mark("Free", now.free),
            ),
        )
        for now in balances
    ]
    strands = commissioning.paid_by_strand()
    return page(
        request,
        "public_site/money.html",
        balances=balances,
        bars=bars,
        went=Bar("What was paid, by strand", tuple(Mark(one.name, one.paid) for one in strands), label="Strand"),
        payments=sum(one.payments for one in strands),
        head=head_now(),
        at=clock.now(),
    )


@allowed_to(anyone)
@require_safe
def ledger(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a fund's ledger line by line, as members read it but for the names of people."""
    pot = fund.get(pk)
    lines, total = fund.public_total(pot)
    pages = Paginator(range(lines), ON_A_PAGE).get_page(request.GET.get("page"))
    start = max(pages.start_index() - 1, 0)
    found = fund.public_ledger(pot, start=start, stop=pages.end_index()) if lines else []
    return page(
        request,
        "public_site/ledger.html",
        fund=pot,
        lines=lines,
        total=total,
        pages=pages,
        table=Table(
            "The bank account, newest first",
            [Column("Day"), Column("What"), Column("From or to"), Column("Amount", numeric=True)],
            [[one.on, one.what, one.whom, one.amount] for one in found],
            quiet_caption=True,
        ),
    )


@allowed_to(anyone)
@require_safe
def open_ledger(request: SignedInRequest, kind: str) -> HttpResponse:
    """Give the whole ledger to anybody, without the names of people and what is confidential."""
    return ledger_as(kind, public=True)


@allowed_to(anyone)
@require_safe
def open_awards(request: SignedInRequest) -> HttpResponse:
    """Give what schools were awarded to anybody, as a 360Giving package."""
    return JsonResponse(as_package(awards()), json_dumps_params={"ensure_ascii": False, "indent": 2})


@allowed_to(anyone)
@require_safe
def open_awards_as_csv(request: SignedInRequest) -> HttpResponse:
    """Give what schools were awarded to anybody, as 360Giving's table."""
    answer = HttpResponse(as_csv(awards()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="360giving.csv"'
    return answer


@allowed_to(anyone)
@require_safe
def accessibility(request: SignedInRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return page(request, "public_site/accessibility.html")


@allowed_to(anyone)
@require_safe
def privacy(request: SignedInRequest) -> HttpResponse:
    """Show the privacy notice, read off the models."""
    rows = [[one.what, one.fields, one.lawful_basis, one.source, one.shared_with, one.kept_for] for one in notice()]
    columns = [
        Column("Where"),
        Column("What is kept about a person"),
        Column("Why we may"),
        Column("From"),
        Column("Who sees it"),
        Column("For how long"),
    ]
    return page(
        request, "public_site/privacy.html", table=Table("What is kept about people", columns, rows, stack=True)
    )
