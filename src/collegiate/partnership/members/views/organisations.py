"""Who belongs: the list of members, an organisation's record, and what may be changed about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as said
from collegiate.partnership.members import commands, forms, policies, queries
from collegiate.partnership.members.models import Basis, Kind, Membership, Phase, RoleHeld, Scheme
from collegiate.values import Role

ON_A_PAGE = 200
SEVERAL = {
    Kind.SCHOOL: "schools and settings",
    Kind.LA_TEAM: "local authority teams",
    Kind.COLLEGE: "colleges",
    Kind.UNIVERSITY: "universities",
    Kind.BUSINESS: "businesses",
    Kind.CLUB: "sports clubs",
    Kind.VOLUNTARY: "community and voluntary groups",
    Kind.PROVIDER: "providers",
    Kind.HEALTH: "health services",
    Kind.CULTURE: "cultural services",
}


@allowed_to(anyone)
@require_safe
def members(request: SignedInRequest) -> HttpResponse:
    """List the members of the partnership."""
    form = forms.WhichMembers(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"words": "", "kind": "", "phase": ""}
    today = clock.today()
    found = queries.members(day=today, **chosen)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "members/members.html",
        filters=form,
        chosen=any(chosen.values()),
        found=len(found),
        sentence=_sentence(queries.counts(day=today)),
        pages=shown,
        table=_members(list(shown)),
        sees_people=policies.may_see_people(request.standing),
        may_keep=policies.may_keep_the_register(request.standing),
        may_invite=policies.may_invite_people(request.standing),
    )


def _sentence(counts: dict[str, int]) -> str:
    """Say how many members of each kind there are: "71 schools and settings, 1 college and 2 businesses belong"."""
    total = sum(counts.values())
    parts = [
        f"{many:,} {SEVERAL[kind] if many != 1 else kind.label.lower()}"
        for kind in Kind
        if (many := counts.get(kind, 0))
    ]
    listed = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + "".join(parts[-1:])
    return (
        f"{listed[:1].upper()}{listed[1:]} {'belongs' if total == 1 else 'belong'} to the partnership." if parts else ""
    )


def _members(memberships: list[Membership]) -> Table:
    rows = [
        [
            Link(str(one.organisation), one.organisation.get_absolute_url()),
            one.organisation.get_phase_display() or one.organisation.get_kind_display(),
            ", ".join(dict.fromkeys(filter(None, [one.organisation.locality, one.organisation.town]))),
            one.get_basis_display(),
        ]
        for one in memberships
    ]
    columns = [Column("Name"), Column("What it is"), Column("Where"), Column("Belongs by")]
    return Table("Members of the partnership", columns, rows, quiet_caption=True, stack=True)


@allowed_to(anyone)
@require_safe
def organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an organisation's record: to the public what is published, to members its people too."""
    today = clock.today()
    record = queries.record(pk, viewer=request.standing, day=today)
    member = next((one for one in record.memberships if one.left_on is None or one.left_on >= today), None)
    return page(
        request,
        "members/organisation.html",
        organisation=record.organisation,
        record=record,
        member=member,
        numbers=_numbers(record),
        details=_details(record),
        memberships=[_terms(one) for one in record.memberships],
        people=_people(record.held),
        sees_people=policies.may_see_people(request.standing),
        may_edit=policies.may_edit(request.standing, record.organisation),
        may_keep=policies.may_keep_the_register(request.standing),
        may_invite=policies.may_appoint(request.standing, Role.STAFF, record.organisation),
    )


def _numbers(record: queries.Record) -> list[Line]:
    schemes = list(queries.schemes_of(record.organisation.kind))
    schemes += [scheme for scheme in Scheme if scheme in record.numbers and scheme not in schemes]
    return [Line(scheme.label, record.numbers.get(scheme.value, "not published")) for scheme in schemes]


def _details(record: queries.Record) -> list[Line]:
    one = record.organisation
    ages = f"{one.age_from} to {one.age_to}" if one.age_from is not None and one.age_to is not None else ""
    address = [part for part in (one.street, one.locality, one.town, one.postcode) if part]
    website: Any = one.website
    if one.website.startswith(("https://", "http://")):
        website = Link(one.website, one.website)
    lines = [
        Line("What it is", one.get_phase_display() or one.get_kind_display()),
        Line("Type", one.type_name),
        Line("Ages", ages),
        Line("Address", ", ".join(dict.fromkeys(address))),
        Line("Telephone", one.telephone),
        Line("Website", website),
        Line("Financial year", "From September" if one.keeps_academy_books else "From April" if one.is_school else ""),
        Line("Opened", one.opened_on),
        Line("Closed", one.closed_on),
    ]
    published = {"Address", "Telephone", "Website"}
    return [Line(line.key, line.value or "not published") for line in lines if line.value or line.key in published]


def _terms(one: Membership) -> str:
    until = f" until {said(one.left_on)}" if one.left_on else ""
    return f"{Basis(one.basis).label} from {said(one.joined_on)}{until}, {'with' if one.voting else 'without'} a vote"


def _people(held: list[RoleHeld]) -> Table:
    rows = [
        [
            Link(one.person.public_name, reverse("members:person", args=[one.person_id])),
            Role(one.role).words.capitalize(),
            one.title,
            one.from_on,
        ]
        for one in held
    ]
    columns = [Column("Name"), Column("Role"), Column("Called"), Column("Since")]
    return Table("People", columns, rows, quiet_caption=True, stack=True)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an organisation's details."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.EditOrganisation(request.POST if request.method == "POST" else None, row=found)
    if form.is_valid() and done(
        form,
        lambda: commands.edit(
            found, version=form.cleaned_data["version"], facts=form.facts(), by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"The details of {form.cleaned_data['name'] or found} are kept.")
        return redirect("members:organisation", pk)
    refusal = "" if form.is_bound else policies.may_edit(request.standing, found).refusal
    return page(request, "members/edit.html", form=form, organisation=found, refusal=refusal)


@allowed_to(policies.may_keep_the_register)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Add a member."""
    form = forms.AddMember(request.POST if request.method == "POST" else None, today=clock.today())
    if form.is_valid() and done(form, lambda: _admit(request, form)):
        messages.success(request, f"{form.cleaned_data['name']} is a member of the partnership.")
        return redirect("members:members")
    return page(request, "members/add.html", form=form)


def _admit(request: SignedInRequest, form: forms.AddMember) -> object:
    typed = form.cleaned_data
    return commands.admit(
        typed["name"],
        kind=Kind(typed["kind"]),
        phase=Phase(typed["phase"]) if typed["phase"] else "",
        basis=Basis(typed["basis"]),
        joined_on=typed["joined_on"],
        voting=typed["voting"],
        identifiers=form.identifiers(),
        facts={name: value for name, value in form.facts().items() if name != "name"},
        by=request.standing,
        at=clock.now(),
    )


@allowed_to(policies.may_keep_the_register)
@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an organisation's membership."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.LeavePartnership(request.POST if request.method == "POST" else None, today=clock.today())
    if form.is_valid() and done(
        form,
        lambda: commands.leave(found, left_on=form.cleaned_data["left_on"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, f"{found} is a member until {said(form.cleaned_data['left_on'])}.")
        return redirect("members:organisation", pk)
    return page(request, "members/leave.html", form=form, organisation=found)
