"""My notices, and one of them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import page
from collegiate.partnership.communications import policies, queries


@allowed_to(anyone_signed_in)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show what I have been told."""
    return page(
        request,
        "communications/mine.html",
        notices=queries.notices_for(request.standing.person_id, day=clock.today()),
        may_see_outbox=policies.may_see_outbox(request.standing),
    )


@allowed_to(anyone_signed_in)
@require_safe
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one notice."""
    return page(request, "communications/notice.html", notice=queries.get(pk, viewer=request.standing))
