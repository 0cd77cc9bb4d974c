"""Pages of briefs: written, taken to the groups, answered by a proposed agreement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import indicators, strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table, Tag
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.commissioning import commands, forms, policies, queries
from collegiate.improvement.commissioning.models import BriefStage
from collegiate.improvement.needs import queries as needs
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import GroupKind
from collegiate.values import Money

NOBODY_DECIDES = "There is no Strategic Group yet to decide on it."


@allowed_to(policies.may_see)
@require_safe
def briefs(request: SignedInRequest) -> HttpResponse:
    """List briefs."""
    found = queries.briefs(viewer=request.standing)
    rows = [
        [
            Link(line.brief.title, reverse("commissioning:brief", args=[line.brief.pk])),
            line.needs,
            line.brief.ceiling,
            Tag(line.brief.get_stage_display()),
        ]
        for line in found
    ]
    columns = [
        Column("Brief"),
        Column("Needs it answers", numeric=True),
        Column("At most", numeric=True),
        Column("Stage"),
    ]
    return page(
        request,
        "commissioning/briefs.html",
        table=Table("Briefs, the latest first", columns, rows, quiet_caption=True, stack=True),
        refusal=policies.may_write_brief(request.standing).refusal,
    )


@allowed_to(policies.may_write_brief)
@require_http_methods(["GET", "POST"])
def write_brief(request: SignedInRequest) -> HttpResponse:
    """Write a brief for needs."""
    charter = members.charter()
    form = forms.WriteBrief(
        request.POST or None,
        needs=queries.needs_to_answer(viewer=request.standing),
        strands=list(strands().values()),
        purposes=list(charter.purposes.all()) if charter else [],
    )
    if form.is_valid():
        given = form.cleaned_data

        def write() -> None:
            commands.write_brief(
                given["title"],
                strand=given["strand"],
                purpose_code=given["purpose"],
                outcomes=given["outcomes"],
                looked_at_first=given["looked_at_first"],
                ceiling=given["ceiling"],
                needs=form.chosen,
                by=request.standing,
                at=clock.now(),
            )

        if done(form, write):
            messages.success(request, f"The brief “{given['title']}” is written. Take it to the groups next.")
            return redirect("commissioning:briefs")
    return page(
        request, "ui/deed_page.html", form=form, title="What help is sought?", button="Write this brief",
        back=reverse("commissioning:briefs"), intro="A brief answers needs that schools raised and that were talked through with them.",
    )  # fmt: skip


@allowed_to(policies.may_see)
@require_safe
def brief(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a brief with the needs it answers."""
    found = queries.get_brief(pk, viewer=request.standing)
    answered = queries.needs_of(found)
    readable = needs.readable(answered, viewer=request.standing)
    return page(
        request,
        "commissioning/brief.html",
        brief=found,
        needs=[(one, one.pk in readable) for one in answered],
        strand=strands()[found.strand].name if found.strand in strands() else found.strand,
        offers=needs.offers(day=clock.today(), strand=found.strand) if found.stage == BriefStage.DRAFT else [],
        may_answer=bool(policies.may_answer_need(request.standing, found)),
        take_refusal=policies.may_take_to_groups(request.standing, found, needs=len(answered)).refusal,
        may_withdraw=bool(policies.may_withdraw_brief(request.standing, found, proposed=queries.is_proposed(found))),
        propose_refusal=policies.may_propose(request.standing, found, Money(0)).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def answer_need(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a draft brief answer one more need."""
    found = queries.get_brief(pk, viewer=request.standing)
    there = {need.pk for need in queries.needs_of(found)}
    everything = queries.needs_to_answer(viewer=request.standing)
    waiting = [one for one in everything if one.pk not in there]
    # What was sent may be answered by now, by the first of two clicks: the deed says so, or that it is done.
    form = forms.AnswerNeed(request.POST or None, needs=everything if request.POST else waiting)
    if form.is_valid():
        need = form.found[form.cleaned_data["need"]]
        if done(form, lambda: commands.answer_need(found, need=need, by=request.standing, at=clock.now())):
            messages.success(request, f"“{found.title}” answers “{need.title}” of {need.organisation} too.")
            return redirect("commissioning:brief", pk)
    nothing = (
        "" if waiting else "No other need waits: each that was talked through is answered, or this brief answers it."
    )
    return page(
        request, "ui/deed_page.html", form=form, title="Which need does this brief answer too?", caption=found.title,
        button="Answer this need", back=reverse("commissioning:brief", args=[pk]),
        intro="A brief answers needs that were talked through with their schools.",
        refusal=policies.may_answer_need(request.standing, found).refusal or nothing,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def take_to_groups(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a brief to the groups."""
    found = queries.get_brief(pk, viewer=request.standing)
    strategic = members.groups(day=clock.today(), kinds=[GroupKind.STRATEGIC])
    form = forms.Confirm(request.POST or None)
    if not strategic and form.is_valid():
        form.add_error(None, NOBODY_DECIDES)
    if form.is_valid() and done(
        form, lambda: commands.take_to_groups(found, group=strategic[0], by=request.standing, at=clock.now())
    ):
        messages.success(
            request, f"“{found.title}” is a paper now. The clerk puts it on the agendas of the groups that are asked."
        )
        return redirect("commissioning:brief", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Take this brief to the groups?", caption=found.title,
        button="Take it to the groups", back=reverse("commissioning:brief", args=[pk]),
        intro="Its needs join it, and a paper is written that the groups consider and the Strategic Group decides on.",
        refusal=policies.may_take_to_groups(request.standing, found, needs=len(queries.needs_of(found))).refusal
        or ("" if strategic else NOBODY_DECIDES),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def withdraw_brief(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw a brief, saying why."""
    found = queries.get_brief(pk, viewer=request.standing)
    form = forms.WithdrawBrief(request.POST or None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: commands.withdraw_brief(found, because=because, by=request.standing, at=clock.now())):
            messages.success(request, f"“{found.title}” is withdrawn. The needs it answered wait again.")
            return redirect("commissioning:brief", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Withdraw this brief?", caption=found.title,
        intro="It stays in the list as withdrawn, with your reason. The needs it answered wait again, and their schools are told.",
        button="Withdraw it", back=reverse("commissioning:brief", args=[pk]),
        refusal=policies.may_withdraw_brief(request.standing, found, proposed=queries.is_proposed(found)).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose the agreement that would answer a brief."""
    found = queries.get_brief(pk, viewer=request.standing)
    form = forms.Propose(
        request.POST or None,
        brief=found,
        providers=queries.possible_providers(day=clock.today()),
        schools=members.schools(day=clock.today()),
        indicators=list(indicators().values()),
        initial={"schools": [str(need.organisation_id) for need in queries.needs_of(found)]},
    )
    if form.is_valid():
        given = form.cleaned_data

        def put() -> None:
            commands.propose_agreement(
                given["title"],
                brief=found,
                provider=form.providers[given["provider"]],
                schools=[form.for_schools[key] for key in given["schools"]],
                price=given["price"],
                milestones=form.milestones,
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                indicator=given["indicator"],
                change_worth_paying=given["change_worth_paying"],
                why_chosen=given["why_chosen"],
                why_these_schools=given["why_these_schools"],
                by=request.standing,
                at=clock.now(),
            )

        if done(form, put):
            messages.success(request, f"{given['title']} is proposed. It waits for the Strategic Group.")
            return redirect("commissioning:waiting")
    return page(
        request, "ui/deed_page.html", form=form, title="On what terms would the help be given?", caption=found.title,
        button="Propose this agreement", back=reverse("commissioning:brief", args=[pk]),
        refusal=policies.may_propose(request.standing, found, Money(0)).refusal,
    )  # fmt: skip
