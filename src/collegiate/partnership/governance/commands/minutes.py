"""Minutes: what was said on an item, and that a later meeting agreed them."""

from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._meetings import locked
from collegiate.partnership.governance.models import AgendaItem, Attendance, Meeting, Minutes, Stage
from collegiate.partnership.governance.queries.seats import sitting_on
from collegiate.partnership.members.models import Person
from collegiate.values import Refused, Standing


class WrittenMeanwhile(Refused):
    """The minutes say something else by now than the file that was made of them."""


@deed
def minute_item(item: AgendaItem, *, said: str, version: int, by: Standing, at: datetime) -> AgendaItem:
    """
    Write down what was said on an item, until the minutes are agreed; `version` is that of the meeting.

    :raises NotAllowed: if they may not, the meeting has not begun, or its minutes are agreed
    :raises Stale: if somebody wrote in its minutes first
    """
    meeting = locked(item.meeting)
    policies.may_write_minutes(by, meeting).insist()
    must_match(meeting, version)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.said = said
    item.save(update_fields=["said"])
    meeting.save(update_fields=["version"])
    note("governance.minute_item", subject=item, because=meeting)
    return item


@deed
def agree_minutes(
    meeting: Meeting,
    *,
    agreed_in: Meeting,
    mover: Person,
    file: StoredFile,
    content: str,
    because: str = "",
    by: Standing,
    at: datetime,
) -> Minutes:
    """
    Record that a later meeting agreed the minutes, and keep the file that is published with its digest.

    `content` is the digest of what they say, from which the file was made. Once agreed they are put right by minutes
    with the next number, which say `because`.

    :raises NotAllowed: if they may not, it is no later meeting in progress, or the mover does not sit in it
    :raises WrittenMeanwhile: if the minutes say something else by now
    """
    meeting, agreed_in = locked(meeting), locked(agreed_in)
    before = Minutes.objects.filter(meeting=meeting).order_by("-number").first()
    policies.may_agree_minutes(
        by,
        meeting,
        agreed_in,
        present=_sits_in(mover, agreed_in) and mover.pk != by.person_id,
        because=because,
        changed=before is None or before.sha256 != file.digest,
    ).insist()
    if queries.minutes_of(meeting, public=True).digest != content:
        raise WrittenMeanwhile("The minutes were changed meanwhile. Read them again before they are agreed.")
    minutes = Minutes.objects.create(
        meeting=meeting,
        number=before.number + 1 if before else 1,
        because=because if before else "",
        file=file,
        sha256=file.digest,
        agreed_in=agreed_in,
        mover=mover,
        agreed_at=at,
        agreed_by_id=by.somebody,
    )
    if meeting.stage == Stage.CLOSED:
        meeting.stage = Stage.AGREED
        meeting.save(update_fields=["stage"])
    note(queries.AGREES, subject=minutes, because=agreed_in, data={"sha256": file.digest, "number": minutes.number})
    return minutes


def _sits_in(person: Person, meeting: Meeting) -> bool:
    """Say whether somebody who sits on the group is in the room of a meeting."""
    inside = Attendance.objects.filter(meeting=meeting, person=person, left_at__isnull=True).exists()
    day = localtime(meeting.starts_at).date()
    return inside and sitting_on(day).filter(seat__group=meeting.group_id, person=person).exists()
