"""Pages on which a payment is asked for, checked, authorised, sent, returned or refused; one deed a page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Payment
from collegiate.improvement.fund.views.payments import about
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members
from collegiate.values import Money


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a payment under a commitment."""
    found = queries.get_commitment(pk, viewer=request.standing)
    school, refusal = queries.share_of(found), policies.may_ask(request.standing, found).refusal
    payees = [school] if school else members.organisations(day=clock.today())
    form = forms.Ask(request.POST or None, organisations=payees)
    if form.is_valid():
        given = form.cleaned_data
        payee = form.organisations[given["payee"]]

        def do() -> None:
            commands.request_payment(
                found, payee=payee, amount=given["amount"], memo=given["memo"], grounds=given["grounds"],
                by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"{given['amount']} to {payee} is asked for. Somebody else checks it next.")
            return redirect("fund:payments")
    return page(
        request, "ui/deed_page.html", form=form, title="Ask for a payment", caption=found.what_for,
        intro=f"{found.unasked} of {found.committed} can still be asked for."
        + (f" It is the share of {school}, and is paid to nobody else." if school else ""),
        button="Ask for this payment", back=reverse("fund:payments"), refusal=refusal,
    )  # fmt: skip


def _step(
    request: SignedInRequest,
    payment: Payment,
    form: Once,
    *,
    do: Callable[[], object],
    said: str,
    title: str,
    intro: str,
    button: str,
    refusal: str,
) -> HttpResponse:
    """Show a payment with the form of its next step, or take the step."""
    back = reverse("fund:payment", args=[payment.pk])
    if form.is_valid() and done(form, do):
        messages.success(request, said)
        return redirect(back)
    return page(
        request, "ui/deed_page.html", form=form, title=title, caption=payment.memo, intro=intro, lines=about(payment),
        button=button, back=back, refusal=refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm that a payment somebody else asked for is due."""
    found = queries.get_payment(pk, viewer=request.standing)
    return _step(
        request, found, forms.Confirm(request.POST or None),
        do=lambda: commands.check_payment(found, by=request.standing, at=clock.now()),
        said=f"{found.amount} to {found.payee} is checked. It waits to be authorised.",
        title="Is this payment due?",
        intro="You confirm that what it pays for was done, and that the amount is right. Somebody else authorises it.",
        button="Yes, it is due", refusal=policies.may_check(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def authorise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Authorise a payment that was checked."""
    found = queries.get_payment(pk, viewer=request.standing)
    already = queries.authorised_by(found)
    needed = policies.authorisers_needed(found.amount, queries.limit_of(found.commitment.fund_id))
    last = len(already) + 1 >= needed
    return _step(
        request, found, forms.Confirm(request.POST or None),
        do=lambda: commands.authorise_payment(found, by=request.standing, at=clock.now()),
        said=f"{found.amount} to {found.payee} is authorised."
        if last
        else f"You have authorised {found.amount} to {found.payee}. It waits for a second person.",
        title="Authorise this payment?",
        intro=f"It was asked for by {found.requested_by}, and checked by {found.checked_by or 'nobody yet'}. "
        + ("You are the last to authorise it." if last else "A second person authorises it after you."),
        button="Authorise it", refusal=policies.may_authorise(request.standing, found, already=already).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a payment left the bank."""
    found = queries.get_payment(pk, viewer=request.standing)
    form = forms.On(request.POST or None, initial={"on": clock.today()})
    return _step(
        request, found, form,
        do=lambda: commands.send_payment(found, on=form.cleaned_data["on"], by=request.standing, at=clock.now()),
        said=f"{found.amount} to {found.payee} is sent, and in the ledger.",
        title="Was this payment sent?", intro="Recording it enters it in the ledger, where it is final.",
        button="Record that it is sent", refusal=policies.may_send(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def returned(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the bank sent a payment back."""
    found = queries.get_payment(pk, viewer=request.standing)
    form = forms.Returned(request.POST or None, initial={"on": clock.today()})

    def do() -> None:
        given = form.cleaned_data
        commands.return_payment(found, because=given["because"], on=given["on"], by=request.standing, at=clock.now())

    return _step(
        request, found, form, do=do,
        said=f"{found.amount} came back from {found.payee}. It can be asked for again.",
        title="Did the bank send it back?",
        intro="A second entry takes the first one back. The money stays set aside for the payee, and can be asked for again.",
        button="Record that it came back", refusal=policies.may_return(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def ask_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more for what the bank returned."""
    found = queries.get_payment(pk, viewer=request.standing)
    return _step(
        request, found, forms.Confirm(request.POST or None),
        do=lambda: commands.ask_again(found, by=request.standing, at=clock.now()),
        said=f"{found.amount} to {found.payee} is asked for again. Somebody else checks it next.",
        title="Ask for this payment again?", intro="It is checked and authorised anew, by others than you.",
        button="Ask for it again", refusal=policies.may_ask_again(
            request.standing, found, again=queries.asked_again_as(found) is not None
        ).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse a payment, with the reason."""
    found = queries.get_payment(pk, viewer=request.standing)
    form = forms.Refuse(request.POST or None)
    return _step(
        request, found, form,
        do=lambda: commands.refuse_payment(
            found, because=form.cleaned_data["because"], by=request.standing, at=clock.now()
        ),
        said=f"{found.amount} to {found.payee} is refused.",
        title="Refuse this payment?", intro="What was payable for it is payable no longer.",
        button="Refuse it", refusal=policies.may_refuse(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def limit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how many people authorise a payment from a fund, since when and by what decision; and set it anew."""
    pot = queries.get(pk)
    found = queries.limits(pot.pk)
    form = forms.SetLimit(request.POST or None, decisions=governance.decisions(), is_first=not found)
    if form.is_valid():
        amount, decision = form.cleaned_data["amount"], form.decisions.get(form.cleaned_data["decision"])
        if done(
            form, lambda: commands.set_limit(pot, amount=amount, decision=decision, by=request.standing, at=clock.now())
        ):
            messages.success(request, f"One person authorises up to {amount} from now on, two above it.")
            return redirect("fund:limit", pk)
    return page(
        request, "fund/limit.html", fund=pot, limit=found[0] if found else None, form=form,
        refusal=policies.may_set_limit(request.standing, None, Money(0), is_first=True).refusal,
        table=Table(
            "What was set, the latest first",
            [Column("Since"), Column("One person up to", numeric=True), Column("By what"), Column("Recorded by")],
            [
                [
                    one.set_at.date(),
                    one.amount,
                    Link(one.decision.reference, reverse("governance:decision", args=[one.decision.slug]))
                    if one.decision
                    else "When the fund began",
                    str(one.set_by),
                ]
                for one in found
            ],
            stack=True,
        ),
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
