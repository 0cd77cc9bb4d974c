"""Payments made before they went through so many hands keep who did what, and where they stood."""

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.foundation.record import guard
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Payment, PaymentStage
from tests.cast import MORNING


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_going_back_and_forth_keeps_who_did_what(books):
    books.receive(1_000)
    promise = books.set_aside(900)
    sent = books.send(books.authorise(books.ask(promise, 150)))
    waits = books.authorise(books.ask(promise, 20))
    asked = books.ask(promise, 30)
    refused = books.authorise(books.ask(promise, 40))
    commands.refuse_payment(refused, because="No registers.", by=books.meera, at=MORNING)

    call_command("migrate", "fund", "0007", verbosity=0)
    assert _before() == {
        sent.pk: ("paid", books.meera.person_id),
        waits.pk: ("authorised", books.meera.person_id),
        asked.pk: ("requested", None),
        refused.pk: ("refused", books.meera.person_id),
    }
    call_command("migrate", verbosity=0, skip_checks=False)  # as a person runs it, with its checks

    now = Payment.objects.in_bulk()
    assert {pk: one.stage for pk, one in now.items()} == {
        sent.pk: PaymentStage.SENT, waits.pk: PaymentStage.AUTHORISED, asked.pk: PaymentStage.REQUESTED,
        refused.pk: PaymentStage.REFUSED,
    }  # fmt: skip
    for one in (sent, waits, refused):
        assert now[one.pk].checked_by_id == books.meera.person_id
        assert queries.authorised_by(now[one.pk]) == {books.meera.person_id}
    assert (now[refused.pk].refused_at, now[refused.pk].refused_by_id) == (MORNING, books.meera.person_id)
    assert guard.missing(connection) == []
    assert books.stands() == (100_000, 75_000, 15_000, 10_000)


def _before():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, stage, authorised_by_id FROM fund_payment")
        return {pk: (stage, person) for pk, stage, person in cursor.fetchall()}
