"""A group: its terms, its seats on any day, who holds an office, and what is missing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance import forms, policies, queries
from collegiate.partnership.governance.models import Seat, TermsOfReference
from collegiate.partnership.members import commands as members


@allowed_to(anyone)
@require_safe
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a group on a day, today unless another is asked for; what may be changed is offered for today only."""
    form = forms.OnWhichDay(request.GET or None)
    asked = form.cleaned_data["on"] if form.is_valid() else None
    day = asked or clock.today()
    found = queries.group_page(pk, day=day, viewer=request.standing)
    may_keep = policies.may_keep_seats(request.standing, found.group)
    return page(
        request,
        "governance/group.html",
        group=found.group,
        found=found,
        filters=form,
        fault=next(iter(form.errors.get("on", [])), "") if form.is_bound else "",
        chosen=asked is not None,
        day=day,
        terms=lines_of(found.terms) if found.terms else [],
        seats=_seats(found, acts=bool(may_keep) and asked is None),
        before=_before(found),
        may_keep=may_keep,
        shows_gaps=request.standing.person_id is not None,
    )


def lines_of(terms: TermsOfReference) -> list[Line]:
    """Return what terms of reference say, a line a rule."""
    allowed = (
        f"{terms.chairs_action.pounds}, to be ratified at the next meeting" if terms.chairs_action.pence else "Nothing"
    )
    return [
        Line("What it is for", terms.purpose),
        Line("Quorum", f"{terms.quorum} people with a vote and without an interest"),
        Line("How it decides", terms.get_voting_rule_display()),
        Line("Notice of a meeting", f"{terms.notice_days} days"),
        Line("What the public may read", terms.get_publication_display()),
        Line("Where interests leave too few", terms.reserve_panel.name if terms.reserve_panel else "The item waits"),
        Line("What the chair may spend between meetings", allowed),
        Line("Agreed on", terms.agreed_on),
    ]


def _seats(found: queries.GroupPage, *, acts: bool) -> Table | None:
    """Return the seats in order, with what tells them apart; where something may be done, the last column leads there."""
    if not found.seats:
        return None
    told: dict[str, list[Any]] = {
        "Seat": [held.seat.label for held in found.seats],
        "Whom it speaks for": [_speaks_for(held.seat) for held in found.seats],
        "Who sits in it": [held.member or Tag("Vacant", "waiting") for held in found.seats],
        "Deputy": [held.deputy for held in found.seats],
        "Until": [_until(held) for held in found.seats],
    }
    told = {name: cells for name, cells in told.items() if any(cells)}
    if not all(held.seat.voting for held in found.seats):
        told["Votes"] = ["Yes" if held.seat.voting else "No" for held in found.seats]
    if acts:
        told["Change"] = [_acts(held) for held in found.seats]
    rows = list(zip(*told.values(), strict=True))
    return Table(f"Seats on {found.group.name}", list(map(Column, told)), rows, quiet_caption=True)


def _speaks_for(seat: Seat) -> str:
    whom = seat.constituency if seat.constituency != seat.label else ""
    by = f"appointed by {seat.appointer}" if seat.appointer else ""
    return capfirst(", ".join(filter(None, [whom, by])))


def _until(held: queries.SeatHeld) -> str:
    if held.stays_on_until is not None and held.until_on is not None:
        return f"Term over on {in_words(held.until_on)}; stays on until {in_words(held.stays_on_until)} at the latest"
    if held.until_on is not None:
        return in_words(held.until_on)
    return ""


def _acts(held: queries.SeatHeld) -> list[Link]:
    seat = held.seat
    about = f"seat {seat.label}"
    links = [Link("Fill", reverse("governance:fill_seat", args=[seat.pk]), hidden=about)]
    links += [
        Link(f"End {one.person.name}’s time", reverse("governance:end_tenure", args=[one.pk]), hidden=f"in {about}")
        for one in held.sitting
    ]
    if not held.sitting:
        links.append(Link("End", reverse("governance:end_seat", args=[seat.pk]), hidden=about))
    return links


def _before(found: queries.GroupPage) -> Table | None:
    rows = [
        [one.person.public_name, one.seat.label, one.get_capacity_display(), one.from_on, one.until_on or ""]
        for one in found.before
    ]
    columns = [Column(name) for name in ("Who", "Seat", "As", "From", "Until")]
    return Table("Who sat here before", columns, rows, quiet_caption=True) if rows else None


@allowed_to(anyone)
@require_safe
def terms(request: SignedInRequest, pk: int, version: int) -> HttpResponse:
    """Show one version of a group's terms of reference."""
    found = queries.get_terms(pk, version)
    newest = queries.terms_in_force(found.group)
    return page(request, "governance/terms.html", terms=found, lines=lines_of(found), newest=newest)


@allowed_to(anyone_signed_in)
@require_safe
def gaps(request: SignedInRequest) -> HttpResponse:
    """List what is missing on the groups: what stops one first."""
    found = queries.gaps(day=clock.today())
    rows = [
        [
            gap.words,
            Link(gap.group.name, reverse("governance:group", args=[gap.group.pk])),
            Tag("It cannot meet", "harm") if gap.stops else Tag(queries.KINDS[gap.kind], "waiting"),
        ]
        for gap in found
    ]
    columns = [Column("What is missing"), Column("Group"), Column("Kind")]
    return page(
        request,
        "governance/gaps.html",
        table=Table("What is missing on the groups", columns, rows, quiet_caption=True),
        found=len(found),
        stopping=sum(gap.stops for gap in found),
        within=queries.SOON,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def form_group(request: SignedInRequest) -> HttpResponse:
    """Form a group, whose seats and terms of reference come next."""
    form = forms.FormGroup(request.POST if request.method == "POST" else None, initial={"starts_on": clock.today()})
    if form.is_valid():
        given = form.given(but=["name"])
        name = form.cleaned_data["name"]
        if done(form, lambda: members.form_group(name, **given, by=request.standing, at=clock.now())):
            messages.success(request, f"{name} is formed. Adopt its terms of reference and make its seats.")
            return redirect("governance:who_sits_where")
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Form a group",
        button="Form this group",
        back=reverse("governance:who_sits_where"),
        intro="A group works once it has terms of reference, seats with people in them, and a chair.",
        refusal=policies.may_form(request.standing).refusal,
    )
