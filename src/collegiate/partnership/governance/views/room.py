"""Who is in the room: one press beside a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import Meeting
from collegiate.partnership.members.models import Person
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who sits on the group or came: their seat, the times they were there, and the button to press (or None)."""

    person: Person
    seat: str
    times: str
    present: bool
    form: forms.Move | None


def rows_of(people: Iterable[queries.Attending], *, meeting: Meeting, standing: Standing) -> list[Row]:
    """Return the rows of a room, with buttons for whoever may press them."""
    may = bool(policies.may_minute(standing, meeting))
    return [
        Row(one.person, one.seat, _times(one), one.present, button(one.person, one.present) if may else None)
        for one in people
    ]


def button(person: Person, present: bool, *, item_id: int | None = None) -> forms.Move:
    """Return the form behind one button: "left" for somebody in the room, "came in" for somebody who is not."""
    deed = "depart" if present else "arrive"
    return forms.Move(people=[person], initial={"person": str(person.pk), "deed": deed, "item": item_id})


def _times(one: queries.Attending) -> str:
    return ", ".join(
        f"{localtime(spell.came_at):%H:%M} to {localtime(spell.left_at):%H:%M}"
        if spell.left_at
        else f"since {localtime(spell.came_at):%H:%M}"
        for spell in one.spells
    )


@allowed_to(anyone_signed_in)
@require_POST
def room(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that somebody came into the room or left it."""
    found = queries.get_meeting(pk, viewer=request.standing)
    day = clock.today()
    seated = [one.person for one in queries.attending(found, day=day)]
    form = forms.Move(request.POST, people=[*seated, *queries.who_may_come(day=day)])
    if form.is_valid():
        person, arrives = form.cleaned_data["person"], form.cleaned_data["deed"] == "arrive"
        deed = commands.arrive if arrives else commands.depart
        if done(form, lambda: deed(person, meeting=found, by=request.standing, at=clock.now())):
            messages.success(request, f"{person.name} {'is in the room' if arrives else 'has left the room'}.")
            item = form.cleaned_data["item"]
            return redirect("governance:item", item) if item else redirect("governance:meeting", pk)
    return page(request, "governance/room.html", form=form, meeting=found)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def come_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that somebody without a seat on the group came in."""
    found = queries.get_meeting(pk, viewer=request.standing)
    ruling = policies.may_minute(request.standing, found)
    people = queries.who_may_come(day=clock.today()) if ruling else []
    form = forms.ComeIn(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        person = form.cleaned_data["person"]
        if done(form, lambda: commands.arrive(person, meeting=found, by=request.standing, at=clock.now())):
            messages.success(request, f"{person.name} is in the room.")
            return redirect("governance:meeting", pk)
    return page(request, "governance/come_in.html", form=form, meeting=found, refusal=ruling.refusal)
