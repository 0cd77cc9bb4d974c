"""Levels of support: the list, one with its reasons, proposing, contesting, answering, agreeing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import SupportLevel
from collegiate.definitions import levels as known_levels
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.needs import commands, forms, policies, queries
from collegiate.improvement.needs.commands import Reason
from collegiate.improvement.needs.models import Level, LevelStage
from collegiate.improvement.needs.queries import Order
from collegiate.improvement.needs.views.words import WHO_SEES, level_name, level_tag
from collegiate.values import CannotSay, Ruling

ORDERS: dict[Order, str] = {"name": "School", "stage": "Stage", "date": "From"}


@allowed_to(anyone_signed_in)
@require_safe
def levels(request: SignedInRequest) -> HttpResponse:
    """List the levels that stand, as far as I may see them: by name, date or stage, and never ranked."""
    form = forms.WhichLevels(request.GET)
    stage = form.cleaned_data["stage"] if form.is_valid() else ""
    order: Order = next((one for one in ORDERS if one == request.GET.get("order")), "name")
    found = queries.levels(viewer=request.standing, order=order, stage=stage)
    rows = [
        [
            Link(str(level.organisation), reverse("needs:level", args=[level.pk])),
            level_name(level),
            level_tag(level),
            level.from_on,
            level.review_on,
        ]
        for level in found
    ]
    return page(
        request,
        "needs/levels.html",
        table=Table("Levels of support", _columns(order, stage), rows, quiet_caption=True, stack=True),
        filters=form,
        chosen=bool(stage),
        summary=_summary(found),
    )


def _columns(order: Order, stage: str) -> list[Column]:
    def sorts(by: Order) -> Column:
        way: Any = ("descending" if by == "date" else "ascending") if by == order else ""
        return Column(ORDERS[by], sort_url=f"?order={by}&stage={stage}", sorted=way)

    return [sorts("name"), Column("Level"), sorts("stage"), sorts("date"), Column("Reviewed on")]


def _summary(found: list[Level]) -> str:
    """Return how many schools have agreed each level and how many are still talking, in a sentence."""
    counts = [
        (
            f"agreed {level.name.lower()} support",
            sum(one.level == code and one.stage == LevelStage.AGREED for one in found),
        )
        for code, level in known_levels().items()
    ]
    counts += [
        ("been proposed a level", sum(one.stage == LevelStage.PROPOSED for one in found)),
        ("contested theirs", sum(one.stage == LevelStage.CONTESTED for one in found)),
    ]
    said = [f"{n} {'school has' if n == 1 else 'schools have'} {words}" for words, n in counts if n]
    return f"{'; '.join(said)}." if said else "No level of support has been proposed yet."


@allowed_to(anyone_signed_in)
@require_safe
def level(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a level with each reason, what the school said and was answered, and what may be done."""
    found = queries.level(pk, viewer=request.standing)
    return page(
        request,
        "needs/level.html",
        level=found,
        name=level_name(found),
        tag=level_tag(found),
        meaning=_meaning(found),
        reasons=_reasons(found),
        who_sees=WHO_SEES,
        stages=LevelStage,
        may_agree=policies.may_agree(request.standing, found),
        may_contest=policies.may_contest(request.standing, found),
        may_answer=policies.may_answer_contest(request.standing, found),
    )


def _meaning(level: Level) -> SupportLevel | None:
    return known_levels().get(level.level)


def _reasons(level: Level) -> Table:
    rows = [
        [
            reason.sentence,
            _added(reason.contribution, reason.maximum),
            "" if reason.maximum is None else f"{float(reason.maximum):g}",
        ]
        for reason in level.reasons.all()
    ]
    columns = [Column("Reason"), Column("Adds", numeric=True), Column("At most", numeric=True)]
    return Table("Reasons for this level", columns, rows, quiet_caption=True, stack=True)


def _added(contribution: Any, maximum: Any) -> Any:
    if contribution is not None:
        return f"{contribution:.1f}"
    return "" if maximum is None else CannotSay("The figure is not known.")


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a level of support to a school, with each reason."""
    organisation = queries.seen_school(pk, viewer=request.standing)
    case = queries.case_for(organisation, viewer=request.standing)
    on_the_table = queries.on_the_table(organisation, viewer=request.standing)
    form = forms.LevelForm(
        request.POST if request.method == "POST" else None,
        reasons=[(reason.key, reason.sentence) for reason in case.reasons],
        ticked=[reason.key for reason in case.reasons if reason.contribution],
        suggested=case.level,
        from_on=clock.today(),
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("level", "end_test", "from_on", "review_on")}
        reasons = _chosen(case, form)
        if done(
            form,
            lambda: commands.propose_level(organisation, reasons=reasons, **given, by=request.standing, at=clock.now()),
        ):
            messages.success(
                request,
                f"{known_levels()[given['level']].name} support is proposed to {organisation}, with its reasons.",
            )
            return redirect("needs:school", pk)
    ruling = policies.may_propose(request.standing, organisation, on_the_table)
    return page(
        request,
        "needs/propose.html",
        form=form,
        organisation=organisation,
        case=case,
        suggested=known_levels().get(case.level),
        percent=None if isinstance(case.share, CannotSay) else round(100 * case.share),
        refusal="" if form.is_bound else ruling.refusal,
    )


def _chosen(case: queries.Case, form: forms.LevelForm) -> list[Reason]:
    ticked = set(form.cleaned_data.get("reasons", []))
    reasons = [
        Reason(one.sentence, one.indicator, one.contribution, one.maximum, one.need)
        for one in case.reasons
        if one.key in ticked
    ]
    own = form.cleaned_data["own_reason"].strip()
    return [*reasons, Reason(own)] if own else reasons


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def contest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why my school disagrees with a level."""
    return _say(
        request,
        pk,
        label="Why do you disagree?",
        hint="In your own words. The coordinator answers before anything goes on.",
        title="Contest this level of support",
        button="Contest this level",
        ruling=policies.may_contest,
        do=lambda found, text: commands.contest_level(found, text=text, by=request.standing, at=clock.now()),
        confirmation="You have contested {level} support. The partnership owes you an answer.",
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer what a school said against a level."""
    return _say(
        request,
        pk,
        label="What do you answer?",
        hint="Say what you changed, or why not. You can propose another level afterwards.",
        title="Answer what the school said",
        button="Send this answer",
        ruling=policies.may_answer_contest,
        do=lambda found, text: commands.answer_contest(found, answer=text, by=request.standing, at=clock.now()),
        confirmation="{school} has its answer. {level} support is proposed again.",
    )


def _say(
    request: SignedInRequest,
    pk: int,
    *,
    label: str,
    hint: str,
    title: str,
    button: str,
    ruling: Callable[[Any, Level], Ruling],
    do: Callable[[Level, str], object],
    confirmation: str,
) -> HttpResponse:
    """Answer a page on which somebody writes a few words about a level."""
    found = queries.level(pk, viewer=request.standing)
    form = forms.WordsForm(request.POST if request.method == "POST" else None, label=label, hint=hint)
    if form.is_valid() and done(form, lambda: do(found, form.cleaned_data["text"])):
        messages.success(request, confirmation.format(level=level_name(found), school=found.organisation))
        return redirect("needs:level", pk)
    return page(
        request,
        "needs/words.html",
        form=form,
        title=title,
        button=button,
        back=reverse("needs:level", args=[pk]),
        here=f"{level_name(found)} support for {found.organisation}",
        refusal="" if form.is_bound else ruling(request.standing, found).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree a level for my school."""
    found = queries.level(pk, viewer=request.standing)
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: commands.agree_level(found, by=request.standing, at=clock.now())):
        messages.success(request, f"{level_name(found)} support for {found.organisation} is agreed.")
        return redirect("needs:level", pk)
    return page(
        request,
        "needs/agree.html",
        form=form,
        level=found,
        name=level_name(found),
        meaning=_meaning(found),
        refusal="" if form.is_bound else policies.may_agree(request.standing, found).refusal,
    )
