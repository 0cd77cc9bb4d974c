"""Pages of Achievement Teams: my teams, a team, a cycle one step at a time, and all schools together."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Tag, TagKind
from collegiate.foundation.ui.forms import Versioned
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.achievement_teams import commands, forms, policies, queries
from collegiate.improvement.achievement_teams.models import Band, Cycle, Stage
from collegiate.partnership.members import queries as members
from collegiate.values import CannotSay, Role

KINDS: dict[str, TagKind] = {Stage.CLOSED: "kept", Stage.ABANDONED: "quiet"}


@allowed_to(anyone_signed_in)
@require_safe
def teams(request: SignedInRequest) -> HttpResponse:
    """List the teams the viewer is in, or is head teacher of."""
    return page(
        request,
        "achievement_teams/teams.html",
        teams=queries.teams(viewer=request.standing),
        may_form=bool(request.standing.holds(Role.HEAD_TEACHER)),
    )


@allowed_to(anyone_signed_in)
@require_safe
def together(request: SignedInRequest) -> HttpResponse:
    """Show what teams of all schools came to together."""
    found = queries.summed()
    chart = (
        None if isinstance(found, CannotSay) else _chart(found.counts, "Pupils in each band, over all schools’ teams")
    )
    return page(request, "achievement_teams/together.html", found=found, chart=chart, said=isinstance(found, CannotSay))


def _chart(counts: queries.Counts, title: str) -> Bar:
    series = [counts.before, counts.after] if sum(counts.after) else [counts.before]
    marks = tuple(
        Mark(band.label, pupils[place], series=number)
        for place, band in enumerate(Band)
        for number, pupils in enumerate(series)
    )
    return Bar(title, marks, unit="pupils", series=("Before", "After")[: len(series)], label="Band")


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def form_team(request: SignedInRequest) -> HttpResponse:
    """Form a team of a school."""
    own = request.standing.organisations(Role.HEAD_TEACHER)
    organisations = [one for one in members.schools(day=clock.today()) if one.pk in own]
    staff = members.acting_for(own, roles=[Role.STAFF], day=clock.today())
    form = forms.FormTeam(
        request.POST or None, organisations=organisations, staff=staff, initial={"starts_on": clock.today()}
    )
    if form.is_valid():
        given = form.cleaned_data

        def make() -> None:
            commands.form_team(
                given["name"],
                organisation=form.organisations[given["organisation"]],
                facilitator=form.staff[given["facilitator"]],
                members=[form.staff[key] for key in given["members"]],
                starts_on=given["starts_on"],
                by=request.standing,
                at=clock.now(),
            )

        if done(form, make):
            messages.success(request, f"{given['name']} is formed.")
            return redirect("achievement_teams:teams")
    return page(
        request, "ui/deed_page.html", form=form, title="Who is in the new team?", button="Form this team",
        back=reverse("achievement_teams:teams"), refusal="" if own else "Only a school’s head teacher can form a team here.",
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_safe
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a team with its cycles."""
    found = queries.get_team(pk, viewer=request.standing)
    cycles = queries.cycles(found)
    return page(
        request,
        "achievement_teams/team.html",
        team=found,
        cycles=[(one, Tag(one.get_stage_display(), KINDS.get(one.stage, "waiting"))) for one in cycles],
        refusal=policies.may_work(request.standing, found).refusal,
        is_running=bool(cycles and cycles[0].closed_at is None),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start a team's next cycle."""
    found = queries.get_team(pk, viewer=request.standing)
    form = forms.Start(request.POST or None, strands=list(strands().values()))
    if form.is_valid():
        given = form.cleaned_data

        def begin() -> None:
            commands.start_cycle(
                found,
                strand=given["strand"],
                question=given["question"],
                instrument=given["instrument"],
                before=forms.given_counts(given),
                started_on=clock.today(),
                by=request.standing,
                at=clock.now(),
            )

        if done(form, begin):
            messages.success(request, "The cycle has begun. Say next what the evidence says.")
            return redirect("achievement_teams:team", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What does the team ask this time?", caption=found.name,
        button="Start this cycle", back=reverse("achievement_teams:team", args=[pk]),
        intro="Counts only, never a name. They stay with the team and its head teacher.",
        refusal=policies.may_work(request.standing, found).refusal,
    )  # fmt: skip


STEPS: dict[str, tuple[type[Versioned], str, str]] = {
    Stage.EVIDENCE: (forms.Evidence, "Go on to the goal", "What the evidence says is kept."),
    Stage.GOAL: (forms.Goal, "Begin to try it", "The goal and the strategy are kept."),
    Stage.TRYING: (forms.Close, "Close this cycle", "The cycle is closed."),
}


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def cycle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a cycle, and its next step to those who may take it."""
    found = queries.get(pk, viewer=request.standing)
    refusal = policies.may_work(request.standing, found.team).refusal
    form: Any = None
    if found.stage in STEPS and not refusal:
        kind, _, message = STEPS[found.stage]
        form = kind(request.POST or None, row=found)
        if form.is_valid() and done(form, _step(request, found, form.cleaned_data)):
            messages.success(request, message)
            return redirect("achievement_teams:cycle", pk)
    counts = queries.counts_of(found)
    return page(
        request,
        "achievement_teams/cycle.html",
        form=form,
        button=STEPS[found.stage][1] if found.stage in STEPS else "",
        cycle=found,
        chart=_chart(counts, f"{counts.pupils} pupils by band"),
        strand=strands()[found.strand].name if found.strand in strands() else found.strand,
        tag=Tag(found.get_stage_display(), KINDS.get(found.stage, "waiting")),
        refusal=refusal if found.stage in STEPS else "",
    )


def _step(request: SignedInRequest, cycle: Cycle, given: dict[str, Any]) -> Callable[[], object]:
    """Return the deed that is a cycle's next step."""
    who = {"by": request.standing, "at": clock.now(), "version": given["version"]}
    if cycle.stage == Stage.EVIDENCE:
        return lambda: commands.state_evidence(cycle, statement=given["evidence_statement"], **who)
    if cycle.stage == Stage.GOAL:
        return lambda: commands.set_goal(
            cycle, goal=given["goal"], strategy=given["strategy"], retest_on=given["retest_on"], **who
        )
    return lambda: commands.close_cycle(
        cycle,
        after=forms.given_counts(given),
        outcome=given["outcome"],
        keep=given["keep"],
        learning=given["learning"],
        why_different=given["why_different"],
        **who,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def give_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a cycle up."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.GiveUp(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.abandon_cycle(
            found, because=form.cleaned_data["because"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, "The cycle is given up. What you learned is kept.")
        return redirect("achievement_teams:team", found.team_id)
    return page(
        request, "ui/deed_page.html", form=form, title="Give this cycle up?", caption=found.question, button="Give it up",
        back=reverse("achievement_teams:cycle", args=[pk]),
        refusal=policies.may_move(request.standing, found, found.team, Stage.ABANDONED).refusal,
    )  # fmt: skip
