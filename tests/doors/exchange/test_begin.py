"""`collegiate begin`: what it prints, what it makes, and that it can be run again."""

import csv
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from collegiate.foundation.accounts.models import Account
from collegiate.foundation.record.chain import verify
from collegiate.foundation.record.models import Entry
from collegiate.partnership.members import queries
from collegiate.partnership.members.models import Membership, Organisation, Person, RoleHeld
from collegiate.values import Role
from tests.doors.exchange.registers import bulk, row, rows, search, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """Run the command on rows; return what it printed, line by line."""
    monkeypatch.chdir(tmp_path)

    def run(*lines, table=None, name="register.csv", **options):
        asked = {
            "authority": "941",
            "town": "northampton",
            "coordinator": ["Noor Ahmed", "Noor@Example.org"],
            **options,
        }
        path = written(table or bulk(*lines), tmp_path / name)
        out = io.StringIO()
        call_command("begin", *_arguments(path, asked), stdout=out)
        return out.getvalue().splitlines()

    return run


def _arguments(path, asked):
    yield f"--register={path}"
    for name, value in asked.items():
        yield f"--{name}"
        if value is not True:
            yield from value if isinstance(value, list) else [value]


def test_a_partnership_begins_with_its_schools_its_charter_and_its_coordinator(begin):
    printed = begin(*rows(3))

    partnership, charter = queries.partnership(), queries.charter()
    assert printed[-1] == "schools 3, new 3, changed 0, unchanged 0, rejected 0"
    assert (partnership.name, partnership.town, partnership.authority_code) == (
        "Northampton Area Improvement Partnership",
        "Northampton",
        "941",
    )
    assert charter.joint_message == "Sharing responsibility for learning in Northampton"
    assert len(charter.purposes.all()) == 4
    assert Membership.objects.count() == 3
    held = RoleHeld.objects.get()
    assert (held.person.name, held.role, held.person.account.email) == (
        "Noor Ahmed",
        Role.COORDINATOR,
        "noor@example.org",
    )
    assert verify().fault == ""


def test_the_link_it_prints_signs_the_coordinator_in_once(begin, settings):
    link = next(line.strip() for line in begin(row()) if "/accounts/" in line)
    assert link.startswith(settings.ADDRESS)
    path = link.removeprefix(settings.ADDRESS)

    client = Client()
    answer = client.get(path, follow=True)
    form = answer.redirect_chain[-1][0]
    client.post(form, {"password1": "a long enough secret", "password2": "a long enough secret"})
    assert client.session["_auth_user_id"] == str(Account.objects.get().pk)

    again = Client().get(path, follow=True)
    assert b"password1" not in again.content


def test_the_same_file_again_changes_nothing(begin):
    begin(*rows(3))
    before = Entry.objects.count(), list(Organisation.objects.values()), list(Account.objects.values())

    printed = begin(*rows(3))

    assert printed[-1] == "schools 3, new 0, changed 0, unchanged 3, rejected 0"
    assert before == (Entry.objects.count(), list(Organisation.objects.values()), list(Account.objects.values()))
    assert any("/accounts/" in line for line in printed)


def test_a_coordinator_who_has_signed_in_gets_no_other_link(begin, autumn):
    begin(row())
    Account.objects.update(last_login=autumn)

    printed = begin(row())

    assert "Noor Ahmed is the coordinator, and has signed in before." in printed
    assert not any("/accounts/" in line for line in printed)


def test_another_coordinator_is_not_made_by_running_it_again(begin):
    begin(row())

    printed = begin(row(), coordinator=["Max Mole", "max@example.org"])

    assert (
        "max@example.org is not made a coordinator: those there are can appoint one on the members’ pages." in printed
    )
    assert Person.objects.count() == 1


def test_a_newer_register_brings_the_schools_up_to_date(begin):
    begin(*rows(3))

    printed = begin(
        row(urn="100001", number="2001", name="School 1"),
        row(urn="100002", number="2002", name="School Two"),
        row(urn="100003", number="2003", name="School 3", status="Closed", closed="31-08-2020"),
        row(urn="100004", number="2004"),
    )

    assert printed[-1] == "schools 4, new 1, changed 2, unchanged 1, rejected 0"
    assert queries.urns().keys() == {"100001", "100002", "100003", "100004"}


def test_it_says_what_it_took_what_it_left_and_why(begin):
    printed = begin(
        row(urn="100001", name="Holy Cross"),
        row(urn="100002", name="Holy Cross", phase="Secondary"),
        row(urn="100003", name=""),
        row(urn="100004", town="", name="Camrose Nursery", postcode="NN5 5AA"),
        row(urn="100005", town="Daventry"),
        row(urn="100006", group="", type="Floating school"),
        row(urn="100007", group="Independent schools", type="Other independent school"),
        row(urn="100008", authority="940"),
        row(urn="100009", opened="never"),
        name="edubase.csv",
    )

    text = "\n".join(printed)
    for line in (
        "edubase.csv: 9 rows, of which 1 are of other authorities.",
        "Taken: 3 schools of authority 941 (West Northamptonshire), town Northampton.",
        "       2  primary",
        "       1  secondary",
        "The register gives no name for: 100003. Add it on the school’s page.",
        "2 schools are called Holy Cross: 100001, 100002. Their towns and numbers tell them apart.",
        "       1  independent (--independent takes them)",
        "       1  with another town: Daventry (1)",
        "       1  with no town",
        "       1  of a type that is in no list of ours, “Floating school”: 100006",
        "  100004  Camrose Nursery, Community school, NN5 5AA",
        "  Line 10, column OpenDate: “never” is not a date like 01-09-2011 or 01/09/2011.",
        "Rows that cannot be read are listed in edubase-rejects.csv.",
    ):
        assert line in text.splitlines(), line
    assert "the postal town: villages round it have it too" in text
    assert printed[-1] == "schools 3, new 3, changed 0, unchanged 0, rejected 1"


def test_rejects_are_written_with_line_column_and_reason(begin, tmp_path):
    begin(row(), row(urn="100002", opened="never"), rejects=str(tmp_path / "put here.csv"))

    with (tmp_path / "put here.csv").open(encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["line", "column", "reason"],
            ["3", "OpenDate", "“never” is not a date like 01-09-2011 or 01/09/2011."],
        ]


def test_where_nothing_is_rejected_no_file_is_left_behind(begin, tmp_path):
    begin(row())

    assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]


def test_every_school_is_listed_for_whoever_asks(begin):
    assert "    100001  Hillside Primary School" in begin(row(), verbosity="2")


def test_also_without_and_independent_do_what_they_say(begin):
    printed = begin(
        row(urn="100001"),
        row(urn="100002", town=""),
        row(urn="100003"),
        row(urn="100004", group="Independent schools", type="Other independent school"),
        also="100002",
        without="100003,",
        independent=True,
    )

    assert printed[-1].startswith("schools 3, new 3,")
    assert queries.urns().keys() == {"100001", "100002", "100004"}


def test_a_name_can_be_given(tmp_path):
    path = written(search(row()), tmp_path / "register.csv.gz", encoding="utf-8-sig")
    call_command(
        "begin", f"--register={path}", "--authority=941", "--town=Northampton", "--coordinator", "Noor", "n@example.org",
        "--name", "Nene Valley Partnership", stdout=io.StringIO(),
    )  # fmt: skip

    assert queries.partnership().name == "Nene Valley Partnership"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"authority": "West"}, "is not a local authority's code"),
        ({"town": " "}, "it is empty"),
        ({"coordinator": ["Noor", "nowhere"]}, "“nowhere” is not an e-mail address"),
        ({"coordinator": [" ", "n@example.org"]}, "Give --coordinator a name"),
        ({"also": "hillside"}, "“hillside” is not a URN"),
        ({"also": "100001", "without": "100001"}, "--also and --without both name 100001"),
        ({"also": "999999"}, "register.csv, column URN: It has no establishment with the URN 999999."),
        ({"town": "Ashmere"}, "has the town Ashmere"),
        ({"rejects": "no/such/folder/rejects.csv"}, "it cannot be written: no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is(begin, options, says):
    with pytest.raises(CommandError, match=re.escape(says)):
        begin(row(), **options)

    assert queries.partnership() is None
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_a_file_that_is_not_there_or_not_the_register_is_refused(begin, tmp_path):
    with pytest.raises(CommandError, match=r"It is not the national register"):
        begin(table=[["a", "b"], ["1", "2"]])
    with pytest.raises(CommandError, match=r"^nowhere\.csv: It cannot be opened"):
        call_command(
            "begin", f"--register={tmp_path / 'nowhere.csv'}", "--authority=941", "--town=Northampton",
            "--coordinator", "Noor", "n@example.org",
        )  # fmt: skip

    assert queries.partnership() is None


@pytest.mark.parametrize("options", [{"authority": "940"}, {"town": "Kettering"}])
def test_an_installation_serves_one_partnership(begin, options):
    begin(row(), row(urn="100002", authority="940"), row(urn="100003", town="Kettering"))

    with pytest.raises(CommandError, match=r"already serves Northampton Area Improvement Partnership"):
        begin(row(), row(urn="100002", authority="940"), row(urn="100003", town="Kettering"), **options)

    assert Organisation.objects.count() == 1


def test_an_imaginary_town_does_not_become_a_real_one(begin):
    begin(row())
    partnership = queries.partnership()
    type(partnership).objects.update(is_imaginary=True)

    with pytest.raises(CommandError, match=r"of the imaginary town of Northampton"):
        begin(row())
