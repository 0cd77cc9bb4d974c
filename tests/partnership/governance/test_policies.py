"""Every ruling of governance, in every case, without a database."""

from datetime import date, datetime

import pytest

from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import AgendaItem, Consideration, ItemPurpose, Meeting, Stage, Weight
from collegiate.partnership.members.models import Group, GroupKind
from collegiate.values import NOBODY, Held, Role, Standing

DAY = date(2026, 10, 6)
STRATEGIC = Group(pk=1, kind=GroupKind.STRATEGIC, name="Strategic Group")
FORUM = Group(pk=2, kind=GroupKind.HEAD_FORUM, name="Primary head-teacher group")


def holding(*held: Held) -> Standing:
    return Standing(mark="person:1", day=DAY, person_id=1, name="Ruth", signed_in=True, held=held)


CLERK = holding(Held(Role.CLERK))
COORDINATOR = holding(Held(Role.COORDINATOR))
CHAIR = holding(Held(Role.CHAIR, group_id=1, group_kind="strategic"))
CHAIR_ELSEWHERE = holding(Held(Role.CHAIR, group_id=2, group_kind="head_forum"))
MEMBER = holding(Held(Role.GROUP_MEMBER, group_id=1, group_kind="strategic"))

ONLY_SEATS = "Only the clerk or the coordinator can change who sits on Strategic Group."
ONLY_PREPARE = "Only the clerk, the coordinator or the chair can prepare a meeting of Strategic Group."
ONLY_MINUTE = "Only the clerk, the coordinator or the chair can record what a meeting does."


def meeting(stage: Stage = Stage.IN_PROGRESS, group: Group = STRATEGIC, day: int = 6) -> Meeting:
    return Meeting(pk=1, group=group, stage=stage, starts_at=datetime(2026, 10, day, 16, tzinfo=LONDON))


@pytest.mark.parametrize(
    ("standing", "seats", "prepare"),
    [
        (CLERK, "", ""),
        (COORDINATOR, "", ""),
        (CHAIR, ONLY_SEATS, ""),
        (CHAIR_ELSEWHERE, ONLY_SEATS, ONLY_PREPARE),
        (MEMBER, ONLY_SEATS, ONLY_PREPARE),
        (NOBODY, ONLY_SEATS, ONLY_PREPARE),
    ],
)
def test_who_keeps_seats_and_who_prepares_meetings(standing, seats, prepare):
    assert policies.may_keep_seats(standing, STRATEGIC).refusal == seats
    assert policies.may_prepare(standing, STRATEGIC).refusal == prepare


@pytest.mark.parametrize(
    ("standing", "stage", "group", "purpose", "refusal"),
    [
        (CLERK, Stage.PLANNED, STRATEGIC, ItemPurpose.DECIDE, ""),
        (CHAIR, Stage.CALLED, STRATEGIC, ItemPurpose.DECIDE, ""),
        (CLERK, Stage.IN_PROGRESS, FORUM, ItemPurpose.ADVISE, ""),
        (MEMBER, Stage.PLANNED, STRATEGIC, ItemPurpose.NOTE, ONLY_PREPARE),
        (CLERK, Stage.CLOSED, STRATEGIC, ItemPurpose.NOTE, "This meeting is closed. Put it on the agenda of another."),
        (CLERK, Stage.CANCELLED, FORUM, ItemPurpose.ADVISE, "This meeting is cancelled. Put it on the agenda of another."),
        (
            CLERK,
            Stage.PLANNED,
            FORUM,
            ItemPurpose.DECIDE,
            "Primary head-teacher group advises; the Strategic Group decides. Ask it for advice.",
        ),
    ],
)  # fmt: skip
def test_may_put_on(standing, stage, group, purpose, refusal):
    assert policies.may_put_on(standing, meeting(stage, group), purpose).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "decided", "refusal"),
    [
        (CLERK, Stage.CALLED, False, ""),
        (CLERK, Stage.IN_PROGRESS, True, "This item is decided, so who could take part in it is final."),
        (CLERK, Stage.CLOSED, False, "This meeting is closed. Put it on the agenda of another."),
        (MEMBER, Stage.CALLED, False, ONLY_PREPARE),
    ],
)
def test_may_name_party(standing, stage, decided, refusal):
    assert policies.may_name_party(standing, meeting(stage), decided=decided).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "starts", "because", "refusal"),
    [
        (CLERK, Stage.PLANNED, 13, "", ""),
        (CLERK, Stage.PLANNED, 12, "", "Strategic Group gives 7 days’ notice. Say why this meeting is called at shorter notice."),
        (CLERK, Stage.PLANNED, 7, "The offer ends on Friday.", ""),
        (CLERK, Stage.CALLED, 20, "", "This meeting is called already."),
        (CLERK, Stage.CANCELLED, 20, "", "This meeting is cancelled already."),
        (MEMBER, Stage.PLANNED, 20, "", ONLY_PREPARE),
    ],
)  # fmt: skip
def test_may_call(standing, stage, starts, because, refusal):
    ruling = policies.may_call(standing, meeting(stage, day=starts), notice_days=7, today=DAY, because=because)

    assert ruling.refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (CLERK, Stage.IN_PROGRESS, ""),
        (COORDINATOR, Stage.IN_PROGRESS, ""),
        (CHAIR, Stage.IN_PROGRESS, ""),
        (CHAIR_ELSEWHERE, Stage.IN_PROGRESS, ONLY_MINUTE),
        (MEMBER, Stage.IN_PROGRESS, ONLY_MINUTE),
        (CLERK, Stage.CALLED, "What a meeting does is recorded while it is in progress."),
        (CLERK, Stage.CLOSED, "What a meeting does is recorded while it is in progress."),
    ],
)
def test_may_minute(standing, stage, refusal):
    assert policies.may_minute(standing, meeting(stage)).refusal == refusal


@pytest.mark.parametrize(
    ("stage", "to", "refusal"),
    [
        (Stage.PLANNED, Stage.CALLED, ""),
        (Stage.PLANNED, Stage.IN_PROGRESS, "A meeting that is planned cannot become in progress."),
        (Stage.PLANNED, Stage.CANCELLED, ""),
        (Stage.CALLED, Stage.IN_PROGRESS, ""),
        (Stage.CALLED, Stage.CANCELLED, ""),
        (Stage.CALLED, Stage.CLOSED, "A meeting that is called cannot become closed."),
        (Stage.IN_PROGRESS, Stage.CLOSED, ""),
        (Stage.IN_PROGRESS, Stage.CANCELLED, "A meeting that is in progress cannot become cancelled."),
        (Stage.CLOSED, Stage.IN_PROGRESS, "A meeting that is closed cannot become in progress."),
        (Stage.CANCELLED, Stage.CALLED, "A meeting that is cancelled cannot become called."),
    ],
)
def test_may_move(stage, to, refusal):
    assert policies.may_move(CLERK, meeting(stage), to).refusal == refusal
    assert policies.may_move(MEMBER, meeting(stage), to).refusal == ONLY_PREPARE


@pytest.mark.parametrize(
    ("standing", "stage", "weight", "responded", "refusal"),
    [
        (CLERK, Stage.IN_PROGRESS, Weight.ADVISES, False, ""),
        (CLERK, Stage.CLOSED, Weight.ADVISES, False, ""),
        (CLERK, Stage.CALLED, Weight.ADVISES, False, "What the group said can be recorded once its meeting has begun."),
        (CLERK, Stage.CANCELLED, Weight.ADVISES, False, "What the group said can be recorded once its meeting has begun."),
        (CLERK, Stage.IN_PROGRESS, Weight.ADVISES, True, "What the group said is recorded already, and is final."),
        (CLERK, Stage.IN_PROGRESS, Weight.DECIDES, False, "Primary head-teacher group decides on this paper: record its decision."),
        (MEMBER, Stage.IN_PROGRESS, Weight.ADVISES, False, ONLY_MINUTE),
        (CHAIR, Stage.IN_PROGRESS, Weight.ADVISES, False, ONLY_MINUTE),
        (CHAIR_ELSEWHERE, Stage.IN_PROGRESS, Weight.ADVISES, False, ""),
    ],
)  # fmt: skip
def test_may_respond(standing, stage, weight, responded, refusal):
    consideration = Consideration(
        weight=weight, responded_at=datetime(2026, 10, 1, tzinfo=LONDON) if responded else None
    )

    assert policies.may_respond(standing, consideration, meeting(stage, FORUM)).refusal == refusal


FREE = {"decided": False, "interested": False, "present": 3, "quorum": 3, "waiting": [], "unanswered": []}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, ""),
        ({"present": 2}, "2 of the 3 people needed are in the room without an interest: the item cannot be decided."),
        ({"decided": True}, "This item is decided, and a decision is final."),
        ({"interested": True}, "You have an interest in this item, so somebody else records what is decided."),
        ({"waiting": ["Primary heads"]}, "Primary heads was asked and has not said yet what it thinks."),
        (
            {"waiting": ["Nursery heads", "Primary heads", "The task group"]},
            "Nursery heads, Primary heads and The task group were asked and have not said yet what they think.",
        ),
        (
            {"unanswered": ["Primary heads"]},
            "Primary heads was heard. Say first what was done with what it said, or why it is not taken up.",
        ),
    ],
)
def test_may_decide(changed, refusal):
    item = AgendaItem(purpose=ItemPurpose.DECIDE)

    assert policies.may_decide(CLERK, item, meeting(), **(FREE | changed)).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "group", "stage", "purpose", "refusal"),
    [
        (MEMBER, STRATEGIC, Stage.IN_PROGRESS, ItemPurpose.DECIDE, ONLY_MINUTE),
        (CLERK, STRATEGIC, Stage.CLOSED, ItemPurpose.DECIDE, "What a meeting does is recorded while it is in progress."),
        (CLERK, FORUM, Stage.IN_PROGRESS, ItemPurpose.DECIDE, "Primary head-teacher group advises; the Strategic Group decides."),
        (CLERK, STRATEGIC, Stage.IN_PROGRESS, ItemPurpose.NOTE, "This item is not for decision."),
    ],
)  # fmt: skip
def test_nothing_is_decided_by_the_wrong_person_group_moment_or_item(standing, group, stage, purpose, refusal):
    ruling = policies.may_decide(standing, AgendaItem(purpose=purpose), meeting(stage, group), **FREE)

    assert ruling.refusal == refusal


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [(MEMBER, ""), (NOBODY, "Papers are for members of the partnership; decisions are public.")],
)
def test_may_read_papers(standing, refusal):
    assert policies.may_read_papers(standing).refusal == refusal
