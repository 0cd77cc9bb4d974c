"""Meetings: the list, planning and calling, one meeting with its agenda."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table, Tag
from collegiate.foundation.ui.pages import page
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import Meeting, Stage
from collegiate.partnership.governance.views.room import rows_of
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Group, GroupKind
from collegiate.values import Standing

ON_A_PAGE = 50
MEET = [GroupKind.STRATEGIC, GroupKind.TASK, GroupKind.HEAD_FORUM, GroupKind.ADVISERS, GroupKind.PANEL]
KINDS = {
    Stage.PLANNED: "waiting",
    Stage.IN_PROGRESS: "waiting",
    Stage.CLOSED: "waiting",
    Stage.AGREED: "kept",
    Stage.CANCELLED: "quiet",
}


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


@dataclass(frozen=True, slots=True)
class Line:
    """An item of an agenda as somebody sees it: `leave` is why they must leave for it, `hidden` that it is confidential."""

    timed: queries.TimedItem
    leave: str
    hidden: bool = False


@allowed_to(anyone_signed_in)
@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a meeting: its agenda with times, who is in the room, and what can be done with it."""
    standing = request.standing
    found = queries.get_meeting_to_show(pk, viewer=standing)
    shown = queries.meeting_page(found, viewer=standing, day=day_of(found))
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
    knows = policies.may_know_of(standing, found.group)
    may_add = bool(policies.may_put_on(standing, found))
    if may_add and found.stage in (Stage.PLANNED, Stage.CALLED):
        moves.insert(-1, ("Move this meeting", reverse("governance:reschedule", args=[pk]), "secondary"))
    return page(
        request,
        "governance/meeting.html",
        meeting=found,
        tag=stage_tag(found),
        lines=[
            Line(one, shown.leave.get(one.item.pk, ""), hidden=one.item.is_confidential and not knows)
            for one in shown.agenda
        ],
        rows=rows_of(shown.people, meeting=found, standing=standing),
        present=sum(one.present for one in shown.people),
        moves=moves,
        began=found.stage in (Stage.IN_PROGRESS, Stage.CLOSED, Stage.AGREED),
        may_minute=bool(policies.may_minute(standing, found)),
        ahead=shown.ahead,
        may_add=may_add,
        ready=shown.ready,
    )


def day_of(meeting: Meeting) -> date:
    """Return the day in London on which a meeting starts."""
    return localtime(meeting.starts_at).date()
