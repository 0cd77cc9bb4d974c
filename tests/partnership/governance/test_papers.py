"""Papers travel: several groups advise, exactly one decides."""

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands._meetings import ConsideredAlready
from collegiate.partnership.governance.models import (
    AgendaItem,
    Answer,
    Choice,
    Consideration,
    Decision,
    ItemPurpose,
    Paper,
    PaperVersion,
    Weight,
)
from collegiate.partnership.members.models import GroupKind
from collegiate.values import NOBODY, NotAllowed
from tests import cast
from tests.cast import MORNING
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(round):
    return round.paper()


def ask(round, paper, group=None):
    """Ask the forum for advice at a meeting in progress."""
    return round.item(round.open(group or round.forum), purpose=ItemPurpose.ADVISE, paper=paper).consideration


def respond(round, consideration, **facts):
    given = {"response": "We support it.", "in_favour": 5, "against": 1, "by": round.clerk, "at": FOUR}
    return commands.respond(consideration, **(given | facts))


def test_what_each_group_said_stands_beside_the_decision(round, paper, sitting):
    item, consideration = round.item(sitting, paper=paper), respond(round, ask(round, paper))
    round.answer(consideration)
    round.decide(item)

    advises, decides = queries.considerations_of(paper)

    assert (advises.group, advises.weight, advises.response) == (round.forum, Weight.ADVISES, "We support it.")
    assert (advises.in_favour, advises.against, advises.responded_by_id) == (5, 1, round.clerk.person_id)
    assert (decides.group, decides.weight) == (round.strategic, Weight.DECIDES)
    assert decides.item.decision.reference == "SG/26/01"


def test_nothing_is_decided_before_those_who_were_asked_have_answered(round, paper, sitting):
    consideration = ask(round, paper)
    item = round.item(sitting, paper=paper)

    with pytest.raises(NotAllowed, match="Primary head-teacher group was asked and has not said yet"):
        round.decide(item)

    respond(round, consideration)
    round.answer(consideration)
    assert round.decide(item).reference == "SG/26/01"


def test_a_meeting_that_is_cancelled_keeps_nobody_waiting(round, paper, sitting):
    meeting = round.plan(round.forum)
    round.item(meeting, purpose=ItemPurpose.ADVISE, paper=paper)
    commands.cancel(meeting, by=round.clerk, at=MORNING)

    assert round.decide(round.item(sitting, paper=paper)).reference == "SG/26/01"


def test_what_a_group_said_can_be_written_up_after_its_meeting(round, paper):
    consideration = ask(round, paper)
    commands.close(consideration.item.meeting, by=round.clerk, at=FOUR)

    assert respond(round, consideration).responded_at == FOUR


def test_a_response_is_final(round, paper):
    consideration = respond(round, ask(round, paper))

    with pytest.raises(NotAllowed, match="is recorded already, and is final"):
        respond(round, consideration, response="We do not.")
    for attack in (
        lambda: Consideration.objects.update(response="We do not."),
        lambda: Consideration.objects.all().delete(),
        lambda: _run("UPDATE governance_consideration SET against = 9"),
        lambda: _run("DELETE FROM governance_consideration"),
    ):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            attack()

    assert Consideration.objects.get().response == "We support it."


def test_the_group_that_decides_does_not_advise_itself(round, paper, sitting):
    item = round.item(sitting, paper=paper)

    with pytest.raises(NotAllowed, match="Strategic Group decides on this paper: record its decision"):
        respond(round, item.consideration)


def test_a_group_considers_a_paper_once(round, paper):
    ask(round, paper)

    with pytest.raises(ConsideredAlready, match="Primary head-teacher group considers this paper already"):
        ask(round, paper)

    assert AgendaItem.objects.count() == 1


def test_one_group_only_decides_on_a_paper(round, paper):
    round.item(round.plan(), paper=paper)
    another = cast.group("Another board", GroupKind.STRATEGIC)

    with pytest.raises(ConsideredAlready, match="Strategic Group decides on this paper, and one group only can"):
        round.item(round.plan(another), paper=paper)

    assert Consideration.objects.filter(weight=Weight.DECIDES).count() == 1


@pytest.mark.parametrize(
    ("weight", "group"), [(Weight.DECIDES, "forum"), (Weight.ADVISES, "strategic")], ids=["second decides", "twice"]
)
def test_the_database_refuses_a_second_that_decides_and_a_second_look(round, paper, weight, group):
    round.item(round.plan(), paper=paper)
    other = round.item(round.plan(round.forum), purpose=ItemPurpose.NOTE)
    rows = {"paper_id": paper.pk, "group_id": getattr(round, group).pk, "item_id": other.pk, "weight": weight}

    with pytest.raises(IntegrityError), transaction.atomic():
        Consideration.objects.create(**rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        _run(
            "INSERT INTO governance_consideration (paper_id, group_id, item_id, weight, response) VALUES (%s, %s, %s, %s, '')",
            list(rows.values()),
        )

    assert Consideration.objects.count() == 1


def test_an_item_to_note_is_no_consideration(round, paper):
    round.item(round.plan(), purpose=ItemPurpose.NOTE, paper=paper)

    assert queries.considerations_of(paper) == []


def test_a_paper_is_final(round, paper):
    for attack in (
        lambda: Paper.objects.update(title="Other words"),
        lambda: _run("DELETE FROM governance_paper"),
        lambda: PaperVersion.objects.update(text="Other words"),
        lambda: _run("DELETE FROM governance_paperversion"),
    ):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            attack()

    assert PaperVersion.objects.get().text == "At length."


# You said, we did


def test_nothing_is_decided_before_what_was_said_is_answered(round, paper, sitting):
    item, consideration = round.item(sitting, paper=paper), respond(round, ask(round, paper))

    with pytest.raises(NotAllowed, match=r"Primary head-teacher group was heard\. Say first what was done"):
        round.decide(item)
    round.answer(consideration, "There is no money for it.", taken_up=False)

    assert round.decide(item).reference == "SG/26/01"


def test_the_database_makes_no_decision_before_what_was_said_is_answered(round, paper, sitting):
    """A vote is open and counted when a group that advises says what it thinks."""
    decision = round.open_vote(round.item(sitting, paper=paper))
    round.vote(decision, Beth=Choice.FOR, Tom=Choice.FOR, Amir=Choice.FOR)
    consideration = respond(round, ask(round, paper))
    sql = (
        "UPDATE governance_decision SET stage = 'made', reference = 'SG/26/01', in_favour = 3, counted = 5,"
        " decided_at = %s, decided_by_id = %s WHERE id = %s"
    )

    with pytest.raises(IntegrityError, match="each group that was heard"), transaction.atomic():
        _run(sql, [FOUR, round.clerk.person_id, decision.pk])
    round.answer(consideration)
    _run(sql, [FOUR, round.clerk.person_id, decision.pk])

    assert Decision.objects.get().stage == "made"


def test_an_answer_is_final_and_comes_once(round, paper, sitting):
    round.item(sitting, paper=paper)
    consideration = respond(round, ask(round, paper))
    round.answer(consideration)

    with pytest.raises(NotAllowed, match="answered already"):
        round.answer(consideration)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Answer.objects.update(text="Other words")


def test_nothing_is_answered_that_was_not_said_and_by_nobody_but_who_prepares_the_decision(round, paper, sitting):
    consideration = ask(round, paper)
    with pytest.raises(NotAllowed, match="No group decides on this paper yet"):
        round.answer(consideration)
    round.item(sitting, paper=paper)
    with pytest.raises(NotAllowed, match="There is nothing to answer"):
        round.answer(consideration)
    respond(round, consideration)
    with pytest.raises(NotAllowed, match="can prepare a meeting of Strategic Group"):
        commands.answer(consideration, taken_up=True, text="x", by=cast.standing(round.people["Amir"]), at=FOUR)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("weight", [Weight.DECIDES, Weight.ADVISES])
def test_the_database_takes_no_answer_to_what_was_not_said(round, paper, sitting, weight):
    asked = ask(round, paper) if weight == Weight.ADVISES else round.item(sitting, paper=paper).consideration

    with pytest.raises(IntegrityError, match="answered once it is said"), transaction.atomic():
        Answer.objects.create(
            consideration=asked, taken_up=True, text="x", answered_at=FOUR, answered_by_id=round.clerk.person_id
        )


def test_a_member_writes_no_paper_for_a_group(round):
    with pytest.raises(NotAllowed, match="can prepare a meeting of Strategic Group"):
        commands.write_paper(
            "Mine", summary="s", text="t", group=round.strategic, by=cast.standing(round.people["Amir"]), at=MORNING
        )

    assert not Paper.objects.exists()


def test_the_public_is_shown_no_paper(round, paper):
    consideration = ask(round, paper)

    assert queries.papers(viewer=NOBODY) == []
    with pytest.raises(Paper.DoesNotExist):
        queries.get_paper(paper.pk, viewer=NOBODY)
    with pytest.raises(Consideration.DoesNotExist):
        queries.get_consideration(consideration.pk, viewer=NOBODY)
    with pytest.raises(AgendaItem.DoesNotExist):
        queries.get_item(consideration.item_id, viewer=NOBODY)


def _run(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
