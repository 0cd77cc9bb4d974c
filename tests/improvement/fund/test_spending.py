"""Money is promised on a decision, becomes payable, and what is left goes back."""

import pytest
from django.core.exceptions import ValidationError

from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.commands import FundWouldBeOverdrawn
from collegiate.improvement.fund.models import Commitment, Entry, Fund, Payment, PaymentStage
from collegiate.values import Money, NotAllowed, job
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(books):
    """£400 set aside in a fund that has received £1,000."""
    books.receive(1_000)
    return books.set_aside(400)


def test_money_is_set_aside_on_the_strength_of_a_decision(books, promise, lines):
    assert (promise.committed, promise.payable, promise.paid) == (Money(40_000), Money(0), Money(0))
    assert (promise.what_for, promise.made_by_id) == ("Coaching for new leaders", books.noor.person_id)
    assert books.stands() == (100_000, 40_000, 0, 60_000)
    assert lines("fund.set_aside") == [
        (f"fund.commitment:{promise.pk}", f"governance.decision:{promise.decision_id}", {"pence": 40_000})
    ]


def test_the_last_pound_can_be_promised_and_not_a_penny_more(books, promise):
    decision = books.table.decide(Money(60_001))
    before = Line.objects.count()

    with pytest.raises(
        FundWouldBeOverdrawn, match=r"Pooled fund holds £600\.00 that is not promised yet, and £600\.01"
    ):
        commands.set_aside(
            Money(60_001), fund=books.fund, decision=decision, what_for="Too much", by=books.noor, at=MORNING
        )
    assert Line.objects.count() == before
    assert Commitment.objects.count() == 1

    books.set_aside(600)
    assert books.stands() == (100_000, 100_000, 0, 0)


def test_a_decision_bears_what_it_allows_and_no_more(books, promise):
    decision = books.table.decide(Money(30_000))
    books.set_aside(200, decision=decision)

    with pytest.raises(NotAllowed, match=r"leaves £100\.00 to set aside, not £101\.00"):
        books.set_aside(101, decision=decision)
    books.set_aside(100, decision=decision)

    assert queries.promised_under(decision) == Money(30_000)


def test_what_another_fund_promised_counts_against_the_decision_too(books, promise):
    reading = books.open("Reading fund")
    books.receive(500, fund=reading)
    decision = books.table.decide(Money(30_000))
    books.set_aside(300, decision=decision, fund=reading)

    with pytest.raises(NotAllowed, match=r"leaves £0\.00"):
        books.set_aside(1, decision=decision)


@pytest.mark.parametrize("pounds", [0, -5])
def test_nothing_and_less_than_nothing_cannot_be_promised_or_asked_for(books, promise, pounds):
    decision = books.table.decide(Money(30_000))

    with pytest.raises(NotAllowed, match="The amount must be more than nothing"):
        books.set_aside(pounds, decision=decision)
    with pytest.raises(NotAllowed, match="more than nothing"):
        books.ask(promise, pounds)
    with pytest.raises(NotAllowed, match="more than nothing"):
        commands.raise_payable(promise, amount=Money(100 * pounds), by=books.noor, at=MORNING)

    assert books.stands() == (100_000, 40_000, 0, 60_000)


def test_a_job_promises_nothing(books):
    books.receive(1_000)
    decision = books.table.decide(Money(30_000))

    with pytest.raises(NotAllowed, match="Only somebody acting on a decision"):
        commands.set_aside(
            Money(100), fund=books.fund, decision=decision, what_for="x", by=job("nightly", day=TUESDAY), at=MORNING
        )


# Payable


def test_a_payment_that_is_asked_for_becomes_payable_and_is_not_paid(books, promise, lines):
    payment = books.ask(promise, 150)

    promise.refresh_from_db()
    assert (promise.payable, promise.paid) == (Money(15_000), Money(0))
    assert (payment.stage, payment.amount, payment.payee) == (PaymentStage.REQUESTED, Money(15_000), books.brightwell)
    assert books.stands() == (100_000, 40_000, 0, 60_000)
    key = f"fund.commitment:{promise.pk}"
    assert lines("fund.raise_payable") == [(key, f"governance.decision:{promise.decision_id}", {"pence": 15_000})]
    assert lines("fund.request_payment") == [(f"fund.payment:{payment.pk}", key, {"pence": 15_000})]


def test_no_more_becomes_payable_than_was_promised(books, promise):
    books.ask(promise, 399)

    with pytest.raises(NotAllowed, match=r"£1\.00 of this commitment is left, not £2\.00"):
        books.ask(promise, 2)

    promise.refresh_from_db()
    assert (promise.payable, Payment.objects.count()) == (Money(39_900), 1)


# Releasing


def test_what_was_delivered_for_less_goes_back_to_the_fund(books, promise, lines):
    books.send(books.authorise(books.ask(promise, 150)))

    released = commands.release(promise, by=books.graham, at=MORNING)

    assert (released.released_pence, released.released_by_id) == (25_000, books.graham.person_id)
    assert books.stands() == (100_000, 0, 15_000, 85_000)
    assert lines("fund.release") == [
        (f"fund.commitment:{promise.pk}", f"governance.decision:{promise.decision_id}", {"pence": 25_000})
    ]
    with pytest.raises(NotAllowed, match="has been released"):
        commands.release(promise, by=books.graham, at=MORNING)
    with pytest.raises(NotAllowed, match=r"£0\.00 of this commitment is left"):
        books.ask(promise, 1)
    books.set_aside(850)


def test_nothing_is_released_while_something_payable_is_not_paid(books, promise):
    books.ask(promise, 150)

    with pytest.raises(NotAllowed, match=r"£150\.00 is payable and not paid yet"):
        commands.release(promise, by=books.graham, at=MORNING)

    promise.refresh_from_db()
    assert (promise.released_pence, promise.released_at) == (0, None)


def test_only_the_coordinator_the_clerk_or_the_bookkeeper_releases(books, promise):
    with pytest.raises(NotAllowed, match="Only the coordinator, the clerk or the bookkeeper can release money"):
        commands.release(promise, by=books.meera, at=MORNING)
    assert commands.release(promise, by=books.noor, at=MORNING).released_pence == 40_000


# What does not add up is found


def test_the_books_say_what_does_not_add_up(books, promise):
    entry = Entry.objects.create(on=TUESDAY, memo="Half done", kind="payment")

    assert queries.faults() == [f"Entry {entry.pk} was never posted."]
    assert queries.size() == (2, 2, 1)


def test_the_public_reads_the_balance_and_not_the_ledger(books, promise):
    nobody = job("nightly", day=TUESDAY)

    assert list(queries.ledger(books.fund, viewer=nobody)) == []
    assert queries.payments(viewer=nobody) == []
    with pytest.raises(Commitment.DoesNotExist):
        queries.get_commitment(promise.pk, viewer=nobody)
    assert queries.balance(Fund.objects.get()).free == Money(60_000)


def test_two_funds_never_mix(books):
    reading = books.open("Reading fund")
    books.receive(500, fund=reading)

    with pytest.raises(FundWouldBeOverdrawn, match=r"Pooled fund holds £0\.00"):
        books.set_aside(1)

    assert books.stands() == (0, 0, 0, 0)
    assert books.stands(reading) == (50_000, 0, 0, 50_000)


def test_a_name_that_is_too_long_is_refused_in_words(books):
    with pytest.raises(ValidationError, match="at most 150 characters"):
        books.open("Fund " * 40)
