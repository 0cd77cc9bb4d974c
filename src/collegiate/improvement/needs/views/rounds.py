"""Rounds: which is open, opening and closing one, how far it has come, and a school's own sheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.needs import commands, forms, policies, queries
from collegiate.improvement.needs.views.words import answered_tag, level_words
from collegiate.partnership.members import queries as members


@allowed_to(anyone_signed_in)
@require_safe
def rounds(request: SignedInRequest) -> HttpResponse:
    """List the rounds, with the way to my school's sheet in each."""
    mine = queries.my_schools(viewer=request.standing)
    return page(
        request,
        "needs/rounds.html",
        rounds=queries.rounds(),
        open=queries.open_round(),
        mine=mine,
        may_keep=policies.may_keep_rounds(request.standing),
        may_see_all=policies.may_see_every_school(request.standing),
    )


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def open_round(request: SignedInRequest) -> HttpResponse:
    """Open a round."""
    form = forms.RoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "year", "opens_on", "closes_on")}
        if done(form, lambda: commands.open_round(**given, by=request.standing, at=clock.now())):
            messages.success(request, f"{given['name']} is open. Every school can answer.")
            return redirect("needs:rounds")
    return page(request, "needs/open_round.html", form=form)


@allowed_to(policies.may_see_every_school)
@require_safe
def overview(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how far a round has come: which schools have answered."""
    round = queries.round(pk)
    found = queries.overview(round, viewer=request.standing, day=clock.today())
    rows = [
        [
            Link(str(row.organisation), reverse("needs:school", args=[row.organisation.pk])),
            row.organisation.get_phase_display(),
            answered_tag(row.answered_at),
            row.needs,
            level_words(row.level),
        ]
        for row in found.rows
    ]
    columns = [
        Column("School"),
        Column("Phase"),
        Column("Sheet"),
        Column("Needs raised", numeric=True),
        Column("Level of support"),
    ]
    return page(
        request,
        "needs/overview.html",
        overview=found,
        table=Table(f"Schools in {round.name}", columns, rows, quiet_caption=True, stack=True),
        close=policies.may_close_round(request.standing, round),
    )


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def close_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a round."""
    round = queries.round(pk)
    found = queries.overview(round, viewer=request.standing, day=clock.today())
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: commands.close_round(round, by=request.standing, at=clock.now())):
        messages.success(request, f"{round.name} is closed. Its answers stay as they are.")
        return redirect("needs:round", pk)
    return page(
        request,
        "needs/close_round.html",
        form=form,
        overview=found,
        refusal="" if form.is_bound else policies.may_close_round(request.standing, round).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def sheet(request: SignedInRequest, pk: int, school: int) -> HttpResponse:
    """Answer a round for my school, beginning from last time's answers; or read what it answered."""
    organisation = members.get(school, viewer=request.standing)
    mine = queries.sheet_for(pk, organisation, viewer=request.standing)
    ruling = policies.may_answer(request.standing, mine.round, organisation)
    last = queries.last_sheet(mine.round, organisation)
    form = forms.SheetForm(request.POST if request.method == "POST" else None, row=mine, last=last)
    if form.is_valid() and done(
        form,
        lambda: commands.answer_round(
            mine.round,
            organisation=organisation,
            answers=form.answers(),
            version=form.cleaned_data["version"],
            by=request.standing,
            at=clock.now(),
        ),
    ):
        messages.success(
            request, f"{organisation}’s answers in {mine.round.name} are in. You can change them until it closes."
        )
        return redirect("needs:school", organisation.pk)
    return page(
        request,
        "needs/sheet.html",
        form=form,
        sheet=mine,
        last=last,
        answers=queries.in_words(mine),
        refusal="" if form.is_bound else ruling.refusal,
    )
