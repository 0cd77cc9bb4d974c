"""Who must leave, and the sentences that say why."""

from datetime import date, timedelta

import pytest

from collegiate.partnership.governance import queries
from collegiate.partnership.governance.models import Part
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import InterestKind
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(round, hillside):
    item = round.item(round.plan())
    round.party(item, hillside)
    return item


def why(item, person, day=TUESDAY):
    return queries.interests_in(item, person_ids=[person.pk], day=day).get(person.pk)


@pytest.mark.parametrize(
    ("role", "you", "they"),
    [
        (Role.HEAD_TEACHER, "You are head teacher of", "is head teacher of"),
        (Role.GOVERNOR, "You are a governor of", "is a governor of"),
        (Role.PARENT_GOVERNOR, "You are a parent governor of", "is a parent governor of"),
        (Role.STAFF, "You are on the staff of", "is on the staff of"),
        (Role.CONTACT, "You are the contact of", "is the contact of"),
        (Role.PROVIDER_CONTACT, "You are the contact of", "is the contact of"),
        (Role.LA_OFFICER, "You are an officer of", "is an officer of"),
        (Role.ADVISER, "You are an adviser of", "is an adviser of"),
        (Role.CONSULTANT, "You are an external consultant to", "is an external consultant to"),
    ],
)
def test_whoever_holds_a_role_at_a_party_has_an_interest(item, hillside, role, you, they):
    sam = cast.person("Sam Oak", role, at=hillside)

    found = why(item, sam)

    assert found.you == f"{you} Hillside Primary, which this item would support."
    assert found.they == f"{they} Hillside Primary, which this item would support."


@pytest.mark.parametrize(
    ("part", "clause"),
    [
        (Part.PAYEE, "which this item would pay."),
        (Part.BENEFICIARY, "which this item would support."),
        (Part.BIDDER, "which has made a proposal."),
    ],
)
def test_an_interest_that_was_declared_counts_and_says_how_the_item_touches_it(round, brightwell, part, clause):
    item = round.item(round.plan())
    round.party(item, brightwell, part)

    found = why(item, round.people["Tom"])

    assert found.you == f"You have declared an interest in Brightwell Learning, {clause}"
    assert found.they == f"has declared an interest in Brightwell Learning, {clause}"


@pytest.mark.parametrize(("days_ago", "counts"), [(0, True), (1, True), (365, True), (366, False)])
def test_a_role_that_ended_within_twelve_months_still_counts(item, hillside, days_ago, counts):
    sam = cast.person("Sam Oak", Role.STAFF, at=hillside)
    ended = TUESDAY - timedelta(days=days_ago)
    members.end_role(sam.roles.get(), until_on=ended, by=FOUNDING, at=MORNING)

    found = why(item, sam)

    assert bool(found) is counts
    if days_ago == 0:
        assert found.they.startswith("is on the staff"), "the last day still counts as held"
    elif found:
        until = f"{ended.day} {ended:%B %Y}"
        assert found.you == f"You were on the staff of Hillside Primary until {until}, which this item would support."
        assert found.they.startswith("was on the staff of Hillside Primary until")


@pytest.mark.parametrize(("days_ago", "counts"), [(365, True), (366, False)])
def test_a_declared_interest_that_ended_within_twelve_months_still_counts(round, brightwell, days_ago, counts):
    item = round.item(round.plan())
    round.party(item, brightwell, Part.PAYEE)
    tom = round.people["Tom"]
    ended = TUESDAY - timedelta(days=days_ago)
    members.end_interest(tom.interests.get(), until_on=ended, by=cast.standing(tom), at=MORNING)

    assert bool(why(item, tom)) is counts


def test_a_role_that_has_not_begun_does_not_count_yet(item, hillside):
    sam = cast.person("Sam Oak")
    members.appoint(sam, role=Role.STAFF, organisation=hillside, from_on=date(2026, 10, 7), by=FOUNDING, at=MORNING)

    assert why(item, sam) is None
    assert why(item, sam, date(2026, 10, 7)) is not None


def test_a_role_at_another_school_does_not_count(item):
    sam = cast.person("Sam Oak", Role.HEAD_TEACHER, at=cast.school("Eastfield Primary"))

    assert why(item, sam) is None


def test_what_is_held_now_is_said_rather_than_what_ended_or_was_declared(item, hillside):
    sam = cast.person("Sam Oak", Role.GOVERNOR, Role.STAFF, at=hillside)
    members.end_role(sam.roles.get(role="staff"), until_on=TUESDAY - timedelta(days=3), by=FOUNDING, at=MORNING)
    members.declare_interest(
        sam, organisation=hillside, kind=InterestKind.FAMILY, nature="A child", from_on=SINCE, by=cast.standing(sam), at=MORNING
    )  # fmt: skip

    assert why(item, sam).they == "is a governor of Hillside Primary, which this item would support."


def test_an_organisation_that_is_party_twice_is_found_and_money_is_said_first(round, item, hillside):
    round.party(item, hillside, Part.PAYEE)

    assert why(item, round.people["Beth"]).they == "is head teacher of Hillside Primary, which this item would pay."


def test_an_item_that_names_nobody_interests_nobody(round):
    item = round.item(round.plan())

    assert queries.interests_in(item, person_ids=[one.pk for one in round.people.values()], day=TUESDAY) == {}


def test_each_item_of_a_meeting_is_told_apart(round, hillside, brightwell):
    meeting = round.plan()
    coaching, reading = round.item(meeting), round.item(meeting, "Reading")
    round.party(coaching, hillside)
    round.party(reading, brightwell)

    beth = round.people["Beth"].pk
    found = queries.interests_of(meeting.items.all(), person_ids=[beth], day=TUESDAY)

    assert list(found) == [(coaching, beth)]


@pytest.mark.parametrize("how_many", [1, 5])
def test_asking_about_many_people_costs_three_questions(round, item, django_assert_num_queries, how_many):
    people = list(round.people.values())[:how_many]

    with django_assert_num_queries(3):  # items, parties, ties
        found = queries.interests_in(item, person_ids=[one.pk for one in people], day=TUESDAY)

    assert list(found) == [round.people["Beth"].pk]


def test_the_longest_name_and_office_fit_where_they_are_kept(round, hillside):
    hillside.name = "H" * 200
    hillside.save()
    sam = cast.person("Sam Oak", Role.YOUNG_REPRESENTATIVE, at=hillside)
    members.end_role(sam.roles.get(), until_on=date(2026, 9, 30), by=FOUNDING, at=MORNING)
    item = round.item(round.plan())
    round.party(item, hillside)

    assert len(why(item, sam).they) <= 300
    assert FOUR.date() == TUESDAY
