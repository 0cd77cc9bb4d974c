"""When groups meet: a year planned at once, meetings moved, the agenda in another order, and who is told."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from collegiate.definitions import terms
from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.communications.models import Delivery, Notice
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands.agenda import AnotherAgenda
from collegiate.partnership.governance.commands.meetings import MeetsAlready, NothingMoved
from collegiate.partnership.governance.models import AgendaItem, Meeting
from collegiate.partnership.members.models import Person
from collegiate.values import NotAllowed, schools_work_on
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.foundation.ui.reading import read
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
LATER = datetime(2026, 11, 10, 16, tzinfo=LONDON)


def called(round, *, starts_at=LATER):
    meeting = round.plan(starts_at=starts_at)
    return commands.call(meeting, by=round.clerk, at=MORNING)


def move(round, meeting, **facts):
    given = {"starts_at": LATER + timedelta(days=1), "place": "Town Hall", "because": "The hall is let.", "version": 1}
    return commands.reschedule(meeting, **(given | facts), by=round.clerk, at=MORNING)


# A year at once


def test_the_days_of_a_series_are_days_on_which_schools_work():
    """Every six weeks from a Tuesday: half-term and Christmas move to the first day back."""
    found = queries.days_of_a_series(date(2026, 9, 15), every_weeks=6, until_on=date(2027, 2, 1), terms=terms())

    assert [one.on for one in found] == [date(2026, 9, 15), date(2026, 11, 2), date(2026, 12, 8), date(2027, 1, 19)]
    assert [one.instead_of for one in found] == [None, date(2026, 10, 27), None, None]


def test_two_steps_that_fall_on_one_day_are_one_meeting():
    found = queries.days_of_a_series(date(2026, 12, 22), every_weeks=1, until_on=date(2027, 1, 12), terms=terms())

    assert len(found) == len({one.on for one in found})
    assert all(schools_work_on(one.on, terms()) for one in found)


def test_a_series_is_a_year_at_most():
    found = queries.days_of_a_series(date(2026, 9, 15), every_weeks=1, until_on=date(2036, 9, 15), terms=terms())

    assert found[-1].on <= date(2026, 9, 15) + timedelta(days=370)


def test_a_year_of_meetings_is_planned_at_once_or_not_at_all(round):
    starts = [FOUR + timedelta(weeks=6 * number) for number in range(1, 5)]
    commands.plan_series(round.strategic, starts=starts, place="Town Hall", by=round.clerk, at=MORNING)
    assert [one.starts_at for one in Meeting.objects.order_by("starts_at")] == starts

    with pytest.raises(MeetsAlready, match="Strategic Group meets on Tuesday 17 November 2026 already"):
        commands.plan_series(
            round.strategic,
            starts=[FOUR + timedelta(days=1), starts[0] + timedelta(hours=2)],
            place="Town Hall",
            by=round.clerk,
            at=MORNING,
        )
    assert Meeting.objects.count() == 4


def test_a_member_plans_no_series(round):
    with pytest.raises(NotAllowed, match="can prepare a meeting"):
        commands.plan_series(
            round.strategic, starts=[FOUR], place="x", by=cast.standing(round.people["Amir"]), at=MORNING
        )


# Moving


def test_a_meeting_moves_and_its_sequence_rises(round):
    meeting = move(round, round.plan(starts_at=LATER), because="")

    assert (meeting.starts_at, meeting.sequence) == (LATER + timedelta(days=1), 1)
    assert not Notice.objects.exists()


def test_those_who_were_called_are_told_that_it_moves_and_why(round):
    meeting = called(round)
    with pytest.raises(NotAllowed, match="Say why it moves"):
        move(round, meeting, because="")

    move(round, meeting)

    told = Notice.objects.order_by("pk").last()
    assert told.subject == "Strategic Group now meets on Wednesday 11 November 2026"
    assert "It was to be on Tuesday 10 November 2026 at 4:00pm. The hall is let." in told.text
    assert set(Delivery.objects.filter(notice=told).values_list("person__name", flat=True)) == {
        "Beth Lowe", "Tom Price", "Amir Khan", "Grace Hill", "Ola Weir",
    }  # fmt: skip


def test_calling_and_cancelling_are_told(round):
    meeting = round.plan(starts_at=LATER)
    round.item(meeting)
    commands.call(meeting, by=round.clerk, at=MORNING)
    commands.cancel(meeting, because="There is nothing to decide.", by=round.clerk, at=MORNING)

    calling, cancelling = Notice.objects.order_by("pk")
    assert calling.subject == "Strategic Group meets on Tuesday 10 November 2026"
    assert "1. Coaching for new leaders" in calling.text
    assert (cancelling.subject, cancelling.url) == (
        "Strategic Group does not meet on Tuesday 10 November 2026",
        f"/meetings/{meeting.pk}/",
    )
    assert "There is nothing to decide." in cancelling.text


def test_a_meeting_that_was_never_called_is_cancelled_quietly(round):
    commands.cancel(round.plan(), by=round.clerk, at=MORNING)

    assert not Notice.objects.exists()
    assert Meeting.objects.get().sequence == 1


def test_a_meeting_moves_to_no_moment_that_is_past_and_not_to_where_it_is(round):
    meeting = round.plan(starts_at=LATER)

    with pytest.raises(NotAllowed, match="That time is past"):
        move(round, meeting, starts_at=MORNING - timedelta(hours=1))
    with pytest.raises(NothingMoved):
        move(round, meeting, starts_at=LATER)
    with pytest.raises(Stale):
        move(round, meeting, version=7)


def test_a_meeting_that_has_begun_does_not_move(round, sitting):
    with pytest.raises(NotAllowed, match="in progress cannot be moved"):
        move(round, sitting)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("place = 'Elsewhere'", "counts its sequence up"),
        ("starts_at = '2027-01-05 16:00:00+00:00'", "counts its sequence up"),
        ("stage = 'cancelled'", "counts its sequence up"),
    ],
)
def test_the_database_lets_no_meeting_move_quietly(round, change, refusal):
    round.plan(starts_at=LATER)

    with pytest.raises(IntegrityError, match=refusal), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE governance_meeting SET {change}")


def test_the_database_moves_no_meeting_that_has_begun(round, sitting):
    with pytest.raises(IntegrityError, match="has begun or is over"), transaction.atomic():
        Meeting.objects.update(place="Elsewhere", sequence=9)


# The order


def test_items_change_places_and_their_times_follow(round):
    meeting = round.plan()
    first, second, third = (round.item(meeting, title) for title in ("One", "Two", "Three"))

    commands.order_agenda(
        meeting, order=[third.pk, first.pk, second.pk], version=meeting.version, by=round.clerk, at=MORNING
    )

    assert [(one.item.title, one.begins_at) for one in queries.agenda(meeting)] == [
        ("Three", FOUR), ("One", FOUR + timedelta(minutes=10)), ("Two", FOUR + timedelta(minutes=20)),
    ]  # fmt: skip


def test_an_order_made_from_another_agenda_is_refused(round):
    meeting = round.plan()
    item = round.item(meeting)
    with pytest.raises(AnotherAgenda):
        commands.order_agenda(meeting, order=[], version=1, by=round.clerk, at=MORNING)

    commands.order_agenda(meeting, order=[item.pk], version=1, by=round.clerk, at=MORNING)
    with pytest.raises(Stale):
        commands.order_agenda(meeting, order=[item.pk], version=1, by=round.clerk, at=MORNING)


# The pages


@pytest.fixture
def clerk(client, round):
    clock.stop(TUESDAY)
    return cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


RULE = {
    "first_on_day": "13", "first_on_month": "10", "first_on_year": "2026", "weeks": "2",
    "until_on_day": "30", "until_on_month": "11", "until_on_year": "2026", "starts": "16:00", "place": "Town Hall",
}  # fmt: skip


def test_the_clerk_looks_at_the_days_of_a_year_and_plans_those_that_are_ticked(client, clerk, round):
    rule = {**RULE, "group": round.strategic.pk}

    page = read(client.get(url("plan_series"), rule).content).one("main")
    assert "Monday 2 November 2026 (schools are closed on 27 October)" in page.text
    query = "&".join(f"{key}={value}" for key, value in rule.items())
    client.post(f"{url('plan_series')}?{query}", {"once": KEY, "days": ["2026-10-13", "2026-11-02"]})

    assert [one.starts_at for one in Meeting.objects.order_by("starts_at")] == [
        datetime(2026, 10, 13, 16, tzinfo=LONDON), datetime(2026, 11, 2, 16, tzinfo=LONDON),
    ]  # fmt: skip


def test_a_rule_that_is_not_whole_says_what_is_missing(client, clerk, round):
    page = read(client.get(url("plan_series"), {**RULE, "group": round.strategic.pk, "starts": ""}).content).one("main")

    assert "Enter the time they start" in page.text
    assert "Plan these meetings" not in page.text


def test_a_member_reads_why_they_cannot_plan_a_year(client, round):
    cast.sign_in(client, round.people["Amir"])

    assert "Only the clerk, the coordinator or a group’s chair" in read(client.get(url("plan_series")).content).text


def test_the_clerk_moves_a_meeting_and_is_shown_what_somebody_else_did_meanwhile(client, clerk, round):
    meeting = round.plan(starts_at=LATER)
    sent = {
        "once": KEY, "version": 1, "on_day": "11", "on_month": "11", "on_year": "2026", "starts": "17:30",
        "place": "The library", "because": "",
    }  # fmt: skip
    move(round, meeting, because="")

    stale = client.post(url("reschedule", meeting.pk), sent)
    assert stale.status_code == 422
    assert "This was changed while you were editing." in stale.content.decode()
    client.post(url("reschedule", meeting.pk), {**sent, "once": KEY.replace("6", "7"), "version": 2})

    meeting.refresh_from_db()
    assert (meeting.place, meeting.starts_at, meeting.sequence) == (
        "The library",
        datetime(2026, 11, 11, 17, 30, tzinfo=LONDON),
        2,
    )


def test_a_meeting_that_was_called_asks_why_it_moves(client, clerk, round):
    meeting = round.plan(starts_at=LATER)
    page = read(client.get(url("reschedule", meeting.pk)).content).one("main")
    assert page.one("input", name="starts")["value"] == f"{LATER:%H:%M}"
    assert "Why it moves (optional)" in page.text
    commands.call(meeting, because="Agreed.", by=round.clerk, at=MORNING)

    sent = {"once": KEY, "version": 2, "on_day": "11", "on_month": "11", "on_year": "2026", "starts": "17:30", "place": "The library"}  # fmt: skip
    refused = client.post(url("reschedule", meeting.pk), sent)

    assert refused.status_code == 422
    assert "Enter why it moves" in read(refused.content).text


def test_the_clerk_puts_items_in_order_by_their_numbers(client, clerk, round):
    meeting = round.plan()
    one, two = round.item(meeting, "One"), round.item(meeting, "Two")

    client.post(
        url("order_agenda", meeting.pk), {"once": KEY, "version": 1, f"item_{one.pk}": "2", f"item_{two.pk}": "1"}
    )

    assert list(AgendaItem.objects.order_by("place").values_list("title", flat=True)) == ["Two", "One"]
