"""Where a school's pounds went: what it paid in, what came back, and what the town did with it."""

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.improvement.fund import commands as fund
from collegiate.partnership.members.models import Organisation, Scheme
from collegiate.values import Money, Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.improvement import support
from tests.marks import two_lengths
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@scene
def table():
    return support.table()


@scene
def hillside(table):
    return cast.school("Hillside Primary")


@pytest.fixture
def beth(client, hillside):
    """Hillside's head teacher, signed in."""
    return cast.sign_in(client, cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))


def pays_in(table, school, pounds, *, year="2026/27"):
    due = fund.expect_contribution(
        school, fund=table.fund, amount=Money(100 * pounds), year=year, due_on=SINCE, by=table.ruth, at=MORNING
    )
    return fund.receive_contribution(due, on=TUESDAY, by=table.ruth, at=MORNING)


def main(client, school, status=200):
    response = client.get(reverse("school-money-of", args=[school.pk]))
    assert response.status_code == status
    return read(response.content).one("main")


def figures(page):
    return [one.text for one in page.all(class_="c-figure")]


def body(page, caption):
    (found,) = [one for one in page.all("table") if one.one("caption").text == caption]
    return [[cell.text for cell in row.inside] for row in found.one("tbody").all("tr")]


def test_before_anything_is_paid_in_the_page_says_what_will_stand_there(client, hillside, beth):
    page = main(client, hillside)

    assert page.one(class_="c-summary").text == "Nothing is asked of us, and we have paid nothing in."
    assert len(page.all(class_="c-empty")) == 3


def test_a_head_reads_what_was_paid_in_what_came_back_and_what_the_town_did_with_it(client, table, hillside, beth):
    mine = pays_in(table, hillside, 10_000)  # beside £50,000 of the college: a sixth
    meeting = table.sit()
    table.paid(table.agreed([hillside, cast.school("Northgate")], meeting=meeting, pounds=6_000))
    table.paid(table.agreed([cast.school("Elsewhere")], meeting=meeting, title="Mentoring", pounds=3_000))

    page = main(client, hillside)

    assert (
        page.one(class_="c-summary").text == "We paid in £10,000. £1,500 of it is spent, £8,500 is still in the fund."
    )
    assert body(page, "What we give, the latest first")[0][0] == "2026/27"
    assert page.one("a", href=reverse("follow-contribution", args=[mine.pk])).text.startswith("£10,000.00")
    worth, days, places = figures(page)
    assert "£3,000" in worth
    assert "by 1 decision" in worth
    assert "0 to come" in days
    assert "0 workshops" in places
    assert [row[2:] for row in body(page, "What was bought for us")] == [["£6,000.00", "2 schools", "£3,000.00"]]
    assert [(row[0], row[1], row[4]) for row in body(page, "What the town did with it")] == [
        ("Reading for understanding", "2 schools, with us among them. They asked for it.", "£1,000.00"),
        ("Mentoring", "1 school. They asked for it.", "£500.00"),
        ("Still in the fund", "", "£8,500.00"),
    ]
    assert page.all("tfoot")[-1].text == "What we paid in£10,000.00"
    assert "£500 of what we paid in helped other schools." in page.text


def test_what_was_paid_to_the_school_itself_came_back_too(client, table, hillside, beth):
    pays_in(table, hillside, 100)
    cover = fund.set_aside(
        Money(4_000), fund=table.fund, decision=table.decided(Money(4_000)), what_for="Cover", by=table.noor, at=MORNING,
    )  # fmt: skip
    table.pay(fund.request_payment(cover, payee=hillside, amount=Money(4_000), memo="Cover", by=table.noor, at=MORNING))

    assert "Paidtous£40" in figures(main(client, hillside))[-1].replace(" ", "")


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.BOOKKEEPER, Role.COORDINATOR, Role.AUDITOR])
def test_its_governors_and_those_who_keep_the_books_read_it(client, hillside, role):
    where = {"at": hillside} if role == Role.GOVERNOR else {}
    cast.sign_in(client, cast.person("Gil Okoro", role, **where))

    assert main(client, hillside).one("h1").text == "Where did our £ go?"


def test_another_school_reads_the_sentence_why_not(client, hillside):
    cast.sign_in(client, cast.person("Tom Fell", Role.HEAD_TEACHER, at=cast.school("Northgate")))

    page = main(client, hillside, status=403)

    assert "What a member pays in is seen by that member and by those who keep the books." in page.text


def test_the_page_stands_under_the_schools_number_too(client, hillside, beth):
    hillside.identifiers.create(scheme=Scheme.URN, value="100001")

    assert client.get("/schools/100001/money/").status_code == 200
    assert client.get("/schools/100009/money/").status_code == 404
    assert client.get(reverse("school-money-of", args=[999])).status_code == 404
    school = read(client.get(reverse("school-known-by", args=[hillside.pk])).content).one("main")
    assert school.one("a", href=reverse("school-money-of", args=[hillside.pk])).text == "Where did its £ go?"


def test_a_college_that_pays_in_has_the_page_too(client, table):
    college = Organisation.objects.get(name="Ashmere College")
    cast.sign_in(client, cast.person("Carol Bright", Role.CONTACT, at=college))

    assert "We paid in £50,000." in main(client, college).text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_it_costs_the_same_however_much_was_given_and_bought(
    client, table, hillside, beth, django_assert_num_queries, how_many
):
    meeting = table.sit()
    for number in range(how_many):
        pays_in(table, hillside, 100, year=f"y{number}")
        others = [hillside, *(cast.school(f"School {number}-{which}") for which in range(how_many))]
        table.paid(table.agreed(others, meeting=meeting, title=f"Support {number}", pounds=1_000))

    # six of every page; school, contributions, what moved, what was bought, days and places, what was paid to it
    with django_assert_num_queries(12):
        page = main(client, hillside)

    assert len(body(page, "What the town did with it")) == how_many + 1
