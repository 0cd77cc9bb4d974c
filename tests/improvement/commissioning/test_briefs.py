"""A brief answers needs, and goes before the groups with a paper."""

import pytest
from django.core.exceptions import ValidationError

from collegiate.foundation.record.models import Entry
from collegiate.improvement.commissioning import commands, queries
from collegiate.improvement.commissioning.models import Brief, BriefNeed, BriefStage
from collegiate.improvement.needs.commands import close_need
from collegiate.improvement.needs.models import Need, NeedStage
from collegiate.partnership.governance.models import Paper
from collegiate.values import NOBODY, Money, NotAllowed, Role
from tests import cast
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def test_a_brief_is_written_for_needs(table, draft, need, lines):
    first = need()

    brief = draft(first)

    assert (brief.stage, brief.ceiling, brief.paper) == (BriefStage.DRAFT, Money(1_200_000), None)
    assert queries.needs_of(brief) == [first]
    assert [(line.brief, line.needs) for line in queries.briefs(viewer=table.noor)] == [(brief, 1)]
    assert lines("commissioning.write_brief") == [
        (f"commissioning.brief:{brief.pk}", "", {"ceiling": 1_200_000, "needs": [f"needs.need:{first.pk}"]})
    ]


def test_a_draft_answers_one_more_need_once(table, draft, need, lines):
    brief, more = draft(need()), need("Nobody watches lessons")

    commands.answer_need(brief, need=more, by=table.noor, at=MORNING)

    assert [one.title for one in queries.needs_of(brief)] == [
        "New leaders have had no training",
        "Nobody watches lessons",
    ]
    assert lines("commissioning.answer_need") == [(f"commissioning.brief:{brief.pk}", f"needs.need:{more.pk}", {})]
    with pytest.raises(ValidationError, match="The brief answers this need already"):
        commands.answer_need(brief, need=more, by=table.noor, at=MORNING)
    assert BriefNeed.objects.count() == 2


def test_a_need_that_is_answered_or_closed_is_answered_by_no_draft(table, draft, need):
    first = need()
    commands.take_to_groups(draft(first), group=table.group, by=table.noor, at=MORNING)
    closed = close_need(need("Nobody watches lessons"), because="It was met.", by=table.noor, at=MORNING)
    other = draft(title="Another")

    for one in (first, closed):
        with pytest.raises(NotAllowed, match="is answered or closed"):
            commands.answer_need(other, need=one, by=table.noor, at=MORNING)
    assert queries.needs_of(other) == []


def test_the_needs_of_a_brief_are_settled_when_it_goes_before_the_groups(table, draft, need):
    brief = commands.take_to_groups(draft(need()), group=table.group, by=table.noor, at=MORNING)
    later = need("Nobody watches lessons")

    with pytest.raises(NotAllowed, match="settled when it goes before the groups"):
        commands.answer_need(brief, need=later, by=table.noor, at=MORNING)

    assert BriefNeed.objects.count() == 1
    assert Need.objects.get(pk=later.pk).stage == NeedStage.UNDERSTOOD


def test_before_the_groups_its_needs_are_joined_and_a_paper_says_what_is_sought(table, draft, need, lines):
    first = need()

    brief = commands.take_to_groups(draft(first), group=table.group, by=table.noor, at=MORNING)

    assert (brief.stage, brief.version) == (BriefStage.CONSIDERED, 2)
    assert brief.paper.summary == "Help is sought for 1 need of Hillside Primary, at £12,000.00 at most."
    assert "Looked at first: Neighbours." in brief.paper.versions.get().text
    first.refresh_from_db()
    assert first.stage == NeedStage.JOINED
    assert lines("commissioning.take_to_groups") == [
        (
            f"commissioning.brief:{brief.pk}",
            f"governance.paper:{brief.paper_id}",
            {"needs": [f"needs.need:{first.pk}"]},
        )
    ]


def test_a_brief_without_needs_or_one_that_is_there_already_does_not_go_before_the_groups(table, draft, need):
    with pytest.raises(NotAllowed, match="add at least one first"):
        commands.take_to_groups(draft(), group=table.group, by=table.noor, at=MORNING)
    taken = commands.take_to_groups(draft(need()), group=table.group, by=table.noor, at=MORNING)
    with pytest.raises(NotAllowed, match="This brief is before the groups"):
        commands.take_to_groups(taken, group=table.group, by=table.noor, at=MORNING)

    assert Paper.objects.count() == 1


def test_a_need_that_another_brief_answers_stops_the_second_and_nothing_is_kept(table, draft, need):
    first = need()
    other = draft(first, title="Mentoring")
    commands.take_to_groups(draft(first), group=table.group, by=table.noor, at=MORNING)
    before = Entry.objects.count()

    with pytest.raises(NotAllowed, match="is answered or closed"):
        commands.take_to_groups(other, group=table.group, by=table.noor, at=MORNING)

    other.refresh_from_db()
    assert (other.stage, other.paper) == (BriefStage.DRAFT, None)
    assert (Paper.objects.count(), Entry.objects.count()) == (1, before)


def test_a_head_writes_no_brief_and_the_public_sees_none(table, draft, need, hillside):
    beth = cast.standing(cast.person("Beth Lowe", Role.HEAD_TEACHER, at=hillside))
    brief, more = draft(need()), need("Nobody watches lessons")

    with pytest.raises(NotAllowed, match="Only the coordinator or an adviser can write a brief"):
        commands.write_brief(
            "Mine", strand="leadership", purpose_code="lead", outcomes="x", looked_at_first="x", ceiling=Money(1),
            by=beth, at=MORNING,
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="Only the coordinator or an adviser"):
        commands.answer_need(brief, need=more, by=beth, at=MORNING)
    with pytest.raises(NotAllowed, match="acting for the Strategic Group"):
        commands.take_to_groups(brief, group=table.group, by=beth, at=MORNING)

    assert Brief.objects.get().stage == BriefStage.DRAFT
    assert queries.briefs(viewer=NOBODY) == []
    with pytest.raises(Brief.DoesNotExist):
        queries.get_brief(brief.pk, viewer=NOBODY)
