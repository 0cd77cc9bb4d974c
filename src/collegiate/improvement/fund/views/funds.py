"""Pages on which a fund is opened, and money moves between funds."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def open_fund(request: SignedInRequest) -> HttpResponse:
    """Open a fund for a purpose."""
    charter = members.charter()
    form = forms.OpenFund(
        request.POST or None,
        initial={"opened_on": clock.today()},
        decisions=governance.decisions(),
        is_first=not queries.funds(),
        purposes=list(charter.purposes.all()) if charter else [],
    )
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            commands.open_fund(
                given["name"],
                purpose=given["purpose"],
                restricted_to=given["restricted_to"],
                opened_on=given["opened_on"],
                decision=form.decisions.get(given["decision"]),
                by=request.standing,
                at=clock.now(),
            )

        if done(form, do):
            messages.success(request, f"{given['name']} is open.")
            return redirect("fund:fund")
    return page(
        request, "ui/deed_page.html", form=form, title="Open a fund", button="Open this fund", back=reverse("fund:fund"),
        intro="A fund holds money for one purpose. Every member reads its ledger; the public reads its balance.",
    )  # fmt: skip


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def transfer(request: SignedInRequest) -> HttpResponse:
    """Move money from one fund to another, as a decision says."""
    form = forms.Transfer(
        request.POST or None,
        initial={"on": clock.today()},
        funds=queries.funds(),
        decisions=[one for one in governance.decisions() if one.money_pence],
    )
    if form.is_valid():
        given = form.cleaned_data
        giving, taking = form.funds[given["from_fund"]], form.funds[given["to_fund"]]

        def do() -> None:
            commands.transfer(
                given["amount"], from_fund=giving, to_fund=taking, decision=form.decisions[given["decision"]],
                on=given["on"], memo=given["memo"], by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"{given['amount']} moved from {giving} to {taking}.")
            return redirect("fund:pot", taking.pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Move money between funds", button="Move it", back=reverse("fund:fund"),
        intro="Only a decision moves money between funds, and only money that is not promised.",
    )  # fmt: skip
