"""A decision whose review is due falls into its group's backlog by itself, once, and stays until it is answered."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from collegiate.foundation import clock
from collegiate.foundation.record import guard
from collegiate.partnership.governance import commands, queries, tasks
from collegiate.partnership.governance.models import Does, Matter, MatterStage, Method, WhyBack
from collegiate.values import NotAllowed, job
from tests.cast import TUESDAY
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
JOB = job("decisions_due", day=TUESDAY)
LATER = FOUR + timedelta(days=28)


def fall(day=TUESDAY):
    """Let what is due on a day fall, as the sweep does."""
    due = queries.to_fall_due(day=day)
    return [commands.fall_due(one, why=why, by=JOB, at=FOUR) for one, why in due]


@pytest.fixture
def due(round, sitting):
    return round.decide(round.item(sitting), review_on=TUESDAY)


def test_the_sweep_lets_it_fall_once_however_often_it_runs(round, due):
    clock.stop(TUESDAY)
    assert (tasks.sweep(), tasks.sweep()) == (1, 0)

    waits = Matter.objects.get()
    assert (waits.about, waits.back_for, waits.stage, waits.group) == (due, "review", "waiting", round.strategic)
    assert waits.title == "Look again at SG/26/01: Coaching for new leaders"
    assert waits.because == "It was to be looked at again on Tuesday 6 October 2026."


def test_the_day_before_it_does_not_fall(due):
    assert fall(TUESDAY - timedelta(days=1)) == []


def test_two_sweeps_at_once_make_one_matter(due):
    commands.fall_due(due, why=WhyBack.REVIEW, by=JOB, at=FOUR)
    commands.fall_due(due, why=WhyBack.REVIEW, by=JOB, at=FOUR)

    assert Matter.objects.count() == 1
    waits = Matter.objects.get()
    waits.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        waits.save(force_insert=True)


def test_only_the_job_lets_it_fall(round, due):
    with pytest.raises(NotAllowed, match="fall into the backlog by themselves"):
        commands.fall_due(due, why=WhyBack.REVIEW, by=round.clerk, at=FOUR)


def test_taken_up_it_is_an_item_that_brings_the_decision_back_and_touches_the_same(round, sitting, hillside):
    item = round.item(sitting)
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    made = round.decide(item, review_on=TUESDAY)
    (waits,) = fall()

    again = commands.take_up(waits, meeting=round.plan(starts_at=LATER), by=round.clerk, at=FOUR)

    assert again.brings_back.decision == made
    assert [party.organisation for party in again.parties.all()] == [hillside]
    assert fall() == [], "it is on an agenda to come"


def test_the_clerk_who_brings_it_back_takes_it_out_of_the_backlog(round, due):
    (waits,) = fall()

    item = commands.bring_back(due, meeting=round.plan(starts_at=LATER), why=WhyBack.REVIEW, by=round.clerk, at=FOUR)

    waits.refresh_from_db()
    assert (waits.stage, waits.taken_up_as) == (MatterStage.TAKEN_UP, item)


@pytest.mark.parametrize("does", [Does.KEEPS, Does.SUPERSEDES, Does.RESCINDS])
def test_once_decided_anew_or_kept_it_does_not_return(round, sitting, due, does):
    (waits,) = fall()
    item = commands.take_up(waits, meeting=sitting, by=round.clerk, at=FOUR)

    round.decide(item, does=does)

    assert fall(TUESDAY + timedelta(days=400)) == []


def test_a_decision_about_it_on_another_item_takes_it_out_of_the_backlog(round, sitting, due):
    (waits,) = fall()

    later = round.decide(round.item(sitting, "Coaching, anew"), about=due, does=Does.SUPERSEDES)

    waits.refresh_from_db()
    assert (waits.stage, waits.because) == (MatterStage.DROPPED, f"Decision {later.reference} answered it.")


def test_an_item_that_was_left_waits_as_what_it_was(round, sitting, due):
    (waits,) = fall()
    item = commands.take_up(waits, meeting=sitting, by=round.clerk, at=FOUR)
    commands.put_off(item, because="No time.", by=round.clerk, at=FOUR)

    left = Matter.objects.get(from_item=item)
    assert (left.about, left.back_for) == (due, "review")
    assert fall() == [], "it waits in the backlog"
    again = commands.take_up(left, meeting=round.plan(starts_at=LATER), by=round.clerk, at=FOUR)
    assert again.brings_back.decision == due


def test_one_that_was_not_carried_when_looked_at_falls_again(round, sitting, due):
    (waits,) = fall()
    item = commands.take_up(waits, meeting=sitting, by=round.clerk, at=FOUR)
    round.decide(item, does=Does.KEEPS, method=Method.VOTE, in_favour=1, against=4, may_fall=True)

    assert [one.about for one in fall()] == [due]


def test_it_is_not_dropped_by_the_clerk_nor_past_them(round, due):
    (waits,) = fall()

    with pytest.raises(NotAllowed, match="SG/26/01 has to come back"):
        commands.drop(waits, because="No.", by=round.clerk, at=FOUR)
    with pytest.raises(DatabaseError, match="until a later decision answers it"), transaction.atomic():
        Matter.objects.update(stage="dropped", because="No.", settled_at=FOUR, settled_by=round.clerk.person_id)


def test_what_was_confidential_stays_so(round, sitting):
    item = commands.add_item(
        sitting, title="Somebody’s absence", purpose="decide", confidential=True, by=round.clerk, at=FOUR
    )
    round.decide(item, review_on=TUESDAY)
    (waits,) = fall()

    assert waits.is_confidential
    assert "absence" not in waits.title
    assert commands.take_up(waits, meeting=sitting, by=round.clerk, at=FOUR).is_confidential


# The check of it, and a saboteur


def checked(capsys, day):
    try:
        call_command("governance", "check", "--on", str(day))
    except SystemExit:
        return capsys.readouterr().out.splitlines(), False
    return capsys.readouterr().out.splitlines(), True


@pytest.mark.parametrize(
    "sabotage",
    [
        "DELETE FROM governance_matter",
        "UPDATE governance_matter SET about_id = NULL, back_for = '', proposed_at = '2026-10-06 00:00:00+00:00',"
        " proposed_by_id = (SELECT MIN(id) FROM members_person)",
    ],
)
def test_the_check_notices_a_decision_that_was_forgotten(due, capsys, sabotage):
    day = TUESDAY + timedelta(days=1)
    fall()
    assert checked(capsys, day) == (["decisions 1, faults 0"], True)

    guard.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sabotage)

    forgotten = (
        "SG/26/01 was to be looked at again on Tuesday 6 October 2026, and neither an agenda nor a backlog has it."
    )
    assert checked(capsys, day) == ([forgotten, "decisions 1, faults 1"], False)
