"""A team's cycle: its deeds in order, what they refuse, and what the database holds whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.improvement.achievement_teams import commands, queries
from collegiate.improvement.achievement_teams.commands import CountsMissing, NumbersDiffer, StillRunning
from collegiate.improvement.achievement_teams.models import BandCount, Cycle, Keep, Outcome, Stage
from collegiate.partnership.members.models import Group, Person, RoleHeld
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING, SINCE
from tests.improvement.achievement_teams.conftest import AFTER, BEFORE, RETEST, closed, start, tried

pytestmark = pytest.mark.django_db


def entry(deed):
    return Entry.objects.get(deed=f"achievement_teams.{deed}")


def test_a_head_forms_a_team_of_a_facilitator_and_members(team, hillside, staff):
    held = RoleHeld.objects.filter(group=team).values_list("person__name", "role").order_by("pk")

    assert list(held) == [("Sam Oak", "facilitator"), ("Dee Ash", "team_member"), ("Kit Elm", "team_member")]
    assert entry("form_team").because == f"members.organisation:{hillside.pk}"


def test_nobody_else_forms_a_team(hillside, staff):
    with pytest.raises(NotAllowed, match="Only the school’s head teacher, the coordinator or the clerk"):
        commands.form_team(
            "Readers", organisation=hillside, facilitator=staff[0], members=staff, starts_on=SINCE,
            by=cast.standing(staff[0]), at=MORNING,
        )  # fmt: skip

    assert not Group.objects.exists()
    assert not Entry.objects.filter(deed="achievement_teams.form_team").exists()


def test_a_cycle_begins_with_a_question_and_counts_and_keeps_no_name(begun, team):
    assert (begun.number, begun.stage) == (1, Stage.EVIDENCE)
    assert queries.counts_of(begun) == queries.Counts(BEFORE, (0, 0, 0, 0))
    assert entry("start_cycle").data == {"number": 1, "strand": "teaching"}
    fields = {field.name for field in BandCount._meta.get_fields()}
    assert fields == {"id", "cycle", "moment", "band", "pupils"}
    people = {field.name for field in Cycle._meta.get_fields() if field.related_model is Person}
    assert people == {"closed_by"}


@pytest.mark.parametrize("before", [(9, 12, 6), (9, 12, 6, 3, 1), (9, -1, 6, 3), (0, 0, 0, 0)])
def test_a_band_without_a_count_is_refused_and_nothing_begins(team, sam, before):
    with pytest.raises(CountsMissing, match="each of the four bands"):
        start(team, sam, before=before)

    assert not Cycle.objects.exists()
    assert not Entry.objects.filter(deed="achievement_teams.start_cycle").exists()


def test_the_last_cycle_is_closed_before_the_next_begins(begun, team, sam):
    with pytest.raises(StillRunning, match=r"Cycle 1 is not closed\. Say first whether it worked"):
        start(team, sam)

    commands.abandon_cycle(begun, because="The task changed.", by=sam, at=MORNING)
    assert start(team, sam).number == 2


def test_a_head_or_another_teams_member_does_not_write(begun, beth, another):
    other = RoleHeld.objects.get(role=Role.FACILITATOR, group=another("Elsewhere").team).person
    for somebody in (beth, cast.standing(other)):
        with pytest.raises(NotAllowed, match="Only the members of this team can do this"):
            commands.state_evidence(begun, statement="x", by=somebody, at=MORNING)
    begun.refresh_from_db()
    assert (begun.stage, begun.evidence_statement) == (Stage.EVIDENCE, "")


def test_evidence_goal_strategy_and_retest_follow_one_another(begun, sam):
    with pytest.raises(NotAllowed, match="so this step is not its next"):
        commands.set_goal(begun, goal="x", strategy="x", retest_on=RETEST, by=sam, at=MORNING)

    cycle = tried(begun, sam)

    assert (cycle.stage, cycle.retest_on, cycle.version) == (Stage.TRYING, RETEST, 3)
    assert entry("set_goal").data == {"retest_on": "2026-12-01"}
    assert entry("state_evidence").subject == f"achievement_teams.cycle:{cycle.pk}"


def test_somebody_of_the_team_who_was_slower_is_told(begun, sam, staff):
    commands.state_evidence(begun, statement="First.", version=1, by=sam, at=MORNING)

    with pytest.raises(Stale):
        commands.state_evidence(begun, statement="Second.", version=1, by=cast.standing(staff[1]), at=MORNING)

    assert Cycle.objects.get().evidence_statement == "First."


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize("outcome", [Outcome.NOT_MET, Outcome.CANNOT_SAY])
def test_a_cycle_closes_with_counts_and_what_the_team_does_next(begun, sam, keep, outcome):
    cycle = closed(begun, sam, outcome=outcome, keep=keep)

    assert (cycle.stage, cycle.outcome, cycle.keep, cycle.closed_by_id) == (Stage.CLOSED, outcome, keep, sam.person_id)
    assert queries.counts_of(cycle) == queries.Counts(BEFORE, AFTER)
    assert entry("close_cycle").data == {"outcome": outcome.value, "keep": keep.value}


def test_as_many_pupils_are_counted_after_as_before_or_it_is_said_why(begun, sam):
    cycle = tried(begun, sam)
    facts = {"outcome": Outcome.MET, "keep": Keep.KEEP, "learning": "x", "by": sam, "at": MORNING}

    with pytest.raises(NumbersDiffer, match=r"30 pupils were counted before and 28 now\. Say in a few words why"):
        commands.close_cycle(cycle, after=(6, 8, 9, 5), **facts)
    assert BandCount.objects.filter(moment="after").count() == 0
    assert not Entry.objects.filter(deed="achievement_teams.close_cycle").exists()

    done = commands.close_cycle(cycle, after=(6, 8, 9, 5), why_different="Two moved away.", **facts)
    assert (done.stage, done.why_different) == (Stage.CLOSED, "Two moved away.")


def test_a_cycle_is_given_up_with_what_was_learned_and_without_an_outcome(begun, sam):
    cycle = commands.abandon_cycle(begun, because="Our teacher left.", by=sam, at=MORNING)

    assert (cycle.stage, cycle.learning, cycle.outcome, cycle.keep) == (Stage.ABANDONED, "Our teacher left.", "", "")
    assert entry("abandon_cycle").subject == f"achievement_teams.cycle:{cycle.pk}"
    with pytest.raises(NotAllowed, match="at “given up”"):
        commands.abandon_cycle(cycle, because="x", by=sam, at=MORNING)


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_the_database_keeps_a_closed_cycle_and_its_counts(begun, sam):
    closed(begun, sam)
    for statement in (
        "UPDATE achievement_teams_cycle SET keep = 'drop'",
        "DELETE FROM achievement_teams_cycle",
        "UPDATE achievement_teams_bandcount SET pupils = 30 WHERE band = 4",
        "DELETE FROM achievement_teams_bandcount WHERE band = 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            run(statement)
    with pytest.raises(DatabaseError, match="a closed cycle keeps its counts"), transaction.atomic():
        run(
            "INSERT INTO achievement_teams_bandcount (cycle_id, moment, band, pupils) VALUES (%s, 'after', 1, 5)",
            begun.pk,
        )


def test_the_database_refuses_a_cycle_that_contradicts_itself(begun):
    for change in (
        "stage = 'goal'",
        "stage = 'trying'",
        "stage = 'trying', evidence_statement = 'x', goal = 'x', strategy = 'x'",
        "outcome = 'met'",
        "keep = 'keep'",
        "closed_at = '2026-10-06 10:00:00+00:00'",
        "retest_on = '2026-09-01'",
        "stage = 'abandoned'",
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            run(f"UPDATE achievement_teams_cycle SET {change} WHERE id = %s", begun.pk)


END = "stage = 'closed', outcome = 'met', keep = 'keep', learning = 'x', closed_at = '2026-12-01 10:00:00+00:00', closed_by_id = %s"


def test_the_database_closes_no_cycle_without_counts_that_agree(begun, sam):
    cycle = tried(begun, sam)
    close = f"UPDATE achievement_teams_cycle SET {END} WHERE id = %s"
    with pytest.raises(DatabaseError, match="a count of every band"), transaction.atomic():
        run(close.replace("stage =", "why_different = 'x', stage ="), sam.person_id, cycle.pk)

    BandCount.objects.bulk_create(BandCount(cycle=cycle, moment="after", band=band, pupils=7) for band in (1, 2, 3, 4))
    with pytest.raises(DatabaseError, match="or says why not"), transaction.atomic():
        run(close, sam.person_id, cycle.pk)

    run("UPDATE achievement_teams_bandcount SET pupils = 9 WHERE moment = 'after' AND band = 1")
    run(close, sam.person_id, cycle.pk)
    assert Cycle.objects.get().stage == Stage.CLOSED


def test_the_database_counts_a_band_once_and_lets_no_cycle_begin_closed(begun, team, sam):
    with pytest.raises(IntegrityError), transaction.atomic():
        BandCount.objects.create(cycle=begun, moment="before", band=1, pupils=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.create(
            team=team, number=1, strand="teaching", question="x", instrument="x", started_on=date(2026, 9, 1)
        )
    with pytest.raises(DatabaseError, match="a cycle begins before it is closed"), transaction.atomic():
        Cycle.objects.create(
            team=team, number=2, strand="teaching", question="x", instrument="x", started_on=date(2026, 9, 1),
            stage=Stage.ABANDONED, learning="x", closed_at=MORNING, closed_by_id=sam.person_id,
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_cycles_begun_at_once_leave_one_running(team, sam, staff):
    dee = cast.standing(staff[1])

    found = cast.all_at_once([lambda: start(team, sam), lambda: start(team, dee)])

    assert sorted(type(one).__name__ for one in found) == ["Cycle", "StillRunning"]
    assert Cycle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_cycle_closed_twice_at_once_is_closed_once(begun, sam, staff):
    cycle = tried(begun, sam)
    facts = {"after": AFTER, "outcome": Outcome.MET, "keep": Keep.KEEP, "learning": "x", "at": MORNING}

    found = cast.all_at_once(
        [lambda by=by: commands.close_cycle(cycle, by=by, **facts) for by in (sam, cast.standing(staff[1]))]
    )

    assert sorted(type(one).__name__ for one in found) == ["Cycle", "NotAllowed"]
    assert BandCount.objects.filter(moment="after").count() == 4


def test_a_member_who_left_sees_the_team_no_more(begun, team, staff):
    held = RoleHeld.objects.get(group=team, role=Role.TEAM_MEMBER, person=staff[1])
    cast.commands.end_role(held, until_on=date(2026, 9, 30), by=cast.FOUNDING, at=MORNING)

    with pytest.raises(Cycle.DoesNotExist):
        queries.get(begun.pk, viewer=cast.standing(staff[1]))
