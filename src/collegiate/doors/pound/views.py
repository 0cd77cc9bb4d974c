"""Pages on which a pound is followed: where the money went, a payment back to its needs, a contribution on to its uses."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.doors.pound import chain, facts, forms
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Column, Hop, Link, Table
from collegiate.foundation.ui.pages import page
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.fund import queries as fund
from collegiate.values import Money

ON_A_PAGE = 50


@allowed_to(anyone_signed_in)
@require_safe
def follow(request: SignedInRequest) -> HttpResponse:
    """Show where the money went: by strand, and payment by payment, perhaps of one fund or one financial year."""
    pots, today = fund.funds(), clock.today()
    years = facts.years(min((one.opened_on for one in pots), default=today), today)
    form = forms.Where(request.GET or None, funds=pots, years=years)
    chosen = form.cleaned_data if form.is_valid() else {}
    pot = int(chosen["fund"]) if chosen.get("fund") else None
    year = form.years.get(chosen.get("year", ""))
    since, until = (year.first_on, year.last_on) if year else (None, None)
    strands = commissioning.paid_by_strand(fund=pot, since=since, until=until)
    payments = sum(one.payments for one in strands)
    pages = Paginator(range(payments), ON_A_PAGE).get_page(request.GET.get("page"))
    start = max(pages.start_index() - 1, 0)
    found = fund.paid(fund=pot, since=since, until=until, start=start, stop=pages.end_index()) if payments else []
    return page(
        request,
        "pound/follow.html",
        filters=form,
        chosen=any(chosen.values()),
        paid=Money.total(one.paid for one in strands),
        payments=payments,
        bar=Bar("What was paid, by strand", tuple(Mark(one.name, one.paid) for one in strands), label="Strand") if strands else None,
        pages=pages,
        table=Table(
            "Payments, the newest first",
            [Column("For"), Column("To"), Column("Day"), Column("Decision"), Column("Amount", numeric=True)],
            [
                [
                    Link(one.memo, reverse("follow-payment", args=[one.pk])),
                    one.payee.name,
                    one.entry.on if one.entry else "",
                    Link(one.commitment.decision.reference, reverse("governance:decision", args=[one.commitment.decision.slug])),
                    one.amount,
                ]
                for one in found
            ],
        ),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_safe
def payment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow a payment back: what it was for, who decided, which needs it answers, and whose money it was."""
    found = chain.payment(pk, viewer=request.standing)
    links = chain.back_from(found, viewer=request.standing)
    sources = fund.sources_of(found, viewer=request.standing)
    return page(
        request,
        "pound/payment.html",
        payment=found,
        hops=[_hop(one) for one in links],
        needs=sum(one.kind == "need" for one in links),
        sources=Table(
            "Whose money it was",
            [Column("From"), Column("Its part", numeric=True)],
            [[one.name, one.part] for one in sources],
            total=["Together", found.amount] if sources else [],
            quiet_caption=True,
        ),
    )


def _hop(link: chain.Link) -> Hop:
    return Hop(link.kind.capitalize(), "there", link.title, link.lines, link.url, link.money)


@allowed_to(anyone_signed_in)
@require_safe
def contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow a contribution on: its part in each payment made since it came in, and what is left of it."""
    given = fund.get_contribution(pk, viewer=request.standing)
    uses = fund.uses_of(given)
    pages = Paginator(uses.parts, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "pound/contribution.html",
        contribution=given,
        uses=uses,
        pages=pages,
        table=Table(
            "What it was used for, the earliest first",
            [Column("For"), Column("Day"), Column("The whole", numeric=True), Column("Its part", numeric=True)],
            [[_what(one), one.entry.on, one.whole, one.part] for one in fund.with_their_entries(list(pages))],
            total=["Still in the fund", "", "", uses.left] if not pages.has_next() else [],
            quiet_caption=True,
        ),
    )


def _what(use: fund.Use) -> Link | str:
    paid = getattr(use.entry, "payment", None)
    if paid is not None:
        return Link(f"{paid.memo}, to {paid.payee}", reverse("follow-payment", args=[paid.pk]))
    if use.entry.decision is not None:
        return Link(use.entry.memo, reverse("governance:decision", args=[use.entry.decision.slug]))
    return str(use.entry.memo)
