"""The ledger: what a fund brings with it, what moves between funds, what is taken back, and what the record says of it."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.foundation.record import guard
from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.commands import FundWouldBeOverdrawn, NotYet
from collegiate.improvement.fund.models import Contribution, Entry, Fund, Leg, Payment
from collegiate.values import Money, NotAllowed
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(books):
    return books.open("Reading fund")


def legs(entry):
    return [(leg.fund.name, leg.account.code, leg.pence) for leg in queries.legs(entry)]


def test_what_a_fund_held_before_is_brought_forward_once(books, reading, lines):
    entry = books.bring_forward(1_200)

    assert legs(entry) == [("Pooled fund", "bank", 120_000), ("Pooled fund", "opening", -120_000)]
    assert books.stands() == (120_000, 0, 0, 120_000)
    assert lines("fund.bring_forward") == [
        (f"fund.fund:{books.fund.pk}", f"fund.entry:{entry.pk}", {"pence": 120_000, "on": "2026-10-06"})
    ]
    with pytest.raises(NotAllowed, match="opening balance of Pooled fund is posted"):
        books.bring_forward(5)
    books.bring_forward(5, fund=reading)
    books.reverse(entry)
    books.bring_forward(1_300)
    assert books.stands() == (130_000, 0, 0, 130_000)


def test_balances_are_brought_forward_all_or_none(books, reading):
    both = [commands.BroughtForward(fund, TUESDAY, Money(pence)) for fund, pence in ((reading, 5), (books.fund, 0))]

    with pytest.raises(NotAllowed, match="more than nothing"):
        commands.bring_forward(both, by=books.graham, at=MORNING)

    assert not Entry.objects.exists()
    assert books.stands(reading) == (0, 0, 0, 0)


def test_money_moves_between_funds_in_one_entry_that_balances_in_both(books, reading, lines):
    books.receive(1_000)
    decision = books.table.decide(Money(30_000))

    entry = books.move(200, from_fund=books.fund, to_fund=reading, decision=decision)

    assert legs(entry) == [
        ("Pooled fund", "bank", -20_000),
        ("Pooled fund", "transfers", 20_000),
        ("Reading fund", "bank", 20_000),
        ("Reading fund", "transfers", -20_000),
    ]
    assert (books.stands()[3], books.stands(reading)[3]) == (80_000, 20_000)
    assert lines("fund.transfer")[0][:2] == (f"fund.entry:{entry.pk}", f"governance.decision:{decision.pk}")
    with pytest.raises(NotAllowed, match=r"leaves £100\.00 to set aside, not £101\.00"):
        books.move(101, from_fund=books.fund, to_fund=reading, decision=decision)
    with pytest.raises(NotAllowed, match=r"leaves £100\.00 to set aside, not £101\.00"):
        books.set_aside(101, decision=decision)
    books.reverse(entry)
    books.set_aside(300, decision=decision)


def test_only_what_is_free_moves(books, reading):
    books.receive(1_000)
    books.set_aside(900)

    with pytest.raises(FundWouldBeOverdrawn, match=r"Pooled fund has £100\.00 that is not promised, and £101\.00"):
        books.move(101, from_fund=books.fund, to_fund=reading)

    books.move(100, from_fund=books.fund, to_fund=reading)
    assert books.stands()[3] == 0


def test_a_restricted_fund_keeps_to_its_purpose(books):
    reading = books.open("Reading fund", restricted_to="teach")
    books.receive(100, fund=reading)

    with pytest.raises(NotAllowed, match="Reading fund is restricted to another purpose than decision"):
        books.set_aside(10, fund=reading)
    with pytest.raises(NotAllowed, match="its money cannot move to Pooled fund"):
        books.move(10, from_fund=reading, to_fund=books.fund)

    leading = books.open("Leading fund", restricted_to="lead")
    books.receive(100, fund=leading, year="2027/28")
    assert books.set_aside(10, fund=leading).committed == Money(1_000)


def test_a_contribution_that_is_taken_back_is_due_again(books, lines):
    wrong = books.receive(1_000)

    back = books.reverse(wrong.entry, because="The cheque came back.")

    assert (back.kind, back.reverses, back.because) == ("reversal", wrong.entry, "The cheque came back.")
    assert legs(back) == [("Pooled fund", "bank", -100_000), ("Pooled fund", "contributions", 100_000)]
    assert books.stands() == (0, 0, 0, 0)
    first, again = Contribution.objects.order_by("pk")
    assert (first.stage, again.stage, again.amount, again.due_on) == ("reversed", "due", Money(100_000), wrong.due_on)
    assert lines("fund.reverse") == [(f"fund.entry:{wrong.entry_id}", f"fund.entry:{back.pk}", {})]
    for entry in (wrong.entry, back):
        shown = queries.get_entry(entry.pk, viewer=books.noor)
        assert "The cheque came back." in (shown.because, getattr(queries.taken_back_by(shown), "because", ""))
    with pytest.raises(NotAllowed, match="was taken back, and is due again"):
        commands.receive_contribution(first, on=TUESDAY, by=books.graham, at=MORNING)
    commands.receive_contribution(again, on=TUESDAY, by=books.graham, at=MORNING)
    assert books.stands() == (100_000, 0, 0, 100_000)


def test_what_is_promised_cannot_be_taken_back(books):
    received = books.receive(1_000)
    books.set_aside(700)

    with pytest.raises(FundWouldBeOverdrawn, match=r"only £300\.00 is free. Release £700\.00"):
        books.reverse(received.entry)

    assert Contribution.objects.get().stage == "received"
    assert books.stands() == (100_000, 70_000, 0, 30_000)


def test_a_payment_that_is_taken_back_may_be_asked_for_again(books):
    books.receive(1_000)
    promise = books.set_aside(700)
    paid = books.send(books.authorise(books.ask(promise, 700)))

    books.reverse(paid.entry, because="It went to an old account.")

    assert books.stands() == (100_000, 70_000, 0, 30_000)
    assert Payment.objects.get().stage == "reversed"
    books.send(books.authorise(books.ask(promise, 700)))
    assert books.stands() == (100_000, 0, 70_000, 30_000)


def test_what_a_released_promise_paid_can_be_released_after_it_came_back(books):
    books.receive(1_000)
    promise = books.set_aside(700)
    paid = books.send(books.authorise(books.ask(promise, 500)))
    commands.release(promise, by=books.graham, at=MORNING)
    assert books.stands() == (100_000, 0, 50_000, 50_000)

    books.reverse(paid.entry)
    assert books.stands() == (100_000, 50_000, 0, 50_000)

    commands.release(promise, by=books.graham, at=MORNING)
    assert books.stands() == (100_000, 0, 0, 100_000)


def test_an_entry_is_taken_back_once_by_the_bookkeeper_and_not_twice_over(books):
    entry = books.receive(1_000).entry
    with pytest.raises(NotAllowed, match="Only the bookkeeper"):
        commands.reverse(entry, because="x", on=TUESDAY, by=books.meera, at=MORNING)
    back = books.reverse(entry)

    with pytest.raises(NotAllowed, match="This entry has been taken back"):
        books.reverse(entry)
    with pytest.raises(NotAllowed, match="takes another back"):
        books.reverse(back)

    assert Entry.objects.count() == 2


def test_nothing_is_entered_for_a_day_to_come(books):
    due = books.expect(10)

    with pytest.raises(NotYet, match=r"7 October 2026 is still to come\."):
        commands.receive_contribution(due, on=date(2026, 10, 7), by=books.graham, at=MORNING)

    assert books.stands() == (0, 0, 0, 0)


def test_the_record_knows_every_entry_by_the_digest_of_its_legs(books):
    entry = books.receive(10).entry

    line = Line.objects.get(deed="fund.post")
    assert (line.subject, len(line.data["digest"])) == (f"fund.entry:{entry.pk}", 64)


def tamper(statement, **ids):
    """Change the ledger as nobody can: with its guards lifted, as whoever owns the database might."""
    guard.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**ids))
    guard.set_up(connection)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE fund_leg SET pence = 2 * pence WHERE entry_id = {entry}", "Entry {entry} is not what the record says"),
        ("UPDATE fund_entry SET \"on\" = '2026-01-01' WHERE id = {entry}", "Entry {entry} is not what the record says"),
        ("UPDATE fund_leg SET party_id = NULL WHERE entry_id = {entry}", "Entry {entry} is not what the record says"),
        ("UPDATE fund_leg SET pence = pence + 1 WHERE id = {leg}", "Entry {entry} does not balance in fund {fund}."),
        ("DELETE FROM fund_leg WHERE entry_id = {spare}", "Entry {spare} is not what the record says"),
        ("UPDATE fund_fund SET received_pence = received_pence + 1", "bank account does not equal"),
        ("UPDATE fund_fund SET promised_pence = promised_pence + 1", "promises do not equal"),
    ],
)
def test_the_check_says_what_was_changed_behind_the_guards(books, capsys, statement, words):
    spare = books.bring_forward(7)
    entry = books.receive(10).entry
    call_command("ledger", "check")
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "entries 2, legs 4, funds 1, unbalanced 0"
    ids = {"entry": entry.pk, "spare": spare.pk, "fund": books.fund.pk, "leg": entry.legs.order_by("pk").first().pk}

    tamper(statement, **ids)

    with pytest.raises(SystemExit, match="1"):
        call_command("ledger", "check")
    assert words.format(**ids) in capsys.readouterr().out


def test_the_check_says_which_entries_are_missing_and_which_were_slipped_in(books):
    gone = books.bring_forward(7)
    kept = books.receive(10).entry
    tamper("DELETE FROM fund_leg WHERE entry_id = {gone}", gone=gone.pk)
    tamper("DELETE FROM fund_entry WHERE id = {gone}", gone=gone.pk)
    guard.lift(connection)
    Line.objects.filter(subject=f"fund.entry:{kept.pk}", deed="fund.post").delete()
    guard.set_up(connection)

    found = queries.faults()

    assert f"Entry {gone.pk} is in the record, and no longer in the ledger." in found
    assert f"Entry {kept.pk} is not in the record." in found


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_check_costs_the_same_however_many_entries(books, django_assert_num_queries, how_many):
    for number in range(how_many):
        books.receive(10, year=f"y{number}")

    with django_assert_num_queries(
        12
    ):  # sums, half-done, record, legs, entries, bank, funds, two for the one fund, reconciled days, rounds and shares
        assert queries.faults() == []
    assert (Leg.objects.count(), Fund.objects.count()) == (2 * how_many, 1)
