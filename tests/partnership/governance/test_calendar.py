"""Meetings in a calendar program: moved, cancelled and never silently gone."""

from datetime import date, datetime, timedelta

import icalendar
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import CalendarFeed, ItemPurpose
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
LATER = datetime(2026, 11, 10, 16, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def feed(round):
    return commands.follow(by=cast.standing(round.people["Amir"]), at=MORNING)


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def fetched(client, feed):
    response = client.get(url("calendar", queries.token_of(feed)))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def only_event(client, feed):
    (event,) = fetched(client, feed).walk("VEVENT")
    return event


def test_a_meeting_stands_in_the_calendar_with_its_agenda_and_the_zone_it_is_in(client, round, feed):
    meeting = round.plan(starts_at=LATER)
    round.item(meeting)
    round.item(meeting, "Reading")

    calendar = fetched(client, feed)

    (event,), (zone,) = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    assert zone["TZID"] == event["DTSTART"].params["TZID"] == "Europe/London"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (LATER, LATER + timedelta(minutes=20))
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == ("Strategic Group", "Town Hall", "TENTATIVE")
    assert event["DESCRIPTION"] == "1. Coaching for new leaders\n2. Reading"


def test_a_meeting_that_moves_keeps_its_uid_and_its_sequence_rises(client, round, feed):
    meeting = commands.call(round.plan(starts_at=LATER), by=round.clerk, at=MORNING)
    before = only_event(client, feed)
    commands.reschedule(
        meeting, starts_at=LATER + timedelta(days=1), place="The library", because="The hall is let.", version=1,
        by=round.clerk, at=MORNING,
    )  # fmt: skip

    after = only_event(client, feed)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CONFIRMED")
    assert after["DTSTART"].dt == LATER + timedelta(days=1)


def test_a_cancelled_meeting_stays_in_the_calendar_as_cancelled(client, round, feed):
    meeting = round.plan(starts_at=LATER)
    commands.cancel(meeting, by=round.clerk, at=MORNING)

    event = only_event(client, feed)

    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_what_is_confidential_is_in_no_calendar(client, round, feed):
    meeting = round.plan(starts_at=LATER)
    commands.add_item(
        meeting, title="The head of Hillside", purpose=ItemPurpose.NOTE, confidential=True, by=round.clerk, at=MORNING
    )

    assert only_event(client, feed)["DESCRIPTION"] == "1. A confidential item"


def test_a_calendar_of_one_group_holds_no_other(client, round):
    head = cast.person("Jo Farr")
    seat = commands.make_seat(round.forum, label="Ashmere", by=round.clerk, at=MORNING)
    commands.seat(head, seat=seat, from_on=TUESDAY, by=round.clerk, at=MORNING)
    round.plan(starts_at=LATER)
    round.plan(round.forum, starts_at=LATER)

    everything = commands.follow(by=cast.standing(head), at=MORNING)
    forum = commands.follow(round.forum, by=cast.standing(head), at=MORNING)

    for feed in (everything, forum):
        assert only_event(client, feed)["SUMMARY"] == "Primary head-teacher group"
    with pytest.raises(NotAllowed, match="You do not sit on Strategic Group"):
        commands.follow(round.strategic, by=cast.standing(head), at=MORNING)


def test_whoever_leaves_a_group_sees_its_meetings_no_more(client, round, feed):
    round.plan(starts_at=LATER)
    tenure = round.seats["Amir"].tenures.get()
    commands.unseat(tenure, until_on=date(2026, 10, 5), by=round.clerk, at=MORNING)

    assert fetched(client, feed).walk("VEVENT") == []


def test_an_address_that_is_taken_back_or_made_up_leads_nowhere(client, round, feed):
    address = url("calendar", queries.token_of(feed))
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404

    commands.unfollow(feed, by=cast.standing(round.people["Amir"]), at=MORNING)

    assert client.get(address).status_code == 404
    again = commands.follow(by=cast.standing(round.people["Amir"]), at=MORNING)
    assert url("calendar", queries.token_of(again)) != address


def test_there_is_one_address_for_the_same_and_nobody_takes_anothers_back(round, feed):
    assert commands.follow(by=cast.standing(round.people["Amir"]), at=MORNING) == feed
    with pytest.raises(NotAllowed, match="somebody else’s"):
        commands.unfollow(feed, by=cast.standing(round.people["Beth"]), at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(person=round.people["Amir"], made_at=MORNING)


@two_lengths
def test_a_calendar_costs_the_same_however_many_meetings(client, round, feed, django_assert_num_queries, how_many):
    for number in range(how_many):
        round.item(round.plan(starts_at=LATER + timedelta(days=number)))

    # feed, its person; roles, interests; meetings, agendas; the first line of the record
    with django_assert_num_queries(7):
        assert len(fetched(client, feed).walk("VEVENT")) == how_many


def test_a_member_gets_an_address_and_takes_it_back_on_the_page(client, round):
    cast.sign_in(client, round.people["Amir"])
    client.post(url("calendars"), {"once": KEY, "group": ""})

    page = read(client.get(url("calendars")).content).one("main").text
    feed = CalendarFeed.objects.get()
    assert queries.token_of(feed) in page
    client.post(url("unfollow", feed.pk), {"once": KEY.replace("6", "7")})

    assert "You have no address yet." in read(client.get(url("calendars")).content).one("main").text
    cast.sign_in(client, cast.person("Jo Farr", Role.STAFF))
    assert client.get(url("unfollow", feed.pk)).status_code == 404
