"""Deeds on organisations: admitting, changing, leaving, and the constraints under them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.members import commands, queries
from collegiate.partnership.members.commands.organisations import HasClosed, NotAMember
from collegiate.partnership.members.models import (
    Basis,
    Group,
    GroupKind,
    Identifier,
    Interest,
    InterestKind,
    Invitation,
    Kind,
    Membership,
    Organisation,
    Person,
    Phase,
    RoleHeld,
    Scheme,
    Succession,
)
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor():
    return cast.standing(cast.person("Noor Ahmed", Role.COORDINATOR))


def admit(name="Nene College", by=FOUNDING, **how):
    given = {"kind": Kind.COLLEGE, "basis": Basis.IN_KIND, "joined_on": SINCE, "at": MORNING, **how}
    return commands.admit(name, by=by, **given)


def test_a_member_is_admitted_with_its_numbers(noor):
    college = admit(identifiers={Scheme.CHARITY: "1234567", Scheme.COMPANY: ""}, facts={"town": "Northampton"}, by=noor)

    assert [(one.scheme, one.value) for one in college.identifiers.all()] == [("GB-CHC", "1234567")]
    assert (college.town, queries.organisations(day=TUESDAY)) == ("Northampton", [college])
    assert [entry.deed for entry in Entry.objects.filter(subject=f"members.organisation:{college.pk}")] == [
        "members.add_organisation",
        "members.join",
        "members.admit",
    ]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"kind": Kind.SCHOOL}, "A school has a phase, and nothing else has one."),
        ({"phase": Phase.PRIMARY}, "A school has a phase, and nothing else has one."),
        ({"facts": {"age_from": 11, "age_to": 4}}, "The oldest age cannot be below the youngest."),
        ({"kind": Kind.SCHOOL, "phase": Phase.PRIMARY, "identifiers": {"GB-EDU": "100001"}}, "Another organisation has this URN."),
    ],
)  # fmt: skip
def test_what_the_database_would_refuse_is_said_in_words(how, says):
    admit("Hillside Primary", kind=Kind.SCHOOL, phase=Phase.PRIMARY, identifiers={"GB-EDU": "100001"})

    with pytest.raises(ValidationError, match=says):
        admit(**how)

    assert Organisation.objects.count() == 1


def test_details_are_changed_and_the_record_says_which_and_not_to_what(noor):
    college = admit()

    commands.edit(college, version=1, facts={"name": "Nene Valley College", "town": ""}, by=noor, at=MORNING)

    college.refresh_from_db()
    assert (college.name, college.version) == ("Nene Valley College", 2)
    assert Entry.objects.get(deed="members.edit").data == {"changed": ["name"]}


def test_what_is_sent_unchanged_leaves_no_line(noor):
    college = admit()

    commands.edit(college, version=1, facts={"name": college.name}, by=noor, at=MORNING)

    college.refresh_from_db()
    assert college.version == 1
    assert not Entry.objects.filter(deed="members.edit").exists()


def test_whoever_is_slower_is_told(noor):
    college = admit()
    commands.edit(college, version=1, facts={"name": "First"}, by=noor, at=MORNING)

    with pytest.raises(Stale) as stale:
        commands.edit(college, version=1, facts={"name": "Second"}, by=noor, at=MORNING)

    assert stale.value.row.name == "First"


def test_a_head_changes_their_own_school_and_no_other():
    hillside, ashmere = cast.school("Hillside Primary"), cast.school("The Ashmere School")
    beth = cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))

    commands.edit(hillside, version=1, facts={"telephone": "01604 1"}, by=beth, at=MORNING)
    with pytest.raises(NotAllowed):
        commands.edit(ashmere, version=1, facts={"telephone": "01604 1"}, by=beth, at=MORNING)
    with pytest.raises(NotAllowed):
        admit(by=beth)


def test_a_member_leaves_on_a_day_that_still_counts(noor):
    college = admit()

    commands.leave(college, left_on=TUESDAY, by=noor, at=MORNING)

    assert queries.organisations(day=TUESDAY) == [college]
    assert queries.organisations(day=TUESDAY + timedelta(1)) == []
    with pytest.raises(NotAMember, match="Nene College is not a member"):
        commands.leave(college, left_on=TUESDAY, by=noor, at=MORNING)


def test_a_member_does_not_leave_before_it_joined(noor):
    college = admit()

    with pytest.raises(ValidationError, match="A member cannot leave before it joined"):
        commands.leave(college, left_on=SINCE - timedelta(1), by=noor, at=MORNING)

    assert Membership.objects.get().left_on is None


def test_a_closed_organisation_does_not_close_again(noor):
    hillside = cast.school()
    commands.close_organisation(hillside, closed_on=TUESDAY, by=noor, at=MORNING)

    with pytest.raises(HasClosed, match="Hillside Primary closed on 6 October 2026"):
        commands.close_organisation(hillside, closed_on=TUESDAY, by=noor, at=MORNING)


def test_a_second_charter_replaces_the_first_and_is_never_edited(noor):
    commands.adopt_charter("Learning together", purposes=[("one", "First.")], agreed_on=SINCE, by=noor, at=MORNING)
    second = commands.adopt_charter(
        "Sharing responsibility",
        purposes=[("one", "First."), ("two", "Second.")],
        agreed_on=TUESDAY,
        by=noor,
        at=MORNING,
    )

    assert (second.version, queries.charter()) == (2, second)
    assert [purpose.code for purpose in queries.charter().purposes.all()] == ["one", "two"]
    with pytest.raises(IntegrityError), transaction.atomic():
        type(second).objects.update(joint_message="Something else")


def test_one_group_of_a_name_for_the_partnership_and_one_for_each_school(noor):
    hillside = cast.school()
    team = {"kind": GroupKind.TEAM, "starts_on": SINCE, "by": noor, "at": MORNING}
    commands.form_group("Fractions", organisation=hillside, **team)
    commands.form_group("Fractions", organisation=cast.school("The Ashmere School"), **team)

    with pytest.raises(IntegrityError):
        commands.form_group("Fractions", organisation=hillside, **team)


def _rows():
    """Yield, by the constraint's name, a row that the database must refuse."""
    on, later = date(2026, 1, 2), date(2026, 1, 1)
    yield "organisation_only_schools_have_a_phase", Organisation(kind=Kind.SCHOOL)
    yield "organisation_closes_after_it_opens", Organisation(kind=Kind.CLUB, opened_on=on, closed_on=later)
    yield "organisation_ages_in_order", Organisation(kind=Kind.CLUB, age_from=5, age_to=4)
    yield "identifier_is_not_blank", Identifier(organisation_id=1, scheme=Scheme.URN, value="")
    yield "identifier_urn_belongs_to_one_organisation", Identifier(organisation_id=2, scheme=Scheme.URN, value="100001")
    yield "identifier_one_of_a_scheme", Identifier(organisation_id=1, scheme=Scheme.URN, value="100009")
    yield "succession_by_another", Succession(predecessor_id=1, successor_id=1, on=on)
    yield "membership_one_at_a_time", Membership(organisation_id=1, basis=Basis.IN_KIND, joined_on=on)
    yield (
        "membership_ends_after_it_begins",
        Membership(organisation_id=2, basis=Basis.IN_KIND, joined_on=on, left_on=later),
    )
    yield "group_ends_after_it_starts", Group(name="A", kind=GroupKind.TASK, starts_on=on, ends_on=later)
    yield "group_team_belongs_to_a_school", Group(name="A", kind=GroupKind.TEAM, starts_on=on)
    yield "person_under_18_has_a_link_adult", Person(name="Ada", is_under_18=True)
    yield "role_ends_after_it_begins", RoleHeld(person_id=1, role=Role.STAFF, from_on=on, until_on=later)
    yield "role_at_one_place", RoleHeld(person_id=1, role=Role.STAFF, from_on=on, organisation_id=1, group_id=1)
    yield "role_held_once_at_a_time", RoleHeld(person_id=1, role=Role.STAFF, from_on=on, organisation_id=1)
    yield "interest_ends_after_it_begins", Interest(
        person_id=1, organisation_id=1, kind=InterestKind.OTHER, nature="x", from_on=on, until_on=later,
        declared_at=MORNING, declared_by_id=1,
    )  # fmt: skip
    yield "invitation_mailed_or_at_fault", Invitation(person_id=1, made_at=MORNING, by_mail=False, mailed_at=MORNING)


@pytest.mark.parametrize(("name", "row"), list(_rows()), ids=lambda value: value if isinstance(value, str) else "")
def test_the_database_refuses(name, row):
    Organisation.objects.create(pk=1, kind=Kind.SCHOOL, phase=Phase.PRIMARY)
    Organisation.objects.create(pk=2, kind=Kind.SCHOOL, phase=Phase.PRIMARY)
    Identifier.objects.create(organisation_id=1, scheme=Scheme.URN, value="100001")
    Membership.objects.create(organisation_id=1, basis=Basis.IN_KIND, joined_on=SINCE)
    Group.objects.create(pk=1, name="G", kind=GroupKind.TASK, starts_on=SINCE)
    Person.objects.create(pk=1, name="Sam")
    RoleHeld.objects.create(person_id=1, role=Role.STAFF, from_on=SINCE, organisation_id=1)

    constraint = next(one for one in row._meta.constraints if one.name == name)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(ValidationError) as refusal:
        constraint.validate(type(row), row)
    assert constraint.violation_error_message in refusal.value.messages
