"""Pages on which the ledger is compared with the bank: statements, what each line is, and the days on which both agree."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Link, Table, Tag
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Statement
from collegiate.values import counted


@allowed_to(policies.may_see_books)
@require_safe
def statements(request: SignedInRequest) -> HttpResponse:
    """List the bank statements, and say on which day the ledger and the bank last agreed."""
    found = queries.bank_statements()
    rows = [
        [
            Link(str(one), reverse("fund:statement", args=[one.pk])),
            one.closing,
            Tag("Reconciled", "kept") if hasattr(one, "reconciliation") else Tag("To compare", "waiting"),
        ]
        for one in found
    ]
    return page(
        request,
        "fund/statements.html",
        last=queries.last_reconciled(),
        table=Table(
            "Bank statements, the latest first",
            [Column("Days"), Column("Held at the end", numeric=True), Column("Stage")],
            rows,
            quiet_caption=True,
        ),
    )


@allowed_to(policies.may_reconcile_at_all)
@require_safe
def statement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a statement line by line: which entry each is, what it might be, and how far both sides agree."""
    found = queries.get_statement(pk)
    lines = queries.explained(found)
    done_already = hasattr(found, "reconciliation")
    now = (
        None
        if done_already
        else queries.agreement(found, viewer=request.standing, own_above=policies.OWN_ENTRIES_UP_TO)
    )
    return page(
        request,
        "fund/statement.html",
        statement=found,
        reconciled=found.reconciliation if done_already else None,
        open=sum(bool(one.rest) for one in lines),
        lines=len(lines),
        sure=sum(one.suggestion is not None and one.suggestion.sure for one in lines),
        now=now,
        refusal=_refusal(request, now) if now else "",
        table=Table(
            "What the bank says, line by line",
            [Column("Day"), Column("The bank’s words"), Column("Amount", numeric=True), Column("What it is")],
            [[one.line.on, one.line.words, one.line.amount, _what(one, done_already)] for one in lines],
            stack=True,
        ),
        entries=Table(
            "Entries that the bank does not show",
            [Column("Day"), Column("Entry"), Column("Amount", numeric=True)],
            [
                [leg.entry.on, Link(leg.entry.memo, reverse("fund:entry", args=[leg.entry_id])), leg.amount]
                for leg in (now.entries if now else [])
            ],
            stack=True,
        ),
    )


def _refusal(request: SignedInRequest, now: queries.Agreement) -> str:
    return policies.may_reconcile(
        request.standing, now.held, now.closing, lines=now.lines, entries=len(now.entries),
        own=now.own,
    ).refusal  # fmt: skip


def _what(one: queries.Explained, done_already: bool) -> object:
    if not one.rest:
        words = "; ".join(str(match.leg.entry.memo) for match in one.matches)
        return words if done_already else Link(words, reverse("fund:line", args=[one.line.pk]))
    if one.suggestion is None:
        return Link("Choose an entry", reverse("fund:line", args=[one.line.pk]), hidden=f"for {one.line}")
    what = "; ".join(str(leg.entry.memo) for leg in one.suggestion.legs)
    return Link(f"Perhaps: {what}. {one.suggestion.because}", reverse("fund:line", args=[one.line.pk]))


@allowed_to(policies.may_reconcile_at_all)
@require_http_methods(["GET", "POST"])
def match_sure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Match every line for which there is one sure reason."""
    found = queries.get_statement(pk)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.match_sure(found, by=request.standing, at=clock.now())):
        messages.success(request, "Every line with a sure reason is matched. Look at the rest one by one.")
        return redirect("fund:statement", pk)
    sure = [one for one in queries.explained(found) if one.suggestion is not None and one.suggestion.sure]
    return page(
        request, "ui/deed_page.html", form=form, title="Match the sure ones?", caption=str(found), button="Match them",
        intro=f"{counted(len(sure), 'line')} of the bank names an invoice, or a member or provider with the same amount, or is the "
        "only one of its amount near its day. Each can be taken off again until the day is reconciled.",
        back=reverse("fund:statement", args=[pk]), refusal="" if sure else "No line has a sure reason.",
    )  # fmt: skip


@allowed_to(policies.may_reconcile_at_all)
@require_http_methods(["GET", "POST"])
def line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which entries a line is, or take its matches off."""
    found = queries.get_line(pk)
    back = reverse("fund:statement", args=[found.statement_id])
    (now,) = (one for one in queries.explained(found.statement) if one.line.pk == pk)
    if not now.rest:
        return _take_off(request, now, back)
    near = [
        leg
        for leg in queries.unmatched(found.on - queries.NEAR, found.on + queries.NEAR)
        if (leg.pence > 0) == (found.pence > 0)
    ]
    chosen = {leg.pk for leg in now.suggestion.legs} if now.suggestion else set()
    form = forms.MatchLine(request.POST or None, legs=near, chosen=chosen)
    if form.is_valid():
        legs = form.legs()
        because = now.suggestion.because if now.suggestion and {one.pk for one in legs} == chosen else "Chosen by hand."

        def do() -> None:
            commands.match(found, legs=legs, because=because, by=request.standing, at=clock.now())

        if done(form, do):
            messages.success(request, f"{found.amount} of {found.on:%-d %B} is matched.")
            return redirect(back)
    return page(
        request, "ui/deed_page.html", form=form, title="Which entry is it?", caption=f"{found.amount}, {found.words}",
        intro=f"The bank shows it on {found.on:%-d %B %Y}. {_still(now)}"
        "Where the line is more or less than what you choose, as much is matched as both have left.",
        button="Match it", back=back,
        refusal="" if near else "No entry within two weeks goes the same way. Enter what the money was first, such as a "
        "contribution that came in.",
    )  # fmt: skip


def _still(now: queries.Explained) -> str:
    return f"{now.rest} of it is left. " if now.matches else ""


def _take_off(request: SignedInRequest, now: queries.Explained, back: str) -> HttpResponse:
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.take_off(now.line, by=request.standing, at=clock.now())):
        messages.success(request, f"{now.line.amount} has no match any more.")
        return redirect(back)
    what = format_html_join(" ", "{} ({}).", ((one.leg.entry.memo, one.because.rstrip(".")) for one in now.matches))
    return page(
        request, "ui/deed_page.html", form=form, title="Take its match off?", caption=f"{now.line.amount}, {now.line.words}",
        intro=f"It is matched with: {what}", button="Take it off", back=back,
        refusal=policies.may_take_off(request.standing, now.line, last=queries.last_reconciled()).refusal,
    )  # fmt: skip


@allowed_to(policies.may_reconcile_at_all)
@require_http_methods(["GET", "POST"])
def reconcile(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that on a statement's last day the bank and the ledger hold the same."""
    found: Statement = queries.get_statement(pk)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.reconcile(found, by=request.standing, at=clock.now())):
        messages.success(request, f"The ledger and the bank agreed on {found.until_on:%-d %B %Y}: {found.closing}.")
        return redirect("fund:statements")
    now = queries.agreement(found, viewer=request.standing, own_above=policies.OWN_ENTRIES_UP_TO)
    return page(
        request, "ui/deed_page.html", form=form, title="Do the ledger and the bank agree?", caption=str(found),
        intro=f"On {found.until_on:%-d %B %Y} the bank held {now.closing} and the ledger {now.held}. "
        "Once you say so, nothing is entered for a day before it any more.",
        button="They agree", back=reverse("fund:statement", args=[pk]), refusal=_refusal(request, now),
    )  # fmt: skip
