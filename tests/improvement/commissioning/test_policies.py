"""Every ruling on briefs, agreements and milestones, in every case, without a database."""

import pytest

from collegiate.improvement.commissioning import policies
from collegiate.improvement.commissioning.models import (
    Agreement,
    AgreementStage,
    Brief,
    BriefStage,
    Milestone,
    MilestoneStage,
)
from collegiate.partnership.governance.models import AgendaItem, Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import NOBODY, Held, Money, Role, Standing, job
from tests.cast import TUESDAY

BRIGHTWELL = Organisation(pk=7, name="Brightwell Learning")


def holding(*held: Held | Role, interests=()) -> Standing:
    roles = tuple(one if isinstance(one, Held) else Held(one) for one in held)
    return Standing(
        mark="person:1", day=TUESDAY, person_id=1, signed_in=True, held=roles, interests=frozenset(interests)
    )


NOOR, CLERK, ADVISER, BETH = (holding(role) for role in (Role.COORDINATOR, Role.CLERK, Role.ADVISER, Role.HEAD_TEACHER))
CHAIR = holding(Held(Role.CHAIR, group_id=1, group_kind="strategic"))
CHAIR_ELSEWHERE = holding(Held(Role.CHAIR, group_id=2, group_kind="task"))
WITH_SHARES = holding(Role.COORDINATOR, interests=[BRIGHTWELL.pk])
NIGHTLY = job("nightly", day=TUESDAY)
WRITE = "Only the coordinator or an adviser can write a brief."
BROKER = "Only the coordinator or the clerk, acting for the Strategic Group, can do this."
AGREE = "Only the coordinator, the clerk or the chair can record that the Strategic Group made an agreement."
ACCEPT = "Only the coordinator, the clerk or an adviser can accept a milestone."


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [(NOOR, ""), (ADVISER, ""), (CLERK, WRITE), (BETH, WRITE), (NIGHTLY, WRITE), (NOBODY, WRITE)],
)
def test_who_writes_briefs(standing, refusal):
    assert policies.may_write_brief(standing).refusal == refusal
    assert policies.may_answer_need(standing, Brief(stage=BriefStage.DRAFT)).refusal == refusal


@pytest.mark.parametrize("stage", [BriefStage.CONSIDERED, BriefStage.ANSWERED, BriefStage.WITHDRAWN])
def test_only_a_draft_answers_one_more_need(stage):
    said = policies.may_answer_need(NOOR, Brief(stage=stage)).refusal

    assert said == "The needs of a brief are settled when it goes before the groups."


@pytest.mark.parametrize(
    ("standing", "stage", "needs", "refusal"),
    [
        (NOOR, BriefStage.DRAFT, 1, ""),
        (CLERK, BriefStage.DRAFT, 3, ""),
        (NOOR, BriefStage.DRAFT, 0, "A brief answers the needs of schools: add at least one first."),
        (NOOR, BriefStage.CONSIDERED, 1, "This brief is before the groups."),
        (NOOR, BriefStage.ANSWERED, 1, "This brief is answered by an agreement."),
        (NOOR, BriefStage.WITHDRAWN, 1, "This brief is withdrawn."),
        (ADVISER, BriefStage.DRAFT, 1, BROKER),
        (CHAIR, BriefStage.DRAFT, 1, BROKER),
        (NOBODY, BriefStage.DRAFT, 1, BROKER),
    ],
)
def test_who_takes_a_brief_to_the_groups(standing, stage, needs, refusal):
    assert policies.may_take_to_groups(standing, Brief(stage=stage), needs=needs).refusal == refusal


FIRST = "A brief goes before the groups before an agreement is proposed."


@pytest.mark.parametrize(
    ("standing", "stage", "pence", "refusal"),
    [
        (NOOR, BriefStage.CONSIDERED, 1_000, ""),
        (CLERK, BriefStage.CONSIDERED, 1, ""),
        (NOOR, BriefStage.CONSIDERED, 1_001, "The brief allows £10.00 at most, not £10.01."),
        (NOOR, BriefStage.DRAFT, 1, FIRST),
        (NOOR, BriefStage.ANSWERED, 1, FIRST),
        (
            WITH_SHARES,
            BriefStage.CONSIDERED,
            1,
            "You have an interest in this provider, so somebody else proposes this agreement.",
        ),
        (BETH, BriefStage.CONSIDERED, 1, BROKER),
        (ADVISER, BriefStage.CONSIDERED, 1, BROKER),
        (NIGHTLY, BriefStage.CONSIDERED, 1, BROKER),
    ],
)
def test_who_proposes(standing, stage, pence, refusal):
    brief = Brief(stage=stage, ceiling_pence=1_000)

    assert policies.may_propose(standing, brief, Money(pence), provider_id=BRIGHTWELL.pk).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (NOOR, AgreementStage.PROPOSED, ""),
        (CLERK, AgreementStage.PROPOSED, ""),
        (CHAIR, AgreementStage.PROPOSED, ""),
        (CHAIR_ELSEWHERE, AgreementStage.PROPOSED, AGREE),
        (ADVISER, AgreementStage.PROPOSED, AGREE),
        (NOBODY, AgreementStage.PROPOSED, AGREE),
        (
            WITH_SHARES,
            AgreementStage.PROPOSED,
            "You have an interest in Brightwell Learning, so somebody else makes this agreement.",
        ),
        (NOOR, AgreementStage.AGREED, "This agreement is not waiting for a decision."),
        (NOOR, AgreementStage.COMPLETE, "This agreement is not waiting for a decision."),
        (NOOR, AgreementStage.WITHDRAWN, "This agreement is not waiting for a decision."),
    ],
)
def test_who_makes_an_agreement(standing, stage, refusal):
    assert policies.may_agree(standing, Agreement(provider=BRIGHTWELL, stage=stage)).refusal == refusal


@pytest.mark.parametrize(
    ("paper", "pence", "refusal"),
    [
        (5, 1_000, ""),
        (6, 1_000, "Decision SG/26/14 is not about this brief."),
        (None, 1_000, "Decision SG/26/14 is not about this brief."),
        (5, 999, "Decision SG/26/14 allows £9.99, not £10.00."),
    ],
)
def test_which_decision_makes_an_agreement(paper, pence, refusal):
    agreement = Agreement(provider=BRIGHTWELL, brief=Brief(paper_id=5), price_pence=1_000)
    decision = Decision(reference="SG/26/14", money_pence=pence, item=AgendaItem(paper_id=paper))

    assert policies.may_agree(NOOR, agreement, decision).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (NOOR, AgreementStage.PROPOSED, ""),
        (CLERK, AgreementStage.PROPOSED, ""),
        (CHAIR, AgreementStage.PROPOSED, BROKER),
        (NOBODY, AgreementStage.PROPOSED, BROKER),
        (NOOR, AgreementStage.AGREED, "An agreement that was made is completed, not withdrawn."),
        (NOOR, AgreementStage.WITHDRAWN, "An agreement that was made is completed, not withdrawn."),
    ],
)
def test_who_withdraws(standing, stage, refusal):
    assert policies.may_withdraw(standing, Agreement(stage=stage)).refusal == refusal


RUNNING = "Milestones are accepted while an agreement is running."


@pytest.mark.parametrize(
    ("standing", "stage", "milestone", "refusal"),
    [
        (NOOR, AgreementStage.AGREED, MilestoneStage.SCHEDULED, ""),
        (CLERK, AgreementStage.AGREED, MilestoneStage.SCHEDULED, ""),
        (ADVISER, AgreementStage.AGREED, MilestoneStage.SCHEDULED, ""),
        (BETH, AgreementStage.AGREED, MilestoneStage.SCHEDULED, ACCEPT),
        (NOBODY, AgreementStage.AGREED, MilestoneStage.SCHEDULED, ACCEPT),
        (
            WITH_SHARES,
            AgreementStage.AGREED,
            MilestoneStage.SCHEDULED,
            "You have an interest in Brightwell Learning, so somebody else accepts this.",
        ),
        (NOOR, AgreementStage.PROPOSED, MilestoneStage.SCHEDULED, RUNNING),
        (NOOR, AgreementStage.COMPLETE, MilestoneStage.SCHEDULED, RUNNING),
        (NOOR, AgreementStage.AGREED, MilestoneStage.MET, "This milestone has been accepted."),
    ],
)
def test_who_accepts_a_milestone(standing, stage, milestone, refusal):
    agreement = Agreement(provider=BRIGHTWELL, stage=stage)

    assert policies.may_accept(standing, Milestone(stage=milestone), agreement).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "still_open", "refusal"),
    [
        (NOOR, AgreementStage.AGREED, 0, ""),
        (NOOR, AgreementStage.AGREED, 1, "1 of its milestones is not accepted yet."),
        (NOOR, AgreementStage.AGREED, 2, "2 of its milestones are not accepted yet."),
        (NOOR, AgreementStage.PROPOSED, 0, "Only an agreement that is running can be completed."),
        (ADVISER, AgreementStage.AGREED, 0, BROKER),
    ],
)
def test_who_completes(standing, stage, still_open, refusal):
    said = policies.may_complete(standing, Agreement(stage=stage), open_milestones=still_open, unpaid=Money(0))
    assert said.refusal == refusal


UNPAID = "£5.00 is payable and not paid yet. Pay it first, or refuse it."


def test_nothing_is_completed_while_something_payable_is_not_paid():
    agreed = Agreement(stage=AgreementStage.AGREED)
    assert policies.may_complete(NOOR, agreed, open_milestones=0, unpaid=Money(500)).refusal == UNPAID


@pytest.mark.parametrize(
    ("standing", "stage", "unpaid", "refusal"),
    [
        (NOOR, AgreementStage.AGREED, 0, ""),
        (NOOR, AgreementStage.AGREED, 500, UNPAID),
        (NOOR, AgreementStage.COMPLETE, 0, "Only an agreement that is running can end early."),
        (NOOR, AgreementStage.PROPOSED, 0, "Only an agreement that is running can end early."),
        (
            BETH,
            AgreementStage.AGREED,
            0,
            "Only the coordinator or the clerk, acting for the Strategic Group, can do this.",
        ),
    ],
)
def test_who_ends_an_agreement_early(standing, stage, unpaid, refusal):
    assert policies.may_end_early(standing, Agreement(stage=stage), unpaid=Money(unpaid)).refusal == refusal


@pytest.mark.parametrize(("standing", "allowed"), [(BETH, True), (NIGHTLY, False), (NOBODY, False)])
def test_every_member_sees_agreements_and_the_public_their_decisions(standing, allowed):
    assert bool(policies.may_see(standing)) is allowed
