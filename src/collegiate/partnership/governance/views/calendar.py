"""Following meetings in a calendar program."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import CalendarFeed
from collegiate.partnership.governance.views.meetings import MEET
from collegiate.partnership.members import queries as members


@dataclass(frozen=True, slots=True)
class Followed:
    """An address somebody follows, as they copy it."""

    feed: CalendarFeed
    name: str
    address: str


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def calendars(request: SignedInRequest) -> HttpResponse:
    """Show the addresses at which somebody follows their meetings, and give them another."""
    standing = request.standing
    groups = [one for one in members.groups(day=clock.today(), kinds=MEET) if one.pk in standing.groups()]
    form = forms.Follow(request.POST if request.method == "POST" else None, groups=groups)
    if form.is_valid() and done(form, lambda: commands.follow(form.cleaned_data["group"], by=standing, at=clock.now())):
        messages.success(request, "Copy the address below into your calendar.")
        return redirect("governance:calendars")
    followed = [
        Followed(feed, feed.group.name if feed.group else "All my groups", _address(feed))
        for feed in queries.feeds_of(standing)
    ]
    return page(request, "governance/calendars.html", form=form, followed=followed)


def _address(feed: CalendarFeed) -> str:
    return f"{settings.ADDRESS}{reverse('governance:calendar', args=[queries.token_of(feed)])}"


@allowed_to(anyone)  # whoever has the address: it is signed, and can be taken back
@require_safe
def calendar(request: SignedInRequest, token: str) -> HttpResponse:
    """Give somebody's meetings to their calendar program."""
    made = queries.calendar_of(queries.followed_at(token), at=clock.now())
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    return answer


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def unfollow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an address back."""
    found = queries.get_feed(pk, viewer=request.standing)
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: commands.unfollow(found, by=request.standing, at=clock.now())):
        messages.success(request, "The address is taken back. Whoever has it finds nothing there.")
        return redirect("governance:calendars")
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Take this address back?",
        intro="Calendars that follow it stop being told. You can get a new one at any time.",
        button="Take it back",
        back=reverse("governance:calendars"),
        refusal="" if form.is_bound else policies.may_unfollow(request.standing, found).refusal,
    )
