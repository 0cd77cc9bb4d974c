"""Taking schools from the register: what is made, what a newer register changes, and what it leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from collegiate.foundation.record.models import Entry
from collegiate.partnership.members import commands, queries
from collegiate.partnership.members.models import (
    GroupKind,
    Identifier,
    Kind,
    Membership,
    Organisation,
    RegisterLine,
    RoleHeld,
    Scheme,
    SchoolInRegister,
)
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, TUESDAY

HILLSIDE = SchoolInRegister(
    urn="100001",
    name="Hillside Primary School",
    phase="primary",
    type_name="Community school",
    keeps_academy_books=False,
    ukprn="10012345",
    laestab="9412001",
    age_from=4,
    age_to=11,
    street="1 Hill Road",
    locality="",
    town="Northampton",
    postcode="NN1 1AA",
    easting=475000,
    northing=260000,
    website="www.hillside.example",
    telephone="01604123456",
    opened_on=date(1975, 9, 1),
    closed_on=None,
)
NAMELESS = replace(HILLSIDE, urn="100002", name="", ukprn="", laestab="9412002", opened_on=None)


@pytest.fixture
def partnership(db):
    return commands.begin("Northampton AIP", town="Northampton", starts_on=TUESDAY, by=FOUNDING, at=MORNING)


def take(*schools, by=FOUNDING):
    return commands.take_register(schools, file_digest="f" * 64, joined_on=TUESDAY, by=by, at=MORNING)


def counts(taken):
    return taken.new, taken.changed, taken.unchanged


@pytest.mark.usefixtures("partnership")
def test_taken_schools_are_members_with_their_numbers():
    assert counts(take(HILLSIDE, NAMELESS)) == (2, 0, 0)

    hillside = queries.school("100001", viewer=FOUNDING)
    assert (hillside.kind, hillside.phase, hillside.name, hillside.age_to) == ("school", "primary", HILLSIDE.name, 11)
    assert {number.scheme: number.value for number in hillside.identifiers.all()} == {
        Scheme.URN: "100001",
        Scheme.UKPRN: "10012345",
        Scheme.LAESTAB: "9412001",
    }
    assert str(queries.school("100002", viewer=FOUNDING)) == "School without a published name"
    assert len(queries.schools(day=TUESDAY)) == 2
    assert set(Membership.objects.values_list("basis", "voting", "joined_on")) == {("subscription", True, TUESDAY)}


def test_one_line_of_the_record_says_how_many_and_of_which_file(partnership):
    take(HILLSIDE, NAMELESS)

    entry = Entry.objects.get(deed="members.take_register")
    assert entry.subject == f"members.partnership:{partnership.pk}"
    assert entry.data == {"file": "f" * 64, "new": 2, "changed": 0, "unchanged": 0}


@pytest.mark.usefixtures("partnership")
def test_the_same_register_again_changes_nothing_and_leaves_no_line():
    take(HILLSIDE, NAMELESS)
    before = (list(Organisation.objects.values()), list(RegisterLine.objects.values()), Entry.objects.count())

    assert counts(take(HILLSIDE, NAMELESS)) == (0, 0, 2)
    assert before == (list(Organisation.objects.values()), list(RegisterLine.objects.values()), Entry.objects.count())


@pytest.mark.usefixtures("partnership")
def test_a_newer_register_changes_what_it_says_anew():
    take(HILLSIDE, NAMELESS)
    newer = replace(
        HILLSIDE, name="Hillside Academy", type_name="Academy converter", keeps_academy_books=True, ukprn="10099999"
    )

    assert counts(take(newer, NAMELESS)) == (0, 1, 1)

    school = queries.school("100001", viewer=FOUNDING)
    assert (school.name, school.keeps_academy_books, school.version) == ("Hillside Academy", True, 2)
    assert school.identifiers.get(scheme=Scheme.UKPRN).value == "10099999"
    entry = Entry.objects.get(deed="members.change_by_register")
    assert entry.subject == f"members.organisation:{school.pk}"
    assert entry.data == {"changed": ["keeps_academy_books", "name", "type_name", "ukprn"]}


@pytest.mark.usefixtures("partnership")
def test_what_was_put_right_by_hand_stays_right():
    take(HILLSIDE, NAMELESS)
    Organisation.objects.filter(identifiers__value="100002").update(name="Camrose Nursery School")
    Organisation.objects.filter(identifiers__value="100001").update(telephone="01604 999999")

    take(replace(HILLSIDE, town="Duston"), NAMELESS)

    assert queries.school("100002", viewer=FOUNDING).name == "Camrose Nursery School"
    school = queries.school("100001", viewer=FOUNDING)
    assert (school.telephone, school.town) == ("01604 999999", "Duston")


@pytest.mark.usefixtures("partnership")
def test_a_school_added_by_hand_keeps_what_it_has_and_gets_what_it_lacks():
    commands.add_organisation(
        "Hill Side", kind=Kind.SCHOOL, phase="primary", identifiers={Scheme.URN: "100001"}, by=FOUNDING, at=MORNING
    )

    assert counts(take(HILLSIDE)) == (0, 1, 0)

    school = queries.school("100001", viewer=FOUNDING)
    assert (school.name, school.town) == ("Hill Side", "Northampton")
    assert school.identifiers.get(scheme=Scheme.LAESTAB).value == "9412001"
    assert not Membership.objects.exists()


@pytest.mark.usefixtures("partnership")
def test_a_number_that_is_published_no_longer_is_kept():
    take(HILLSIDE)
    take(replace(HILLSIDE, ukprn=""))

    assert Identifier.objects.filter(scheme=Scheme.UKPRN, value="10012345").exists()


@pytest.mark.usefixtures("partnership")
def test_a_school_that_closed_leaves_with_everybody_in_it():
    take(HILLSIDE, NAMELESS)
    school = queries.school("100001", viewer=FOUNDING)
    head = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=school)
    late = cast.person("Una Late")
    commands.appoint(late, role=Role.STAFF, organisation=school, from_on=TUESDAY, by=FOUNDING, at=MORNING)
    team = commands.form_group(
        "Fractions", kind=GroupKind.TEAM, starts_on=cast.SINCE, organisation=school, by=FOUNDING, at=MORNING
    )
    commands.appoint(head, role=Role.TEAM_MEMBER, group=team, from_on=cast.SINCE, by=FOUNDING, at=MORNING)
    closed_on = date(2026, 8, 31)

    assert counts(take(replace(HILLSIDE, closed_on=closed_on), NAMELESS)) == (0, 1, 1)

    school.refresh_from_db()
    team.refresh_from_db()
    assert school.closed_on == team.ends_on == closed_on
    assert [one.pk for one in queries.schools(day=TUESDAY)] == [queries.school("100002", viewer=FOUNDING).pk]
    assert (
        Membership.objects.get(organisation=school).left_on == TUESDAY
    )  # it joined after it closed, so left as it joined
    assert dict(RoleHeld.objects.values_list("person__name", "until_on")) == {
        "Beth Okoro": closed_on,
        "Una Late": TUESDAY,
    }
    assert cast.standing(head).held == ()
    assert counts(take(replace(HILLSIDE, closed_on=closed_on), NAMELESS)) == (0, 0, 2)


@pytest.mark.usefixtures("partnership")
def test_only_the_coordinator_and_the_founding_take_the_register():
    head = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=cast.school())

    with pytest.raises(NotAllowed, match=r"Only the partnership’s coordinator"):
        take(HILLSIDE, by=cast.standing(head))

    assert not RegisterLine.objects.exists()
    coordinator = cast.person("Noor Ahmed", Role.COORDINATOR)
    assert counts(take(HILLSIDE, by=cast.standing(coordinator))) == (1, 0, 0)


@pytest.mark.usefixtures("partnership")
def test_an_academy_may_have_the_number_of_the_school_it_was():
    take(HILLSIDE)

    assert counts(take(replace(HILLSIDE, urn="140001"))) == (1, 0, 0)
    assert Identifier.objects.filter(scheme=Scheme.LAESTAB, value="9412001").count() == 2


@pytest.mark.usefixtures("partnership")
@pytest.mark.parametrize("how_many", [1, 3])
def test_new_schools_cost_the_same_however_many_they_are(django_assert_num_queries, how_many):
    schools = [replace(HILLSIDE, urn=str(200001 + one), laestab=str(9412001 + one)) for one in range(how_many)]

    # savepoint in and out, partnership, known schools, ids; organisations, three kinds of number, memberships, lines;
    # the record: head, entry, head.
    with django_assert_num_queries(14):
        take(*schools)
