"""Signing in as somebody of the imaginary town by one click; the addresses exist in a demonstration only."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from collegiate.doors.town.cast import account, cast
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone
from collegiate.foundation.ui.pages import page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@allowed_to(anyone)
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Show the cast."""
    return page(request, "town/cast.html", cast=cast(day=clock.today()))


@allowed_to(anyone)
@require_POST
def sign_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign in as one of the cast."""
    if not settings.DEMO or pk not in {player.account_id for player in cast(day=clock.today())}:
        raise Http404
    login(request, account(pk), backend=BACKEND)
    return redirect("home")
