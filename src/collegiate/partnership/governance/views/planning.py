"""When groups meet: one meeting or a year of them planned, each called, moved, opened, closed or cancelled."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.definitions import terms
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import AgendaItem, Outcome, Stage
from collegiate.partnership.governance.views.meetings import day_of, groups_prepared_by

CANNOT_PLAN = "Only the clerk, the coordinator or a group’s chair can plan its meetings."


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting of a group."""
    groups = groups_prepared_by(request.standing)
    form = forms.Plan(request.POST if request.method == "POST" else None, groups=groups)
    if form.is_valid():
        given = form.cleaned_data
        starts_at = datetime.combine(given["on"], given["starts"], tzinfo=clock.LONDON)
        facts = {"starts_at": starts_at, "place": given["place"], "by": request.standing, "at": clock.now()}
        if kept := done(form, lambda: commands.plan_meeting(given["group"], **facts)):
            messages.success(
                request, f"A meeting of {given['group'].name} is planned. Call it when its agenda is ready."
            )
            return redirect("governance:meeting", kept.made.pk) if kept.made else redirect("governance:meetings")
    refusal = "" if groups else CANNOT_PLAN
    return page(request, "governance/plan.html", form=form, refusal=refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def plan_series(request: SignedInRequest) -> HttpResponse:
    """Plan a year's meetings: the rule stands in the address, its days are shown, and those that are ticked are planned."""
    groups = groups_prepared_by(request.standing)
    rule = forms.SeriesRule(request.GET or None, groups=groups)
    given = rule.cleaned_data if rule.is_valid() else None
    proposed = (
        queries.days_of_a_series(
            given["first_on"], every_weeks=given["weeks"], until_on=given["until_on"], terms=terms()
        )
        if given
        else []
    )
    form = forms.PlanSeries(request.POST if request.method == "POST" else None, days=proposed)
    if given and form.is_valid():
        starts = [datetime.combine(day, given["starts"], tzinfo=clock.LONDON) for day in form.chosen()]
        facts = {"starts": starts, "place": given["place"], "by": request.standing, "at": clock.now()}
        if done(form, lambda: commands.plan_series(given["group"], **facts)):
            messages.success(request, f"{len(starts)} meetings of {given['group'].name} are planned.")
            return redirect("governance:meetings")
    return page(
        request,
        "governance/plan_series.html",
        form=form if proposed else None,
        rule=rule,
        faults=[sentence for errors in rule.errors.values() for sentence in errors] if rule.is_bound else [],
        proposed=proposed,
        given=given,
        refusal="" if groups else CANNOT_PLAN,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a meeting, with the notice its group gives or the reason why not."""
    found = queries.get_meeting(pk, viewer=request.standing)
    form = forms.Call(request.POST if request.method == "POST" else None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: commands.call(found, because=because, by=request.standing, at=clock.now())):
            messages.success(request, f"The meeting of {found.group.name} is called.")
            return redirect("governance:meeting", pk)
    ruling = policies.may_move(request.standing, found, Stage.CALLED)
    notice = queries.terms_in_force(found.group).notice_days
    return page(
        request,
        "governance/call.html",
        form=form,
        meeting=found,
        notice=notice,
        left=(day_of(found) - clock.today()).days,
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def reschedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a meeting to another time or place."""
    found = queries.get_meeting(pk, viewer=request.standing)
    form = forms.Reschedule(request.POST if request.method == "POST" else None, row=found)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("place", "because", "version")}
        deed = {**facts, "starts_at": form.starts_at(), "by": request.standing, "at": clock.now()}
        if done(form, lambda: commands.reschedule(found, **deed)):
            messages.success(request, f"{found.group.name} now meets then, and calendars that follow it will say so.")
            return redirect("governance:meeting", pk)
    ruling = policies.may_reschedule(
        request.standing, found, starts_at=datetime.max.replace(tzinfo=clock.LONDON), now=clock.now(), because="asked"
    )
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Move this meeting",
        caption=found.group.name,
        intro="Whoever was called is told when and where it is now, and why.",
        button="Move this meeting",
        back=reverse("governance:meeting", args=[pk]),
        refusal="" if form.is_bound else ruling.refusal,
    )


MOVES = {
    Stage.IN_PROGRESS: (commands.open_meeting, "Open", "is open", "Who comes in and what is decided can be recorded while it is open."),
    Stage.CLOSED: (commands.close, "Close", "is closed", "Nothing more can be decided at a closed meeting, and everybody still in the room leaves it."),
    Stage.CANCELLED: (commands.cancel, "Cancel", "is cancelled", "It stays in the list and in calendars as cancelled. Its items wait in the backlog for another meeting."),
}  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, pk: int, to: Stage) -> HttpResponse:
    """Open, close or cancel a meeting."""
    found = queries.get_meeting(pk, viewer=request.standing)
    deed, verb, now_is, what_follows = MOVES[to]
    ruling = policies.may_move(request.standing, found, to)
    items = [one.item for one in queries.agenda(found) if ruling and one.item.outcome == Outcome.OPEN]
    form = _asked(to, request.POST if request.method == "POST" else None, items)
    if form.is_valid() and done(form, lambda: deed(found, **form.given(), by=request.standing, at=clock.now())):
        messages.success(request, f"The meeting of {found.group.name} {now_is}.")
        return redirect("governance:meeting", pk)
    return page(
        request,
        "governance/move.html",
        form=form,
        meeting=found,
        verb=verb,
        what_follows=what_follows,
        left=[item for item in items if queries.is_waiting(item)] if to == Stage.CLOSED else [],
        kind="warning" if to == Stage.CANCELLED else "",
        refusal=ruling.refusal,
    )


def _asked(to: Stage, sent: Any, items: list[AgendaItem]) -> Once:
    """Return what is asked before a meeting is opened, closed or cancelled."""
    if to == Stage.CLOSED:
        return forms.Close(sent, items=[item for item in items if not queries.is_waiting(item)])
    return forms.Cancel(sent) if to == Stage.CANCELLED else Once(sent)
