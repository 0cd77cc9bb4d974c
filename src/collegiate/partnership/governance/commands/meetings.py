"""Meetings from planned to closed, their agendas and papers, and who is in the room."""

from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    ItemParty,
    ItemPurpose,
    Meeting,
    Paper,
    Part,
    Stage,
    Weight,
)
from collegiate.partnership.members.models import Group, Organisation, Person
from collegiate.values import Refused, Standing


class NotInTheRoom(Refused):
    """The person is not in the room."""


class InTheRoomAlready(Refused):
    """The person came before."""


class ConsideredAlready(Refused):
    """The group has the paper before it, or another group decides on it."""


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)


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
def write_paper(title: str, *, summary: str, text: str, group: Group, by: Standing, at: datetime) -> Paper:
    """
    Write a paper for a group to read; it is final, and a later paper replaces it.

    :raises NotAllowed: if they may not prepare the group's meetings
    """
    policies.may_prepare(by, group).insist()
    paper = Paper.objects.create(title=title, summary=summary, text=text, written_at=at, written_by_id=by.somebody)
    note("governance.write_paper", subject=paper, because=group)
    return paper


@deed
def add_item(
    meeting: Meeting,
    *,
    title: str,
    purpose: ItemPurpose,
    minutes: int = 10,
    paper: Paper | None = None,
    by: Standing,
    at: datetime,
) -> AgendaItem:
    """
    Put an item at the end of a meeting's agenda; with a paper, this is the group's consideration of it.

    :raises NotAllowed: if they may not prepare the meeting, it is over, or its group does not decide
    :raises ConsideredAlready: if the group has the paper before it already, or another group decides on it
    """
    meeting = _locked(meeting)
    policies.may_put_on(by, meeting, purpose).insist()
    if paper is not None and purpose != ItemPurpose.NOTE:
        _insist_on_a_free_paper(paper, meeting.group, purpose)
    place = AgendaItem.objects.filter(meeting=meeting).count() + 1
    item = AgendaItem.objects.create(
        meeting=meeting, place=place, title=title, purpose=purpose, minutes=minutes, paper=paper
    )
    if paper is not None and purpose != ItemPurpose.NOTE:
        weight = Weight.DECIDES if purpose == ItemPurpose.DECIDE else Weight.ADVISES
        Consideration.objects.create(paper=paper, group=meeting.group, item=item, weight=weight)
    note("governance.add_item", subject=item, because=meeting, data={"purpose": purpose, "place": place})
    return item


def _insist_on_a_free_paper(paper: Paper, group: Group, purpose: ItemPurpose) -> None:
    Paper.objects.select_for_update().get(pk=paper.pk)  # two groups may ask for it at once
    asked = list(Consideration.objects.filter(paper=paper).select_related("group").order_by("pk"))
    if any(one.group_id == group.pk for one in asked):
        raise ConsideredAlready(f"{group.name} considers this paper already. A new paper can take it further.")
    deciding = next((one.group.name for one in asked if one.weight == Weight.DECIDES), "")
    if purpose == ItemPurpose.DECIDE and deciding:
        raise ConsideredAlready(f"{deciding} decides on this paper, and one group only can.")


@deed
def name_party(item: AgendaItem, *, organisation: Organisation, part: Part, by: Standing, at: datetime) -> ItemParty:
    """
    Name an organisation that gains or loses by an item, so that interests in it are found.

    :raises NotAllowed: if they may not prepare the meeting, or the item is decided
    """
    meeting = _locked(item.meeting)
    decided = Decision.objects.filter(item=item).exists()
    policies.may_name_party(by, meeting, decided=decided).insist()
    party, _ = ItemParty.objects.get_or_create(item=item, organisation=organisation, part=part)
    note("governance.name_party", subject=item, because=organisation, data={"part": part})
    return party


@deed
def call(meeting: Meeting, *, because: str = "", by: Standing, at: datetime) -> Meeting:
    """
    Call a meeting, with the notice its group asks for or the reason why not.

    :raises NotAllowed: if they may not, or the notice is short and no reason is given
    """
    meeting = _locked(meeting)
    terms = queries.terms_in_force(meeting.group)
    policies.may_call(by, meeting, notice_days=terms.notice_days, today=localtime(at).date(), because=because).insist()
    meeting.stage, meeting.called_at, meeting.called_by_id = Stage.CALLED, at, by.somebody
    meeting.short_notice_because = because
    meeting.save(update_fields=["stage", "called_at", "called_by", "short_notice_because"])
    note("governance.call", subject=meeting, data={"short_notice": bool(because)})
    return meeting


@deed
def open_meeting(meeting: Meeting, *, by: Standing, at: datetime) -> Meeting:
    """
    Open a meeting that was called.

    :raises NotAllowed: if they may not, or it was not called
    """
    meeting = _locked(meeting)
    policies.may_move(by, meeting, Stage.IN_PROGRESS).insist()
    meeting.stage = Stage.IN_PROGRESS
    meeting.save(update_fields=["stage"])
    note("governance.open_meeting", subject=meeting)
    return meeting


@deed
def close(meeting: Meeting, *, by: Standing, at: datetime) -> Meeting:
    """
    Close a meeting; whoever is in the room leaves.

    :raises NotAllowed: if they may not, or it is not in progress
    """
    meeting = _locked(meeting)
    policies.may_move(by, meeting, Stage.CLOSED).insist()
    inside = list(Attendance.objects.filter(meeting=meeting, left_at__isnull=True).order_by("pk"))
    for spell in inside:
        spell.left_at = max(at, spell.came_at)
    Attendance.objects.bulk_update(inside, ["left_at"])
    meeting.stage, meeting.closed_at, meeting.closed_by_id = Stage.CLOSED, at, by.somebody
    meeting.save(update_fields=["stage", "closed_at", "closed_by"])
    note("governance.close", subject=meeting)
    return meeting


@deed
def cancel(meeting: Meeting, *, by: Standing, at: datetime) -> Meeting:
    """
    Cancel a meeting that has not begun.

    :raises NotAllowed: if they may not, or it has begun
    """
    meeting = _locked(meeting)
    policies.may_move(by, meeting, Stage.CANCELLED).insist()
    meeting.stage = Stage.CANCELLED
    meeting.save(update_fields=["stage"])
    note("governance.cancel", subject=meeting)
    return meeting


@deed
def arrive(person: Person, *, meeting: Meeting, by: Standing, at: datetime) -> Attendance:
    """
    Record that somebody came into the room.

    :raises NotAllowed: if they may not minute the meeting
    :raises InTheRoomAlready: if the person is there
    """
    meeting = _locked(meeting)
    policies.may_minute(by, meeting).insist()
    if Attendance.objects.filter(meeting=meeting, person=person, left_at__isnull=True).exists():
        raise InTheRoomAlready(f"{person.name} is in the room already.")
    attendance = Attendance.objects.create(meeting=meeting, person=person, came_at=at)
    note("governance.arrive", subject=person, because=meeting)
    return attendance


@deed
def depart(person: Person, *, meeting: Meeting, by: Standing, at: datetime) -> Attendance:
    """
    Record that somebody left the room.

    :raises NotAllowed: if they may not minute the meeting
    :raises NotInTheRoom: if the person is not there
    """
    meeting = _locked(meeting)
    policies.may_minute(by, meeting).insist()
    attendance = Attendance.objects.filter(meeting=meeting, person=person, left_at__isnull=True).first()
    if attendance is None:
        raise NotInTheRoom(f"{person.name} is not in the room.")
    if at < attendance.came_at:
        raise NotInTheRoom(f"{person.name} comes into the room at {localtime(attendance.came_at):%H:%M}.")
    attendance.left_at = at
    attendance.save(update_fields=["left_at"])
    note("governance.depart", subject=person, because=meeting)
    return attendance
