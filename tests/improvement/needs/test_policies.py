"""Who may do what about needs, in every case, without a database."""

from datetime import date

import pytest

from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Level, LevelStage, Need, NeedStage, Round, RoundStage
from collegiate.partnership.members.models import GroupKind, Kind, Organisation
from collegiate.values import Held, Role, Standing, job

HILLSIDE = Organisation(pk=1, kind=Kind.SCHOOL, name="Hillside Primary")
TUESDAY = date(2026, 10, 6)


def who(*held, interests=()):
    return Standing(
        mark="person:1", day=TUESDAY, person_id=1, signed_in=True, held=held, interests=frozenset(interests)
    )


HEAD = who(Held(Role.HEAD_TEACHER, organisation_id=1), interests=[1])
TEACHER = who(Held(Role.STAFF, organisation_id=1), interests=[1])
GOVERNOR = who(Held(Role.GOVERNOR, organisation_id=1), interests=[1])
ADVISER = who(Held(Role.ADVISER, organisation_id=1), interests=[1])
COORDINATOR = who(Held(Role.COORDINATOR))
COORDINATOR_WITH_INTEREST = who(Held(Role.COORDINATOR), interests=[1])
COORDINATOR_WHO_GOVERNS = who(Held(Role.COORDINATOR), Held(Role.GOVERNOR, organisation_id=1), interests=[1])
ADVISER_WHO_GOVERNS = who(Held(Role.ADVISER, organisation_id=1), Held(Role.GOVERNOR, organisation_id=1))
STRATEGIC = who(Held(Role.GROUP_MEMBER, group_id=7, group_kind=GroupKind.STRATEGIC))
TASK_GROUP = who(Held(Role.GROUP_MEMBER, group_id=8, group_kind=GroupKind.TASK))
OFFICER = who(Held(Role.LA_OFFICER, organisation_id=5))
CLERK = who(Held(Role.CLERK))
OTHER_HEAD = who(Held(Role.HEAD_TEACHER, organisation_id=2), interests=[2])
OTHER_ADVISER = who(Held(Role.ADVISER, organisation_id=2), interests=[2])
CONTACT = who(Held(Role.CONTACT, organisation_id=1))
PROVIDER = who(Held(Role.PROVIDER_CONTACT, organisation_id=9))
NIGHT = job("nightly_review", day=TUESDAY)
STRANGER = Standing(mark="nobody", day=TUESDAY)


@pytest.mark.parametrize(
    ("standing", "sees"),
    [
        (HEAD, True),
        (TEACHER, True),
        (GOVERNOR, True),
        (ADVISER, True),
        (COORDINATOR, True),
        (STRATEGIC, True),
        (OFFICER, True),
        (OTHER_HEAD, False),
        (OTHER_ADVISER, False),
        (TASK_GROUP, False),
        (CLERK, False),
        (PROVIDER, False),
        (NIGHT, False),
        (STRANGER, False),
    ],
)
def test_who_sees_what_a_school_says_of_itself(standing, sees):
    assert bool(policies.may_see(standing, HILLSIDE.pk)) is sees


@pytest.mark.parametrize(
    ("standing", "sees"),
    [(COORDINATOR, True), (STRATEGIC, True), (OFFICER, True), (ADVISER, False), (HEAD, False), (CLERK, False)],
)
def test_who_sees_every_school(standing, sees):
    assert bool(policies.may_see_every_school(standing)) is sees


OPEN = Round(stage=RoundStage.OPEN, opens_on=date(2026, 9, 14))
TO_COME = Round(stage=RoundStage.OPEN, opens_on=date(2026, 10, 7))
CLOSED = Round(stage=RoundStage.CLOSED, opens_on=date(2026, 9, 14))


@pytest.mark.parametrize(
    ("standing", "round", "refusal"),
    [
        (HEAD, OPEN, ""),
        (HEAD, CLOSED, "This round is closed."),
        (HEAD, TO_COME, "This round opens on 7 October 2026."),
        (TEACHER, OPEN, "Only the school’s head teacher can answer for it."),
        (COORDINATOR, OPEN, "Only the school’s head teacher can answer for it."),
        (OTHER_HEAD, OPEN, "Only the school’s head teacher can answer for it."),
        (NIGHT, OPEN, "Only the school’s head teacher can answer for it."),
    ],
)
def test_may_answer(standing, round, refusal):
    assert policies.may_answer(standing, round, HILLSIDE).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "round", "refusal"),
    [
        (COORDINATOR, OPEN, ""),
        (COORDINATOR, CLOSED, "This round is closed."),
        (HEAD, OPEN, "Only the coordinator opens and closes a needs round."),
    ],
)
def test_may_close_round(standing, round, refusal):
    assert policies.may_close_round(standing, round).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "may"),
    [(HEAD, True), (CONTACT, True), (TEACHER, False), (OTHER_HEAD, False), (COORDINATOR, False)],
)
def test_may_offer(standing, may):
    assert bool(policies.may_offer(standing, HILLSIDE)) is may


@pytest.mark.parametrize(
    ("standing", "may"),
    [(HEAD, True), (ADVISER, True), (COORDINATOR, True), (TEACHER, False), (OTHER_ADVISER, False), (NIGHT, False)],
)
def test_may_raise(standing, may):
    assert bool(policies.may_raise(standing, HILLSIDE)) is may


def need(stage):
    return Need(organisation_id=1, title="Attendance", stage=stage)


WHO_UNDERSTANDS = "Only the school’s adviser or the coordinator can say that a need is understood."
WHO_JOINS = "Only the coordinator, the clerk or the Strategic Group can answer needs with a brief."
WHO_CLOSES = "Only the school’s head teacher, its adviser or the coordinator can close a need."


@pytest.mark.parametrize(
    ("ruling", "standing", "stage", "refusal"),
    [
        (policies.may_understand, ADVISER, NeedStage.RAISED, ""),
        (policies.may_understand, COORDINATOR, NeedStage.RAISED, ""),
        (policies.may_understand, HEAD, NeedStage.RAISED, WHO_UNDERSTANDS),
        (policies.may_understand, ADVISER, NeedStage.UNDERSTOOD, "This need has been talked through."),
        (policies.may_understand, ADVISER, NeedStage.CLOSED, "This need has been talked through."),
        (policies.may_join, COORDINATOR, NeedStage.RAISED, ""),
        (policies.may_join, CLERK, NeedStage.UNDERSTOOD, ""),
        (policies.may_join, STRATEGIC, NeedStage.UNDERSTOOD, ""),
        (policies.may_join, HEAD, NeedStage.RAISED, WHO_JOINS),
        (policies.may_join, TASK_GROUP, NeedStage.RAISED, WHO_JOINS),
        (policies.may_join, COORDINATOR, NeedStage.JOINED, "The need “Attendance” is answered or closed."),
        (policies.may_join, COORDINATOR, NeedStage.CLOSED, "The need “Attendance” is answered or closed."),
        (policies.may_close_need, HEAD, NeedStage.RAISED, ""),
        (policies.may_close_need, ADVISER, NeedStage.JOINED, ""),
        (policies.may_close_need, COORDINATOR, NeedStage.UNDERSTOOD, ""),
        (policies.may_close_need, TEACHER, NeedStage.RAISED, WHO_CLOSES),
        (policies.may_close_need, HEAD, NeedStage.CLOSED, "This need is closed."),
    ],
)
def test_what_may_be_done_about_a_need(ruling, standing, stage, refusal):
    assert ruling(standing, need(stage)).refusal == refusal


def level(stage):
    return Level(organisation_id=1, level="focused", stage=stage)


INTEREST = "You have an interest in Hillside Primary, so somebody else proposes its level."


@pytest.mark.parametrize(
    ("standing", "on_the_table", "refusal"),
    [
        (COORDINATOR, None, ""),
        (ADVISER, None, ""),
        (COORDINATOR, LevelStage.PROPOSED, ""),
        (COORDINATOR, LevelStage.CONTESTED, "The school has contested the level that is proposed. Answer it first."),
        (COORDINATOR_WITH_INTEREST, None, INTEREST),
        (COORDINATOR_WHO_GOVERNS, None, INTEREST),
        (ADVISER_WHO_GOVERNS, None, INTEREST),
        (HEAD, None, "Only the coordinator or the school’s adviser can propose a level of support."),
        (STRATEGIC, None, "Only the coordinator or the school’s adviser can propose a level of support."),
        (OTHER_ADVISER, None, "Only the coordinator or the school’s adviser can propose a level of support."),
        (NIGHT, None, "Only the coordinator or the school’s adviser can propose a level of support."),
    ],
)
def test_may_propose(standing, on_the_table, refusal):
    waiting = level(on_the_table) if on_the_table else None
    assert policies.may_propose(standing, HILLSIDE, waiting).refusal == refusal


@pytest.mark.parametrize(
    ("ruling", "standing", "stage", "refusal"),
    [
        (policies.may_contest, HEAD, LevelStage.PROPOSED, ""),
        (policies.may_contest, GOVERNOR, LevelStage.PROPOSED, "Only the school’s head teacher can do this."),
        (policies.may_contest, COORDINATOR, LevelStage.PROPOSED, "Only the school’s head teacher can do this."),
        (policies.may_contest, HEAD, LevelStage.CONTESTED, "Only a level that is proposed can be contested."),
        (policies.may_contest, HEAD, LevelStage.AGREED, "Only a level that is proposed can be contested."),
        (policies.may_answer_contest, COORDINATOR, LevelStage.CONTESTED, ""),
        (policies.may_answer_contest, ADVISER, LevelStage.CONTESTED, ""),
        (
            policies.may_answer_contest,
            HEAD,
            LevelStage.CONTESTED,
            "Only the coordinator or the school’s adviser can answer.",
        ),
        (
            policies.may_answer_contest,
            COORDINATOR,
            LevelStage.PROPOSED,
            "The school is not waiting for an answer.",
        ),
        (policies.may_agree, HEAD, LevelStage.PROPOSED, ""),
        (policies.may_agree, HEAD, LevelStage.CONTESTED, "The partnership owes the school an answer first."),
        (policies.may_agree, HEAD, LevelStage.AGREED, "This level is not waiting to be agreed."),
        (policies.may_agree, HEAD, LevelStage.REPLACED, "This level is not waiting to be agreed."),
        (
            policies.may_agree,
            COORDINATOR,
            LevelStage.PROPOSED,
            "A level of support is agreed by the school’s head teacher.",
        ),
        (
            policies.may_agree,
            OTHER_HEAD,
            LevelStage.PROPOSED,
            "A level of support is agreed by the school’s head teacher.",
        ),
    ],
)
def test_what_may_be_done_about_a_level(ruling, standing, stage, refusal):
    assert ruling(standing, level(stage)).refusal == refusal
