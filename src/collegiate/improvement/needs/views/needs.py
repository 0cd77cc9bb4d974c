"""Needs: all that I may see, one with its evidence, and a school's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.evidence import queries as evidence
from collegiate.improvement.needs import commands, forms, policies, queries
from collegiate.improvement.needs.models import Level, LevelStage, Need
from collegiate.improvement.needs.views.steps import steps_table
from collegiate.improvement.needs.views.words import STEPS_WHO_SEES, WHO_SEES, level_name, level_tag, need_tag
from collegiate.values import Role


@allowed_to(anyone_signed_in)
@require_safe
def needs(request: SignedInRequest) -> HttpResponse:
    """List the needs that wait for an answer, as far as I may see them."""
    form = forms.WhichStrand(request.GET)
    strand = form.cleaned_data["strand"] if form.is_valid() else ""
    found = queries.needs(viewer=request.standing, strand=strand)
    rows = [
        [
            Link(need.title, reverse("needs:need", args=[need.pk])),
            Link(str(need.organisation), need.organisation.get_absolute_url()),
            strands()[need.strand].name,
            need.raised_at.date(),
            need_tag(need),
        ]
        for need in found
    ]
    columns = [Column("Need"), Column("School"), Column("Strand"), Column("Raised on"), Column("Stage")]
    return page(
        request,
        "needs/needs.html",
        table=Table("Needs that wait for an answer", columns, rows, quiet_caption=True, stack=True),
        filters=form,
        chosen=bool(strand),
        found=len(found),
        schools=len({need.organisation_id for need in found}),
    )


@allowed_to(anyone_signed_in)
@require_safe
def school(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a school says of itself, what it needs and offers, and its level of support over time."""
    organisation = queries.seen_school(pk, viewer=request.standing)
    history = queries.history(organisation, viewer=request.standing)
    standing = [level for level in history if level.stage != LevelStage.REPLACED]
    sheets = queries.sheets_of(organisation, viewer=request.standing)
    on_the_table = next((level for level in standing if level.stage != LevelStage.AGREED), None)
    may_see_steps = policies.may_see_steps(request.standing, organisation.pk)
    steps, officer = queries.steps_of(organisation, viewer=request.standing), request.standing.holds(Role.LA_OFFICER)
    return page(
        request,
        "needs/school.html",
        organisation=organisation,
        who_sees=WHO_SEES,
        agreed=[(level, level_name(level)) for level in standing if level.stage == LevelStage.AGREED],
        on_the_table=[(on_the_table, level_name(on_the_table), level_tag(on_the_table))] if on_the_table else [],
        levels=_levels(history),
        needs=_needs(queries.needs_of(organisation, viewer=request.standing)),
        newest=sheets[0] if sheets else None,
        answers=queries.in_words(sheets[0]) if sheets else [],
        open=queries.open_round(),
        offers=queries.offers(day=clock.today(), organisation=organisation.pk),
        propose=policies.may_propose(request.standing, organisation, on_the_table),
        shows_steps=bool(steps or officer) or bool(may_see_steps and policies.is_maintained(organisation)),
        steps=steps_table(steps),
        steps_who_sees=STEPS_WHO_SEES,
        may_give=queries.may_give_step(organisation, viewer=request.standing) if officer else None,
        may_raise=policies.may_raise(request.standing, organisation),
    )


def _levels(history: list[Level]) -> Table | None:
    rows = [
        [
            Link(level_name(level), reverse("needs:level", args=[level.pk]), hidden=f"from {level.from_on}"),
            level_tag(level),
            level.from_on,
            level.until_on or "",
            level.review_on,
        ]
        for level in history
    ]
    columns = [Column("Level"), Column("Stage"), Column("From"), Column("Until"), Column("Reviewed on")]
    return Table("Levels of support over time", columns, rows, quiet_caption=True, stack=True) if rows else None


def _needs(found: list[Need]) -> Table | None:
    rows = [
        [
            Link(need.title, reverse("needs:need", args=[need.pk])),
            strands()[need.strand].name,
            need.raised_at.date(),
            need_tag(need),
        ]
        for need in found
    ]
    columns = [Column("Need"), Column("Strand"), Column("Raised on"), Column("Stage")]
    return Table("Needs of this school", columns, rows, quiet_caption=True, stack=True) if rows else None


@allowed_to(anyone_signed_in)
@require_safe
def need(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a need with what it rests on and what may be done about it."""
    found = queries.need(pk, viewer=request.standing)
    pieces = [piece.value for piece in found.evidence.all() if piece.value is not None]
    return page(
        request,
        "needs/need.html",
        need=found,
        tag=need_tag(found),
        strand=strands()[found.strand],
        who_sees=WHO_SEES,
        points=evidence.points_of(pieces, viewer=request.standing),
        findings=[piece.finding for piece in found.evidence.all() if piece.finding is not None],
        understand=policies.may_understand(request.standing, found),
        close=policies.may_close_need(request.standing, found),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def raise_need(request: SignedInRequest, pk: int) -> HttpResponse:
    """Raise a need of a school, with the figures it rests on."""
    organisation = queries.seen_school(pk, viewer=request.standing)
    values = {value.pk: value for value in evidence.values(organisation, viewer=request.standing)}
    points = evidence.points_of(values.values(), viewer=request.standing)
    figures = [
        (pk, f"{point.indicator.short}, {point.year}: {point.said}") for pk, point in zip(values, points, strict=True)
    ]
    form = forms.NeedForm(request.POST if request.method == "POST" else None, figures=figures)
    if form.is_valid() and done(
        form,
        lambda: commands.raise_need(
            organisation,
            strand=form.cleaned_data["strand"],
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            evidence=[values[pk] for pk in sorted(form.chosen())],
            round=queries.open_round(),
            by=request.standing,
            at=clock.now(),
        ),
    ):
        messages.success(request, f"“{form.cleaned_data['title']}” is raised.")
        return redirect("needs:school", organisation.pk)
    ruling = policies.may_raise(request.standing, organisation)
    return page(
        request,
        "needs/raise.html",
        form=form,
        organisation=organisation,
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def understand(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a need was talked through with the school."""
    found = queries.need(pk, viewer=request.standing)
    form = forms.WordsForm(
        request.POST if request.method == "POST" else None,
        label="What did you understand?",
        hint="In words that the school would agree with.",
    )
    if form.is_valid() and done(
        form,
        lambda: commands.understand_need(
            found, understanding=form.cleaned_data["text"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"“{found.title}” is understood.")
        return redirect("needs:need", pk)
    return page(
        request,
        "needs/words.html",
        form=form,
        title=f"Say that “{found.title}” is understood",
        button="Say that it is understood",
        back=reverse("needs:need", args=[pk]),
        here=found.title,
        refusal="" if form.is_bound else policies.may_understand(request.standing, found).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def close_need(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a need, saying why."""
    found = queries.need(pk, viewer=request.standing)
    form = forms.WordsForm(request.POST if request.method == "POST" else None, label="Why is it closed?")
    if form.is_valid() and done(
        form,
        lambda: commands.close_need(found, because=form.cleaned_data["text"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, f"“{found.title}” is closed.")
        return redirect("needs:need", pk)
    return page(
        request,
        "needs/words.html",
        form=form,
        title=f"Close “{found.title}”",
        button="Close this need",
        back=reverse("needs:need", args=[pk]),
        here=found.title,
        refusal="" if form.is_bound else policies.may_close_need(request.standing, found).refusal,
    )
