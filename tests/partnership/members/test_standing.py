"""A standing: all of somebody's roles and interests on a day, for the same three queries whatever they hold."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.accounts.models import Account
from collegiate.partnership.members import commands, queries
from collegiate.partnership.members.models import GroupKind, InterestKind, Kind, Person
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def hillside():
    return cast.school("Hillside Primary")


def test_it_costs_three_queries_whatever_is_held(django_assert_num_queries, hillside):
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, Role.LINK_ADULT, at=hillside)
    group = cast.group()
    for number in range(3):
        commands.appoint(
            beth,
            role=Role.GOVERNOR,
            organisation=cast.school(f"School {number}"),
            from_on=SINCE,
            by=FOUNDING,
            at=MORNING,
        )
    commands.appoint(beth, role=Role.GROUP_MEMBER, group=group, from_on=SINCE, by=FOUNDING, at=MORNING)
    account = commands.invite(beth, email="beth@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)

    with django_assert_num_queries(3):  # person, roles with their places, interests
        standing = queries.standing_of(account, TUESDAY)

    assert len(standing.held) == 6
    assert standing.holds(Role.HEAD_TEACHER, at=hillside.pk)
    assert standing.holds(Role.GROUP_MEMBER, on_kind="strategic")
    assert (standing.mark, standing.name) == (f"person:{beth.pk}", "Beth Okoro")


@pytest.mark.parametrize(
    ("from_on", "until_on", "holds"),
    [
        (TUESDAY, None, True),
        (TUESDAY - timedelta(30), TUESDAY, True),
        (TUESDAY - timedelta(30), TUESDAY - timedelta(1), False),
        (TUESDAY + timedelta(1), None, False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_its_last(hillside, from_on, until_on, holds):
    beth = cast.person("Beth Okoro")
    commands.appoint(
        beth, role=Role.HEAD_TEACHER, organisation=hillside, from_on=from_on, until_on=until_on, by=FOUNDING, at=MORNING
    )

    assert cast.standing(beth).holds(Role.HEAD_TEACHER, at=hillside.pk) is holds


@pytest.mark.parametrize(("days_ago", "counts"), [(0, True), (365, True), (366, False)])
def test_a_role_that_ended_ties_for_twelve_months(hillside, days_ago, counts):
    tom = cast.person("Tom Reed")
    commands.appoint(
        tom,
        role=Role.STAFF,
        organisation=hillside,
        from_on=date(2020, 9, 1),
        until_on=TUESDAY - timedelta(days_ago),
        by=FOUNDING,
        at=MORNING,
    )

    assert (hillside.pk in cast.standing(tom).interests) is counts


@pytest.mark.parametrize(("days_ago", "counts"), [(None, True), (365, True), (366, False)])
def test_a_declared_interest_counts_for_twelve_months_after_it_ends(days_ago, counts):
    brightwell = cast.organisation("Brightwell Learning", Kind.PROVIDER)
    tom = cast.person("Tom Reed", Role.STAFF)
    commands.declare_interest(
        tom,
        organisation=brightwell,
        kind=InterestKind.FINANCIAL,
        nature="Owns shares",
        from_on=date(2020, 1, 1),
        until_on=None if days_ago is None else TUESDAY - timedelta(days_ago),
        by=cast.standing(tom),
        at=MORNING,
    )

    assert (brightwell.pk in cast.standing(tom).interests) is counts


def test_a_role_on_a_team_is_no_interest_but_one_at_its_school_is(hillside):
    team = commands.form_group(
        "Fractions", kind=GroupKind.TEAM, starts_on=SINCE, organisation=hillside, by=FOUNDING, at=MORNING
    )
    member = cast.person("Sam Hill", Role.TEAM_MEMBER, on=team)
    teacher = cast.person("Una Fox", Role.STAFF, at=hillside)

    assert cast.standing(member).interests == frozenset()
    assert cast.standing(teacher).interests == {hillside.pk}


def test_an_account_without_a_person_and_an_erased_person_have_the_standing_of_nobody(hillside):
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside)
    account = commands.invite(beth, email="beth@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)
    Person.objects.update(erased_at=MORNING)

    standing = queries.standing_of(account, TUESDAY)

    assert (standing.person_id, standing.held, standing.signed_in) == (None, (), True)
    assert queries.standing_of(None, TUESDAY).signed_in is False


def test_a_leaver_is_known_by_name_and_sees_nothing_that_members_see(client, hillside):
    beth = cast.sign_in(client, cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))
    other = cast.person("Una Fox", Role.STAFF, at=hillside)
    clock.stop(TUESDAY)
    assert client.get(reverse("members:person", args=[other.pk])).status_code == 200

    commands.leaver(beth, organisation=hillside, left_on=TUESDAY, by=FOUNDING, at=MORNING)
    clock.stop(TUESDAY + timedelta(1))

    standing = queries.standing_of(Account.objects.get(), TUESDAY + timedelta(1))
    assert (standing.name, standing.signed_in, standing.person_id, standing.held) == ("Beth Okoro", True, None, ())
    assert client.get(reverse("members:person", args=[other.pk])).status_code == 403
    assert client.get(reverse("members:interests")).status_code == 403
    assert queries.find("Una", viewer=standing) == ([], [])


def test_acting_as_chooses_a_desk_and_narrows_nothing(hillside):
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, Role.GOVERNOR, at=hillside)

    acting = queries.standing_of_person(beth, TUESDAY, acting_as="governor")

    assert acting.acting_as == "governor"
    assert acting.held == cast.standing(beth).held
