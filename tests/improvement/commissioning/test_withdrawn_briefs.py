"""Help that is no longer sought: the reason stays, and the needs wait again."""

import pytest
from django.db import IntegrityError, transaction

from collegiate.foundation import clock
from collegiate.improvement.commissioning import commands, policies
from collegiate.improvement.commissioning.models import Brief, BriefStage
from collegiate.improvement.needs.commands import close_need, raise_need
from collegiate.improvement.needs.models import Need, NeedStage
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.members.models import Person
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.improvement.commissioning.test_policies import holding
from tests.improvement.pages import Pages

pytestmark = pytest.mark.django_db
WHY = "The school found a neighbour that does this."


@pytest.fixture
def before_the_groups(table, draft, need):
    return commands.take_to_groups(draft(need()), group=table.group, by=table.noor, at=MORNING)


def test_the_needs_of_a_withdrawn_brief_wait_again_as_they_did_before(table, draft, need, hillside, lines):
    talked_through = need()
    raised = raise_need(hillside, strand="leadership", title="More", text="At length.", by=table.noor, at=MORNING)
    brief = commands.take_to_groups(draft(talked_through, raised), group=table.group, by=table.noor, at=MORNING)

    commands.withdraw_brief(brief, because=WHY, by=table.noor, at=MORNING)

    brief.refresh_from_db()
    assert (brief.stage, brief.withdrawn_because) == (BriefStage.WITHDRAWN, WHY)
    assert [(one.stage, one.joined_at) for one in Need.objects.order_by("pk")] == [
        (NeedStage.UNDERSTOOD, None),
        (NeedStage.RAISED, None),
    ]
    freed = [f"needs.need:{talked_through.pk}", f"needs.need:{raised.pk}"]
    assert lines("commissioning.withdraw_brief") == [(f"commissioning.brief:{brief.pk}", "", {"needs": freed})]
    assert [subject for subject, _, _ in lines("needs.free_need")] == freed


def test_another_brief_can_answer_what_waits_again(table, before_the_groups, draft):
    need = Need.objects.get()
    commands.withdraw_brief(before_the_groups, because=WHY, by=table.noor, at=MORNING)

    again = commands.take_to_groups(draft(need, title="Mentoring"), group=table.group, by=table.noor, at=MORNING)

    assert (again.stage, Need.objects.get().stage) == (BriefStage.CONSIDERED, NeedStage.JOINED)


def test_a_need_that_was_closed_meanwhile_stays_closed(table, before_the_groups):
    close_need(Need.objects.get(), because="It was met.", by=table.noor, at=MORNING)

    commands.withdraw_brief(before_the_groups, because=WHY, by=table.noor, at=MORNING)

    assert Need.objects.get().stage == NeedStage.CLOSED


def test_the_school_and_the_clerk_are_told_why(table, before_the_groups, hillside):
    cast.person("Beth Lowe", Role.HEAD_TEACHER, at=hillside)
    cast.person("Ruth Abbott", Role.CLERK)

    commands.withdraw_brief(before_the_groups, because=WHY, by=table.noor, at=MORNING)

    told = Notice.objects.get(subject__startswith="No longer sought")
    assert {one.person.name for one in told.deliveries.select_related("person")} >= {"Beth Lowe", "Ruth Abbott"}
    assert told.text.startswith(WHY)
    assert told.is_bad_news


def test_a_draft_that_nobody_has_seen_is_withdrawn_without_telling_anybody(table, draft, need):
    before = Notice.objects.count()

    commands.withdraw_brief(draft(need()), because=WHY, by=table.noor, at=MORNING)

    assert (Brief.objects.get().stage, Notice.objects.count()) == (BriefStage.WITHDRAWN, before)


def test_a_brief_for_which_an_agreement_is_proposed_is_not_withdrawn(table, proposed):
    with pytest.raises(NotAllowed, match="withdraw that first"):
        commands.withdraw_brief(proposed.brief, because=WHY, by=table.noor, at=MORNING)

    assert Brief.objects.get().stage == BriefStage.CONSIDERED


def test_a_brief_that_is_answered_is_not_withdrawn(table, agreed):
    with pytest.raises(NotAllowed, match="This brief is answered by an agreement"):
        commands.withdraw_brief(agreed.brief, because=WHY, by=table.noor, at=MORNING)

    assert Brief.objects.get().stage == BriefStage.ANSWERED


@pytest.mark.parametrize("facts", [{"stage": "withdrawn"}, {"withdrawn_because": WHY}])
def test_a_brief_is_withdrawn_with_a_reason_and_none_else_has_one(draft, need, facts):
    draft(need())

    with pytest.raises(IntegrityError, match="brief_withdrawn_with_a_reason"), transaction.atomic():
        Brief.objects.update(**facts)


BROKER = "Only the coordinator or the clerk, acting for the Strategic Group, can do this."


@pytest.mark.parametrize(
    ("role", "stage", "refusal"),
    [
        (Role.COORDINATOR, BriefStage.DRAFT, ""),
        (Role.ADVISER, BriefStage.DRAFT, ""),
        (Role.CLERK, BriefStage.DRAFT, "Only the coordinator or an adviser can write a brief."),
        (Role.COORDINATOR, BriefStage.CONSIDERED, ""),
        (Role.CLERK, BriefStage.CONSIDERED, ""),
        (Role.ADVISER, BriefStage.CONSIDERED, BROKER),
        (Role.HEAD_TEACHER, BriefStage.CONSIDERED, BROKER),
        (Role.COORDINATOR, BriefStage.ANSWERED, "This brief is answered by an agreement."),
        (Role.COORDINATOR, BriefStage.WITHDRAWN, "This brief is withdrawn."),
    ],
)
def test_who_withdraws_a_brief(role, stage, refusal):
    assert policies.may_withdraw_brief(holding(role), Brief(stage=stage)).refusal == refusal


@pytest.fixture
def see(client):
    clock.stop(TUESDAY)
    return Pages(client, "commissioning")


def test_the_coordinator_withdraws_a_brief_on_its_page_which_says_why(table, client, before_the_groups, see):
    cast.sign_in(client, Person.objects.get(pk=table.noor.person_id))
    assert "Withdraw this brief" in see.main("brief", before_the_groups.pk).text

    see.send("withdraw_brief", before_the_groups.pk, because=WHY)

    page = see.main("brief", before_the_groups.pk).text
    assert "Withdrawn" in page
    assert "Help was sought for 1 need" in page
    assert WHY in page
    assert "Withdraw this brief" not in page


def test_a_brief_is_not_withdrawn_without_a_reason(table, client, before_the_groups, see):
    cast.sign_in(client, Person.objects.get(pk=table.noor.person_id))

    page = see.send("withdraw_brief", before_the_groups.pk, status=422, because="")

    assert "Why is this help no longer sought?" in page.text
    assert Brief.objects.get().stage == BriefStage.CONSIDERED
