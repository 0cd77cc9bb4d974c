"""Which training days there are, and what is on."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collegiate.definitions import strands
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import page
from collegiate.partnership.training_day import policies, queries


@allowed_to(anyone_signed_in)
@require_safe
def days(request: SignedInRequest) -> HttpResponse:
    """Show the training days."""
    return page(
        request,
        "training_day/days.html",
        days=queries.days(viewer=request.standing),
        may_organise=policies.may_organise(request.standing),
    )


@allowed_to(anyone_signed_in)
@require_safe
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is on, slot after slot."""
    day = queries.get(pk, viewer=request.standing)
    parts = [
        (part.slot, [(one, strands().get(one.session.strand)) for one in part.sessions])
        for part in queries.programme(day)
    ]
    return page(
        request,
        "training_day/programme.html",
        day=day,
        parts=parts,
        how_many=sum(len(sessions) for _, sessions in parts),
        may_wish=queries.may_wish(day, viewer=request.standing),
        places_given=day.stage in policies.TAKES_PLACES,
        may_organise=policies.may_organise(request.standing),
    )
