"""What a stranger may read: the joint message on every page, where the money is, the seal of the record, and no secret."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.urls import reverse

from collegiate.doors.public_site.privacy import notice
from collegiate.foundation.record import chain
from collegiate.improvement.accountability import queries as accountability
from collegiate.improvement.fund.models import Fund
from collegiate.improvement.needs.models import Need
from collegiate.partnership.governance.models import Decision, DecisionStage
from collegiate.partnership.members.models import Group, GroupKind, Person
from collegiate.values import Money, Role
from tests import cast
from tests.doors.walking import walk
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
PUBLIC = (
    "home", "about", "money", "accessibility", "privacy", "governance:who_sits_where", "governance:decisions",
    "childrens_services:directory", "practice:library", "accountability:reports", "members:members", "search",
)  # fmt: skip


def main(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    return read(response.content).one("main")


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_page_opens_to_a_stranger_with_the_joint_message(client, table, name):
    response = client.get(reverse(name))

    said = read(response.content)
    assert (response.status_code, len(said.all("h1"))) == (200, 1)
    assert "Sharing responsibility" in said.text
    foot = [link.text for link in said.one("footer").all("a")]
    assert foot[:4] == ["What we are for", "Who sits where", "Where the money went", "Services"]
    assert {"Accessibility", "Privacy"} <= set(foot)
    assert "sessionid" not in response.cookies
    assert "csrftoken" not in response.cookies


def test_the_first_page_says_what_was_decided_where_the_money_went_and_what_changed(client, town):
    page = main(client, "home")
    decided, money, changed = page.all("section")

    last = Decision.objects.filter(stage=DecisionStage.MADE).order_by("-decided_at", "-pk").first()
    report = accountability.latest()
    moved = [line["text"] for one in report.content["aspects"] if one["code"] == "outcomes" for line in one["lines"]]
    assert last.title in decided.text
    assert all(f"Members paid in {Money(one.received_pence).pounds}" in money.text for one in Fund.objects.all())
    assert report.title in changed.text
    assert moved
    assert all(one in changed.text for one in moved)


def test_what_the_partnership_is_for_is_told_with_the_decisions_that_served_it(client, table, member):
    hillside = member("Hillside Primary")
    table.agreed([hillside])

    text = main(client, "about").text

    assert "Ashmere Area Improvement Partnership is 1 school of Ashmere, with 0 other members." in text
    assert "after the Ashmere Excellence Cluster" in text
    assert "Grow leaders: 1 decision" in text


def test_before_a_partnership_begins_the_pages_say_so(client, db):
    assert "No partnership has begun here yet." in main(client, "about").text
    assert "No fund is open yet." in main(client, "money").text
    first = main(client, "home").text
    assert "Nothing has been decided yet." in first
    assert "No report has been published yet." in first


def test_where_the_money_is_can_be_read_to_the_pound(client, table, member):
    table.paid(table.agreed([member("Hillside Primary")], pounds=9_000))

    page = main(client, "money")

    assert "Pooled fund: members paid in £50,000; £9,000 is paid, £0 promised, £41,000 free." in page.text
    cells = [[cell.text for cell in row.inside] for row in page.all("tbody")[0].all("tr")]
    assert cells == [
        ["Received", "£50,000"],
        ["Promised, not paid yet", "£0"],
        ["Paid", "£9,000"],
        ["Free", "£41,000"],
    ]


def test_the_end_of_the_record_is_shown_for_anybody_to_keep(client, table):
    head = chain.head_now()

    text = main(client, "money").text

    assert head.hash in text
    assert f"it had {head.seq} lines" in text
    assert head.hash in client.get("/healthz").content.decode()


def test_the_accessibility_statement_says_what_works_how_it_is_known_and_whom_to_tell(client, db):
    text = main(client, "accessibility").text

    for words in ("keyboard only", "WCAG 2.2 AA", "no audit by people has been made yet", "within ten working days"):
        assert words in text


def test_the_privacy_notice_has_every_table_in_which_a_person_stands(client, db):
    told = {one.what for one in notice()}
    page = main(client, "privacy")

    with_people = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("collegiate.")
        and any(isinstance(field, ForeignKey) and field.related_model is Person for field in model._meta.get_fields())
    ]
    told_of = [
        one
        for one in with_people
        if any(what.startswith(str(one._meta.verbose_name_plural).capitalize()) for what in told)
    ]
    assert told_of == with_people
    assert len(with_people) > 20
    rows = page.one("tbody").all("tr")
    assert len(rows) == len(told)
    assert all(cell.text for row in rows for cell in row.inside)
    assert "Information Commissioner" in page.text


def test_a_stranger_walks_through_the_town_and_reads_nothing_confidential(client, town):
    needs = list(Need.objects.values_list("title", flat=True).distinct())
    teams = list(Group.objects.filter(kind=GroupKind.TEAM).values_list("name", flat=True))
    addresses = list(Person.objects.exclude(email="").values_list("email", flat=True))
    young = Person.objects.get(is_under_18=True)
    read_so_far, found = 0, []
    for url, _, response, _ in walk(client):
        said = response.content.decode(errors="ignore")
        read_so_far += 1
        found += [f"{words} on {url}" for words in (*needs, *teams, young.name, "@ashmere.example") if words in said]

    assert found == []
    assert addresses
    assert read_so_far >= 20
    assert client.get(f"/search/?q={young.name.split()[0]}").content.decode().count(young.name) == 0


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_what_we_are_for_costs_the_same_however_many_members_there_are(
    client, table, member, django_assert_num_queries, how_many
):
    for number in range(how_many):
        member(f"School {number}")

    # members' numbers and names, charter, purposes, decisions, partnership; what stands round the page
    with django_assert_num_queries(7):
        text = main(client, "about").text

    assert f"{how_many} school" in text


@pytest.mark.usefixtures("no_queries_while_rendering", "table")
@pytest.mark.parametrize("how_many", [1, 3])
def test_where_the_money_is_costs_the_same_however_many_agreements_there_are(
    client, table, member, django_assert_num_queries, how_many
):
    meeting = table.sit()
    for number in range(how_many):
        table.agreed([member(f"School {number}")], meeting=meeting, title=f"Support {number}", pounds=1_000)

    with django_assert_num_queries(
        6
    ):  # funds, what is committed and due, strands, the head, what stands round the page
        text = main(client, "money").text

    assert f"£{how_many},000 promised" in text


def test_a_member_reads_the_public_pages_too(client, table):
    cast.sign_in(client, cast.person("Sam Oak", Role.STAFF, at=cast.school("Elsewhere")))

    assert "Where the money went" in main(client, "money").text
