"""Who comes into the room, and who leaves it."""

from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.commands._meetings import locked
from collegiate.partnership.governance.models import Attendance, Meeting
from collegiate.partnership.members.models import Person
from collegiate.values import Refused, Standing


class NotInTheRoom(Refused):
    """The person is not in the room."""


class InTheRoomAlready(Refused):
    """The person came before."""


@deed
def arrive(person: Person, *, meeting: Meeting, by: Standing, at: datetime) -> Attendance:
    """
    Record that somebody came into the room.

    :raises NotAllowed: if they may not minute the meeting
    :raises InTheRoomAlready: if the person is there
    """
    meeting = locked(meeting)
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
    meeting = locked(meeting)
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
