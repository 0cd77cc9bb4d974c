"""A decision is made by a quorum of people without an interest, or not at all."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.deeds import AlreadyDone, once
from collegiate.foundation.record.models import Entry
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands.decisions import (
    NotCarried,
    NotConsensus,
    StillInTheRoom,
    TallyDoesNotAgree,
)
from collegiate.partnership.governance.models import Capacity, Decision, Eligibility, ItemPurpose, Method, Part
from collegiate.partnership.members import commands as members
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE
from tests.partnership.governance.conftest import DECISION, FOUR

pytestmark = pytest.mark.django_db
VOTE = Method.VOTE


@pytest.fixture
def item(round, sitting):
    return round.item(sitting)


def test_by_consensus_everybody_who_can_vote_is_in_favour(round, item):
    made = round.decide(item, money=Money(1_200_000), review_on=date(2027, 10, 6))

    assert (made.in_favour, made.against, made.abstained, made.recused, made.quorum) == (5, 0, 0, 0, 3)
    assert (made.reference, made.title, made.money_pence) == ("SG/26/01", "Coaching for new leaders", 1_200_000)
    assert (made.decided_by_id, made.group) == (round.clerk.person_id, round.strategic)
    line = Entry.objects.get(deed="governance.decide")
    assert (line.subject, line.because) == (f"governance.decision:{made.pk}", f"governance.agendaitem:{item.pk}")
    assert "Coaching" not in str(line.data)


def test_whoever_has_an_interest_leaves_and_is_counted_in_nothing(round, item, sitting, hillside, brightwell):
    round.party(item, hillside)
    round.party(item, brightwell, Part.PAYEE)
    round.leave(sitting, "Beth")
    round.leave(sitting, "Tom")

    made = round.decide(item)

    assert (made.in_favour, made.recused) == (3, 2)
    kept = {one.person.name: (one.present, one.eligible, one.because) for one in made.eligibilities.all()}
    assert kept == {
        "Beth Lowe": (False, False, "is head teacher of Hillside Primary, which this item would support."),
        "Tom Price": (False, False, "has declared an interest in Brightwell Learning, which this item would pay."),
        "Amir Khan": (True, True, ""),
        "Grace Hill": (True, True, ""),
        "Ola Weir": (True, True, ""),
    }


def test_nothing_is_decided_while_somebody_with_an_interest_is_in_the_room(round, item, hillside):
    round.party(item, hillside)

    with pytest.raises(StillInTheRoom, match="Beth Lowe must leave the room for this item first"):
        round.decide(item)

    assert not Decision.objects.exists()


def test_somebody_without_a_vote_leaves_too(round, item, sitting, brightwell):
    round.party(item, brightwell, Part.PAYEE)
    round.leave(sitting, "Tom")
    round.people["Pat"] = cast.person("Pat Long", Role.PROVIDER_CONTACT, at=brightwell)
    round.come(sitting, "Pat")

    with pytest.raises(StillInTheRoom, match="Pat Long must leave"):
        round.decide(item)

    round.leave(sitting, "Pat")
    made = round.decide(item)
    assert (made.in_favour, made.recused) == (4, 1)
    assert not made.eligibilities.filter(person=round.people["Pat"]).exists()


def test_whoever_has_an_interest_does_not_record_what_is_decided(round, item, sitting, hillside):
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    members.appoint(
        round.people["Beth"], role=Role.CHAIR, group=round.strategic, from_on=SINCE, by=FOUNDING, at=MORNING
    )

    with pytest.raises(NotAllowed, match="You have an interest in this item, so somebody else records"):
        round.decide(item, by=cast.standing(round.people["Beth"]))

    assert not Decision.objects.exists()


@pytest.mark.parametrize(("leave", "made"), [(2, True), (3, False)])
def test_a_quorum_is_in_the_room_at_that_minute_or_nothing_is_decided(round, item, sitting, leave, made):
    for name in ("Amir", "Grace", "Ola")[:leave]:
        round.leave(sitting, name)

    if made:
        assert round.decide(item).in_favour == 3
    else:
        with pytest.raises(NotAllowed, match="2 of the 3 people needed are in the room without an interest"):
            round.decide(item)
        assert not Decision.objects.exists()


def test_those_with_an_interest_do_not_make_a_quorum(round, item, sitting, hillside, brightwell):
    """Five came; two with an interest and one other are out: two are left of the three needed."""
    round.party(item, hillside)
    round.party(item, brightwell)
    for name in ("Beth", "Tom", "Ola"):
        round.leave(sitting, name)

    with pytest.raises(NotAllowed, match="2 of the 3"):
        round.decide(item)


def test_somebody_who_comes_back_counts_from_that_minute(round, item, sitting):
    for name in ("Amir", "Grace", "Ola"):
        round.leave(sitting, name)
    round.come(sitting, "Ola", at=FOUR + timedelta(minutes=10))

    with pytest.raises(NotAllowed, match="2 of the 3"):
        round.decide(item, minutes=9)
    assert round.decide(item, minutes=10).in_favour == 3


# Deputies


@pytest.fixture
def dee(round):
    """A deputy in Beth's seat."""
    round.people["Dee"] = cast.person("Dee Ash")
    commands.seat(
        round.people["Dee"],
        seat=round.seats["Beth"],
        capacity=Capacity.DEPUTY,
        from_on=SINCE,
        by=round.clerk,
        at=MORNING,
    )
    return round.people["Dee"]


def able(round, item, minutes=10):
    room = queries.room_for(item, at=FOUR + timedelta(minutes=minutes))
    return {one.person.name.split()[0] for one in room.able}


def test_a_deputy_votes_where_the_member_is_away(round, dee):
    meeting = round.open()
    round.come(meeting, "Dee", "Tom", "Amir")

    assert able(round, round.item(meeting)) == {"Dee", "Tom", "Amir"}


def test_a_deputy_beside_the_member_has_no_vote(round, dee, sitting):
    round.come(sitting, "Dee")

    assert able(round, round.item(sitting)) == {"Beth", "Tom", "Amir", "Grace", "Ola"}


def test_a_deputy_stands_in_for_a_member_who_must_leave_and_both_are_kept(round, dee, sitting, hillside):
    item = round.item(sitting)
    round.party(item, hillside)
    round.come(sitting, "Dee")
    round.leave(sitting, "Beth")

    made = round.decide(item)

    assert (made.in_favour, made.recused) == (5, 1)
    assert made.eligibilities.get(person=dee).eligible
    assert not made.eligibilities.get(person=round.people["Beth"]).eligible


def test_a_deputy_with_an_interest_does_not_stand_in(round, dee, hillside, sitting):
    members.appoint(dee, role=Role.GOVERNOR, organisation=hillside, from_on=SINCE, by=FOUNDING, at=MORNING)
    item = round.item(sitting)
    round.party(item, hillside)
    round.come(sitting, "Dee")
    round.leave(sitting, "Beth")

    with pytest.raises(StillInTheRoom, match="Dee Ash must leave"):
        round.decide(item)


def test_a_member_who_is_another_seats_deputy_has_one_vote(round, sitting):
    commands.seat(
        round.people["Amir"],
        seat=round.seats["Beth"],
        capacity=Capacity.DEPUTY,
        from_on=SINCE,
        by=round.clerk,
        at=MORNING,
    )
    round.leave(sitting, "Beth")

    assert able(round, round.item(sitting)) == {"Tom", "Amir", "Grace", "Ola"}


def test_a_seat_without_a_vote_has_none(round, sitting):
    round.people["Vic"] = cast.person("Vic Stone")
    seat = commands.make_seat(round.strategic, label="Observer", voting=False, by=round.clerk, at=MORNING)
    commands.seat(round.people["Vic"], seat=seat, from_on=SINCE, by=round.clerk, at=MORNING)
    round.come(sitting, "Vic")

    assert "Vic" not in able(round, round.item(sitting))


# The tally


@pytest.mark.parametrize(
    ("votes", "refusal", "words"),
    [
        ({"in_favour": 3, "against": 2}, None, ""),
        ({"in_favour": 3, "against": 1, "abstained": 1}, None, ""),
        ({"in_favour": 1, "abstained": 4}, None, ""),
        ({"in_favour": 5, "against": 1}, TallyDoesNotAgree, "5 people can vote on this item, and 6 votes are given"),
        ({"in_favour": 1}, TallyDoesNotAgree, "and 1 vote is given"),
        ({"in_favour": None}, TallyDoesNotAgree, "and 0 votes are given"),
        ({"in_favour": 2, "against": 3}, NotCarried, "There are not more for than against"),
        ({"in_favour": 2, "against": 2, "abstained": 1}, NotCarried, "There are not more for than against"),
        ({"in_favour": 0, "abstained": 5}, NotCarried, "There are not more for than against"),
    ],
)
def test_the_votes_are_as_many_as_the_people_and_more_are_for_than_against(round, item, votes, refusal, words):
    if refusal is None:
        made = round.decide(item, method=VOTE, **votes)
        assert made.in_favour + made.against + made.abstained == 5
    else:
        with pytest.raises(refusal, match=words):
            round.decide(item, method=VOTE, **votes)
        assert not Decision.objects.exists()


def test_by_consensus_nobody_is_against(round, item):
    with pytest.raises(NotConsensus, match="Record an open vote instead"):
        round.decide(item, against=1)

    assert round.decide(item, abstained=1).in_favour == 4


# References, and twice


def test_references_count_on_within_the_school_year(round, sitting):
    made = [round.decide(round.item(sitting, f"Item {n}")).reference for n in range(3)]

    assert made == ["SG/26/01", "SG/26/02", "SG/26/03"]


def test_an_item_is_decided_once(round, item):
    round.decide(item)

    with pytest.raises(NotAllowed, match="This item is decided, and a decision is final"):
        round.decide(item)

    assert Decision.objects.count() == 1


def test_the_same_form_sent_twice_is_one_decision(round, item):
    key = uuid4()
    with once(key):
        round.decide(item)

    with once(key), pytest.raises(AlreadyDone):
        round.decide(item)

    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_record_one_item_at_once_one_does(round, sitting):
    item = round.item(sitting)

    done = cast.all_at_once([partial(round.decide, item) for _ in range(8)])

    assert sum(isinstance(one, Decision) for one in done) == 1
    assert sum(isinstance(one, NotAllowed) for one in done) == 7


@pytest.mark.django_db(transaction=True)
def test_two_meetings_of_a_group_that_decide_at_once_get_two_references(round):
    items = []
    for _ in range(4):
        meeting = round.open()
        round.come(meeting)
        items.append(round.item(meeting))

    done = cast.all_at_once([partial(round.decide, item) for item in items])

    assert sorted(one.reference for one in done) == ["SG/26/01", "SG/26/02", "SG/26/03", "SG/26/04"]


# Frozen, whoever writes


@pytest.fixture
def made(round, item, sitting, hillside):
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    return round.decide(item)


@pytest.mark.parametrize(
    "attack",
    [
        lambda: Decision.objects.update(text="Something else"),
        lambda: Decision.objects.update(in_favour=9),
        lambda: Decision.objects.all()._raw_delete("default"),
        lambda: Eligibility.objects.update(eligible=True),
        lambda: Eligibility.objects.all().delete(),
        lambda: _run("UPDATE governance_decision SET money_pence = 1"),
        lambda: _run("UPDATE governance_decision SET decided_at = NULL"),
        lambda: _run("DELETE FROM governance_eligibility"),
        lambda: _run("UPDATE governance_eligibility SET because = '', eligible = (1 = 1)"),
        lambda: _run("DELETE FROM governance_decision"),
    ],
)
def test_no_statement_changes_a_decision_or_who_could_make_it(made, attack):
    before = _as_it_stands(made)

    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        attack()

    assert _as_it_stands(made) == before


def test_a_saved_copy_changes_nothing(made):
    made.text = "Something else"

    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        made.save()

    assert Decision.objects.get().text == DECISION["text"]


@pytest.mark.parametrize("table", ["governance_decision", "governance_eligibility"])
def test_no_table_is_emptied_or_written_over_at_once(made, table):
    attack = {
        # The keys checked first: PostgreSQL empties no table whose rows still wait to be checked.
        "postgresql": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE",
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[connection.vendor]
    before = _as_it_stands(made)

    with pytest.raises(IntegrityError, match=r"append only|settled when a decision opens"), transaction.atomic():
        _run(attack)

    assert _as_it_stands(made) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"reason": ""},
        {"equality_note": ""},
        {"in_favour": 1, "against": 1},
        {"in_favour": 2, "quorum": 3},
        {"reference": "SG/26/01"},
    ],
)
def test_the_database_refuses_a_decision_that_lacks_what_makes_one(round, sitting, made, wrong):
    other = round.item(sitting, "Reading", purpose=ItemPurpose.DECIDE)
    row = {name: getattr(made, name) for name in DECISION} | {
        "item": other, "group": round.strategic, "reference": "SG/26/99", "title": "Reading", "method": VOTE,
        "purpose": round.purpose, "in_favour": 3, "against": 0, "abstained": 0, "recused": 0, "quorum": 3,
        "decided_at": FOUR, "decided_by_id": round.clerk.person_id,
    }  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**(row | wrong))

    assert Decision.objects.count() == 1


def _as_it_stands(made):
    found = Decision.objects.get(pk=made.pk)
    return found.text, found.in_favour, found.money_pence, found.decided_at, sorted(
        found.eligibilities.values_list("person_id", "present", "eligible", "because")
    )  # fmt: skip


def _run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
