"""Who sits where: public, on any day."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone
from collegiate.foundation.ui.components import Column, Table, Tag
from collegiate.foundation.ui.pages import page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance import forms, policies, queries


@allowed_to(anyone)
@require_safe
def who_sits_where(request: SignedInRequest) -> HttpResponse:
    """Show the groups, their seats and who sits in each on a day; today unless another is asked for."""
    form = forms.OnWhichDay(request.GET or None)
    asked = form.cleaned_data["on"] if form.is_valid() else None
    day = asked or clock.today()
    groups = queries.who_sits_where(day=day)
    return page(
        request,
        "governance/who_sits_where.html",
        filters=form,
        fault=next(iter(form.errors.get("on", [])), "") if form.is_bound else "",
        chosen=asked is not None,
        day=day,
        groups=[(one, _seats(one)) for one in groups],
        seats=sum(len(one.seats) for one in groups),
        vacancies=sum(one.vacancies for one in groups),
        may_form=policies.may_form(request.standing),
        sees_gaps=request.standing.person_id is not None,
    )


def _seats(found: queries.GroupSeats) -> Table:
    """Return a group's seats; deputies, last days and votes only where they tell the seats apart."""
    told = {
        "Seat": [held.seat.label for held in found.seats],
        "Who sits in it": [held.member or Tag("Vacant", "waiting") for held in found.seats],
    }
    if any(held.deputy for held in found.seats):
        told["Deputy"] = [held.deputy or "Nobody" for held in found.seats]
    if any(held.until_on for held in found.seats):
        told["Until"] = [_until(held) for held in found.seats]
    if not all(held.seat.voting for held in found.seats):
        told["Votes"] = ["Yes" if held.seat.voting else "No" for held in found.seats]
    rows = list(zip(*told.values(), strict=True))
    return Table(f"Seats on {found.group.name}", list(map(Column, told)), rows, quiet_caption=True)


def _until(held: queries.SeatHeld) -> str:
    if held.stays_on_until is not None:
        return f"Term over; stays on until {in_words(held.stays_on_until)} at the latest"
    return in_words(held.until_on) if held.until_on else "No day is set"
