"""Every line of the bank is an entry of the ledger, or said not to be; a day is reconciled when both hold the same."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation import clock
from collegiate.foundation.files import store
from collegiate.foundation.record import guard
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.commands import BankLine, DayIsReconciled, StatementDoesNotFollow
from collegiate.improvement.fund.models import Match, Reconciliation, StatementLine
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, NotAllowed
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.improvement.pages import Pages
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
ANOTHER = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


@pytest.fixture(autouse=True)
def _files(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"
    clock.stop(TUESDAY)


class Bank:
    """What the bank writes down, in pounds, and the statement it makes of it."""

    def __init__(self, books) -> None:
        self.books, self.lines, self.held, self.files = books, [], 0, 0

    def shows(self, pounds, words, *, on=TUESDAY):
        self.lines.append(BankLine(len(self.lines) + 2, on, Money(100 * pounds), words))
        self.held += 100 * pounds

    def statement(self, *, closing=None, lines=None):
        self.files += 1
        file = store.keep(f"{self.files}.csv", [str(self.files).encode()], kind="text/csv", at=MORNING)
        return commands.load_statement(
            file,
            lines=self.lines if lines is None else lines,
            closing=Money(self.held if closing is None else closing),
            by=self.books.graham,
            at=MORNING,
        )


@pytest.fixture
def bank(books):
    return Bank(books)


def other(name):
    return Organisation.objects.filter(name=name).first() or cast.school(name)


def paid(books, pounds):
    return books.send(books.authorise(books.ask(books.set_aside(pounds), pounds)))


def what(statement):
    return [
        (one.line.words, [leg.entry.memo for leg in one.suggestion.legs], one.suggestion.because, one.suggestion.sure)
        if one.suggestion
        else (one.line.words, [match.leg.entry.memo for match in one.matches], "", False)
        for one in queries.explained(statement)
    ]


def test_a_line_says_which_entry_it_is_by_the_surest_reason(books, bank):
    books.receive(500, from_=other("Fairhaven Primary"))
    named = books.receive(500, from_=other("Glebe Primary"))
    books.receive(75, from_=other("Elm Road School"))
    paid(books, 200)
    bank.shows(500, f"FPI INV C{named.pk:05d}")
    bank.shows(500, "FAIRHAVEN PRI BACS")
    bank.shows(75, "CASH AT COUNTER")
    bank.shows(-200, "Brightwell Lrng")

    assert what(bank.statement()) == [
        (
            f"FPI INV C{named.pk:05d}",
            ["Contribution for 2026/27 from Glebe Primary"],
            f"It names invoice C{named.pk:05d}, and the amount is the same.",
            True,
        ),
        (
            "FAIRHAVEN PRI BACS",
            ["Contribution for 2026/27 from Fairhaven Primary"],
            "The amount is the same, and it names Fairhaven Primary.",
            True,
        ),
        (
            "CASH AT COUNTER",
            ["Contribution for 2026/27 from Elm Road School"],
            "It is the only entry of that amount within five days.",
            True,
        ),
        (
            "Brightwell Lrng",
            ["Workshops held"],
            "The amount is the same, and it names Brightwell Learning.",
            True,
        ),
    ]


def test_repeats_that_are_real_are_given_an_entry_each_and_one_too_many_none(books, bank):
    for year in ("2025/26", "2026/27"):
        books.receive(100, year=year)
    for _ in range(3):
        bank.shows(100, "HILLSIDE")

    found = queries.explained(bank.statement())

    legs = [one.suggestion.legs[0].pk for one in found if one.suggestion]
    assert len(legs) == len(set(legs)) == 2
    assert found[2].suggestion is None


def test_a_line_may_be_the_sum_of_a_day_and_an_entry_may_come_in_parts(books, bank):
    for name in ("Fairhaven Primary", "Glebe Primary"):
        books.receive(30, from_=other(name))
    big = books.receive(1_000, year="2027/28").entry.legs.get(account__code="bank")
    bank.shows(60, "PAYING IN BOOK 12", on=TUESDAY)
    bank.shows(600, "HILLSIDE PART 1", on=TUESDAY)
    bank.shows(400, "HILLSIDE PART 2", on=TUESDAY)
    books.receive(7, from_=other("Elm Road School"), year="2029/30")
    statement = bank.statement()
    first, second, third = StatementLine.objects.order_by("place")
    small = [leg for leg in queries.unmatched(TUESDAY, TUESDAY) if leg.pence == 3_000]

    made = commands.match(first, legs=small, because="One paying-in slip.", by=books.graham, at=MORNING)
    assert [one.pence for one in made] == [3_000, 3_000]
    commands.match(second, legs=[big], because="Part.", by=books.graham, at=MORNING)
    assert [one.rest for one in queries.unmatched(TUESDAY, TUESDAY)] == [40_000, 700]
    commands.match(third, legs=[big], because="The rest.", by=books.graham, at=MORNING)

    assert [one.rest for one in queries.explained(statement)] == [Money(0)] * 3
    with pytest.raises(NotAllowed, match="explained already"):
        commands.match(third, legs=[big], because="x", by=books.graham, at=MORNING)
    with pytest.raises(NotAllowed, match="Only the bookkeeper and those who authorise"):
        commands.match(third, legs=[big], because="x", by=books.noor, at=MORNING)


def test_the_sum_of_a_days_entries_is_found_by_itself(books, bank):
    for name, pounds in (("Fairhaven Primary", 30), ("Glebe Primary", 31)):
        books.receive(pounds, from_=other(name))
    bank.shows(61, "PAYING IN BOOK 12")

    ((_, _, because, sure),) = what(bank.statement())

    assert (because, sure) == ("It is the sum of the 2 entries of that day.", True)


def test_a_day_is_reconciled_when_all_is_explained_and_both_hold_the_same(books, bank, lines):
    books.bring_forward(1_000)
    books.receive(500)
    bank.held = 100_000
    bank.shows(500, "HILLSIDE")
    statement = bank.statement()
    with pytest.raises(NotAllowed, match="1 line of the bank and 1 entry of the ledger have no match"):
        commands.reconcile(statement, by=books.graham, at=MORNING)

    assert commands.match_sure(statement, by=books.graham, at=MORNING) == 1
    done = commands.reconcile(statement, by=books.graham, at=MORNING)

    assert (done.on, done.amount, queries.held_on(TUESDAY)) == (TUESDAY, Money(150_000), Money(150_000))
    assert lines("fund.reconcile")[0][2] == {"on": "2026-10-06", "pence": 150_000, "payments": []}
    with pytest.raises(DayIsReconciled, match="so nothing is entered for 6 October 2026 any more"):
        books.receive(5, year="2027/28")
    with pytest.raises(NotAllowed, match="agreed on 6 October 2026, so what is before it stays"):
        commands.take_off(StatementLine.objects.get(), by=books.graham, at=MORNING)


def test_an_entry_says_when_the_bank_shows_all_of_it_and_the_check_holds_the_ledger_to_a_reconciled_day(books, bank):
    entry = books.receive(500).entry
    bank.shows(200, "HILLSIDE 1")
    bank.shows(300, "HILLSIDE 2")
    statement = bank.statement()
    leg = entry.legs.get(account__code="bank")
    first, second = statement.lines.order_by("place")
    commands.match(first, legs=[leg], because="x", by=books.graham, at=MORNING)
    assert queries.shown_by_the_bank(entry.pk) is None
    commands.match(second, legs=[leg], because="x", by=books.graham, at=MORNING)
    assert queries.shown_by_the_bank(entry.pk) == TUESDAY

    commands.reconcile(statement, by=books.graham, at=MORNING)
    assert queries.faults() == []
    guard.lift(connection)
    Reconciliation.objects.update(pence=49_999)
    guard.set_up(connection)

    assert queries.faults() == [
        "On 6 October 2026 the ledger and the bank agreed on £499.99, and now it holds £500.00."
    ]


def test_a_penny_that_differs_is_said(books, bank):
    books.receive(500)
    bank.shows(500, "HILLSIDE")
    statement = bank.statement(closing=50_001)
    commands.match_sure(statement, by=books.graham, at=MORNING)

    with pytest.raises(
        NotAllowed, match=r"ledger holds £500\.00 on that day and the bank £500\.01\. They differ by -£0\.01"
    ):
        commands.reconcile(statement, by=books.graham, at=MORNING)


def test_large_entries_are_reconciled_by_somebody_else_than_who_entered_them(books, bank):
    books.receive(1_001)
    bank.shows(1_001, "HILLSIDE")
    statement = bank.statement()
    commands.match_sure(statement, by=books.graham, at=MORNING)

    with pytest.raises(NotAllowed, match=r"which is above £1,000\.00\. Somebody else reconciles entries so large"):
        commands.reconcile(statement, by=books.graham, at=MORNING)

    said = 'INSERT INTO fund_reconciliation (statement_id, "on", pence, reconciled_at, reconciled_by_id)'
    said += f" VALUES ({statement.pk}, '2026-10-06', 100100, '2026-10-06 10:00:00+00', {books.graham.person_id})"
    with pytest.raises(IntegrityError, match="nobody reconciles a large entry of their own"), transaction.atomic():
        connection.cursor().execute(said)

    assert commands.reconcile(statement, by=books.meera, at=MORNING).reconciled_by_id == books.meera.person_id


def test_what_was_taken_back_and_moved_between_funds_needs_no_line(books, bank):
    reading = books.open("Reading fund")
    books.reverse(books.receive(50).entry)
    books.receive(400, year="2027/28")
    books.move(100, from_fund=books.fund, to_fund=reading)
    bank.shows(400, "HILLSIDE")
    statement = bank.statement()
    commands.match_sure(statement, by=books.graham, at=MORNING)

    assert commands.reconcile(statement, by=books.graham, at=MORNING).amount == Money(40_000)


def test_a_statement_follows_the_one_before_it_and_lines_that_are_there_are_left_out(books, bank):
    bank.shows(10, "A")
    bank.shows(10, "A")
    bank.statement()
    with pytest.raises(StatementDoesNotFollow, match="Every line of this statement is loaded already"):
        bank.statement()
    bank.shows(10, "A")
    bank.shows(5, "B")

    statement = bank.statement()

    assert (statement.already_there, statement.lines.count(), StatementLine.objects.count()) == (2, 2, 4)
    gap = [BankLine(2, TUESDAY + timedelta(days=30), Money(100), "LATER")]
    with pytest.raises(
        StatementDoesNotFollow, match=r"begins with £999\.00, and the statement before it ended with £35\.00"
    ):
        bank.statement(lines=gap, closing=100_000)
    assert StatementLine.objects.count() == 4


def test_the_same_file_is_loaded_once_and_only_by_the_bookkeeper(books, bank):
    bank.shows(10, "A")
    statement = bank.statement()

    with pytest.raises(StatementDoesNotFollow, match="This file is loaded already"):
        commands.load_statement(statement.file, lines=bank.lines, closing=Money(0), by=books.graham, at=MORNING)
    with pytest.raises(NotAllowed, match="Only the bookkeeper"):
        commands.load_statement(statement.file, lines=bank.lines, closing=Money(0), by=books.noor, at=MORNING)


def test_no_statement_of_sql_changes_what_the_bank_said_or_what_was_reconciled(books, bank):
    leg = books.receive(500).entry.legs.get(account__code="bank")
    income = leg.entry.legs.get(account__code="contributions")
    bank.shows(500, "HILLSIDE")
    bank.shows(-3, "CHARGE")
    statement = bank.statement()
    credit, charge = statement.lines.order_by("place")
    commands.match(credit, legs=[leg], because="x", by=books.graham, at=MORNING)
    ids = {
        "leg": leg.pk, "income": income.pk, "credit": credit.pk, "charge": charge.pk, "statement": statement.pk,
        "person": books.graham.person_id,
    }  # fmt: skip
    made = "INSERT INTO fund_match (line_id, leg_id, pence, because, matched_at, matched_by_id) VALUES ({line}, {leg_}, {p},"
    made += " 'x', '2026-10-06 10:00:00+00', {person})"
    said = 'INSERT INTO fund_reconciliation (statement_id, "on", pence, reconciled_at, reconciled_by_id)'
    said += " VALUES ({statement}, '{on}', {p}, '2026-10-06 10:00:00+00', {person})"
    for statement_, words, more in (
        ("UPDATE fund_statement SET closing_pence = 0", "append only", {}),
        ("UPDATE fund_statementline SET pence = 1", "append only", {}),
        ("DELETE FROM fund_statementline", "append only", {}),
        ("UPDATE fund_match SET pence = 1", "taken off and made again", {}),
        (made, "no more of an entry", {"line": charge.pk, "leg_": leg.pk, "p": -1}),
        (made, "no more of", {"line": charge.pk, "leg_": leg.pk, "p": 1}),
        (made, "only a posted leg on the bank account", {"line": charge.pk, "leg_": income.pk, "p": -1}),
        (made, "no more of|UNIQUE|match_once", {"line": credit.pk, "leg_": leg.pk, "p": 1}),
        (said, "ledger does not hold", {"on": "2026-10-06", "p": 49_700}),
        (said, "statement does not say so", {"on": "2026-10-06", "p": 50_000}),
        (said, "statement does not say so", {"on": "2026-10-07", "p": 50_000}),
    ):
        with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement_.format(**ids, **more))
    assert (Match.objects.get().pence, Reconciliation.objects.count()) == (50_000, 0)


def test_a_match_on_a_reconciled_day_stays(books, bank):
    books.receive(500)
    bank.shows(500, "HILLSIDE")
    statement = bank.statement()
    commands.match_sure(statement, by=books.graham, at=MORNING)
    commands.reconcile(statement, by=books.graham, at=MORNING)

    with pytest.raises(IntegrityError, match="reconciled day stays"), transaction.atomic():
        Match.objects.all().delete()


# Pages


@pytest.fixture
def see(client):
    return Pages(client, "fund")


def test_the_bookkeeper_matches_looks_at_the_rest_and_reconciles(books, bank, client, see):
    books.receive(500)
    books.receive(40, from_=other("Glebe Primary"))
    elm = books.expect(60, from_=other("Elm Road School"))
    commands.receive_contribution(elm, on=date(2026, 10, 5), by=books.graham, at=MORNING)
    bank.shows(500, "HILLSIDE")
    books.receive(7, from_=other("Yew Tree Primary"))
    bank.shows(100, "COUNTER")
    bank.shows(7, "YEW TREE")
    statement = bank.statement()
    cast.sign_in(client, books.people["Graham"])

    page = see.main("statement", statement.pk)
    assert "3 of 3 lines are not explained yet. The bank held £607.00 at the end, the ledger £607.00." in page.text
    assert "Perhaps: Contribution for 2026/27 from Hillside Primary." in page.text
    assert "Explain the rest first: 3 lines" in page.text
    see.send("match_sure", statement.pk)
    left = StatementLine.objects.get(words="COUNTER")
    page = see.send("line", left.pk, status=422, once=ANOTHER)
    assert "Entries within two weeks that the bank does not show yet" in page.text
    legs = [leg.pk for leg in queries.unmatched(date(2026, 10, 5), TUESDAY)]
    see.send("line", left.pk, once=ANOTHER, legs_chosen=legs)
    assert "Chosen by hand" in see.main("line", left.pk).text
    see.send("line", left.pk, once="8f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11")
    assert "1 of 3 lines is not explained yet." in see.main("statement", statement.pk).text
    see.send("line", left.pk, once="9f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11", legs_chosen=legs)
    see.send("reconcile", statement.pk, once="af1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11")

    assert "Yes, on Tuesday 6 October 2026: both held £607.00." in see.main("statements").text
    assert "Reconciled: on Tuesday 6 October 2026 both held £607.00." in see.main("statement", statement.pk).text


def test_members_see_whether_it_agrees_and_only_those_who_reconcile_what_the_bank_says(books, bank, client, see):
    bank.shows(5, "HILLSIDE")
    statement = bank.statement()
    cast.sign_in(client, books.people["Noor"])

    assert "No day is reconciled yet." in see.main("statements").text
    assert client.get(see.url("statement", statement.pk)).status_code == 403


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_statement_costs_the_same_however_long_it_is(books, bank, client, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        books.receive(10 + number, from_=other(f"School {number}"))
        books.receive(90 + number, from_=other(f"College {number}"), year="2025/26")
        bank.shows(10 + number, f"SCHOOL {number}")
    statement = bank.statement()
    commands.match_sure(statement, by=books.graham, at=MORNING)
    bank.shows(90, "COLLEGE", on=date(2026, 10, 6))
    cast.sign_in(client, books.people["Graham"])

    # six of every page; statement, lines, matches, entries without a line, lines without an entry and what is held; where
    # a line waits, one more for the entries near it
    with django_assert_num_queries(11):
        page = see.main("statement", statement.pk)
    assert len(page.all("tbody")[0].all("tr")) == how_many
