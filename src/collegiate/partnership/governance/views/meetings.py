"""Meetings: the list, planning and calling, one meeting with its agenda."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table, Tag
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import ItemPurpose, Meeting, Stage
from collegiate.partnership.governance.views.room import rows_of
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Group, GroupKind
from collegiate.values import Standing

ON_A_PAGE = 50
MEET = [GroupKind.STRATEGIC, GroupKind.TASK, GroupKind.HEAD_FORUM, GroupKind.ADVISERS, GroupKind.PANEL]
KINDS = {Stage.PLANNED: "waiting", Stage.IN_PROGRESS: "waiting", Stage.CLOSED: "quiet", Stage.CANCELLED: "quiet"}


@allowed_to(anyone_signed_in)
@require_safe
def meetings(request: SignedInRequest) -> HttpResponse:
    """List meetings, those to come before those that were."""
    found = queries.meetings(viewer=request.standing)
    now = clock.now()
    coming = [one for one in reversed(found) if one.stage not in policies.OVER and one.starts_at >= now]
    before = [one for one in found if one not in coming]
    shown = Paginator(before, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "governance/meetings.html",
        coming=_table("Meetings to come", coming) if coming else None,
        before=_table("Meetings that were", list(shown)) if before else None,
        pages=shown,
        many_coming=len(coming),
        many_before=len(before),
        may_plan=bool(groups_prepared_by(request.standing)),
    )


def _table(caption: str, found: list[Meeting]) -> Table:
    rows = [
        [
            Link(f"{one.group.name}", reverse("governance:meeting", args=[one.pk]), hidden=_day_words(one.starts_at)),
            one.starts_at,
            one.place,
            one.many,  # type: ignore[attr-defined]  # counted by the query
            stage_tag(one),
        ]
        for one in found
    ]
    columns = [Column("Group"), Column("When"), Column("Where"), Column("Items", numeric=True), Column("Stage")]
    return Table(caption, columns, rows, quiet_caption=True)


def _day_words(at: datetime) -> str:
    on = localtime(at)
    return f"on {on.day} {on:%B %Y}"


def stage_tag(meeting: Meeting) -> Tag:
    """Return how far a meeting has come, in words."""
    return Tag(meeting.get_stage_display(), KINDS.get(Stage(meeting.stage), ""))  # type: ignore[arg-type]


def groups_prepared_by(standing: Standing) -> list[Group]:
    """Return the groups whose meetings somebody may prepare."""
    groups = members.groups(day=clock.today(), kinds=MEET)
    return [one for one in groups if policies.may_prepare(standing, one)]


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting of a group."""
    groups = groups_prepared_by(request.standing)
    form = forms.Plan(request.POST if request.method == "POST" else None, groups=groups)
    made: list[Meeting] = []
    if form.is_valid():
        given = form.cleaned_data
        starts_at = datetime.combine(given["on"], given["starts"], tzinfo=clock.LONDON)
        facts = {"starts_at": starts_at, "place": given["place"], "by": request.standing, "at": clock.now()}
        if done(form, lambda: made.append(commands.plan_meeting(given["group"], **facts))):
            messages.success(
                request, f"A meeting of {given['group'].name} is planned. Call it when its agenda is ready."
            )
            return redirect("governance:meeting", made[0].pk) if made else redirect("governance:meetings")
    refusal = "" if groups else "Only the clerk, the coordinator or a group’s chair can plan its meetings."
    return page(request, "governance/plan.html", form=form, refusal=refusal)


@dataclass(frozen=True, slots=True)
class Line:
    """An item of an agenda as somebody sees it: `leave` is why they must leave for it."""

    timed: queries.TimedItem
    leave: str


@allowed_to(anyone_signed_in)
@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a meeting: its agenda with times, who is in the room, and what can be done with it."""
    standing = request.standing
    found = queries.get_meeting(pk, viewer=standing)
    day = _day_of(found)
    whys = queries.interests_at(found, person_id=standing.somebody, day=day)
    people = queries.attending(found, day=day)
    moves = [
        (words, reverse(f"governance:{name}", args=[pk]), kind)
        for to, words, name, kind in (
            (Stage.CALLED, "Call this meeting", "call", ""),
            (Stage.IN_PROGRESS, "Open this meeting", "open", ""),
            (Stage.CLOSED, "Close this meeting", "close", "secondary"),
            (Stage.CANCELLED, "Cancel this meeting", "cancel", "warning"),
        )
        if policies.may_move(standing, found, to)
    ]
    return page(
        request,
        "governance/meeting.html",
        meeting=found,
        tag=stage_tag(found),
        lines=[
            Line(one, whys[one.item.pk].you if one.item.pk in whys and whys[one.item.pk].leaves else "")
            for one in queries.agenda(found)
        ],
        rows=rows_of(people, meeting=found, standing=standing),
        present=sum(one.present for one in people),
        moves=moves,
        began=found.stage in (Stage.IN_PROGRESS, Stage.CLOSED),
        may_minute=bool(policies.may_minute(standing, found)),
        may_add=bool(policies.may_put_on(standing, found)),
    )


def _day_of(meeting: Meeting) -> date:
    return localtime(meeting.starts_at).date()


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
        left=(_day_of(found) - clock.today()).days,
        refusal="" if form.is_bound else ruling.refusal,
    )


MOVES = {
    Stage.IN_PROGRESS: (commands.open_meeting, "Open", "is open", "Who comes in and what is decided can be recorded while it is open."),
    Stage.CLOSED: (commands.close, "Close", "is closed", "Nothing more can be decided at a closed meeting, and everybody still in the room leaves it."),
    Stage.CANCELLED: (commands.cancel, "Cancel", "is cancelled", "A cancelled meeting stays in the list, and its items need another."),
}  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, pk: int, to: Stage) -> HttpResponse:
    """Open, close or cancel a meeting."""
    found = queries.get_meeting(pk, viewer=request.standing)
    deed, verb, now_is, what_follows = MOVES[to]
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: deed(found, by=request.standing, at=clock.now())):
        messages.success(request, f"The meeting of {found.group.name} {now_is}.")
        return redirect("governance:meeting", pk)
    ruling = policies.may_move(request.standing, found, to)
    return page(
        request,
        "governance/move.html",
        form=form,
        meeting=found,
        verb=verb,
        what_follows=what_follows,
        kind="warning" if to == Stage.CANCELLED else "",
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def add_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an item on a meeting's agenda."""
    standing = request.standing
    found = queries.get_meeting(pk, viewer=standing)
    form = forms.AddItem(request.POST if request.method == "POST" else None, papers=queries.papers(viewer=standing))
    if form.is_valid():
        given = form.cleaned_data
        facts = {name: given[name] for name in ("title", "minutes", "paper")}
        purpose = ItemPurpose(given["purpose"])
        if done(form, lambda: commands.add_item(found, **facts, purpose=purpose, by=standing, at=clock.now())):
            messages.success(request, f"“{given['title']}” is on the agenda.")
            return redirect("governance:meeting", pk)
    ruling = policies.may_put_on(standing, found)
    return page(
        request,
        "governance/add_item.html",
        form=form,
        meeting=found,
        refusal="" if form.is_bound else ruling.refusal,
    )
