"""A list of people before anything is done: what each line would do, or why it cannot."""

import pytest
from django.core.exceptions import ValidationError

from collegiate.partnership.members import commands, queries
from collegiate.partnership.members.forms.people import rows_of
from collegiate.partnership.members.models import Basis, Kind, Person
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY


@pytest.fixture
def hillside(db):
    return _school("Hillside Primary", "100001")


@pytest.fixture
def noor(db):
    return cast.standing(cast.person("Noor Ahmed", Role.COORDINATOR))


def _school(name, urn):
    return commands.admit(
        name,
        kind=Kind.SCHOOL,
        phase="primary",
        identifiers={"GB-EDU": urn},
        basis=Basis.SUBSCRIPTION,
        joined_on=SINCE,
        by=FOUNDING,
        at=MORNING,
    )


def look(text, viewer):
    return queries.looked_at(rows_of(text), viewer=viewer, day=TUESDAY)


@pytest.mark.usefixtures("hillside")
def test_each_line_says_what_would_happen(noor):
    looked = look(
        "Name,E-mail,Role,School\n"
        "Beth Okoro,beth@example.org,Head teacher,100001\n"
        "Una Fox,,governor,Hillside primary\n"
        "Ann Clark,ann@example.org,clerk,\n",
        noor,
    )

    assert [(one.row.line, one.faults, one.outcome) for one in looked] == [
        (2, (), "Beth Okoro will be head teacher at Hillside Primary and gets a link to sign in."),
        (3, (), "Una Fox will be governor at Hillside Primary, without a sign-in."),
        (4, (), "Ann Clark will be clerk and gets a link to sign in."),
    ]
    assert Person.objects.count() == 1


def test_who_is_known_is_not_added_again(noor, hillside):
    commands.welcome(
        "Beth Okoro", email="beth@example.org", role=Role.HEAD_TEACHER, organisation=hillside, from_on=SINCE,
        by=FOUNDING, at=MORNING,
    )  # fmt: skip

    looked = look(
        "name,email,role,school\n"
        "Elizabeth Okoro,BETH@example.org,head,100001\n"
        "Beth Okoro,beth@example.org,link adult,100001\n",
        noor,
    )

    assert [one.outcome for one in looked] == [
        "Beth Okoro is head teacher at Hillside Primary already: nothing changes.",
        "Beth Okoro, who is known already, will also be link adult at Hillside Primary.",
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",sam@example.org,staff,100001", "The name is missing."),
        ("Sam,sam at example,staff,100001", "“sam at example” is not an e-mail address."),
        ("Sam,,Headd,100001", "There is no role called “Headd”."),
        ("Sam,,,100001", "The role is missing."),
        ("Sam,,staff,999999", "None of your organisations has the name or the URN “999999”."),
        ("Sam,,staff,Holy Cross", "2 of your organisations are called Holy Cross: give the URN instead."),
        ("Sam,,staff,", "Say at which school or organisation they are staff."),
        ("Sam,,clerk,100001", "A clerk serves the whole partnership: name no school or organisation."),
        ("Sam,,chair,100001", "A chair belongs to a group, and is named there."),
        ("Una Fox,,staff,100001", "It says the same as line 2."),
        ("x" * 151 + ",,staff,100001", "The name is longer than 150 letters."),
    ],
)
@pytest.mark.usefixtures("hillside")
def test_a_bad_line_says_why(noor, line, fault):
    _school("Holy Cross", "100002")
    _school("Holy Cross", "100003")

    good, bad = look(f"name,email,role,school\nUna Fox,,staff,100001\n{line}\n", noor)

    assert good.faults == ()
    assert bad.faults == (fault,)
    assert bad.role is None or bad.outcome == ""


def test_a_head_names_no_school_and_may_invite_only_to_their_own(hillside):
    _school("The Ashmere School", "100002")
    beth = cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))

    looked = look(
        "name\trole\tschool\nSam Hill\tstaff\t\nMax Mole\tstaff\t100002\nEve Low\thead teacher\t\n", beth
    )  # fmt: skip

    assert [one.faults for one in looked] == [
        (),
        ("None of your organisations has the name or the URN “100002”.",),
        ("A head teacher can invite staff and governors of their own school; ask the coordinator for the rest.",),
    ]
    assert looked[0].organisation == hillside


@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.usefixtures("hillside")
def test_a_long_list_costs_no_more_than_a_short_one(django_assert_num_queries, noor, how_many):
    lines = "".join(f"Teacher {one},t{one}@example.org,staff,100001\n" for one in range(how_many))

    with django_assert_num_queries(4):  # organisations and their numbers, URNs, people; of nobody known, no roles
        looked = look(f"name,email,role,school\n{lines}", noor)

    assert len(looked) == how_many


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Sam Hill,sam@example.org\n", "The first line must name the columns; it lacks name and role."),
        ("name,email\nSam,\n", "it lacks role."),
        ("name,role\n\n\n", "There is nobody under the first line."),
        ("name,role\n" + "Sam,staff\n" * 501, "There are 501 people: send at most 500 at a time."),
        (
            'name,role\n"Sam,staff\n' + "x" * 140_000,
            "Line 3 cannot be read: look for a quote mark that is never closed.",
        ),
    ],
)
def test_what_is_no_list_of_people_is_refused(text, says):
    with pytest.raises(ValidationError, match=says):
        rows_of(text)


def test_a_list_may_come_from_a_spreadsheet_in_any_order_with_gaps():
    rows = rows_of("\ufeffRole;Title;NAME\nstaff;Year 4;Sam Hill\n;;\nhead;;Beth Okoro;more\n")

    assert [(row.line, row.name, row.role, row.title, row.place) for row in rows] == [
        (2, "Sam Hill", "staff", "Year 4", ""),
        (4, "Beth Okoro", "head", "", ""),
    ]
