"""Pages of payments that wait for somebody, and of what is given back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Payment, PaymentStage

ON_A_PAGE = 50
KINDS: dict[str, TagKind] = {
    PaymentStage.REQUESTED: "waiting",
    PaymentStage.AUTHORISED: "waiting",
    PaymentStage.PAID: "kept",
    PaymentStage.REVERSED: "quiet",
    PaymentStage.REFUSED: "quiet",
}


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
    next_step = "pay" if found.stage == PaymentStage.AUTHORISED else "authorise"
    paying = request.POST.get("step", next_step) == "pay"
    form: Once = (
        forms.Pay(request.POST or None, initial={"on": clock.today()})
        if paying
        else forms.Authorise(request.POST or None)
    )
    if form.is_valid() and done(form, lambda: _take_step(request, found, form, paying=paying)):
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
        may_refuse=not policies.may_refuse(request.standing, found).refusal,
    )


def _take_step(request: SignedInRequest, payment: Payment, form: Once, *, paying: bool) -> None:
    if paying:
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
        *(
            [Line("In the ledger", Link("Its entry", reverse("fund:entry", args=[payment.entry_id])))]
            if payment.entry_id
            else []
        ),
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
        refusal=policies.may_refuse(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give back to the fund what a commitment no longer needs."""
    found = queries.get_commitment(pk, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.release(found, by=request.standing, at=clock.now())):
        messages.success(request, f"What was left for {found.what_for} is free to promise again.")
        return redirect("fund:pot", found.fund_id)
    left = found.left
    return page(
        request, "ui/deed_page.html", form=form, title="Give back what is left?", caption=found.what_for,
        intro=f"{found.paid} of {found.committed} is paid. {left} goes back to {found.fund}, and cannot be asked for again.",
        button="Release it", back=reverse("fund:pot", args=[found.fund_id]),
        refusal=policies.may_release(request.standing, found).refusal,
    )  # fmt: skip
