"""What schools were awarded leaves the house as the 360Giving Data Standard has it, and the schools by their numbers."""

import copy
import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from collegiate.doors.exchange.awards import as_csv, as_package, awards, faults, faults_by_schema
from collegiate.doors.exchange.awards.checking import PACKAGE
from collegiate.improvement.commissioning.models import Agreement
from collegiate.partnership.governance.models import AgendaItem
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Identifier, Scheme
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE
from tests.improvement.conftest import table  # noqa: F401 - a scene
from tests.improvement.fund.conftest import allocating, books  # noqa: F401 - scenes
from tests.scenes import scene
from tests.settings import REPOSITORY

pytestmark = pytest.mark.django_db
SCHEMAS = REPOSITORY.parent / "shared" / "schemas"
with_the_schemas = pytest.mark.skipif(
    not (SCHEMAS / PACKAGE).exists(), reason="the schemas of 360Giving are not beside the repository"
)


@scene
def helped(table):  # noqa: F811 - the scene
    """Three schools are helped by one agreement, of £9,000.00."""
    members.begin("Ashmere Learning Partnership", town="Ashmere", starts_on=SINCE, by=FOUNDING, at=MORNING)
    schools = [cast.school(name) for name in ("Hillside Primary", "Ashmere Infants", "Weir Academy")]
    for place, school in enumerate(schools):
        Identifier.objects.filter(organisation=school, scheme=Scheme.URN).delete()
        Identifier.objects.create(organisation=school, scheme=Scheme.URN, value=f"10000{place}")
    return table.agreed(schools)


def test_each_school_is_awarded_its_part_and_the_parts_are_what_was_set_aside(helped):
    found = as_package(awards())

    assert [grant["recipientOrganization"][0]["id"] for grant in found["grants"]] == [
        "GB-EDU-100000", "GB-EDU-100001", "GB-EDU-100002",
    ]  # fmt: skip
    assert sum(grant["amountAwarded"] for grant in found["grants"]) == 9000
    assert "equal share of £9,000.00 for 3 schools" in found["grants"][0]["description"]
    assert faults(found) == []


@with_the_schemas
def test_the_standards_own_schema_finds_nothing_wrong(helped):
    assert faults_by_schema(as_package(awards()), SCHEMAS) == []


WRONG = {
    "no title": lambda grant: grant.pop("title"),
    "no day": lambda grant: grant.update(awardDate="last Tuesday"),
    "no amount": lambda grant: grant.update(amountAwarded="9000"),
    "nobody pays": lambda grant: grant.pop("fundingOrganization"),
    "a body without a name": lambda grant: grant["recipientOrganization"][0].pop("name"),
    "in another country": lambda grant: grant.update(currency="pounds"),
}
OURS = {
    "a school without its URN": lambda grant: grant["recipientOrganization"][0].update(id="GB-COH-100000"),
    "parts of a penny": lambda grant: grant.update(amountAwarded=0.001),
    "to a person": lambda grant: grant.update(recipientIndividual={"id": "1", "name": "Tom"}),
}


@pytest.mark.parametrize("wrong", [*WRONG, *OURS])
def test_what_is_wrong_is_found_by_our_rules_and_where_it_can_be_by_the_schema(helped, wrong):
    package = copy.deepcopy(as_package(awards()))
    (WRONG | OURS)[wrong](package["grants"][1])

    assert faults(package)
    assert all(fault.startswith("grants/1/") for fault in faults(package))
    if wrong in WRONG and (SCHEMAS / PACKAGE).exists():
        assert faults_by_schema(package, SCHEMAS)


def test_a_share_of_a_round_by_need_is_an_award_too(allocating):  # noqa: F811 - the scene
    members.begin("Ashmere Learning Partnership", town="Ashmere", starts_on=SINCE, by=FOUNDING, at=MORNING)
    for place, school in enumerate(allocating.schools.values()):
        Identifier.objects.create(organisation=school, scheme=Scheme.URN, value=f"20000{place}")
    allocating.set_aside(allocating.shared())

    package = as_package(awards())

    assert faults(package) == []
    assert round(100 * sum(grant["amountAwarded"] for grant in package["grants"])) == 600_000
    assert {grant["title"] for grant in package["grants"]} == {"Shared by need, 2026/27"}
    assert all("2026/27" in grant["description"] for grant in package["grants"])


def test_an_award_twice_or_none_is_wrong(helped):
    package = as_package(awards())

    assert faults(package | {"grants": package["grants"][:1] * 2})[0].startswith("grants: the id ")
    assert faults(package | {"grants": []}) == faults([]) == ["grants: there must be at least one."]


def test_the_command_writes_what_the_other_command_takes(helped, capsys, monkeypatch):
    call_command("export_360giving")
    written = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(written))

    call_command("validate", "360giving", "-")

    assert capsys.readouterr().out.splitlines()[-1] == "grants 3, errors 0"


def test_the_command_names_what_is_wrong_and_ends_with_1(helped, capsys, tmp_path):
    package = as_package(awards())
    package["grants"][2]["currency"] = "GB"
    file = tmp_path / "awards.json"
    file.write_text(json.dumps(package), "utf-8")

    with pytest.raises(SystemExit, match="1"):
        call_command("validate", "360giving", str(file))

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "grants/2/currency: it must be GBP."
    assert lines[-1] == f"grants 3, errors {len(lines) - 1}"
    file.write_text("no", "utf-8")
    with pytest.raises(CommandError, match="cannot be read as JSON"):
        call_command("validate", "360giving", str(file))


def test_without_an_award_there_is_no_package():
    with pytest.raises(CommandError, match="No decision has awarded anything"):
        call_command("export_360giving")


def test_names_are_left_out_and_so_is_what_is_confidential(helped, client):
    members.add_person("Tom Fletcher", email="tom@example.org", by=FOUNDING, at=MORNING)
    provider = Agreement.objects.get().provider
    type(provider).objects.filter(pk=provider.pk).update(name="Tom Fletcher Learning")
    assert "Tom Fletcher" not in client.get(reverse("open_awards")).content.decode()

    AgendaItem.objects.filter(decision=helped.decision_id).update(is_confidential=True)

    answer = client.get(reverse("open_awards")).json()
    assert answer["grants"] == []
    assert "Left out: 3 by decisions that are confidential." in answer["description"]


def test_everybody_takes_the_awards_along_as_a_table(helped, client):
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("open_awards_as_csv")).content.decode())))

    assert "".join(as_csv(awards())).count("\r\n") == 4
    assert {row["Recipient Org:Identifier"] for row in rows} == {"GB-EDU-100000", "GB-EDU-100001", "GB-EDU-100002"}
    assert {row["Amount Awarded"] for row in rows} == {"3000.00"}


def test_a_school_more_costs_no_question_more(helped, django_assert_num_queries):
    with django_assert_num_queries(6):
        awards()
