"""One person, who sits on what, and somebody leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as said
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.members import commands, forms, policies, queries
from collegiate.partnership.members.models import RoleHeld
from collegiate.values import Role


@allowed_to(anyone_signed_in)
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a person: the roles they hold, and how to reach them."""
    portrait = queries.portrait(pk, viewer=request.standing, day=clock.today())
    signed_in_before = portrait.account is not None and portrait.account.last_login is not None
    return page(
        request,
        "members/person.html",
        person=portrait.person,
        lines=_lines(portrait),
        now=_roles("Roles now", portrait.now) if portrait.now else None,
        past=_roles("Roles before or to come", portrait.past) if portrait.past else None,
        places=_places(request, portrait),
        waits=portrait.account is not None
        and not signed_in_before
        and bool(portrait.may_invite)
        and bool(policies.may_invite_people(request.standing)),
    )


def _lines(portrait: queries.Portrait) -> list[Line]:
    one = portrait.person
    lines = [Line("E-mail address", one.email or "none given")] if portrait.may_see_address else []
    if portrait.may_invite:
        lines.append(Line("Sign-in", _sign_in(portrait)))
    if one.is_under_18 and one.link_adult:
        link = Link(one.link_adult.name, reverse("members:person", args=[one.link_adult.pk]))
        lines.append(Line("Link adult, who speaks for them", link))
    return lines


def _sign_in(portrait: queries.Portrait) -> str:
    """Say how far somebody is with signing in, for those who could invite them."""
    if portrait.account is None:
        return "They have none."
    if portrait.account.last_login is not None:
        return "They have signed in before."
    sent = portrait.invitation
    if sent is None or not sent.by_mail:
        return "They have a link to sign in with, and have not used it."
    if sent.fault:
        return f"Their link could not be sent ({sent.fault}). Check the address, and make them a new one."
    return f"Their link was sent on {moment(sent.mailed_at)}." if sent.mailed_at else "Their link is on its way."


def _roles(caption: str, held: list[RoleHeld]) -> Table:
    return Table(
        caption,
        [Column("Role"), Column("Where"), Column("Called"), Column("From"), Column("Until")],
        [[Role(one.role).words.capitalize(), _where(one), one.title, one.from_on, one.until_on] for one in held],
        stack=True,
    )


def _where(one: RoleHeld) -> Link | str:
    if one.organisation is not None:
        return Link(str(one.organisation), reverse("members:organisation", args=[one.organisation.pk]))
    return one.group.name if one.group is not None else "The whole partnership"


def _places(request: SignedInRequest, portrait: queries.Portrait) -> list[Link]:
    """Return where somebody could be recorded as leaving, as far as the viewer may."""
    found = {}
    for one in portrait.now:
        place = one.organisation
        if place and policies.may_appoint(request.standing, Role(one.role), place):
            found[place.pk] = Link(
                f"Record that they leave {place}", reverse("members:leaver", args=[portrait.person.pk, place.pk])
            )
    return list(found.values())


@allowed_to(policies.may_invite_people)
@require_http_methods(["GET", "POST"])
def leaver(request: SignedInRequest, pk: int, organisation_pk: int) -> HttpResponse:
    """Record that somebody leaves an organisation: every role they hold there ends."""
    one = queries.person(pk, viewer=request.standing)
    organisation = queries.get(organisation_pk, viewer=request.standing)
    form = forms.LeaveOrganisation(request.POST if request.method == "POST" else None, today=clock.today())
    if form.is_valid() and done(
        form,
        lambda: commands.leaver(
            one,
            organisation=organisation,
            left_on=form.cleaned_data["left_on"],
            by=request.standing,
            at=clock.now(),
        ),
    ):
        messages.success(
            request,
            f"{one}’s roles at {organisation} end on {said(form.cleaned_data['left_on'])}, and what they may do with them.",
        )
        return redirect("members:person", pk)
    return page(request, "members/leaver.html", form=form, person=one, organisation=organisation)


@allowed_to(anyone_signed_in)
@require_safe
def groups(request: SignedInRequest) -> HttpResponse:
    """Show who is on what."""
    found = queries.partnership_groups(day=clock.today())
    sections = [(group, _on(group.now)) for group in found]  # type: ignore[attr-defined]  # the query puts `.now` there
    seats = sum(len(table.rows) for _, table in sections)
    people = {one.person_id for group in found for one in group.now}  # type: ignore[attr-defined]  # as above
    return page(request, "members/groups.html", sections=sections, seats=seats, people=len(people))


def _on(held: list[RoleHeld]) -> Table:
    order = list(Role)
    rows = [
        [
            Link(one.person.public_name, reverse("members:person", args=[one.person_id])),
            Role(one.role).words.capitalize(),
            one.from_on,
            one.until_on or "no end set",
        ]
        for one in sorted(held, key=lambda one: order.index(Role(one.role)) if one.role != Role.CHAIR else -1)
    ]
    columns = [Column("Name"), Column("As"), Column("Since"), Column("Until")]
    return Table("Who is on it", columns, rows, quiet_caption=True, stack=True)
