"""Pages of what members give: what is due, what came in, the invoice, a reminder, and what a decision waives."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock, documents
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Contribution, ContributionStage
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members
from collegiate.values import AcademicYear, Books, FinancialYear, Money, counted

ON_A_PAGE = 50
KINDS: dict[str, TagKind] = {
    ContributionStage.PLEDGED: "quiet",
    ContributionStage.DUE: "waiting",
    ContributionStage.RECEIVED: "kept",
    ContributionStage.REVERSED: "quiet",
    ContributionStage.WAIVED: "quiet",
}


@allowed_to(anyone_signed_in)
@require_safe
def contributions(request: SignedInRequest) -> HttpResponse:
    """List contributions: all to those who keep the books, a member's own to the member."""
    found = queries.contributions(viewer=request.standing, page=request.GET.get("page"))
    due = queries.still_to_come(viewer=request.standing)
    keeps = not policies.may_keep_books(request.standing).refusal
    rows = [
        [
            one.organisation.name,
            one.year,
            Link(one.what, reverse("fund:contribution", args=[one.pk]), hidden=f"from {one.organisation}"),
            one.due_on,
            Link("Record that it came in", reverse("fund:receive", args=[one.pk]), hidden=f"from {one.organisation}")
            if keeps and one.stage == ContributionStage.DUE
            else Tag(one.get_stage_display(), KINDS[one.stage]),
        ]
        for one in found
    ]
    columns = [Column("Member"), Column("Year"), Column("What", numeric=True), Column("Due on"), Column("Stage")]
    return page(
        request, "fund/contributions.html", due=due, pages=found, keeps=keeps,
        table=Table("Contributions, the earliest due first", columns, rows, quiet_caption=True, stack=True),
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
        messages.success(request, f"{contribution.what} from {contribution.organisation} came in.")
        return redirect("fund:contributions")
    return page(
        request, "ui/deed_page.html", form=form, title="Did this contribution come in?", button="Record that it came in",
        caption=contribution.organisation.name, intro=f"{contribution.what} for {contribution.year}.",
        back=reverse("fund:contributions"), refusal=policies.may_receive(request.standing, contribution).refusal,
    )  # fmt: skip


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def came_in(request: SignedInRequest) -> HttpResponse:
    """Record that several contributions came in on a day, all or none."""
    due = queries.still_to_come(viewer=request.standing)
    named = queries.already_in(request.POST.getlist("chosen"), viewer=request.standing) if request.POST else []
    form = forms.CameIn(request.POST or None, initial={"on": clock.today()}, due=due + named)
    if form.is_valid():
        chosen, on = form.contributions(), form.cleaned_data["on"]
        if done(form, lambda: commands.receive_contributions(chosen, on=on, by=request.standing, at=clock.now())):
            said = f"{Money.total(one.amount for one in chosen)} in all, recorded for {in_words(on)}."
            messages.success(request, f"{counted(len(chosen), 'contribution')} came in: {said}")
            return redirect("fund:contributions")
    return page(
        request, "ui/deed_page.html", form=form, title="What came in?", button="Record that they came in",
        intro="Choose what came in on one day. Money has its entry in the ledger, where it is final; days of people’s time have none.",
        back=reverse("fund:contributions"), refusal="" if due else "Nothing is due, so nothing can come in.",
    )  # fmt: skip


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def expect(request: SignedInRequest) -> HttpResponse:
    """Note that a member's contribution is due."""
    form = forms.Expect(
        request.POST or None,
        funds=queries.funds(),
        organisations=members.organisations(day=clock.today()),
        year=AcademicYear.of(clock.today()),
    )
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            commands.expect_contribution(
                form.organisations[given["organisation"]], fund=form.funds[given["fund"]], amount=given["amount"],
                year=given["year"], due_on=given["due_on"], by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"{given['amount']} is due from {form.organisations[given['organisation']]}.")
            return redirect("fund:contributions")
    return page(
        request, "ui/deed_page.html", form=form, title="Which contribution is due?", button="Note that it is due",
        back=reverse("fund:contributions"),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_safe
def contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one contribution, to its member and to those who keep the books, and what may be done about it."""
    found = queries.get_contribution(pk, viewer=request.standing)
    by, day = request.standing, clock.today()
    ways = [
        ("Record that it came in", "receive", policies.may_receive(by, found)),
        ("Remind its bursar", "remind", policies.may_remind(by, found, day=day)),
        ("Waive it by a decision", "waive", policies.may_waive(by, found)),
    ]
    return page(
        request, "fund/contribution.html", contribution=found, lines=_lines(found),
        ways=[(text, reverse(f"fund:{name}", args=[pk])) for text, name, ruling in ways if ruling],
        has_invoice=found.stage != ContributionStage.PLEDGED,
    )  # fmt: skip


def _lines(found: Contribution) -> list[Line]:
    lines = [
        Line("From", found.organisation.name),
        Line("Into", found.fund.name),
        Line("What", found.what),
        Line("School year", found.year),
        Line("Due on", found.due_on),
        Line("In the financial year", _financial_year(found, found.due_on)),
        Line("Stage", Tag(found.get_stage_display(), KINDS[found.stage])),
    ]
    if found.pupils is not None:
        lines.append(Line("Worked out for", f"{found.pupils:,} pupils"))
    if found.decision is not None:
        link = Link(str(found.decision), reverse("governance:decision", args=[found.decision.slug]))
        lines.append(Line("Waived by", link))
    if found.entry_id:
        lines.append(Line("In the ledger", Link("Its entry", reverse("fund:entry", args=[found.entry_id]))))
        shown = queries.shown_by_the_bank(found.entry_id)
        lines.append(Line("Reconciled", f"The bank shows it on {in_words(shown)}" if shown else "Not yet"))
    return lines


def _financial_year(found: Contribution, day: date) -> str:
    books = Books.ACADEMY if found.organisation.keeps_academy_books else Books.MAINTAINED
    year = FinancialYear.of(day, books)
    return f"{year}, {year.first_on:%-d %B %Y} to {year.last_on:%-d %B %Y}"


@allowed_to(anyone_signed_in)
@require_safe
def invoice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a contribution's invoice as a tagged PDF."""
    found = queries.get_contribution(pk, viewer=request.standing)
    partnership, charter = members.partnership(), members.charter()
    data = {
        "partnership": partnership.name if partnership else "Collegiate",
        "joint_message": charter.joint_message if charter else "",
        "facts": [
            ["Invoice", found.invoice_number],
            ["To", found.organisation.name],
            ["For", f"{found.fund.name}, school year {found.year}"],
            ["Financial year", _financial_year(found, found.due_on)],
            ["What", found.what],
            ["Due on", in_words(found.due_on)],
            ["Stage", found.get_stage_display()],
        ],
        "is_cash": bool(found.pence),
        "purpose": found.fund.purpose,
    }
    made = documents.pdf("fund/invoice.typ", data, title=f"Invoice {found.invoice_number}", at=clock.now())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="invoice-{found.invoice_number}.pdf"'
    return answer


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind a member's bursar, kindly and nobody else."""
    found = queries.get_contribution(pk, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.remind(found, by=request.standing, at=clock.now())):
        messages.success(request, f"{found.organisation} is reminded of {found.what}.")
        return redirect("fund:contribution", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Remind its bursar?", caption=found.organisation.name, button="Send it",
        intro=f"{found.what} was due on {in_words(found.due_on)}. Only the member’s own contact reads the reminder, or its "
        "head teacher where it has none. It says thank you if the money is on its way, and that it can be waived if the year is hard.",
        back=reverse("fund:contribution", args=[pk]),
        refusal=policies.may_remind(request.standing, found, day=clock.today()).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def waive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Waive a contribution, as a decision says."""
    found = queries.get_contribution(pk, viewer=request.standing)
    form = forms.Waive(request.POST or None, decisions=governance.decisions())
    if form.is_valid() and done(
        form,
        lambda: commands.waive(
            found, decision=form.decisions[form.cleaned_data["decision"]], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"{found.what} from {found.organisation} is waived.")
        return redirect("fund:contribution", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Waive this contribution?", caption=found.organisation.name,
        button="Waive it", intro=f"{found.what} for {found.year}. Only a decision waives what members agreed to give.",
        back=reverse("fund:contribution", args=[pk]), refusal=policies.may_waive(request.standing, found).refusal,
    )  # fmt: skip
