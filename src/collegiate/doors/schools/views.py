"""A school's page, the page of its money, and the sheet for the next visit to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from collegiate.doors.schools import shown
from collegiate.doors.schools.gathered import everything_about
from collegiate.doors.schools.money import money_of as everything_about_the_money_of
from collegiate.doors.schools.sheet import sheet_about
from collegiate.doors.schools.shown import money as shown_money
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.pages import page
from collegiate.partnership.communications import queries as communications
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import NotAllowed


@allowed_to(anyone)
@require_safe
def school(request: SignedInRequest, urn: str) -> HttpResponse:
    """Show all that is known of a school: to the public what is published, to members the rest as far as they may see it."""
    return _page(request, members.at_school(urn=urn))


@allowed_to(anyone)
@require_safe
def known_by(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the same page, found by our key: other pages lead here, since they need not know the URN."""
    return _page(request, members.at_school(pk=pk))


def _page(request: SignedInRequest, known: members.AtSchool) -> HttpResponse:
    today = clock.today()
    found = everything_about(known, viewer=request.standing, day=today)
    return page(
        request,
        "schools/school.html",
        school=known.organisation,
        known=known,
        standing_words=shown.standing_words(found, today),
        inside=shown.inside(found.inside, today) if found.inside else None,
        practice=found.practice,
        details=shown.details(known),
        may_ask=communications.asks_about(known.organisation, viewer=request.standing),
    )


@allowed_to(anyone_signed_in)
@require_safe
def money(request: SignedInRequest, urn: str) -> HttpResponse:
    """Show where a school's money went: what it paid in, what came back, and what the town did with it."""
    return _money(request, members.by_urn(urn))


@allowed_to(anyone_signed_in)
@require_safe
def money_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the same of any member, found by our key."""
    found = members.named([pk])
    if not found:
        raise Http404
    return _money(request, found[0])


def _money(request: SignedInRequest, member: Organisation) -> HttpResponse:
    try:
        found = everything_about_the_money_of(member, viewer=request.standing)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    return page(
        request,
        "schools/money.html",
        member=member,
        gave=shown_money.gave(found),
        paid_in=shown_money.paid_in(found.contributions),
        came_back=shown_money.came_back(found),
        help=shown_money.help(found.help),
        given=found.spent.given,
        for_others=found.for_others,
        uses=shown_money.uses(found),
    )


@allowed_to(anyone_signed_in)
@require_safe
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what an adviser reads before a visit: what is open, what was found last, who else comes that month."""
    known = members.at_school(pk=pk)
    try:
        found = sheet_about(known, viewer=request.standing, day=clock.today())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return page(request, "schools/sheet.html", school=known.organisation, sheet=found)
