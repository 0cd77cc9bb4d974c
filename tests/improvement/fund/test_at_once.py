"""Twenty connections at once never promise, pay or receive a penny that is not there."""

from functools import partial

import pytest

from collegiate.improvement.fund import commands
from collegiate.improvement.fund.commands import FundWouldBeOverdrawn
from collegiate.improvement.fund.models import Commitment, Contribution, Entry, Fund, Payment
from collegiate.values import Money, NotAllowed
from tests import cast
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_at_once_promise_exactly_what_has_come_in(books):
    books.receive(1_000)
    decision = books.table.decide(Money(400_000))

    done = cast.all_at_once([partial(books.set_aside, 100, decision=decision) for _ in range(20)])

    assert sum(isinstance(one, Commitment) for one in done) == 10
    assert sum(isinstance(one, FundWouldBeOverdrawn) for one in done) == 10
    assert books.stands() == (100_000, 100_000, 0, 0)


def test_twenty_at_once_on_one_decision_over_two_funds_promise_what_it_allows(books):
    reading = books.open("Reading fund")
    for fund in (books.fund, reading):
        books.receive(5_000, fund=fund)
    decision = books.table.decide(Money(70_000))

    done = cast.all_at_once(
        [partial(books.set_aside, 100, decision=decision, fund=fund) for fund in (books.fund, reading) * 10]
    )

    assert sum(isinstance(one, Commitment) for one in done) == 7
    assert sum(isinstance(one, NotAllowed) for one in done) == 13
    assert sum(Commitment.objects.values_list("committed_pence", flat=True)) == 70_000


def test_twenty_at_once_make_payable_exactly_what_was_promised(books):
    books.receive(1_000)
    promise = books.set_aside(700)

    done = cast.all_at_once([partial(books.ask, promise, 100) for _ in range(20)])

    assert sum(isinstance(one, Payment) for one in done) == 7
    promise.refresh_from_db()
    assert (promise.payable_pence, promise.committed_pence) == (70_000, 70_000)


def test_twenty_at_once_pay_and_receive_once_each(books):
    books.receive(1_000)
    payment = books.authorise(books.ask(books.set_aside(700), 700))
    due = books.expect(50, year="2027/28")

    done = cast.all_at_once(
        [
            *[partial(books.send, payment) for _ in range(10)],
            *[partial(commands.receive_contribution, due, on=TUESDAY, by=books.graham, at=MORNING) for _ in range(10)],
        ]
    )

    assert [sum(isinstance(one, kind) for one in done) for kind in (Payment, Contribution, NotAllowed)] == [1, 1, 18]
    assert Entry.objects.count() == 3
    assert books.stands() == (105_000, 0, 70_000, 35_000)


def test_what_is_released_while_others_promise_is_counted_once(books):
    books.receive(1_000)
    decision = books.table.decide(Money(400_000))
    old = [books.set_aside(100, decision=decision) for _ in range(10)]

    done = cast.all_at_once(
        [
            *[partial(commands.release, one, by=books.graham, at=MORNING) for one in old],
            *[partial(books.set_aside, 100, decision=decision) for _ in range(10)],
        ]
    )

    made = sum(isinstance(one, Commitment) for one in done[10:])
    assert books.stands() == (100_000, 10_000 * made, 0, 100_000 - 10_000 * made)
    assert Fund.objects.get().promised_pence == 10_000 * made
