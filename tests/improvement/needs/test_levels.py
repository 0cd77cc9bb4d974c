"""A level of support: proposed with reasons, contested, answered, agreed; a dated history."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from collegiate.foundation.record.models import Entry
from collegiate.improvement.needs import commands, queries
from collegiate.improvement.needs.commands import NotAfter, Reason, UnknownLevel
from collegiate.improvement.needs.models import Contest, Level, LevelReason, LevelStage
from collegiate.partnership.members.models import Organisation
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING

OCTOBER, LATER = date(2026, 10, 12), date(2027, 4, 12)

pytestmark = pytest.mark.django_db


def test_a_level_is_proposed_with_each_reason_and_what_would_end_it(propose, noor):
    level = propose(
        reasons=[
            Reason("Absence rose twice.", "absence_overall", Decimal("1.5"), Decimal(4)),
            Reason("“We mark a great deal and learn little from it.”"),
        ]
    )

    assert (level.stage, level.proposed_by_id, level.until_on) == (LevelStage.PROPOSED, noor.person_id, None)
    assert list(level.reasons.values_list("place", "indicator", "contribution", "maximum")) == [
        (1, "absence_overall", Decimal("1.50"), Decimal("4.00")),
        (2, "", None, None),
    ]
    assert Entry.objects.get(deed="needs.propose_level").data == {
        "level": "focused",
        "from_on": "2026-10-12",
        "review_on": "2027-07-01",
        "reasons": 2,
    }


@pytest.mark.parametrize(
    ("given", "refusal", "says"),
    [
        ({"level": "failing"}, UnknownLevel, "Choose a level and give at least one reason"),
        ({"reasons": []}, UnknownLevel, "at least one reason"),
        ({"review_on": OCTOBER}, ValidationError, "reviewed after it begins"),
        ({"end_test": ""}, ValidationError, "end_test"),
    ],
)
def test_a_level_without_a_reason_an_end_or_a_review_is_refused(propose, given, refusal, says):
    with pytest.raises(refusal, match=says):
        propose(**given)

    assert not Level.objects.exists()


def test_the_schools_adviser_may_propose_and_its_head_or_somebody_elses_may_not(propose, amos, beth, tom):
    assert propose(by=amos).proposed_by_id == amos.person_id
    for somebody in (beth, tom):
        with pytest.raises(NotAllowed, match="Only the coordinator or the school’s adviser"):
            propose(by=somebody)


def test_a_coordinator_who_governs_the_school_leaves_it_to_somebody_else(propose, hillside):
    both = cast.person("Ros Vane", Role.COORDINATOR)
    cast.commands.appoint(
        both, role=Role.GOVERNOR, from_on=cast.SINCE, organisation=hillside, by=cast.FOUNDING, at=MORNING
    )

    with pytest.raises(NotAllowed, match="You have an interest in Hillside Primary"):
        propose(by=cast.standing(both))


def test_a_head_contests_is_answered_and_then_agrees(propose, beth, noor):
    level = propose()

    contest = commands.contest_level(level, text="Two families moved away.", by=beth, at=MORNING)
    assert Level.objects.get().stage == LevelStage.CONTESTED
    with pytest.raises(NotAllowed, match="The partnership owes the school an answer first"):
        commands.agree_level(level, by=beth, at=MORNING)

    answered = commands.answer_contest(level, answer="We have taken them out.", by=noor, at=MORNING)
    assert (answered, answered.answer, answered.answered_by_id) == (contest, "We have taken them out.", noor.person_id)

    agreed = commands.agree_level(level, by=beth, at=MORNING)
    assert (agreed.stage, agreed.agreed_at, agreed.agreed_by_id) == (LevelStage.AGREED, MORNING, beth.person_id)
    assert [entry.deed for entry in Entry.objects.filter(subject=f"needs.level:{level.pk}").order_by("seq")] == [
        "needs.propose_level",
        "needs.contest_level",
        "needs.answer_contest",
        "needs.agree_level",
    ]


def test_only_the_schools_head_contests_and_agrees(propose, noor, amos, tom):
    level = propose()

    for somebody in (noor, amos, tom):
        with pytest.raises(NotAllowed, match="Only the school’s head teacher"):
            commands.contest_level(level, text="No.", by=somebody, at=MORNING)
        with pytest.raises(NotAllowed, match="agreed by the school’s head teacher"):
            commands.agree_level(level, by=somebody, at=MORNING)


def test_a_level_that_was_not_contested_waits_for_no_answer(propose, noor):
    with pytest.raises(NotAllowed, match="The school is not waiting for an answer"):
        commands.answer_contest(propose(), answer="Thank you.", by=noor, at=MORNING)


def test_a_contested_level_is_answered_before_another_is_proposed(propose, beth, noor):
    level = propose()
    commands.contest_level(level, text="We need less.", by=beth, at=MORNING)
    with pytest.raises(NotAllowed, match="Answer it first"):
        propose("core_plus")

    commands.answer_contest(level, answer="You are right.", by=noor, at=MORNING)
    other = propose("core_plus")

    level.refresh_from_db()
    assert (level.stage, level.agreed_at, other.stage) == (LevelStage.REPLACED, None, LevelStage.PROPOSED)


def test_an_agreed_level_ends_the_day_before_the_next_begins(propose, hillside, beth):
    first = commands.agree_level(propose(), by=beth, at=MORNING)
    second = propose("core_plus", from_on=LATER)
    first.refresh_from_db()
    assert first.stage == LevelStage.AGREED

    commands.agree_level(second, by=beth, at=MORNING)

    first.refresh_from_db()
    assert (first.stage, first.until_on, first.agreed_by_id) == (
        LevelStage.REPLACED,
        date(2027, 4, 11),
        beth.person_id,
    )
    held = [
        queries.level_of(hillside, day=day, viewer=beth)
        for day in (date(2026, 10, 11), OCTOBER, date(2027, 4, 11), LATER)
    ]
    assert held == [None, first, first, second]
    assert queries.history(hillside, viewer=beth) == [second, first]


def test_a_level_cannot_begin_before_the_one_it_follows(propose, beth):
    commands.agree_level(propose(), by=beth, at=MORNING)

    with pytest.raises(NotAfter, match="began on 12 October 2026"):
        propose("core", from_on=OCTOBER)


def test_a_level_is_agreed_once(propose, beth):
    level = propose()
    commands.agree_level(level, by=beth, at=MORNING)

    with pytest.raises(NotAllowed, match="not waiting to be agreed"):
        commands.agree_level(level, by=beth, at=MORNING)


def test_a_schools_level_is_seen_by_those_who_agree_help_with_it_and_nobody_else_knows_of_it(
    propose, hillside, beth, amos, noor, tom
):
    level = propose()

    for viewer in (beth, amos, noor):
        assert queries.level(level.pk, viewer=viewer) == level
        assert queries.levels(viewer=viewer) == [level]
    assert queries.levels(viewer=tom) == []
    with pytest.raises(Level.DoesNotExist):
        queries.level(level.pk, viewer=tom)
    for ask in (queries.history, queries.on_the_table):
        with pytest.raises(Organisation.DoesNotExist):
            ask(hillside, viewer=tom)
    with pytest.raises(Organisation.DoesNotExist):
        queries.level_of(hillside, day=OCTOBER, viewer=tom)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stage": LevelStage.AGREED},
        {"stage": LevelStage.REPLACED},
        {"until_on": LATER},
        {"agreed_at": MORNING},
        {"review_on": OCTOBER},
        {"end_test": ""},
    ],
)
def test_the_database_refuses_a_level_that_contradicts_itself(propose, wrong):
    propose()

    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.update(**wrong)


def test_the_database_refuses_two_levels_on_the_table(propose, hillside, noor):
    propose()

    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.create(
            organisation=hillside,
            level="core",
            end_test="x",
            from_on=LATER,
            review_on=date(2027, 7, 1),
            proposed_at=MORNING,
            proposed_by_id=noor.person_id,
        )


def test_the_database_keeps_reasons_and_answered_contests_as_they_are(propose, beth, noor):
    level = propose()
    commands.contest_level(level, text="No.", by=beth, at=MORNING)
    commands.answer_contest(level, answer="Yes.", by=noor, at=MORNING)

    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        LevelReason.objects.update(sentence="Another reason.")
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Contest.objects.update(answer="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelReason.objects.create(level=level, place=2, sentence="Too much.", contribution=5, maximum=4)


@pytest.mark.django_db(transaction=True)
def test_two_levels_proposed_at_once_leave_one_on_the_table(propose, amos, noor):
    found = cast.all_at_once([lambda: propose("focused", by=noor), lambda: propose("core_plus", by=amos)])

    assert all(isinstance(one, Level) for one in found)
    assert sorted(Level.objects.values_list("stage", flat=True)) == [LevelStage.PROPOSED, LevelStage.REPLACED]


@pytest.mark.django_db(transaction=True)
def test_a_level_agreed_and_contested_at_once_is_one_or_the_other(propose, beth):
    level = propose()

    found = cast.all_at_once(
        [
            lambda: commands.agree_level(level, by=beth, at=MORNING),
            lambda: commands.contest_level(level, text="No.", by=beth, at=MORNING),
        ]
    )

    assert len([one for one in found if isinstance(one, NotAllowed)]) == 1
    assert Level.objects.get().stage in (LevelStage.AGREED, LevelStage.CONTESTED)
    assert Contest.objects.count() == (Level.objects.get().stage == LevelStage.CONTESTED)
