"""A meeting's page: its agenda, who is there, what its reader should know, and what interests will do to it."""

from dataclasses import dataclass
from datetime import date

from collegiate.partnership.governance.models import AgendaItem, Meeting
from collegiate.partnership.governance.policies import OVER, may_prepare
from collegiate.partnership.governance.queries.attending import Attending, attending, spells_at, who_came
from collegiate.partnership.governance.queries.interests import flags_on, interests_among, leaving
from collegiate.partnership.governance.queries.lookahead import (
    Ahead,
    is_undecided,
    looking_ahead,
    people_of,
    terms_for,
)
from collegiate.partnership.governance.queries.meetings import TimedItem, agenda, on_the_agenda, timed
from collegiate.partnership.governance.queries.ready import Ready, ready_for, with_reading
from collegiate.partnership.governance.queries.room import BEFORE, with_rooms
from collegiate.partnership.governance.queries.seats import seated_on
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """
    All that a meeting's page shows to somebody.

    Attributes
    ----------
    leave : dict of str by int
        By item, why they leave the room for it.
    ready : Ready or None
        What they should know before they sit down; None where they do not sit on the group, or it is over.
    ahead : list of Ahead
        For whoever prepares a meeting that has not begun: the items that interests will trouble.
    """

    agenda: list[TimedItem]
    people: list[Attending]
    leave: dict[int, str]
    ready: Ready | None
    ahead: list[Ahead]


def meeting_page(meeting: Meeting, *, viewer: Standing, day: date) -> MeetingPage:
    """
    Return what the page of a meeting, read afresh, shows on a day; five queries, and one more for whoever prepares it.

    Of a meeting that is over, its decisions and minutes say who left.
    """
    if meeting.stage in OVER:
        return MeetingPage(agenda(meeting), attending(meeting, day=day), {}, None, [])
    found = with_reading(with_rooms(AgendaItem.objects.filter(meeting=meeting)), person_id=viewer.somebody)
    items = list(on_the_agenda(found))
    before = meeting.stage in BEFORE
    looks_ahead = before and any(is_undecided(one) for one in items) and may_prepare(viewer, meeting.group)
    terms = terms_for(meeting.group) if looks_ahead else []
    seated = seated_on([meeting.group, *(one.group for one in terms[1:])], day)
    asked = {viewer.somebody, *(people_of(seated) if terms else ())}
    whys = interests_among(items, flags_on(items), person_ids=asked, day=day)
    leaves = leaving(whys, viewer.somebody)
    ahead = looking_ahead(items, terms, seated, whys, day=day) if terms else []
    return MeetingPage(
        agenda=timed(meeting, items),
        people=who_came(
            [one for one in seated if one.seat.group_id == meeting.group_id], [] if before else spells_at(meeting)
        ),
        leave={item.pk: why.you for item, why in leaves},
        ready=ready_for(meeting, items, leaves) if meeting.group_id in viewer.groups() else None,
        ahead=[one for one in ahead if one.words],
    )
