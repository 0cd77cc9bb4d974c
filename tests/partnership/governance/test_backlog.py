"""What a group has still to deal with: nothing that was brought to it vanishes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    ItemPurpose,
    Matter,
    MatterStage,
    Nearness,
    Outcome,
    Stage,
)
from collegiate.partnership.members.models import Person
from collegiate.values import NotAllowed
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


def _run(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def close(round, meeting, **facts):
    return commands.close(meeting, by=round.clerk, at=FOUR, **facts)


def waiting(round, group=None):
    return [one.title for one in queries.backlog(group or round.strategic, viewer=round.clerk).waiting]


def propose(round, by="Amir", **facts):
    given = {"title": "Sharing minibuses", "why": "Three stand idle.", "purpose": ItemPurpose.ADVISE}
    return commands.propose(
        facts.pop("group", round.strategic), **(given | facts), by=cast.standing(round.people[by]), at=MORNING
    )


# What a meeting leaves


def test_what_was_to_be_decided_and_was_not_falls_to_the_backlog(round, sitting):
    round.decide(round.item(sitting, "Coaching"))
    left = round.item(sitting, "Reading")
    round.item(sitting, "The calendar", purpose=ItemPurpose.NOTE)

    close(round, sitting)

    assert waiting(round) == ["Reading"]
    assert [one.outcome for one in AgendaItem.objects.order_by("place")] == [Outcome.DONE, Outcome.LEFT, Outcome.DONE]
    matter = Matter.objects.get()
    assert (matter.from_item, matter.stage) == (left, MatterStage.WAITING)
    assert matter.because == "The meeting on Tuesday 6 October 2026 did not come to it."


def test_an_item_to_note_that_was_not_reached_falls_there_too(round, sitting):
    item = round.item(sitting, "The calendar", purpose=ItemPurpose.NOTE)

    close(round, sitting, not_reached=[item.pk])

    assert waiting(round) == ["The calendar"]


def test_the_items_of_a_cancelled_meeting_fall_to_the_backlog(round):
    meeting = round.plan()
    round.item(meeting)

    commands.cancel(meeting, by=round.clerk, at=MORNING)

    assert waiting(round) == ["Coaching for new leaders"]


@pytest.mark.parametrize("stage", ["closed", "cancelled"])
def test_the_database_lets_no_meeting_end_with_an_item_lost(round, sitting, stage):
    round.item(sitting)
    closed = {"closed_at": FOUR, "closed_by": round.clerk.person_id} if stage == "closed" else {}

    with pytest.raises(IntegrityError, match="falls to the backlog"), transaction.atomic():
        type(sitting).objects.filter(pk=sitting.pk).update(stage=stage, sequence=1, **closed)

    sitting.refresh_from_db()
    assert sitting.stage == Stage.IN_PROGRESS


def test_the_database_calls_nothing_dealt_with_that_was_not(round, sitting):
    item = round.item(sitting)
    asked = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=round.paper())

    for one in (item, asked):
        with pytest.raises(IntegrityError, match="is dealt with when the group has done so"), transaction.atomic():
            _run("UPDATE governance_agendaitem SET outcome = 'done' WHERE id = %s", [one.pk])


def test_the_database_loses_no_item_and_no_matter(round, sitting):
    round.item(sitting)
    close(round, sitting)
    other = round.item(round.plan(round.forum), purpose=ItemPurpose.NOTE)

    for sql in (
        "DELETE FROM governance_matter",
        "DELETE FROM governance_agendaitem",
        "DELETE FROM governance_meeting",
        f"UPDATE governance_matter SET group_id = {round.forum.pk}",
        "UPDATE governance_matter SET from_item_id = NULL",
        f"UPDATE governance_matter SET stage = 'taken_up', taken_up_as_id = {other.pk},"
        f" settled_at = '2026-10-06', settled_by_id = {round.clerk.person_id}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            _run(sql)

    assert waiting(round) == ["Coaching for new leaders"]


def test_nothing_is_slipped_onto_the_agenda_of_a_meeting_that_is_over(round, sitting):
    close(round, sitting)

    with pytest.raises(IntegrityError, match="meeting that is over"), transaction.atomic():
        AgendaItem.objects.create(meeting=sitting, place=9, title="Late", purpose=ItemPurpose.NOTE)


def test_what_was_left_goes_on_the_next_agenda_with_its_parties_and_the_question_to_the_group(round, hillside):
    item = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=round.paper())
    round.party(item, hillside)
    commands.declare_for_item(
        item, person=round.people["Ola"], nearness=Nearness.NEAR, because="Her sister teaches there.",
        by=cast.standing(round.people["Ola"]), at=MORNING,
    )  # fmt: skip
    close(round, item.meeting)

    carried = commands.take_up(
        Matter.objects.get(), meeting=round.plan(round.forum), minutes=15, by=round.clerk, at=MORNING
    )

    assert (carried.title, carried.minutes, carried.paper) == (item.title, 15, item.paper)
    assert Consideration.objects.get().item == carried
    assert [party.organisation for party in carried.parties.all()] == [hillside]
    assert [flag.because for flag in carried.flags.all()] == ["Her sister teaches there."]
    assert waiting(round, round.forum) == []
    assert Matter.objects.get().taken_up_as == carried


def test_what_is_written_up_after_the_meeting_does_not_wait_any_more(round):
    item = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=round.paper())
    close(round, item.meeting)
    assert waiting(round, round.forum) == [item.title]

    commands.respond(item.consideration, response="We support it.", by=round.clerk, at=FOUR)

    assert waiting(round, round.forum) == []
    item.refresh_from_db()
    assert item.outcome == Outcome.DONE
    assert Matter.objects.get().because == "What the group said was recorded after the meeting."


def test_what_is_left_again_waits_again(round, sitting):
    round.item(sitting)
    close(round, sitting)
    again = round.open()
    commands.take_up(Matter.objects.get(), meeting=again, by=round.clerk, at=FOUR)

    close(round, again)

    assert waiting(round) == ["Coaching for new leaders"]
    assert Matter.objects.count() == 2


def test_an_item_can_be_put_off_before_the_meeting(round):
    item = round.item(round.plan())

    commands.put_off(item, because="Its paper is late.", by=round.clerk, at=MORNING)

    assert waiting(round) == [item.title]
    with pytest.raises(NotAllowed, match="in the backlog already"):
        commands.put_off(item, because="Again.", by=round.clerk, at=MORNING)


def test_what_is_decided_is_not_put_off(round, sitting):
    item = round.item(sitting)
    round.decide(item)

    with pytest.raises(NotAllowed, match="This item is dealt with"):
        commands.put_off(item, because="No.", by=round.clerk, at=FOUR)


# What is proposed


def test_a_member_proposes_and_the_clerk_puts_it_on_an_agenda(round):
    matter = propose(round)
    assert queries.backlog(round.strategic, viewer=round.clerk).proposed == [matter]

    item = commands.take_up(matter, meeting=round.plan(), by=round.clerk, at=MORNING)

    assert (item.title, item.purpose) == ("Sharing minibuses", ItemPurpose.ADVISE)
    matter.refresh_from_db()
    assert (matter.stage, matter.settled_by_id) == (MatterStage.TAKEN_UP, round.clerk.person_id)


def test_the_clerk_keeps_a_proposal_waiting_or_does_not_take_it_up_and_says_why(round):
    matter = propose(round)

    commands.keep_waiting(matter, because="The budget comes first.", by=round.clerk, at=MORNING)
    assert waiting(round) == ["Sharing minibuses"]
    commands.drop(matter, because="The college does this already.", by=round.clerk, at=MORNING)

    assert queries.backlog(round.strategic, viewer=round.clerk).settled == [matter]
    with pytest.raises(NotAllowed, match="This is settled: not taken up"):
        commands.take_up(matter, meeting=round.plan(), by=round.clerk, at=MORNING)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Matter.objects.update(because="")


def test_a_reason_is_needed_to_let_something_wait(round):
    matter = propose(round)

    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(stage=MatterStage.WAITING)


def test_a_head_teacher_group_proposes_through_one_of_its_members(round):
    head = cast.person("Jo Farr")
    seat = commands.make_seat(round.forum, label="Ashmere", by=round.clerk, at=MORNING)
    commands.seat(head, seat=seat, from_on=TUESDAY, by=round.clerk, at=MORNING)
    given = {"title": "Supply teachers", "why": "There are none.", "purpose": ItemPurpose.DECIDE, "at": MORNING}

    with pytest.raises(NotAllowed, match="Members of Strategic Group propose"):
        commands.propose(round.strategic, **given, by=cast.standing(head))
    matter = commands.propose(round.strategic, **given, on_behalf_of=round.forum, by=cast.standing(head))

    assert matter.on_behalf_of == round.forum
    with pytest.raises(NotAllowed, match="You do not sit on Primary head-teacher group"):
        propose(round, on_behalf_of=round.forum)


def test_a_member_answers_no_proposal(round):
    matter, amir = propose(round), cast.standing(round.people["Amir"])

    for deed, facts in (
        (commands.keep_waiting, {"because": "x"}),
        (commands.drop, {"because": "x"}),
        (commands.take_up, {"meeting": round.plan()}),
    ):
        with pytest.raises(NotAllowed, match="Only the clerk, the coordinator or the chair"):
            deed(matter, **facts, by=amir, at=MORNING)


def test_a_matter_of_one_group_goes_on_no_agenda_of_another(round):
    with pytest.raises(NotAllowed, match="This is for Strategic Group"):
        commands.take_up(propose(round), meeting=round.plan(round.forum), by=round.clerk, at=MORNING)


# Its pages


@pytest.fixture
def clerk(client, round):
    clock.stop(TUESDAY)
    return cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def main(client, name, *args):
    return read(client.get(url(name, *args)).content).one("main")


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_backlog_costs_the_same_however_much_waits(client, clerk, django_assert_num_queries, round, how_many):
    meeting = round.open()
    for number in range(how_many):
        propose(round, title=f"Proposal {number}")
        round.item(meeting, f"Item {number}")
    close(round, meeting)

    # session, account, person, roles, interests, partnership; group; what is open, what is settled
    with django_assert_num_queries(9):
        page = main(client, "backlog", round.strategic.pk)

    assert page.text.count("Left over from Tuesday 6 October 2026") == how_many
    assert page.text.count("Proposed by Amir Khan") == how_many


def test_an_empty_backlog_says_what_falls_there(client, clerk, round):
    said = main(client, "backlog", round.strategic.pk).text
    assert "Every proposal is answered; nothing waits for an agenda." in said
    assert "What a meeting does not come to falls here by itself, and a decision when it is due" in said


def test_a_member_proposes_on_the_page_and_is_told_who_answers(client, round):
    cast.sign_in(client, round.people["Amir"])
    sent = {"once": KEY, "title": "Sharing minibuses", "why": "Three stand idle.", "purpose": "advise"}

    assert client.post(url("propose", round.strategic.pk), {**sent, "why": ""}).status_code == 422
    client.post(url("propose", round.strategic.pk), sent)
    client.post(url("propose", round.strategic.pk), sent)

    assert Matter.objects.get().proposed_by == round.people["Amir"]
    assert "Put on an agenda" not in main(client, "backlog", round.strategic.pk).text
    assert "Only the clerk, the coordinator or the chair" in main(client, "drop", Matter.objects.get().pk).text


def test_the_clerk_answers_on_the_page(client, clerk, round):
    first, second = propose(round), propose(round, title="Choirs")
    meeting = round.plan()

    client.post(url("take_up", first.pk), {"once": KEY, "meeting": meeting.pk, "minutes": 15})
    client.post(url("keep_waiting", second.pk), {"once": KEY.replace("6", "7"), "because": "The budget comes first."})

    assert AgendaItem.objects.get().title == "Sharing minibuses"
    page = main(client, "backlog", round.strategic.pk)
    assert "Choirs" in page.text
    assert "On the agenda of Tuesday 6 October 2026" in page.text


def test_whoever_closes_a_meeting_sees_what_is_left_and_ticks_what_was_not_reached(client, clerk, round, sitting):
    round.item(sitting, "Reading")
    note = round.item(sitting, "The calendar", purpose=ItemPurpose.NOTE)

    assert "so it goes to the backlog:1. Reading" in main(client, "close", sitting.pk).text.replace(": ", ":")
    client.post(url("close", sitting.pk), {"once": KEY, "not_reached": [note.pk]})

    assert waiting(round) == ["Reading", "The calendar"]
    assert "In the backlog: The meeting on Tuesday 6 October 2026" in main(client, "meeting", sitting.pk).text


def test_an_item_is_put_off_on_its_page(client, clerk, round):
    item = round.item(round.plan())

    assert "Put this item off" in main(client, "item", item.pk).text
    client.post(url("put_off", item.pk), {"once": KEY, "because": "Its paper is late."})

    assert waiting(round) == [item.title]
