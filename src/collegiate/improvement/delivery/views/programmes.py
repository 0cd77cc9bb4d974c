"""Pages of programmes: what is planned, strand by strand, and the workshops they bring."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import Strand, strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table, Tag
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.delivery import commands, forms, policies, queries
from collegiate.improvement.delivery.models import DevelopmentDay, Programme
from collegiate.values import AcademicYear, counted

AIMS = (
    "For each strand, say what should be different at the end. Leave a strand empty that the programme has no part in."
)


@allowed_to(anyone_signed_in)
@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """List programmes, the workshops to come, and the agreements whose programme the viewer may plan."""
    found = queries.programmes(viewer=request.standing)
    rows = [
        [
            Link(one.name, reverse("delivery:programme", args=[one.pk])),
            one.agreement.provider.name,
            one.starts_on,
            one.ends_on,
        ]
        for one in found
    ]
    columns = [Column("Programme"), Column("Provider"), Column("From"), Column("To")]
    return page(
        request, "delivery/programmes.html",
        table=Table("Programmes, the latest first", columns, rows, quiet_caption=True, stack=True),
        coming=[line.workshop for line in queries.workshops(since=clock.today())],
        to_plan=queries.to_plan(viewer=request.standing),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_safe
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a programme: what it aims at, strand by strand and year by year, and its workshops."""
    found = queries.get_programme(pk, viewer=request.standing)
    lines, days = queries.workshops(programme=found), queries.days_of(found.agreement)
    known = strands()
    rows = [
        [
            Link(line.workshop.title, reverse("delivery:workshop", args=[line.workshop.pk])),
            known[line.workshop.strand].name if line.workshop.strand in known else line.workshop.strand,
            localdate(line.workshop.starts_at),
            Tag("Cancelled", "quiet") if line.workshop.is_cancelled else f"{line.taken} of {line.workshop.places}",
        ]
        for line in lines
    ]
    columns = [Column("Workshop"), Column("Strand"), Column("Day"), Column("Places taken", numeric=True)]
    return page(
        request, "delivery/programme.html", programme=found,
        plan=_plan(found, lines, days),
        table=Table("Network workshops, in their order", columns, rows, quiet_caption=True, stack=True),
        plan_refusal=policies.may_deliver(request.standing, found.agreement).refusal,
    )  # fmt: skip


def _plan(found: Programme, lines: list[queries.WorkshopLine], days: list[DevelopmentDay]) -> Table:
    """Return, for each strand, its aim and how many workshops and days each school year brings."""
    years = range(AcademicYear.of(found.starts_on).starts, AcademicYear.of(found.ends_on).starts + 1)
    workshops = Counter(
        (line.workshop.strand, AcademicYear.of(localdate(line.workshop.starts_at)).starts)
        for line in lines
        if not line.workshop.is_cancelled
    )
    visits = Counter((one.strand, AcademicYear.of(one.on).starts) for one in days)
    aims = {one.strand: one.aim for one in found.strands.all()}
    shown = [one for one in strands().values() if one.code in aims or any(code == one.code for code, _ in visits)]
    rows = [
        [
            one.name,
            aims.get(one.code, "No aim is named"),
            *(_brings(workshops[one.code, year], visits[one.code, year]) for year in years),
        ]
        for one in shown
    ]
    columns = [Column("Strand"), Column("What should be different"), *(Column(str(AcademicYear(y))) for y in years)]
    return Table("What is planned, strand by strand", columns, rows, stack=True)


def _brings(workshops: int, visits: int) -> str:
    parts = [counted(workshops, "workshop")] if workshops else []
    parts += [counted(visits, "development day")] if visits else []
    return " and ".join(parts) or "Nothing planned yet"


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def plan_programme(request: SignedInRequest, slug: str) -> HttpResponse:
    """Plan the programme of an agreement."""
    agreement = commissioning.get(slug, viewer=request.standing)
    form = forms.PlanProgramme(request.POST or None, agreement=agreement, strands=list(strands().values()))
    if form.is_valid() and done(
        form, lambda: commands.plan_programme(agreement, **form.facts, by=request.standing, at=clock.now())
    ):
        messages.success(request, f"{form.cleaned_data['name']} is planned. Add its workshops next.")
        return redirect("delivery:programmes")
    return page(
        request, "ui/deed_page.html", form=form, title="What does this agreement bring?", caption=agreement.title,
        button="Plan this programme", back=reverse("delivery:programmes"),
        intro=AIMS,
        refusal=policies.may_deliver(request.standing, agreement).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def change_programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a programme aims at, and when."""
    found = queries.get_programme(pk, viewer=request.standing)
    form = forms.ChangeProgramme(request.POST or None, row=found, strands=list(strands().values()))

    def change() -> None:
        version = form.cleaned_data["version"]
        commands.change_programme(found, version=version, **form.facts, by=request.standing, at=clock.now())

    if form.is_valid() and done(form, change):
        messages.success(request, f"{form.cleaned_data['name']} is changed.")
        return redirect("delivery:programme", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What should this programme be?", caption=found.name,
        button="Change this programme", back=reverse("delivery:programme", args=[pk]), intro=AIMS,
        refusal=policies.may_deliver(request.standing, found.agreement).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def add_workshop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a workshop to a programme."""
    found = queries.get_programme(pk, viewer=request.standing)
    form = forms.AddWorkshop(request.POST or None, strands=of(found))
    if form.is_valid() and done(
        form, lambda: commands.add_workshop(found, **form.facts, by=request.standing, at=clock.now())
    ):
        messages.success(request, f"{form.cleaned_data['title']} is planned, and places can be taken.")
        return redirect("delivery:programme", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What is the next workshop?", caption=found.name,
        button="Add this workshop", back=reverse("delivery:programme", args=[pk]),
        refusal=policies.may_deliver(request.standing, found.agreement).refusal,
    )  # fmt: skip


def of(found: Programme) -> list[Strand]:
    """Return the strands a programme has a part in."""
    known = strands()
    return [known[one.strand] for one in found.strands.all() if one.strand in known]
