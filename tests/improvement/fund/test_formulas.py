"""What members give is worked out by a formula, pledged, asked for, reminded of kindly, and waived by a decision."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader

from collegiate.foundation import clock
from collegiate.improvement.fund import commands, policies, queries
from collegiate.improvement.fund.commands import Asked, FormulaAsksForNothing, NobodyToRemind
from collegiate.improvement.fund.models import Contribution, Entry, Formula, Rate, days_in_words
from collegiate.partnership.communications.models import Delivery, Notice
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Organisation, Phase
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement.pages import Pages, on
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
ASKED = [Asked("", Money(25_000), Money(150)), Asked("secondary", Money(40_000), Money(120), half_days=5)]
LATE = MORNING + timedelta(days=20)
ANOTHER = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


@pytest.fixture
def schools(books):
    ashmere = cast.school("The Ashmere School", Phase.SECONDARY)
    for one in (books.hillside, ashmere):
        members.join(one, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return [books.hillside, ashmere]


@pytest.fixture
def formula(books):
    return commands.set_formula(books.fund, year="2026/27", asked=ASKED, by=books.graham, at=MORNING)


def pledge(books, formula, schools, pupils, *, year="2026/27"):
    by_key = {one.pk: n for one, n in zip(schools, pupils, strict=True) if n is not None}
    return commands.pledge(
        formula, year=year, pupils=by_key, schools=schools, due_on=date(2026, 10, 1), by=books.graham, at=MORNING
    )


@pytest.fixture
def due(books, formula, schools):
    pledge(books, formula, schools, [210, 1_000])
    return commands.invoice(formula, by=books.graham, at=MORNING)


def test_a_formula_asks_by_phase_for_money_and_for_days(books, formula, schools, lines):
    made = pledge(books, formula, schools, [210, 1_000])

    assert [(one.organisation.name, one.what, one.stage) for one in made] == [
        ("Hillside Primary", "£565.00", "pledged"),
        ("The Ashmere School", "£1,600.00", "pledged"),
        ("The Ashmere School", "2½ days", "pledged"),
    ]
    assert books.stands() == (0, 0, 0, 0)
    assert lines("fund.set_formula") == [
        (
            f"fund.formula:{formula.pk}",
            f"fund.fund:{books.fund.pk}",
            {"year": "2026/27", "version": 1, "rates": [["", 25_000, 150, 0], ["secondary", 40_000, 120, 5]]},
        )
    ]
    assert lines("fund.pledge")[0][2] == {
        "pence": 216_500, "half_days": 5, "contributions": 3, "year": "2026/27", "due_on": "2026-10-01",
    }  # fmt: skip


def test_the_first_formula_rests_on_the_charter_and_a_change_on_a_decision(books, formula):
    with pytest.raises(NotAllowed, match="A change of it is decided, so say by which decision"):
        commands.set_formula(books.fund, year="2027/28", asked=ASKED, by=books.graham, at=MORNING)
    decision = books.table.decide(Money(0))

    second = commands.set_formula(
        books.fund, year="2027/28", asked=ASKED[:1], decision=decision, by=books.graham, at=MORNING
    )

    assert [one.version for one in queries.formulas(books.fund)] == [2, 1]
    assert (second.decision, formula.rates.count(), second.rates.count()) == (decision, 2, 1)
    with pytest.raises(IntegrityError, match="only the first formula"), transaction.atomic():
        Formula.objects.create(
            fund=books.fund, year="2028/29", version=3, set_at=MORNING, set_by_id=books.graham.person_id
        )


def test_a_formula_that_asks_for_nothing_is_refused(books):
    with pytest.raises(FormulaAsksForNothing, match="Say what the schools give"):
        commands.set_formula(
            books.fund, year="2026/27", asked=[Asked("", Money(0), Money(0))], by=books.graham, at=MORNING
        )
    with pytest.raises(NotAllowed, match="Only the bookkeeper"):
        commands.set_formula(books.fund, year="2026/27", asked=ASKED, by=books.noor, at=MORNING)


def test_a_school_whose_pupils_are_not_known_is_left_out_and_one_that_has_its_contribution_keeps_it(
    books, formula, schools
):
    books.expect(300)

    assert [one.what for one in pledge(books, formula, schools, [210, None])] == ["2½ days"]
    assert [one.unknown for one in queries.worked_out(formula, year="2027/28", pupils={}, schools=schools)] == [
        True, True, False,
    ]  # fmt: skip
    assert [one.what for one in pledge(books, formula, schools, [None, 900])] == ["£1,480.00"]
    assert pledge(books, formula, schools, [210, 1_000]) == []
    assert len(pledge(books, formula, schools, [210, 1_000], year="2027/28")) == 3


def test_what_is_pledged_is_due_once_its_invoice_is_there(books, formula, schools):
    (first, *_) = pledge(books, formula, schools, [210, 1_000])
    with pytest.raises(NotAllowed, match=r"pledged\. Send its invoice first"):
        commands.receive_contribution(first, on=TUESDAY, by=books.graham, at=MORNING)

    due = commands.invoice(formula, by=books.graham, at=MORNING)

    assert {one.stage for one in Contribution.objects.all()} == {"due"}
    assert len(due) == 3
    assert queries.balance(books.fund).due == Money(216_500)
    with pytest.raises(NotAllowed, match="Nothing is pledged"):
        commands.invoice(formula, by=books.graham, at=MORNING)


def test_days_are_given_without_an_entry_in_the_ledger(books, due):
    days = next(one for one in due if one.half_days)

    given = commands.receive_contribution(days, on=TUESDAY, by=books.graham, at=MORNING)

    assert (given.stage, given.entry) == ("received", None)
    assert not Entry.objects.exists()
    assert books.stands() == (0, 0, 0, 0)


def test_a_decision_waives_what_was_due_and_nothing_else_does(books, due, lines):
    decision = books.table.decide(Money(0), title="A hard year for Hillside")
    waived = commands.waive(due[0], decision=decision, by=books.graham, at=MORNING)

    assert (waived.stage, waived.decision) == ("waived", decision)
    assert queries.balance(books.fund).due == Money(160_000)
    assert lines("fund.waive") == [
        (f"fund.contribution:{waived.pk}", f"governance.decision:{decision.pk}", {"pence": 56_500})
    ]
    with pytest.raises(NotAllowed, match="waived by a decision"):
        commands.receive_contribution(waived, on=TUESDAY, by=books.graham, at=MORNING)
    with pytest.raises(NotAllowed, match="is waived, so there is nothing to waive"):
        commands.waive(waived, decision=decision, by=books.graham, at=MORNING)
    for statement, words in (
        ("UPDATE fund_contribution SET stage = 'due', decision_id = NULL WHERE id = {pk}", "waived is final"),
        ("UPDATE fund_contribution SET stage = 'waived' WHERE stage = 'due'", "waived_by_a_decision"),
        ("UPDATE fund_contribution SET pence = 1 WHERE half_days > 0", "is_an_amount"),
        ("UPDATE fund_rate SET pupil_pence = 1", "append only"),
        ("DELETE FROM fund_rate", "append only"),
        ("UPDATE fund_formula SET version = 7", "append only"),
    ):
        with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(pk=waived.pk))
    assert Rate.objects.count() == 2


def test_a_reminder_is_quiet_kind_and_not_sent_again_within_four_weeks(books, due):
    late = due[0]
    with pytest.raises(NobodyToRemind, match="Nobody at Hillside Primary is known here"):
        commands.remind(late, by=books.graham, at=LATE)
    beth = cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside)
    asif = cast.person("Asif Khan", Role.CONTACT, at=books.hillside)

    commands.remind(late, by=books.graham, at=LATE)

    assert [one.person for one in Delivery.objects.all()] == [asif]
    notice = Notice.objects.get()
    assert "£565.00 for 2026/27 was due on 1 October 2026. If it is on its way, thank you" in notice.text
    assert "can waive it" in notice.text
    with pytest.raises(NotAllowed, match=r"A reminder went out on 26 October 2026\. Leave four weeks"):
        commands.remind(late, by=books.graham, at=LATE + timedelta(days=27))
    commands.remind(late, by=books.graham, at=LATE + timedelta(days=28))
    assert queries.who_pays(books.hillside, day=TUESDAY) == [asif]
    assert queries.who_pays(books.hillside, day=SINCE - timedelta(days=1)) == []
    assert beth not in [one.person for one in Delivery.objects.all()]


def test_what_is_not_late_is_not_reminded_of(books, formula, schools):
    pledge(books, formula, schools, [210, 1_000])
    pledged = Contribution.objects.order_by("pk")[0]

    assert policies.may_remind(books.graham, pledged, day=TUESDAY).refusal == (
        "A reminder is for a contribution that is past its day."
    )
    assert (
        policies.may_remind(books.noor, pledged, day=TUESDAY).refusal == "Only the bookkeeper keeps the fund’s books."
    )


def test_both_kinds_of_financial_year_stand_side_by_side(books, schools):
    Organisation.objects.filter(pk=schools[1].pk).update(keeps_academy_books=True)
    for number, (school, day) in enumerate(
        [
            (schools[0], date(2026, 3, 31)),
            (schools[0], date(2026, 4, 1)),
            (schools[1], date(2026, 8, 31)),
            (schools[1], date(2026, 9, 1)),
        ]
    ):
        due = books.expect(100 + number, from_=school, year=f"y{number}")
        received = commands.receive_contribution(due, on=day, by=books.graham, at=MORNING)
    books.bring_forward(5_000)

    found = [(one.starts, one.maintained, one.academies) for one in queries.by_financial_year(books.fund)]
    assert found == [(2026, Money(10_100), Money(10_300)), (2025, Money(10_000), Money(10_200))]
    books.reverse(received.entry)
    assert queries.by_financial_year(books.fund)[0].academies == Money(0)


@pytest.mark.parametrize(
    ("half_days", "words"), [(1, "½ day"), (2, "1 day"), (3, "1½ days"), (4, "2 days"), (5, "2½ days")]
)
def test_days_in_words(half_days, words):
    assert days_in_words(half_days) == words


# Pages


@pytest.fixture
def see(client):
    clock.stop(TUESDAY)
    return Pages(client, "fund")


def test_the_bookkeeper_sets_a_formula_looks_what_it_comes_to_pledges_and_sends_invoices(books, client, schools, see):
    cast.sign_in(client, books.people["Graham"])
    assert "No formula is set yet." in see.main("formulas", books.fund.pk).text
    sent = {"year": "2026/27", "flat_": "250", "days_secondary": "2.5", "flat_secondary": "400"}
    page = see.send("set_formula", books.fund.pk, status=422, **(sent | {"flat_": "lots"}))
    assert page.one("input", name="flat_")["value"] == "lots"
    see.send("set_formula", books.fund.pk, **sent)
    formula = Formula.objects.get()

    page = see.main("pledge", formula.pk)
    assert "£650.00 in all, by version 1. 3 contributions are not pledged yet." in page.text
    see.send("pledge", formula.pk, once=ANOTHER, year="2026/27", **on("due_on", 1, 10, 2026))
    assert "3 contributions are pledged: £650.00 and 2½ days." in see.main("pledged", formula.pk).text
    see.send("pledged", formula.pk, once="8f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11")

    assert [one.stage for one in Contribution.objects.all()] == ["due"] * 3
    assert "As members agreed in the charter." in see.main("formulas", books.fund.pk).text


def test_a_school_whose_pupils_are_in_no_census_is_named_as_left_out(books, client, formula, schools, see):
    cast.sign_in(client, books.people["Graham"])

    page = see.main("pledge", formula.pk)

    assert "The pupils of 2 schools are not in any published census we hold, so they are left out." in page.text


def test_a_member_reads_its_invoice_and_nobody_elses(books, client, due, see):
    cast.sign_in(client, cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside))
    mine, other = due[0], due[1]

    page = see.main("contribution", mine.pk)
    assert "£565.00 for 2026/27" in page.text
    assert "210 pupils" in page.text
    assert "2026-27, 1 April 2026 to 31 March 2027" in page.text
    assert page.all("a", href=see.url("waive", mine.pk)) == []
    paper = PdfReader(BytesIO(client.get(see.url("invoice", mine.pk)).content))
    text = paper.pages[0].extract_text()
    assert f"Invoice {mine.invoice_number}" in text
    assert "£565.00" in text
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    for name in ("contribution", "invoice"):
        assert client.get(see.url(name, other.pk)).status_code == 404


def test_the_bookkeeper_waives_by_a_decision_and_reminds_on_the_contributions_page(books, client, due, see):
    cast.sign_in(client, books.people["Graham"])
    cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside)
    decision = books.table.decide(Money(0), title="A hard year")
    ways = [link.text for link in see.main("contribution", due[0].pk).one("ul").all("a")]
    assert ways == ["Record that it came in", "Remind its bursar", "Waive it by a decision"]

    see.send("remind", due[0].pk)
    see.send("waive", due[0].pk, once=ANOTHER, decision=decision.pk)

    assert Contribution.objects.get(pk=due[0].pk).stage == "waived"
    assert "Waived by" in see.main("contribution", due[0].pk).text
    assert "A reminder is for a contribution that is past its day." in see.main("remind", due[0].pk).text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_pages_of_a_formula_cost_the_same_however_many_schools(
    books, client, formula, see, django_assert_num_queries, how_many
):
    for number in range(how_many):
        school = cast.school(f"School {number}")
        members.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
        books.receive(10, from_=school, year="2025/26")
    cast.sign_in(client, books.people["Graham"])

    # six of every page; formula and its lines, pupils, schools and their numbers, what is there
    with django_assert_num_queries(12):
        page = see.main("pledge", formula.pk)
    assert len(page.one("tbody").all("tr")) == how_many
    # six of every page; fund, formulas and their lines, years
    with django_assert_num_queries(10):
        see.main("formulas", books.fund.pk)
