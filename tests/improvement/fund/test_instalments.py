"""A promise says by when it is expected to be paid; what it says is final, and never more than was promised."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.improvement.fund import commands
from collegiate.improvement.fund.models import Commitment, Instalment
from collegiate.values import Money
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
MARCH, JULY = date(2027, 3, 5), date(2027, 7, 2)


def promise(books, *parts):
    return commands.set_aside(
        Money(40_000), fund=books.fund, decision=books.table.decide(Money(40_000)), what_for="Coaching for new leaders",
        instalments=[(due_on, Money(pence)) for due_on, pence in parts], by=books.noor, at=MORNING,
    )  # fmt: skip


def test_a_promise_keeps_the_days_by_which_it_is_expected_to_be_paid(books):
    books.receive(1_000)

    made = promise(books, (MARCH, 15_000), (JULY, 25_000))

    assert [(one.due_on, str(one.amount)) for one in made.instalments.all()] == [(MARCH, "£150.00"), (JULY, "£250.00")]


def test_the_instalments_of_a_promise_are_never_more_than_it(books):
    books.receive(1_000)

    with pytest.raises(IntegrityError, match="the instalments are more than was promised"):
        promise(books, (MARCH, 15_000), (JULY, 25_001))

    assert not Commitment.objects.exists()
    assert not Instalment.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fund_instalment SET due_on = '2028-01-01'",
        "DELETE FROM fund_instalment",
        "INSERT INTO fund_instalment (commitment_id, due_on, pence) SELECT commitment_id, due_on, 1 FROM fund_instalment",
    ],
)
def test_what_was_said_then_stays(books, statement):
    books.receive(1_000)
    promise(books, (MARCH, 40_000))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert [one.pence for one in Instalment.objects.all()] == [40_000]
