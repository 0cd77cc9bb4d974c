"""Pages of the ledger's entries: what one is made of, and putting it right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Line, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Entry


@allowed_to(policies.may_see_books)
@require_safe
def entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an entry with its legs, what it stands for, and what took it back."""
    found = queries.get_entry(pk, viewer=request.standing)
    legs = queries.legs(found)
    return page(
        request,
        "fund/entry.html",
        entry=found,
        taken_back=queries.taken_back_by(found) is not None,
        lines=_lines(found),
        legs=Table(
            "What it moved",
            [Column("Account"), Column("Fund"), Column("Into", numeric=True), Column("Out of", numeric=True)],
            [
                [leg.account.name, leg.fund.name, *((leg.amount, "") if leg.pence > 0 else ("", -leg.amount))]
                for leg in legs
            ],
            stack=True,
        ),
        may_reverse=not _refusal(request, found),
    )


def _refusal(request: SignedInRequest, entry: Entry) -> str:
    return policies.may_reverse(request.standing, entry, taken_back=queries.taken_back_by(entry) is not None).refusal


def _lines(entry: Entry) -> list[Line]:
    posted = f"{entry.posted_at:%-d %B %Y}, by {entry.posted_by}"
    lines = [
        Line("Day", entry.on),
        Line("Kind", entry.get_kind_display()),
        Line("Entered", posted),
    ]
    shown = queries.shown_by_the_bank(entry.pk)
    lines.append(Line("Reconciled", f"The bank shows it on {shown:%-d %B %Y}" if shown else "Not yet"))
    if (paid := getattr(entry, "payment", None)) is not None:
        lines.append(Line("Payment", Link(str(paid.memo), reverse("fund:payment", args=[paid.pk]))))
    decision = paid.commitment.decision if paid is not None else entry.decision
    if decision is not None:
        link = Link(str(decision), reverse("governance:decision", args=[decision.slug]))
        lines.append(Line("On the strength of", link))
    if entry.reverses is not None:
        lines += [Line("Takes back", _link(entry.reverses)), Line("Because", entry.because)]
    if (back := queries.taken_back_by(entry)) is not None:
        lines += [Line("Taken back by", _link(back)), Line("Because", back.because)]
    return lines


def _link(entry: Entry) -> Link:
    return Link(f"{entry.memo}, {entry.on:%-d %B %Y}", reverse("fund:entry", args=[entry.pk]))


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def reverse_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an entry back, with the reason."""
    found = queries.get_entry(pk, viewer=request.standing)
    form = forms.Reverse(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            commands.reverse(found, because=given["because"], on=given["on"], by=request.standing, at=clock.now())

        if done(form, do):
            messages.success(request, f"{found.memo} is taken back. Both entries stay in the ledger.")
            return redirect("fund:entry", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Take this entry back?", caption=found.memo, lines=_lines(found),
        button="Take it back", back=reverse("fund:entry", args=[pk]), intro=_what_follows(found),
        refusal=_refusal(request, found),
    )  # fmt: skip


def _what_follows(entry: Entry) -> str:
    after = {
        "contribution": " The contribution is due again.",
        "payment": " The money may be asked for again under its decision.",
    }.get(entry.kind, "")
    return f"An entry is never changed. A second one, its mirror, takes it back.{after}"
