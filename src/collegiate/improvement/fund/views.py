"""Pages of the fund: where the money stands, what is due, and payments that wait for somebody."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import ContributionStage, Payment, PaymentStage

ON_A_PAGE = 50
KINDS: dict[str, TagKind] = {
    PaymentStage.REQUESTED: "waiting",
    PaymentStage.AUTHORISED: "waiting",
    PaymentStage.PAID: "kept",
    PaymentStage.REFUSED: "quiet",
}


@allowed_to(policies.may_see_books)
@require_safe
def fund(request: SignedInRequest) -> HttpResponse:
    """Show where the money stands: a bar, sentences, what was promised, and the ledger."""
    pots = queries.funds()
    if not pots:
        return page(request, "fund/none.html")
    now = queries.balance(pots[0])
    promised = queries.commitments(pots[0])
    ledger = Paginator(queries.ledger(pots[0], viewer=request.standing), ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "fund/fund.html",
        now=now,
        promised=promised,
        commitments=Table(
            "What decisions promised",
            [Column("For"), Column("Decision"), Column("Promised", numeric=True), Column("Paid", numeric=True)],
            [
                [
                    one.what_for,
                    Link(one.decision.reference, reverse("governance:decision", args=[one.decision.slug])),
                    one.committed,
                    one.paid,
                ]
                for one in promised
            ],
            stack=True,
        ),
        bar=_bar(now),
        ledger=Table(
            "The bank account, newest first",
            [Column("Day"), Column("What"), Column("Amount", numeric=True)],
            [[leg.entry.on, leg.entry.memo, str(leg)] for leg in ledger],
            stack=True,
        ),
        pages=ledger,
    )


def _bar(now: queries.Balance) -> Bar:
    marks = [
        ("Received", now.received),
        ("Promised, not paid yet", now.committed),
        ("Paid", now.paid),
        ("Free", now.free),
    ]
    return Bar(
        "Where the money stands",
        tuple(Mark(label, amount) for label, amount in marks),
    )


@allowed_to(anyone_signed_in)
@require_safe
def contributions(request: SignedInRequest) -> HttpResponse:
    """List contributions: all to those who keep the books, a member's own to the member."""
    pots = queries.funds()
    found = queries.contributions(pots[0], viewer=request.standing) if pots else []
    due = [one for one in found if one.stage == ContributionStage.DUE]
    keeps = not policies.may_keep_books(request.standing).refusal
    rows = [
        [
            one.organisation.name,
            one.year,
            one.amount,
            one.due_on,
            Link("Record that it came in", reverse("fund:receive", args=[one.pk]), hidden=f"from {one.organisation}")
            if keeps and one.stage == ContributionStage.DUE
            else Tag(one.get_stage_display(), "kept" if one.stage == ContributionStage.RECEIVED else "waiting"),
        ]
        for one in found
    ]
    pages = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    columns = [Column("Member"), Column("Year"), Column("Amount", numeric=True), Column("Due on"), Column("Stage")]
    return page(
        request, "fund/contributions.html", due=due, found=found, pages=pages,
        table=Table("Contributions, the earliest due first", columns, list(pages), quiet_caption=True, stack=True),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def receive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a contribution came in."""
    contribution = queries.get_contribution(pk, viewer=request.standing)
    form = forms.On(request.POST or None, initial={"on": clock.today()})
    if form.is_valid() and done(
        form,
        lambda: commands.receive_contribution(
            contribution, on=form.cleaned_data["on"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"{contribution.amount} from {contribution.organisation} is in the fund.")
        return redirect("fund:contributions")
    return page(
        request, "ui/deed_page.html", form=form, title="Did this contribution come in?", button="Record that it came in",
        caption=contribution.organisation.name, intro=f"{contribution.amount} for {contribution.year}.",
        back=reverse("fund:contributions"), refusal=policies.may_receive(request.standing, contribution).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_safe
def payments(request: SignedInRequest) -> HttpResponse:
    """List payments, those that wait for somebody counted first."""
    found = queries.payments(viewer=request.standing)
    rows = [
        [
            Link(one.memo, reverse("fund:payment", args=[one.pk])),
            one.payee.name,
            one.amount,
            Tag(one.get_stage_display(), KINDS[one.stage]),
        ]
        for one in found
    ]
    pages = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "fund/payments.html",
        waiting=sum(one.stage in (PaymentStage.REQUESTED, PaymentStage.AUTHORISED) for one in found),
        pages=pages,
        table=Table(
            "Payments, newest first",
            [Column("For"), Column("To"), Column("Amount", numeric=True), Column("Stage")],
            list(pages),
            quiet_caption=True,
            stack=True,
        ),
    )


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def payment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a payment, and authorise or pay it, whichever is next."""
    found = queries.get_payment(pk, viewer=request.standing)
    paying = found.stage == PaymentStage.AUTHORISED
    form = (
        forms.On(request.POST or None, initial={"on": clock.today()}) if paying else forms.Confirm(request.POST or None)
    )
    if form.is_valid() and done(form, lambda: _next(request, found, form)):
        messages.success(request, f"{found.amount} to {found.payee} is {'paid' if paying else 'authorised'}.")
        return redirect("fund:payments")
    rule = policies.may_pay if paying else policies.may_authorise
    return page(
        request,
        "fund/payment.html",
        form=form,
        payment=found,
        lines=_lines(found),
        refusal=rule(request.standing, found).refusal,
        is_open=found.stage in (PaymentStage.REQUESTED, PaymentStage.AUTHORISED),
        button="Record that it is paid" if paying else "Authorise this payment",
        may_refuse=not policies.may_authorise(request.standing, found).refusal,
    )


def _next(request: SignedInRequest, payment: Payment, form: Once) -> None:
    if payment.stage == PaymentStage.AUTHORISED:
        commands.pay(payment, on=form.cleaned_data["on"], by=request.standing, at=clock.now())
    else:
        commands.authorise_payment(payment, by=request.standing, at=clock.now())


def _lines(payment: Payment) -> list[Line]:
    decision = payment.commitment.decision
    return [
        Line("To", payment.payee.name),
        Line("Amount", payment.amount),
        Line("For", payment.memo),
        Line("On the strength of", Link(str(decision), reverse("governance:decision", args=[decision.slug]))),
        Line("Asked for", f"{payment.requested_at:%-d %B %Y}, by {payment.requested_by}"),
        Line(
            "Authorised",
            f"{payment.authorised_at:%-d %B %Y}, by {payment.authorised_by}" if payment.authorised_at else "Not yet",
        ),
        Line("Stage", Tag(payment.get_stage_display(), KINDS[payment.stage])),
        *([Line("Refused because", payment.refused_because)] if payment.refused_because else []),
    ]


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse a payment, with the reason."""
    found = queries.get_payment(pk, viewer=request.standing)
    form = forms.Refuse(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.refuse_payment(
            found, because=form.cleaned_data["because"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"{found.amount} to {found.payee} is refused.")
        return redirect("fund:payments")
    return page(
        request, "ui/deed_page.html", form=form, title="Refuse this payment?", caption=found.memo, lines=_lines(found),
        button="Refuse it", back=reverse("fund:payment", args=[pk]),
        refusal=policies.may_authorise(request.standing, found).refusal,
    )  # fmt: skip
