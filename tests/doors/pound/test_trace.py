"""`collegiate trace pence`: from any payment to a need and a decision."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from collegiate.doors.pound import chain
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Payment
from collegiate.partnership.members.models import Kind
from collegiate.values import NOBODY, Money, Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.improvement import deciding

pytestmark = pytest.mark.django_db


def trace(*arguments):
    """Run the command; return what it said and its exit code."""
    said = StringIO()
    try:
        call_command("trace", "pence", *map(str, arguments), stdout=said)
    except SystemExit as end:
        return said.getvalue(), end.code
    return said.getvalue(), 0


def test_a_payment_is_traced_in_words(payment):
    said, code = trace(payment.pk)

    assert (said.splitlines(), code) == (
        [
            "payment: To Brightwell Learning (£9,000.00)",
            "milestone: Held",
            "commitment: Set aside for Reading for understanding (£9,000.00)",
            "decision: SG/26/01 Reading for understanding (£9,000.00)",
            "agreement: A/26/01 Reading for understanding (£9,000.00)",
            "brief: Reading for understanding (£9,000.00)",
            "need: A need of Hillside Primary",
            "need: A need of The Ashmere School",
        ],
        0,
    )


def test_a_payment_is_traced_as_data(payment):
    said, code = trace(payment.pk, "--json")

    found = json.loads(said)
    assert (found["payment"], found["pence"], code) == (payment.pk, 900_000, 0)
    by_kind = {one["kind"]: one for one in found["chain"]}
    assert by_kind["decision"]["key"] == "SG/26/01"
    assert by_kind["need"]["key"].startswith("needs.need:")
    assert "reads too little" not in said


def test_a_payment_that_answers_no_need_is_told_by_the_exit_code(db):
    table = deciding.Table()
    ruth, noor = (cast.standing(cast.person(f"{role} it is", role)) for role in (Role.BOOKKEEPER, Role.COORDINATOR))
    pot = fund.open_fund("Pooled fund", purpose="Help.", opened_on=SINCE, by=ruth, at=MORNING)
    fund.bring_forward([fund.BroughtForward(pot, TUESDAY, Money(100))], by=ruth, at=MORNING)
    hall = fund.set_aside(
        Money(100), fund=pot, decision=table.decide(Money(100)), what_for="A hall", by=noor, at=MORNING
    )
    asked = fund.request_payment(
        hall,
        payee=cast.organisation("Ashmere College", Kind.COLLEGE),
        amount=Money(100),
        memo="Hire",
        by=noor,
        at=MORNING,
    )

    said, code = trace(asked.pk)

    assert [line.partition(":")[0] for line in said.splitlines()] == ["payment", "commitment", "decision"]
    assert code == 1


def test_an_unknown_payment_is_an_error_that_says_so(db):
    with pytest.raises(CommandError, match=r"There is no payment 999\."):
        trace(999)


def test_nobody_traces_nothing(payment):
    with pytest.raises(Payment.DoesNotExist):
        chain.payment(payment.pk, viewer=NOBODY)


@pytest.mark.slow
def test_every_payment_of_the_town_under_an_agreement_reaches_a_need_and_a_decision(town):
    payments = Payment.objects.order_by("pk")
    agreed = payments.exclude(commitment__agreement=None)
    assert agreed.count() >= 6  # two milestones of each of three agreements

    for pk in payments.values_list("pk", flat=True):
        said, code = trace(pk, "--json")
        kinds = {one["kind"] for one in json.loads(said)["chain"]}
        assert {"payment", "commitment", "decision"} <= kinds, pk
        assert code == (0 if "need" in kinds else 1), pk
        assert {"brief", "need", "evidence"} <= kinds or not agreed.filter(pk=pk).exists(), pk
