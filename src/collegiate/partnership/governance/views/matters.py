"""What groups have still to deal with: the backlog, what is proposed, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import ItemPurpose, Matter, MatterStage


@allowed_to(anyone_signed_in)
@require_safe
def backlog(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a group has still to deal with: proposals that wait for an answer, the backlog, and what was settled."""
    group = queries.get_group(pk)
    found = queries.backlog(group, viewer=request.standing)
    acts = bool(policies.may_prepare(request.standing, group))
    return page(
        request,
        "governance/backlog.html",
        group=group,
        found=found,
        proposed=_table("Proposed", found.proposed, acts=acts),
        waiting=_table("In the backlog", found.waiting, acts=acts),
        settled=_settled(found.settled),
        propose=policies.may_propose(
            request.standing, group, on_behalf_of=next(iter(queries.proposing_groups(request.standing)), None)
        ),
    )


def _table(caption: str, matters: list[Matter], *, acts: bool) -> Table | None:
    rows = [
        [one.title, one.get_purpose_display(), where_from(one), one.why or one.because or "", *([_acts(one)] * acts)]
        for one in matters
    ]
    columns = ["What about", "Asked of the group", "Where it is from", "Why", *(["Answer"] * acts)]
    return Table(caption, list(map(Column, columns)), rows, quiet_caption=True) if rows else None


def where_from(matter: Matter) -> str:
    """Return where a matter is from: who proposed it, for which group, the meeting it is left over from, or a decision."""
    if matter.about is not None and matter.from_item is None:
        return f"Decision {matter.about.reference} comes back"
    if matter.from_item is not None:
        return f"Left over from {day(matter.from_item.meeting.starts_at)}"
    who = matter.proposed_by.name if matter.proposed_by else ""
    whom = f" for {matter.on_behalf_of.name}" if matter.on_behalf_of else ""
    return f"Proposed by {who}{whom}"


def _acts(matter: Matter) -> list[Link]:
    ways = [("Put on an agenda", "take_up")]
    ways += [("Keep waiting", "keep_waiting")] if matter.stage == MatterStage.PROPOSED else []
    ways += [("Do not take up", "drop")] if matter.about is None else []
    return [
        Link(words, reverse(f"governance:{name}", args=[matter.pk]), hidden=f": {matter.title}") for words, name in ways
    ]


def _settled(matters: list[Matter]) -> Table | None:
    rows = [[one.title, where_from(one), _became(one), one.settled_at] for one in matters]
    columns = [Column(name) for name in ("What about", "Where it is from", "What became of it", "When")]
    return Table("Settled", columns, rows, quiet_caption=True) if rows else None


def _became(matter: Matter) -> Any:
    item = matter.taken_up_as
    if item is None:
        return f"Not taken up: {matter.because}"
    return Link(f"On the agenda of {day(item.meeting.starts_at)}", reverse("governance:item", args=[item.pk]))


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose something for a group to deal with."""
    standing, group = request.standing, queries.get_group(pk)
    bringing = queries.proposing_groups(standing)
    form = forms.Propose(request.POST if request.method == "POST" else None, group=group, groups=bringing)
    if form.is_valid():
        facts: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("title", "why", "on_behalf_of")}
        purpose = ItemPurpose(form.cleaned_data["purpose"])
        if done(form, lambda: commands.propose(group, **facts, purpose=purpose, by=standing, at=clock.now())):
            messages.success(
                request, f"“{facts['title']}” is proposed. The clerk puts it on an agenda or says why it waits."
            )
            return redirect("governance:backlog", pk)
    ruling = policies.may_propose(standing, group, on_behalf_of=next(iter(bringing), None))
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="What should the group deal with?",
        caption=group.name,
        intro="The clerk puts it on an agenda, or into the backlog with the reason why it waits. You can see which.",
        button="Propose this",
        back=reverse("governance:backlog", args=[pk]),
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a matter on the agenda of one of its group's meetings."""
    standing, found = request.standing, queries.get_matter(pk, viewer=request.standing)
    meetings = queries.coming_meetings(found.group)
    form = forms.TakeUp(request.POST if request.method == "POST" else None, matter=found, meetings=meetings)
    if form.is_valid():
        meeting, minutes = form.cleaned_data["meeting"], form.cleaned_data["minutes"]
        facts = {"meeting": meeting, "minutes": minutes, "by": standing, "at": clock.now()}
        if done(form, lambda: commands.take_up(found, **facts)):
            messages.success(request, f"“{found.title}” is on the agenda.")
            return redirect("governance:meeting", meeting.pk)
    refusal = policies.may_settle(standing, found).refusal
    if not meetings and not refusal:
        refusal = f"No meeting of {found.group.name} is planned. Plan one first."
    return _answer(request, form, found, "Put it on which agenda?", "Put it on this agenda", refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def keep_waiting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposal into the backlog, with the reason why it waits."""
    found = queries.get_matter(pk, viewer=request.standing)
    form = forms.Waits(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {"because": form.cleaned_data["because"], "by": request.standing, "at": clock.now()}
        if done(form, lambda: commands.keep_waiting(found, **facts)):
            messages.success(request, f"“{found.title}” waits in the backlog.")
            return redirect("governance:backlog", found.group_id)
    refusal = policies.may_settle(request.standing, found).refusal
    return _answer(request, form, found, "Keep it waiting?", "Keep it in the backlog", refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a matter is not taken up, and why."""
    found = queries.get_matter(pk, viewer=request.standing)
    form = forms.Drops(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {"because": form.cleaned_data["because"], "by": request.standing, "at": clock.now()}
        if done(form, lambda: commands.drop(found, **facts)):
            messages.success(request, f"“{found.title}” is not taken up, and the backlog says why.")
            return redirect("governance:backlog", found.group_id)
    refusal = policies.may_drop(request.standing, found).refusal
    return _answer(request, form, found, "Not take it up?", "Do not take it up", refusal)


def _answer(request: SignedInRequest, form: Any, matter: Matter, title: str, button: str, refusal: str) -> HttpResponse:
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title=title,
        caption=f"{matter.group.name}: {matter.title}",
        intro=f"{where_from(matter)}. {matter.why or matter.because}",
        button=button,
        back=reverse("governance:backlog", args=[matter.group_id]),
        refusal="" if form.is_bound else refusal,
    )
