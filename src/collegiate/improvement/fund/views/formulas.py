"""Pages of how much members give: the formula, what it comes to for each school, and both kinds of financial year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Formula, days_in_words
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Phase
from collegiate.values import AcademicYear, CannotSay, Money, Status

PHASES = [str(one) for one in Phase]


@allowed_to(policies.may_see_books)
@require_safe
def formulas(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what members give to a fund, by each version of its formula, and what came in by financial year."""
    pot = queries.get(pk)
    versions = queries.formulas(pot)
    years = Table(
        "What members paid in, by their own financial years",
        [Column("Begins in"), Column("Maintained schools, April to March", numeric=True), Column("Academies, September to August", numeric=True)],
        [[str(one.starts), one.maintained, one.academies] for one in queries.by_financial_year(pot)],
    )  # fmt: skip
    return page(
        request,
        "fund/formulas.html",
        fund=pot,
        versions=[(one, _rates(one)) for one in versions],
        years=years,
        refusal=policies.may_keep_books(request.standing).refusal,
    )


def _rates(formula: Formula) -> Table:
    return Table(
        f"Version {formula.version}, from {formula.year}",
        [Column("Phase"), Column("The school", numeric=True), Column("Each pupil", numeric=True), Column("Time", numeric=True)],
        [
            [
                one.get_phase_display() if one.phase else "Every other school",
                Money(one.flat_pence),
                Money(one.pupil_pence),
                days_in_words(one.half_days) if one.half_days else "None",
            ]
            for one in sorted(formula.rates.all(), key=lambda one: (not one.phase, PHASES.index(one.phase or PHASES[0])))
        ],
    )  # fmt: skip


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def set_formula(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how a year's contributions are worked out."""
    pot, today = queries.get(pk), clock.today()
    form = forms.SetFormula(
        request.POST or None,
        phases=sorted({one.phase for one in members.schools(day=today) if one.phase}, key=PHASES.index),
        decisions=governance.decisions(),
        is_first=not queries.formulas(pot),
        year=AcademicYear.of(today),
    )
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            commands.set_formula(
                pot, year=given["year"], asked=form.asked(), decision=form.decisions.get(given["decision"]),
                by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"The formula is set, from {given['year']} on.")
            return redirect("fund:formulas", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What does each school give?", caption=pot.name,
        button="Set this formula", back=reverse("fund:formulas", args=[pk]),
        intro="So much a school, so much a pupil, and days of people’s time. A phase left empty gives what every other school does.",
    )  # fmt: skip


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def pledge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a formula comes to for each school, and pledge it."""
    formula, today = queries.get_formula(pk), clock.today()
    pupils, schools = queries.pupils(), members.schools(day=today)
    now = AcademicYear.of(today)
    form = forms.Pledge(request.POST or None, years=[str(now), str(now + 1)])
    year = request.POST.get("year", str(now))
    if form.is_valid():

        def do() -> None:
            commands.pledge(
                formula, year=form.cleaned_data["year"], pupils=pupils, schools=schools, due_on=form.cleaned_data["due_on"], by=request.standing,
                at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"What members give for {year} is pledged. Send the invoices next.")
            return redirect("fund:pledged", pk)
    found = queries.worked_out(formula, year=year, pupils=pupils, schools=schools)
    return page(
        request, "fund/pledge.html", form=form, formula=formula, year=year, table=_comes_to(found),
        waiting=sum(not one.is_there and not one.unknown for one in found), unknown=[one for one in found if one.unknown],
        total=Money.total(one.amount for one in found if not one.unknown),
    )  # fmt: skip


def _comes_to(found: list[queries.WorkedOut]) -> Table:
    not_known = CannotSay("No census we hold has its pupils.", status=Status.NOT_LOADED)
    return Table(
        "What it comes to",
        [Column("School"), Column("Pupils", numeric=True), Column("What it gives", numeric=True), Column("")],
        [
            [
                one.school.name,
                one.pupils if one.pupils is not None else (not_known if one.unknown else ""),
                not_known if one.unknown else (one.amount if one.amount else days_in_words(one.half_days)),
                "There already" if one.is_there else "",
            ]
            for one in found
        ],
        stack=True,
    )


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def pledged(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the invoices for what is pledged."""
    formula = queries.get_formula(pk)
    waiting = queries.pledged(formula)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.invoice(formula, by=request.standing, at=clock.now())):
        messages.success(request, f"{len(waiting)} contributions are due; each member can read its invoice.")
        return redirect("fund:contributions")
    money, halves = Money.total(one.amount for one in waiting), sum(one.half_days for one in waiting)
    return page(
        request, "ui/deed_page.html", form=form, title="Send the invoices?", caption=formula.fund.name,
        intro=f"{len(waiting)} contributions are pledged: {money}{f' and {days_in_words(halves)}' if halves else ''}. "
        "Each becomes due, and its member can read and print its invoice.",
        button="Send them", back=reverse("fund:formulas", args=[formula.fund_id]),
        refusal=policies.may_invoice(request.standing, waiting=len(waiting)).refusal,
    )  # fmt: skip
