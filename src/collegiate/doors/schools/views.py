"""A school's page."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from collegiate.doors.schools import shown
from collegiate.doors.schools.gathered import everything_about
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone
from collegiate.foundation.ui.pages import page
from collegiate.improvement.evidence.queries import urn_of
from collegiate.partnership.members import queries as members


@allowed_to(anyone)
@require_safe
def school(request: SignedInRequest, urn: str) -> HttpResponse:
    """Show all that is known of a school: to the public what is published, to members the rest as far as they may see it."""
    today = clock.today()
    found = everything_about(urn, viewer=request.standing, day=today)
    return page(
        request,
        "schools/school.html",
        school=found.known.organisation,
        known=found.known,
        standing_words=shown.standing_words(found, today),
        inside=shown.inside(found.inside, today) if found.inside else None,
        practice=found.practice,
        details=shown.details(found.known),
    )


@allowed_to(anyone)
@require_safe
def known_by(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead from our key to a school's page; to the record, where no URN was published."""
    found = members.get(pk, viewer=request.standing)
    urn = urn_of(found)
    return redirect("school", urn) if urn and found.is_school else redirect("members:organisation", pk)
