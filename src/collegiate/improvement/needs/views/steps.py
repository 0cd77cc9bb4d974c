"""Statutory steps, one by one, and which way the schools of the local authority travel."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import Indicator, statutory_steps
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.needs import commands, forms, policies, queries
from collegiate.improvement.needs.models import StatutoryStep
from collegiate.improvement.needs.views.words import STEPS_WHO_SEES, level_name, step_name, step_tag
from collegiate.values import CannotSay, counted

ON_A_PAGE = 25


def steps_table(found: list[StatutoryStep]) -> Table | None:
    """Return a school's steps with what became of each."""
    rows = [
        [
            Link(step_name(step), reverse("needs:step", args=[step.pk]), hidden=f"given on {in_words(step.given_on)}"),
            step.given_on,
            step.due_on,
            step_tag(step, clock.today()),
        ]
        for step in found
    ]
    columns = [Column("Step"), Column("Given on"), Column("To be done by"), Column("How it stands")]
    return Table("Statutory steps about this school", columns, rows, quiet_caption=True, stack=True) if rows else None


@allowed_to(anyone_signed_in)
@require_safe
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a statutory step: what is asked, by when, on which law, and how it ended."""
    found = queries.step(pk, viewer=request.standing)
    return page(
        request,
        "needs/step.html",
        step=found,
        name=step_name(found),
        kind=statutory_steps().kind(found.kind),
        tag=step_tag(found, clock.today()),
        who_sees=STEPS_WHO_SEES,
        may_close=policies.may_close_step(request.standing, found),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def give_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a statutory step about a school."""
    organisation = queries.seen_school(pk, viewer=request.standing)
    form = forms.StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "given_on", "asks", "due_on")}
        if done(form, lambda: commands.give_step(organisation, **given, by=request.standing, at=clock.now())):
            messages.success(
                request, f"The step is recorded. {organisation}’s head teacher is told that there is something to read."
            )
            return redirect("needs:school", pk)
    ruling = queries.may_give_step(organisation, viewer=request.standing)
    return page(
        request,
        "needs/give_step.html",
        form=form,
        organisation=organisation,
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def close_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what a school answered, and close the step."""
    found = queries.step(pk, viewer=request.standing)
    form = forms.CloseStepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("outcome", "answer")}
        if done(form, lambda: commands.close_step(found, **given, by=request.standing, at=clock.now())):
            messages.success(request, f"The step about {found.organisation} is closed.")
            return redirect("needs:step", pk)
    name = step_name(found)
    return page(
        request,
        "needs/words.html",
        form=form,
        title="Record the answer and close this step",
        button="Close this step",
        back=reverse("needs:step", args=[pk]),
        here=f"{name}: {found.organisation}",
        refusal="" if form.is_bound else policies.may_close_step(request.standing, found).refusal,
    )


@allowed_to(policies.may_see_own_schools)
@require_safe
def own_schools(request: SignedInRequest) -> HttpResponse:
    """List the local authority's schools by name: how much help each has, and which way that and its results go."""
    form = forms.WhichOwnSchools(request.GET)
    others = form.is_valid() and form.cleaned_data["which"] == forms.OTHERS
    every = queries.own_schools(viewer=request.standing, day=clock.today())
    found = [one for one in every if one.maintained != others]
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    maintained = sum(one.maintained for one in every)
    return page(
        request,
        "needs/own_schools.html",
        filters=form,
        others=others,
        maintained=counted(maintained, "maintained school"),
        how_many_others=len(every) - maintained,
        more=sum(not isinstance(one.help, CannotSay) and one.help > 0 for one in found),
        less=sum(not isinstance(one.help, CannotSay) and one.help < 0 for one in found),
        pages=shown,
        table=_own_schools(list(shown), queries.open_steps(viewer=request.standing), others=others),
    )


def _own_schools(found: list[queries.OwnSchool], steps: list[StatutoryStep], *, others: bool) -> Table:
    known = queries.results_compared()
    rows = [
        [
            Link(str(one.organisation), reverse("needs:school", args=[one.organisation.pk])),
            f"{level_name(one.level)}, since {in_words(one.level.from_on)}" if one.level else "None agreed",
            _help(one),
            *(_result(one, indicator) for indicator in known),
            *([] if others else [_open([each for each in steps if each.organisation_id == one.organisation.pk])]),
        ]
        for one in found
    ]
    columns = [Column("School"), Column("Level of support"), Column("Its direction")]
    columns += [Column(one.short) for one in known]
    columns += [] if others else [Column("Open statutory steps")]
    caption = "Academies and others" if others else "Maintained schools"
    return Table(caption, columns, rows, quiet_caption=True, stack=True)


def _help(one: queries.OwnSchool) -> Any:
    """Return in words whether a school has more help than before, or why that cannot be said."""
    if isinstance(one.help, CannotSay) or one.before is None:
        return one.help
    way = "More help" if one.help > 0 else "Less help" if one.help < 0 else "As much help"
    return f"{way} than before, which was {level_name(one.before).lower()}"


def _result(one: queries.OwnSchool, indicator: Indicator) -> Any:
    """Return in words which way a result has gone, with the first and the last figure and their years."""
    found = next((each for each in one.results if each.indicator == indicator), None)
    if found is None:
        return f"Not published for {one.organisation.get_phase_display().lower()} schools"
    if isinstance(found.way, CannotSay) or found.first is None or found.last is None:
        return found.way
    return f"{str(found.way).capitalize()}: {found.first.said} in {found.first.year}, {found.last.said} in {found.last.year}"


def _open(found: list[StatutoryStep]) -> str:
    return "; ".join(f"{step_name(one)}, due {in_words(one.due_on)}" for one in found) or "None"
