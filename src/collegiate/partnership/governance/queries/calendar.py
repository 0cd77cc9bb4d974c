"""Meetings as a calendar program reads them: iCalendar (RFC 5545)."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing

from collegiate.foundation.record.models import Entry
from collegiate.partnership.governance.models import AgendaItem, CalendarFeed, Meeting, Outcome, Stage
from collegiate.partnership.members.queries import standing_of_person
from collegiate.values import Standing

SALT = "governance.calendar"
LONDON = ZoneInfo("Europe/London")
BACK = timedelta(days=365)  # how long a meeting stays in a calendar
AN_HOUR = timedelta(hours=1)  # a meeting without an agenda
STATUS = {Stage.PLANNED: "TENTATIVE", Stage.CANCELLED: "CANCELLED"}


def feeds_of(viewer: Standing) -> list[CalendarFeed]:
    """Return somebody's own addresses that are not taken back."""
    found = CalendarFeed.objects.filter(person_id=viewer.person_id or 0, revoked_at__isnull=True)
    return list(found.select_related("group").order_by("group__name", "pk"))


def get_feed(pk: int, *, viewer: Standing) -> CalendarFeed:
    """
    Return one of somebody's own addresses.

    :raises CalendarFeed.DoesNotExist: if there is none of theirs
    """
    return CalendarFeed.objects.select_related("group").get(pk=pk, person_id=viewer.person_id or 0)


def token_of(feed: CalendarFeed) -> str:
    """Return what the address of a feed carries: it names the feed, is good for nothing else, and is stored nowhere."""
    return signing.Signer(salt=SALT).sign_object([feed.pk])


def followed_at(token: str) -> CalendarFeed:
    """
    Return the feed that an address leads to.

    :raises CalendarFeed.DoesNotExist: if it is none of ours, or was taken back, or its person is not known any more
    """
    try:
        (pk,) = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        raise CalendarFeed.DoesNotExist from None
    found = CalendarFeed.objects.select_related("person", "group")
    return found.get(pk=pk, revoked_at__isnull=True, person__erased_at__isnull=True)


def calendar_of(feed: CalendarFeed, *, at: datetime) -> bytes:
    """
    Return the meetings of a year back and all to come, of the groups its person sits on today; eight queries at most.

    Whatever the person may read, an address may be passed on: so nothing confidential is in it. A meeting keeps its UID
    for ever; its SEQUENCE rises when it is moved or cancelled, and one that is cancelled stays as that.
    """
    # Loading it takes a third of a second, and only calendars need it.
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, and wanted by this one page

    groups = standing_of_person(feed.person, at.date()).groups()
    wanted = groups & {feed.group_id} if feed.group_id else groups
    found = Meeting.objects.filter(group__in=wanted, starts_at__gte=at - BACK).select_related("group")
    meetings = list(found.order_by("starts_at", "pk"))
    items: dict[int, list[AgendaItem]] = {}
    for item in AgendaItem.objects.filter(meeting__in=meetings).exclude(outcome=Outcome.LEFT).order_by("place"):
        items.setdefault(item.meeting_id, []).append(item)
    made = Calendar()
    made.add("prodid", "-//Collegiate//Meetings//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", feed.group.name if feed.group else "Meetings of my groups")
    made.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    place = _installation()
    for meeting in meetings:
        made.add_component(_event(meeting, items.get(meeting.pk, []), place, at))
    made.add_missing_timezones(first_date=(at - BACK).date(), last_date=(at + 2 * BACK).date())
    return bytes(made.to_ical())


def _installation() -> str:
    """Return what tells one installation from another for ever: the hash of the first line of its record."""
    return Entry.objects.order_by("seq").values_list("hash", flat=True)[:1].get()[:16]


def _event(meeting: Meeting, items: list[AgendaItem], place: str, at: datetime) -> Any:
    from icalendar import Event  # noqa: PLC0415 - slow to load, and wanted by this one page

    starts = meeting.starts_at.astimezone(LONDON)
    length = timedelta(minutes=sum(item.minutes for item in items)) or AN_HOUR
    agenda = [f"{item.place}. {item.public_title}" for item in items]
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}-{place}@collegiate")
    event.add("dtstamp", at)
    event.add("dtstart", starts)
    event.add("dtend", (meeting.starts_at + length).astimezone(LONDON))
    event.add("sequence", meeting.sequence)
    event.add("status", STATUS.get(Stage(meeting.stage), "CONFIRMED"))
    event.add("summary", meeting.group.name)
    event.add("location", meeting.place)
    event.add("description", "\n".join(agenda) or "Nothing is on the agenda yet.")
    event.add("url", f"{settings.ADDRESS}/meetings/{meeting.pk}/")
    return event
