"""A school's page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collegiate.doors.schools import shown
from collegiate.doors.schools.gathered import everything_about
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone
from collegiate.foundation.ui.pages import page
from collegiate.partnership.members import queries as members


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
    )
