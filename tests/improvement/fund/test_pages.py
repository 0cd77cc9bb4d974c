"""What members read of the fund, and what the bookkeeper and the coordinator press."""

from datetime import date

import pytest

from collegiate.foundation import clock
from collegiate.improvement.fund import commands
from collegiate.improvement.fund.models import Contribution, Entry, Fund
from collegiate.partnership.members.models import Basis
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement.deciding import Table
from tests.improvement.pages import Pages, on
from tests.marks import two_lengths
from tests.scenes import scene

pytestmark = pytest.mark.django_db
# Six of every page of somebody signed in: session, account, person, roles, interests, partnership.
TUESDAY_IS = on("on", 6, 10, 2026)
ANOTHER = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def see(client):
    return Pages(client, "fund")


@pytest.fixture
def as_(client, books):
    """Sign in as one of the cast."""
    return lambda name: cast.sign_in(client, books.people[name])


@pytest.fixture
def beth(client, books):
    """Hillside's head teacher, signed in."""
    return cast.sign_in(client, cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside))


@scene
def asked(books):
    """£150 asked for, of £400 promised, of £1,000."""
    books.receive(1_000)
    return books.ask(books.set_aside(400), 150)


# Where the money stands


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_fund_costs_the_same_however_much_is_in_its_books(books, beth, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        books.receive(1_000, year=f"y{number}")
        books.send(books.authorise(books.ask(books.set_aside(400), 150)))

    with django_assert_num_queries(12):  # six of every page; funds, what moved, promises, what is due, ledger in two
        page = see.main("fund")

    assert f"£{600 * how_many:,} is free to promise." in page.text
    assert f"£{250 * how_many:,} is promised and not paid yet, by {how_many} decision" in page.text
    assert "£400 was promised last, for Coaching for new leaders, by decision SG/26/0" in page.text
    assert "the last was £150 to Brightwell Learning" in page.text
    assert len(page.all("tbody")[-1].all("tr")) == 2 * how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_what_is_promised_costs_the_same_however_much(books, beth, see, django_assert_num_queries, how_many):
    books.receive(4_000)
    for _ in range(how_many):
        books.send(books.authorise(books.ask(books.set_aside(400), 150)))

    with django_assert_num_queries(8):  # six of every page; the fund, its promises
        page = see.main("promises", books.fund.pk)

    assert [[cell.text for cell in row.inside][2:] for row in page.one("tbody").all("tr")] == [
        ["£400.00", "£150.00", "£250.00"]
    ] * how_many


def test_what_the_bank_sent_back_is_not_the_last_that_was_paid(books, beth, see):
    books.receive(1_000)
    promise = books.set_aside(400)
    books.send(books.authorise(books.ask(promise, 150)))
    books.come_back(books.send(books.authorise(books.ask(promise, 20))))

    assert "£150 is paid; the last was £150 to Brightwell Learning" in see.main("fund").text


def test_the_fund_says_month_by_month_what_came_what_went_and_what_is_to_come(books, beth, see):
    books.receive(1_000)
    commands.set_aside(
        Money(100_000), fund=books.fund, decision=books.table.decide(Money(100_000)), what_for="Coaching",
        instalments=[(date(2027, 3, 5), Money(100_000))], by=books.noor, at=MORNING,
    )  # fmt: skip

    page = see.main("fund")

    tables = {one.one("caption").text: one for one in page.all("table")}
    months = [[cell.text for cell in row.inside] for row in tables["Month by month"].one("tbody").all("tr")]
    assert months == [
        ["Oct 2026", "£1,000.00", "£0.00", "£0.00", "£0.00", "£0.00"],
        ["Mar 2027", "£0.00", "£0.00", "£0.00", "£1,000.00", "£0.00"],
    ]
    years = [[cell.text for cell in row.inside] for row in tables["By financial year"].one("tbody").all("tr")]
    assert years == [["2026", "£1,000.00", "£0.00", "£1,000.00", "£0.00"]]
    assert "the pot runs dry on Friday 5 March 2027, if nothing more comes in." in page.text


@two_lengths
def test_the_ledger_is_shown_a_page_at_a_time(books, beth, see, monkeypatch, how_many):
    monkeypatch.setattr("collegiate.improvement.fund.views.books.ON_A_PAGE", 2)
    for number in range(how_many):
        books.receive(10 + number, year=f"y{number}")

    last = see.main("fund", page=2 if how_many > 2 else 1)

    assert [row.inside[2].text for row in last.all("tbody")[-1].all("tr")] == ["£10.00"]


def test_before_a_fund_is_open_its_page_says_who_opens_it(client, see):
    cast.sign_in(client, cast.person("Beth Lowe", Role.HEAD_TEACHER, at=cast.school()))

    page = see.main("fund")

    assert "No fund is open yet. The bookkeeper opens it" in page.text
    assert page.all("a", href=see.url("open_fund")) == []


def test_the_bookkeeper_opens_a_fund_once_however_often_the_form_is_sent(client, see):
    Table()  # with its charter, on which the first fund rests
    cast.sign_in(client, cast.person("Graham Porter", Role.BOOKKEEPER))
    sent = {"name": "Pooled fund", "purpose": "For those who need it.", **on("opened_on", 1, 9, 2026)}
    assert see.main("fund").one("a", href=see.url("open_fund")).text == "Open a fund"

    page = see.send("open_fund", status=422, **(sent | {"purpose": ""}))
    assert "What is it for?" in page.text
    assert page.one("input", name="name")["value"] == "Pooled fund"
    for _ in range(2):
        see.send("open_fund", **sent)

    assert Fund.objects.get().purpose == "For those who need it."
    page = see.send("open_fund", status=422, once=ANOTHER, **sent)
    assert "The first fund rests on the charter. Any other is made by a decision" in page.text
    assert Fund.objects.count() == 1


def test_a_further_fund_is_opened_by_a_decision_and_its_page_says_so(books, as_, see):
    decision = books.table.decide(Money(0), title="A fund for reading")
    as_("Graham")
    sent = {"purpose": "Reading.", "decision": decision.pk, "restricted_to": "lead", **on("opened_on", 1, 9, 2026)}

    page = see.send("open_fund", status=422, name="Pooled fund", **sent)
    assert "Fund with this Name already exists." in page.text
    assert page.one("option", value=str(decision.pk), selected="").text == "SG/26/01 A fund for reading"
    see.send("open_fund", once=ANOTHER, name="Reading fund", **sent)

    reading = Fund.objects.get(name="Reading fund")
    assert (reading.decision, reading.restricted_to) == (decision, "lead")
    page = see.main("pot", reading.pk)
    assert (
        "It was opened on Tuesday 1 September 2026 by decision SG/26/01, and is restricted to one of our purposes."
        in page.text
    )
    assert page.one("a", href="/decisions/SG-26-01/").text == "decision SG/26/01"


def test_money_moves_between_funds_by_a_decision(books, as_, see):
    reading, decision = books.open("Reading fund"), books.table.decide(Money(20_000), title="More for reading")
    books.receive(500)
    as_("Graham")
    sent = {
        "from_fund": books.fund.pk, "to_fund": reading.pk, "decision": decision.pk, "memo": "More for reading", **TUESDAY_IS,
    }  # fmt: skip

    page = see.send("transfer", status=422, amount="200.01", **sent)
    assert "Decision SG/26/02 leaves £200.00 to set aside, not £200.01." in page.text
    assert page.one("input", name="amount")["value"] == "200.01"
    for _ in range(2):
        assert see.send("transfer", once=ANOTHER, amount="200", **sent) == see.url("pot", reading.pk)

    assert (books.stands()[3], books.stands(reading)[3]) == (30_000, 20_000)


def test_an_entry_is_taken_back_with_a_reason_that_both_pages_show(books, as_, beth, see):
    entry = books.receive(500).entry
    page = see.main("entry", entry.pk)
    assert "Bank account" in page.text
    assert page.all("a", href=see.url("reverse", entry.pk)) == []
    assert "Only the bookkeeper keeps" in see.main("reverse", entry.pk).text

    as_("Graham")
    assert see.main("entry", entry.pk).one("a", href=see.url("reverse", entry.pk)).text == "Take this entry back"
    page = see.send("reverse", entry.pk, status=422, because="", **TUESDAY_IS)
    assert "Answer “Why was it wrong?”" in page.text
    see.send("reverse", entry.pk, once=ANOTHER, because="The cheque came back.", **TUESDAY_IS)

    back = Entry.objects.get(reverses=entry)
    for one in (entry, back):
        assert "The cheque came back." in see.main("entry", one.pk).text
    assert see.main("entry", entry.pk).all("a", href=see.url("reverse", entry.pk)) == []
    assert "This entry has been taken back." in see.main("reverse", entry.pk).text
    assert books.stands() == (0, 0, 0, 0)
    assert see.client.get(see.url("entry", 999)).status_code == 404


def test_every_fund_has_its_page(books, as_, see):
    reading = books.open("Reading fund")
    as_("Graham")

    assert see.main("fund").one("a", href=see.url("pot", reading.pk)).text == "Reading fund"
    assert see.main("pot", reading.pk).one("h1").text == "Reading fund"
    assert see.client.get(see.url("pot", 999)).status_code == 404


def test_nobody_but_members_reads_the_books(client, books, asked, see):
    for name, args in (("fund", ()), ("payments", ()), ("payment", (asked.pk,)), ("contributions", ())):
        response = client.get(see.url(name, *args))
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


# Contributions


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_contributions_cost_the_same_however_many(books, as_, see, django_assert_num_queries, how_many):
    as_("Graham")
    for number in range(how_many):
        books.expect(1_000, from_=cast.school(f"School {number}"))
        books.receive(500, year=f"y{number}")

    with django_assert_num_queries(9):  # six of every page; how many, a page of them, what is due
        page = see.main("contributions")

    assert f"{how_many} of {2 * how_many} contributions" in page.text
    assert page.text.count("Record that it came in") == how_many
    assert len(page.one("tbody").all("tr")) == 2 * how_many


def test_a_head_sees_the_schools_own_contribution_and_no_button(books, beth, see):
    books.expect(1_750)
    books.expect(2_000, from_=cast.school("Fairhaven Primary"))

    page = see.main("contributions")

    assert "1 of 1 contribution is still to come." in page.text
    assert "Fairhaven" not in page.text
    assert "Record that it came in" not in page.text
    assert see.client.get(see.url("receive", Contribution.objects.get(pence=200_000).pk)).status_code == 404


def test_a_contribution_comes_in_on_the_day_the_bank_says_once(books, as_, see):
    due = books.expect(1_750)
    as_("Graham")

    page = see.send("receive", due.pk, status=422, **on("on", 31, 2, 2026))
    assert page.one("input", name="on_day")["value"] == "31"
    assert not Entry.objects.exists()

    for _ in range(2):
        assert see.send("receive", due.pk, **on("on", 5, 10, 2026)) == see.url("contributions")
    assert str(Entry.objects.get().on) == "2026-10-05"
    assert books.stands() == (175_000, 0, 0, 175_000)
    assert "This contribution has been received." in see.main("receive", due.pk).text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_what_came_in_on_a_day_is_recorded_at_once_all_or_none(books, as_, see, django_assert_num_queries, how_many):
    due = [books.expect(1_000, from_=cast.school(f"School {number}")) for number in range(how_many + 1)]
    as_("Graham")
    assert see.main("contributions").one("a", href=see.url("came_in")).text == "Record what came in"
    with django_assert_num_queries(7):  # six of every page; what is due
        page = see.main("came_in")
    assert [one.text for one in page.all("label")][-how_many - 1 :] == [
        f"School {number}: £1,000.00 for 2026/27" for number in range(how_many + 1)
    ]

    assert "31 February" not in see.send("came_in", status=422, chosen=[due[0].pk], **on("on", 31, 2, 2026)).text
    for _ in range(2):
        see.send("came_in", chosen=[one.pk for one in due[:-1]], **TUESDAY_IS)

    assert books.stands() == (100_000 * how_many, 0, 0, 100_000 * how_many)
    assert Contribution.objects.get(stage="due") == due[-1]


def test_a_head_does_not_record_that_the_school_paid(books, beth, see):
    due = books.expect(1_750)

    assert "Only the bookkeeper keeps the fund’s books." in see.main("receive", due.pk).text
    assert see.client.get(see.url("came_in")).status_code == 403
    see.send("receive", due.pk, status=422, **TUESDAY_IS)
    assert books.stands() == (0, 0, 0, 0)


def test_the_bookkeeper_notes_what_is_due_and_not_twice_a_year(books, as_, see):
    cast.commands.join(books.hillside, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    as_("Graham")
    sent = {
        "organisation": books.hillside.pk, "fund": books.fund.pk, "year": "2026/27", "amount": "1,750",
        **on("due_on", 1, 11, 2026),
    }  # fmt: skip

    for _ in range(2):
        see.send("expect", **sent)
    assert Contribution.objects.get().pence == 175_000

    page = see.send("expect", status=422, once="7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11", **(sent | {"amount": "9"}))
    assert "This member’s contribution for the year is already there." in page.text
    assert page.one("input", name="amount")["value"] == "9"


@pytest.mark.parametrize("name", ["open_fund", "expect"])
def test_only_the_bookkeeper_opens_funds_and_notes_what_is_due(books, as_, see, name):
    as_("Noor")

    assert "Only the bookkeeper keeps the fund’s books." in see.main(name, status=403).text


# Giving back


def test_what_is_left_of_a_promise_is_released_from_its_page(books, as_, asked, see):
    promise = asked.commitment
    as_("Noor")
    assert see.main("promises", books.fund.pk).all("a", href=see.url("release", promise.pk)) == []
    assert "£150.00 is payable and not paid yet." in see.main("release", promise.pk).text

    books.send(books.authorise(asked))
    assert "Release £250.00" in see.main("promises", books.fund.pk).one("a", href=see.url("release", promise.pk)).text
    for _ in range(2):
        see.send("release", promise.pk)

    assert books.stands() == (100_000, 0, 15_000, 85_000)
    assert "£250.00 went back" in see.main("promises", books.fund.pk).text


def test_a_head_releases_nothing(books, beth, asked, see):
    promise = asked.commitment

    assert (
        "Only the coordinator, the clerk or the bookkeeper can release money." in see.main("release", promise.pk).text
    )
    see.send("release", promise.pk, status=422)
    promise.refresh_from_db()
    assert promise.released_at is None


@pytest.mark.parametrize("name", ["pot", "receive", "release"])
def test_what_is_not_there_is_a_404(books, as_, see, name):
    as_("Graham")

    assert see.client.get(see.url(name, 999)).status_code == 404


def test_the_money_of_a_year_is_right_on_every_page(books, as_, asked, see):
    """Milestone accepted, payable, authorised, paid, the rest released: the fund's page says so each time."""
    as_("Graham")
    free = [see.main("fund").one("p", class_="c-summary").text.split(" is free")[0]]
    books.send(books.authorise(asked))
    free.append(see.main("fund").one("p", class_="c-summary").text.split(" is free")[0])
    commands.release(asked.commitment, by=books.graham, at=MORNING)
    free.append(see.main("fund").one("p", class_="c-summary").text.split(" is free")[0])

    assert free == ["£600", "£600", "£850"]
