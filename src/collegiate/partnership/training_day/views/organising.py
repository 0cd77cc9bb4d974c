"""Planning a day, and the board on which the organisers see how full it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.training_day import commands, forms, policies, queries
from collegiate.partnership.training_day.models import MOVES, Day, Stage

Deed = Callable[..., object]

MOVE: dict[Stage, tuple[Deed, str, str, str]] = {
    Stage.WISHES_OPEN: (
        commands.open_wishes,
        "Open wishes",
        "Everybody in the partnership can then see the programme and wish for three sessions.",
        "Wishes for {} are open.",
    ),
    Stage.ALLOCATED: (
        commands.allocate,
        "Give the places",
        "Places are given by the wishes: all first wishes in the order in which they came, then second, then third. "
        "No more wishes can be made after that, but people can take places that are free.",
        "The places of {} are given.",
    ),
    Stage.PUBLISHED: (
        commands.publish,
        "Send out the timetables",
        "Everybody who has a place is told, on their own page and by mail if they want that.",
        "The timetables of {} are out.",
    ),
    Stage.CLOSED: (
        commands.close_day,
        "Say that the day is over",
        "Nobody can take or give up a place after that.",
        "{} is over.",
    ),
}


@allowed_to(policies.may_organise)
@require_safe
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show rooms by slots, and how full each is."""
    day = queries.get(pk, viewer=request.standing)
    following = [(stage, MOVE[stage][1]) for stage in sorted(MOVES[Stage(day.stage)])]
    return page(
        request,
        "training_day/board.html",
        day=day,
        board=queries.board(day),
        following=following,
        may_change=policies.may_change(request.standing, day),
    )


@allowed_to(policies.may_organise)
@require_http_methods(["GET", "POST"])
def set_day(request: SignedInRequest) -> HttpResponse:
    """Set a training day."""
    form = forms.SetDay(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: commands.set_day(
            form.cleaned_data["name"],
            on=form.cleaned_data["on"],
            place=form.cleaned_data["place"],
            by=request.standing,
            at=clock.now(),
        ),
    ):
        messages.success(request, f"{form.cleaned_data['name']} is set. Add its slots, rooms and sessions.")
        return redirect("training_day:days")
    return page(request, "training_day/set_day.html", form=form)


@allowed_to(policies.may_organise)
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, pk: int, to: str) -> HttpResponse:
    """Move a day to its next stage, once its organiser has read what that means."""
    day = queries.get(pk, viewer=request.standing)
    if to not in MOVE:
        raise Http404
    deed, button, meaning, words = MOVE[Stage(to)]
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: deed(day, by=request.standing, at=clock.now())):
        messages.success(request, words.format(day.name))
        return redirect("training_day:board", pk)
    refusal = "" if form.is_bound else policies.may_move(request.standing, day, Stage(to)).refusal
    return page(request, "training_day/move.html", form=form, day=day, button=button, meaning=meaning, refusal=refusal)


@allowed_to(policies.may_organise)
@require_http_methods(["GET", "POST"])
def add_slot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a part of the day."""
    form = forms.AddSlot(request.POST if request.method == "POST" else None)
    return _add(request, pk, form, commands.add_slot, "Add a slot", "The slot is added.", lambda: form.cleaned_data)


@allowed_to(policies.may_organise)
@require_http_methods(["GET", "POST"])
def add_room(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a room."""
    form = forms.AddRoom(request.POST if request.method == "POST" else None)
    return _add(request, pk, form, commands.add_room, "Add a room", "The room is added.", lambda: form.cleaned_data)


@allowed_to(policies.may_organise)
@require_http_methods(["GET", "POST"])
def add_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a session."""
    here = queries.board(queries.get(pk, viewer=request.standing))
    form = forms.AddSession(
        request.POST if request.method == "POST" else None, slots=here.slots, rooms=[row.room for row in here.rows]
    )
    return _add(request, pk, form, commands.add_session, "Add a session", "The session is added.", form.facts)


def _add(
    request: SignedInRequest,
    pk: int,
    form: Any,
    deed: Deed,
    title: str,
    words: str,
    facts: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Show a form that adds something to a day; once it is sent, do it and go back to the board."""
    day = queries.get(pk, viewer=request.standing)
    if form.is_valid() and done(form, lambda: _do(deed, day, facts(), request, clock.now())):
        messages.success(request, words)
        return redirect("training_day:board", pk)
    refusal = "" if form.is_bound else policies.may_change(request.standing, day).refusal
    return page(request, "training_day/add.html", form=form, day=day, heading=title, refusal=refusal)


def _do(deed: Deed, day: Day, facts: dict[str, Any], request: SignedInRequest, at: datetime) -> object:
    said = {name: value for name, value in facts.items() if name != "once"}
    return deed(day, **said, by=request.standing, at=at)
