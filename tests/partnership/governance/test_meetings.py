"""Meetings from planned to closed, their agendas, and who is in the room."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.models import Entry
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands.attendance import InTheRoomAlready, NotInTheRoom
from collegiate.partnership.governance.models import AgendaItem, Attendance, ItemParty, ItemPurpose, Meeting, Stage
from collegiate.values import NOBODY, NotAllowed
from tests import cast
from tests.cast import MORNING
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
FIVE = FOUR + timedelta(hours=1)


def stage(meeting):
    return Meeting.objects.get(pk=meeting.pk).stage


def test_a_meeting_goes_from_planned_to_closed(round):
    meeting = round.plan(starts_at=datetime(2026, 10, 13, 16, tzinfo=LONDON))
    assert stage(meeting) == Stage.PLANNED

    called = commands.call(meeting, by=round.clerk, at=MORNING)
    assert (called.stage, called.called_at, called.called_by_id) == (Stage.CALLED, MORNING, round.clerk.person_id)

    commands.open_meeting(meeting, by=round.clerk, at=FOUR)
    assert stage(meeting) == Stage.IN_PROGRESS

    closed = commands.close(meeting, by=round.clerk, at=FIVE)
    assert (closed.stage, closed.closed_at, closed.closed_by_id) == (Stage.CLOSED, FIVE, round.clerk.person_id)
    deeds = (
        Entry.objects.filter(subject=f"governance.meeting:{meeting.pk}").order_by("seq").values_list("deed", flat=True)
    )
    assert list(deeds) == [f"governance.{one}" for one in ("plan_meeting", "call", "open_meeting", "close")]


def test_short_notice_needs_its_reason_which_is_kept(round):
    meeting = round.plan(starts_at=datetime(2026, 10, 12, 16, tzinfo=LONDON))

    with pytest.raises(NotAllowed, match="gives 7 days’ notice"):
        commands.call(meeting, by=round.clerk, at=MORNING)
    assert stage(meeting) == Stage.PLANNED

    called = commands.call(meeting, because="The offer ends on Friday.", by=round.clerk, at=MORNING)
    assert called.short_notice_because == "The offer ends on Friday."


def test_days_of_notice_are_days_in_london(round):
    """Half past midnight in London is the day before by the world's clock, in summer time."""
    meeting = round.plan(starts_at=datetime(2026, 10, 13, 0, 30, tzinfo=LONDON))

    assert commands.call(meeting, by=round.clerk, at=MORNING).stage == Stage.CALLED


@pytest.mark.parametrize("deed", ["call", "open_meeting", "close", "cancel"])
def test_a_member_moves_no_meeting(round, deed):
    meeting = round.plan()

    with pytest.raises(NotAllowed, match="Only the clerk, the coordinator or the chair can prepare"):
        getattr(commands, deed)(meeting, by=cast.standing(round.people["Amir"]), at=MORNING)

    assert stage(meeting) == Stage.PLANNED


def test_a_meeting_that_was_not_called_does_not_open(round):
    meeting = round.plan()

    with pytest.raises(NotAllowed, match="planned cannot become in progress"):
        commands.open_meeting(meeting, by=round.clerk, at=FOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(stage=Stage.IN_PROGRESS)


def test_a_cancelled_meeting_stays_in_the_list(round):
    meeting = round.plan()
    commands.cancel(meeting, by=round.clerk, at=MORNING)

    assert [one.stage for one in queries.meetings(viewer=round.clerk)] == [Stage.CANCELLED]


def test_items_begin_one_after_the_other(round):
    meeting = round.plan()
    for title, minutes in (("Minutes", 5), ("Coaching", 25), ("Any other business", 10)):
        commands.add_item(meeting, title=title, purpose=ItemPurpose.NOTE, minutes=minutes, by=round.clerk, at=MORNING)

    assert [(one.item.place, one.item.title, one.begins_at) for one in queries.agenda(meeting)] == [
        (1, "Minutes", FOUR),
        (2, "Coaching", FOUR + timedelta(minutes=5)),
        (3, "Any other business", FOUR + timedelta(minutes=30)),
    ]


def test_nothing_is_put_on_the_agenda_of_a_meeting_that_is_over(round, sitting):
    commands.close(sitting, by=round.clerk, at=FIVE)

    with pytest.raises(NotAllowed, match="This meeting is closed"):
        round.item(sitting)

    assert not AgendaItem.objects.exists()


def test_a_group_that_advises_is_not_asked_to_decide(round):
    meeting = round.plan(round.forum)

    with pytest.raises(NotAllowed, match="advises; the Strategic Group decides"):
        round.item(meeting, purpose=ItemPurpose.DECIDE)


def test_a_party_is_named_once_however_often_it_is_said(round, hillside):
    item = round.item(round.plan())

    assert round.party(item, hillside).pk == round.party(item, hillside).pk
    assert ItemParty.objects.count() == 1


def test_no_party_is_named_after_the_decision(round, sitting, hillside):
    item = round.item(sitting)
    round.decide(item)

    with pytest.raises(NotAllowed, match="who could take part in it is final"):
        round.party(item, hillside)

    assert not ItemParty.objects.exists()


def test_a_party_once_named_is_not_taken_back(round, hillside):
    round.party(round.item(round.plan()), hillside)

    for attack in (ItemParty.objects.all().delete, lambda: ItemParty.objects.update(part="payee")):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            attack()


def test_who_came_and_left_is_kept_with_the_times(round):
    meeting = round.open()
    round.come(meeting, "Beth")
    round.leave(meeting, "Beth")
    round.come(meeting, "Beth", at=FOUR + timedelta(minutes=20))
    commands.close(meeting, by=round.clerk, at=FIVE)

    beth = next(one for one in queries.attending(meeting, day=FOUR.date()) if one.person == round.people["Beth"])
    assert [(spell.came_at, spell.left_at) for spell in beth.spells] == [
        (FOUR, FOUR + timedelta(minutes=5)),
        (FOUR + timedelta(minutes=20), FIVE),
    ]
    assert not beth.present


def test_nobody_is_in_the_room_twice(round, sitting):
    with pytest.raises(InTheRoomAlready, match="Beth Lowe is in the room already"):
        round.come(sitting, "Beth")
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=sitting, person=round.people["Beth"], came_at=FOUR)


def test_whoever_is_not_there_does_not_leave(round):
    meeting = round.open()

    with pytest.raises(NotInTheRoom, match="Beth Lowe is not in the room"):
        round.leave(meeting, "Beth")


def test_nobody_leaves_before_they_came(round, sitting):
    with pytest.raises(NotInTheRoom, match="comes into the room at 16:00"):
        round.leave(sitting, "Beth", at=FOUR - timedelta(minutes=1))

    assert Attendance.objects.filter(left_at__isnull=True).count() == 5


def test_nobody_comes_into_a_room_that_is_not_open(round):
    with pytest.raises(NotAllowed, match="recorded while it is in progress"):
        round.come(round.plan(), "Beth")

    assert not Attendance.objects.exists()


def test_a_member_records_nobody(round, sitting):
    amir = cast.standing(round.people["Amir"])

    with pytest.raises(NotAllowed, match="Only the clerk, the coordinator or the chair can record"):
        commands.depart(round.people["Beth"], meeting=sitting, by=amir, at=FIVE)


def test_the_public_is_shown_no_meeting(round):
    meeting = round.plan()

    assert queries.meetings(viewer=NOBODY) == []
    with pytest.raises(Meeting.DoesNotExist):
        queries.get_meeting(meeting.pk, viewer=NOBODY)


def test_meetings_can_be_asked_for_from_a_day(round):
    round.plan()

    assert len(queries.meetings(viewer=round.clerk, since=date(2026, 10, 6))) == 1
    assert queries.meetings(viewer=round.clerk, since=date(2026, 10, 7)) == []


def test_an_item_says_who_presents_it_on_its_page_the_agenda_and_in_the_minutes(client, round, sitting):
    amir = round.people["Amir"]
    item = commands.add_item(
        sitting, title="Reading", purpose=ItemPurpose.NOTE, presenter=amir, by=round.clerk, at=FOUR
    )
    (minute,) = queries.minutes_of(sitting, public=True).items
    assert minute.presenter == "Amir Khan"
    cast.sign_in(client, amir)
    for name, row in (("item", item), ("meeting", sitting)):
        assert "Amir Khan presents it" in client.get(reverse(f"governance:{name}", args=[row.pk])).content.decode()

    commands.put_off(item, because="No time.", by=round.clerk, at=FOUR)
    ahead = round.plan(starts_at=FOUR + timedelta(days=28))
    again = commands.take_up(item.left_as, meeting=ahead, by=round.clerk, at=FOUR)
    assert again.presenter == amir, "whoever presents it goes with it"
