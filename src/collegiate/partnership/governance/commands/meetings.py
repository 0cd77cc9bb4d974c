"""Meetings from planned to closed: a year of them at once, each called, moved, opened, closed or cancelled."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.foundation.ui.showing import day, moment
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._deciding import leave_no_vote_behind
from collegiate.partnership.governance.commands._meetings import leave_to_the_backlog, locked, tell
from collegiate.partnership.governance.models import AgendaItem, Attendance, Meeting, Outcome, Stage
from collegiate.partnership.members.models import Group
from collegiate.values import Refused, Standing


class MeetsAlready(Refused):
    """The group meets on that day already."""


class NothingMoved(Refused):
    """The new time and place are those the meeting has."""


@deed
def plan_meeting(group: Group, *, starts_at: datetime, place: str, by: Standing, at: datetime) -> Meeting:
    """
    Plan a meeting of a group.

    :raises NotAllowed: if they may not prepare its meetings
    """
    policies.may_prepare(by, group).insist()
    meeting = Meeting.objects.create(group=group, starts_at=starts_at, place=place)
    note("governance.plan_meeting", subject=meeting, because=group, data={"starts_at": starts_at})
    return meeting


@deed
def plan_series(group: Group, *, starts: Sequence[datetime], place: str, by: Standing, at: datetime) -> list[Meeting]:
    """
    Plan a year's meetings of a group at once.

    :raises NotAllowed: if they may not prepare its meetings
    :raises MeetsAlready: if it meets on one of the days already; none is planned then
    """
    policies.may_prepare(by, group).insist()
    Group.objects.select_for_update().get(pk=group.pk)  # two plans for one year may be sent at once
    wanted = {localtime(one).date() for one in starts}
    for other in Meeting.objects.filter(group=group).exclude(stage=Stage.CANCELLED).order_by("starts_at"):
        if localtime(other.starts_at).date() in wanted:
            raise MeetsAlready(f"{group.name} meets on {day(other.starts_at)} already. Leave that day out.")
    planned = [plan_meeting(group, starts_at=one, place=place, by=by, at=at) for one in sorted(starts)]
    note("governance.plan_series", subject=group, data={"meetings": len(planned)})
    return planned


@deed
def call(meeting: Meeting, *, because: str = "", by: Standing, at: datetime) -> Meeting:
    """
    Call a meeting, with the notice its group asks for or the reason why not.

    :raises NotAllowed: if they may not, or the notice is short and no reason is given
    """
    meeting = locked(meeting)
    terms = queries.terms_in_force(meeting.group)
    policies.may_call(by, meeting, notice_days=terms.notice_days, today=localtime(at).date(), because=because).insist()
    meeting.stage, meeting.called_at, meeting.called_by_id = Stage.CALLED, at, by.somebody
    meeting.short_notice_because = because
    meeting.save(update_fields=["stage", "called_at", "called_by", "short_notice_because"])
    tell(meeting, "meets", because=because and f"At short notice because: {because}", agenda=True, by=by, at=at)
    note("governance.call", subject=meeting, data={"short_notice": bool(because)})
    return meeting


@deed
def reschedule(
    meeting: Meeting, *, starts_at: datetime, place: str, because: str = "", version: int, by: Standing, at: datetime
) -> Meeting:
    """
    Move a meeting to another time or place; once it was called, whoever sits on its group is told, and why.

    :raises NotAllowed: if they may not, it has begun, it would lie in the past, or it was called and no reason is given
    :raises Stale: if somebody changed it first
    :raises NothingMoved: if it is there and then already
    """
    meeting = locked(meeting)
    policies.may_reschedule(by, meeting, starts_at=starts_at, now=at, because=because).insist()
    must_match(meeting, version)
    if (meeting.starts_at, meeting.place) == (starts_at, place):
        raise NothingMoved("That is when and where it meets already.")
    was = meeting.starts_at
    meeting.starts_at, meeting.place, meeting.sequence = starts_at, place, meeting.sequence + 1
    meeting.save(update_fields=["starts_at", "place", "sequence", "version"])
    if meeting.stage == Stage.CALLED:
        tell(meeting, "now meets", because=f"It was to be on {moment(was)}. {because}", by=by, at=at)
    note("governance.reschedule", subject=meeting, data={"starts_at": starts_at, "sequence": meeting.sequence})
    return meeting


@deed
def open_meeting(meeting: Meeting, *, by: Standing, at: datetime) -> Meeting:
    """
    Open a meeting that was called.

    :raises NotAllowed: if they may not, or it was not called
    """
    meeting = locked(meeting)
    policies.may_move(by, meeting, Stage.IN_PROGRESS).insist()
    meeting.stage = Stage.IN_PROGRESS
    meeting.save(update_fields=["stage"])
    note("governance.open_meeting", subject=meeting)
    return meeting


@deed
def close(meeting: Meeting, *, not_reached: Collection[int] = (), by: Standing, at: datetime) -> Meeting:
    """
    Close a meeting: whoever is in the room leaves, and what was not dealt with falls to the group's backlog.

    Not dealt with is what was to be decided or advised on and was not, and the items named as `not_reached` by their keys.

    :raises NotAllowed: if they may not, or it is not in progress
    :raises AVoteIsOpen: if people are voting on one of its items
    """
    meeting = locked(meeting)
    policies.may_move(by, meeting, Stage.CLOSED).insist()
    inside = list(Attendance.objects.filter(meeting=meeting, left_at__isnull=True).order_by("pk"))
    for spell in inside:
        spell.left_at = max(at, spell.came_at)
    Attendance.objects.bulk_update(inside, ["left_at"])
    leave_no_vote_behind(meeting, because="The meeting ended before it was decided.", by=by, at=at)
    items = [one.item for one in queries.agenda(meeting) if one.item.outcome == Outcome.OPEN]
    left = [item for item in items if item.pk in not_reached or queries.is_waiting(item)]
    leave_to_the_backlog(left, meeting, because=f"The meeting on {day(meeting.starts_at)} did not come to it.")
    done = {item.pk for item in items} - {item.pk for item in left}
    AgendaItem.objects.filter(pk__in=done).update(outcome=Outcome.DONE)
    meeting.stage, meeting.closed_at, meeting.closed_by_id = Stage.CLOSED, at, by.somebody
    meeting.save(update_fields=["stage", "closed_at", "closed_by"])
    note("governance.close", subject=meeting, data={"done": len(done), "left": len(left)})
    return meeting


@deed
def cancel(meeting: Meeting, *, because: str = "", by: Standing, at: datetime) -> Meeting:
    """
    Cancel a meeting that has not begun; its items fall to the group's backlog, and whoever was called is told.

    :raises NotAllowed: if they may not, or it has begun
    :raises AVoteIsOpen: if people are voting in writing on one of its items
    """
    meeting = locked(meeting)
    policies.may_move(by, meeting, Stage.CANCELLED).insist()
    leave_no_vote_behind(meeting, because="The meeting was cancelled.", by=by, at=at)
    items = AgendaItem.objects.filter(meeting=meeting, outcome=Outcome.OPEN).order_by("place")
    leave_to_the_backlog(items, meeting, because=f"The meeting on {day(meeting.starts_at)} was cancelled.")
    if meeting.stage == Stage.CALLED:
        tell(meeting, "does not meet", because=because, by=by, at=at)
    meeting.stage, meeting.sequence = Stage.CANCELLED, meeting.sequence + 1
    meeting.save(update_fields=["stage", "sequence"])
    note("governance.cancel", subject=meeting, data={"sequence": meeting.sequence})
    return meeting
