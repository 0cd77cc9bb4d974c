"""Inviting people: one by one, or from a list that is looked at first; and the links they get."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.accounts.links import first_sign_in
from collegiate.foundation.ui.components import Column, Table, Tag
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.members import commands, forms, policies, queries
from collegiate.partnership.members.models import Invitation
from collegiate.partnership.members.tasks import mail_is_set_up, send_invitation
from collegiate.values import Role

LINKS = "links_to_show"  # under which a session keeps new invitations until their links have been shown, once


@allowed_to(policies.may_invite_people)
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody."""
    today = clock.today()
    places = queries.may_invite_to(viewer=request.standing, day=today)
    form = forms.Invite(
        request.POST if request.method == "POST" else None,
        roles=queries.roles_to_give(viewer=request.standing),
        organisations=places,
        adults=queries.link_adults(places, day=today),
        may_be_anywhere=request.standing.holds(Role.COORDINATOR),
        today=today,
        initial={"organisation": request.GET.get("at", "")},
    )
    if form.is_valid() and done(form, lambda: _welcome(request, form)):
        return redirect("members:invited")
    return page(request, "members/invite.html", form=form, by_mail=mail_is_set_up())


def _welcome(request: SignedInRequest, form: forms.Invite) -> None:
    typed = form.given()
    welcomed = commands.welcome(
        typed.pop("name"), **typed, by_mail=mail_is_set_up(), by=request.standing, at=clock.now()
    )  # fmt: skip
    _after(request, [welcomed])


@allowed_to(policies.may_invite_people)
@require_http_methods(["GET", "POST"])
def invite_list(request: SignedInRequest) -> HttpResponse:
    """Take a list of people and say what would happen, line by line; nothing is done yet."""
    form = forms.InviteList(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if form.is_valid():
        confirm = forms.Confirm(initial={"text": form.cleaned_data["text"]})
        return _look(request, confirm, form.cleaned_data["rows"])
    return page(request, "members/invite_list.html", form=form)


def _look(request: SignedInRequest, confirm: forms.Confirm, rows: list[queries.Row]) -> HttpResponse:
    looked = queries.looked_at(rows, viewer=request.standing, day=clock.today())
    return page(
        request,
        "members/invite_look.html",
        form=confirm,
        table=_looked(looked),
        good=sum(not one.faults for one in looked),
        bad=sum(bool(one.faults) for one in looked),
        by_mail=mail_is_set_up(),
    )


def _looked(looked: list[queries.Looked]) -> Table:
    rows = [
        [
            one.name or "No name",
            f"Line {one.row.line}",
            Tag("Left out", "harm") if one.faults else Tag("Ready"),
            " ".join(one.faults) or one.outcome,
        ]
        for one in looked
    ]
    columns = [Column("Name"), Column("Place in the list"), Column("State"), Column("What would happen")]
    return Table("What would happen, line by line", columns, rows, quiet_caption=True, stack=True)


@allowed_to(policies.may_invite_people)
@require_POST
def invite_all(request: SignedInRequest) -> HttpResponse:
    """Invite the people of a list that has been looked at; lines that cannot be done are left."""
    form = forms.Confirm(request.POST)
    if not form.is_valid():
        return page(request, "members/invite_list.html", form=forms.InviteList(request.POST))
    if done(form, lambda: _welcome_all(request, form.rows)):
        return redirect("members:invited")
    return _look(request, form, form.rows)


def _welcome_all(request: SignedInRequest, rows: list[queries.Row]) -> None:
    now = clock.now()
    looked = queries.looked_at(rows, viewer=request.standing, day=now.date())
    newcomers = [
        commands.Newcomer(one.name, one.row.email, one.role, one.organisation, one.row.title)
        for one in looked
        if one.role is not None
    ]
    welcomed = commands.welcome_all(
        newcomers, from_on=now.date(), by_mail=mail_is_set_up(), by=request.standing, at=now
    )  # fmt: skip
    if left := len(looked) - len(newcomers):
        messages.warning(
            request, f"{left} line{'s' if left > 1 else ''} could not be done and {'were' if left > 1 else 'was'} left."
        )
    _after(request, welcomed)


@allowed_to(policies.may_invite_people)
@require_http_methods(["GET", "POST"])
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make somebody a new link."""
    one = queries.portrait(pk, viewer=request.standing, day=clock.today())
    form = forms.InviteAgain(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: _again(request, one)):
        return redirect("members:invited")
    refusal = "" if form.is_bound else one.may_invite.refusal
    return page(
        request, "members/invite_again.html", form=form, person=one.person, refusal=refusal, by_mail=mail_is_set_up()
    )


def _again(request: SignedInRequest, one: queries.Portrait) -> None:
    invitation = commands.invite_again(one.person, by_mail=mail_is_set_up(), by=request.standing, at=clock.now())
    _hand_on(request, [invitation])
    messages.success(request, f"{one.person} has a new link to sign in with.")


def _after(request: SignedInRequest, welcomed: list[commands.Welcomed]) -> None:
    """Say what is now true of each, and see that their links reach them."""
    invited = [one.invitation for one in welcomed if one.invitation is not None]
    if len(welcomed) == 1:
        messages.success(request, _now(welcomed[0]))
    elif welcomed:
        new, links = sum(one.held is not None for one in welcomed), len(invited)
        given = "1 role was given" if new == 1 else f"{new} roles were given"
        have = "1 person has a link" if links == 1 else f"{links} people have a link"
        messages.success(request, f"{given}, and {have} to sign in with.")
    _hand_on(request, invited)


def _now(one: commands.Welcomed) -> str:
    if one.held is None:
        return f"{one.person} held that role already."
    link = " and has a link to sign in with" if one.invitation else ""
    place = f" at {one.held.organisation}" if one.held.organisation else ""
    return f"{one.person} is {Role(one.held.role).words}{place} from {one.held.from_on:%-d %B %Y}{link}."


def _hand_on(request: SignedInRequest, invitations: Iterable[Invitation]) -> None:
    """Start the task that mails each link, and remember whose to show once."""
    for invitation in invitations:
        if invitation.by_mail:
            send_invitation.enqueue(invitation.pk)
    request.session[LINKS] = [invitation.pk for invitation in invitations]


@allowed_to(policies.may_invite_people)
@require_safe
def invited(request: SignedInRequest) -> HttpResponse:
    """Show the links of those who were just invited, once."""
    links = [_link(one) for one in queries.invitations(request.session.pop(LINKS, []))]
    response = page(request, "members/invited.html", links=links, by_mail=mail_is_set_up())
    response["Cache-Control"] = "no-store"  # the way back in a browser must not show them again
    return response


def _link(invitation: Invitation) -> dict[str, Any]:
    account = invitation.person.account
    path = first_sign_in(account) if account is not None else ""
    return {"name": invitation.person.name, "link": f"{settings.ADDRESS.rstrip('/')}{path}", "pk": invitation.pk}
