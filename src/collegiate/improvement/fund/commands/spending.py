"""Promising money on a decision, making it payable, paying it, and releasing the rest."""

from collections.abc import Sequence
from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import post, through_the_bank
from collegiate.improvement.fund.commands.funds import FundWouldBeOverdrawn
from collegiate.improvement.fund.models import Commitment, EntryKind, Fund, Instalment, Payment, PaymentStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.governance.queries import is_in_force
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing


def _locked(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_for_update(of=("self",)).select_related("fund", "decision").get(pk=commitment.pk)


@deed
def set_aside(
    amount: Money,
    *,
    fund: Fund,
    decision: Decision,
    what_for: str,
    instalments: Sequence[tuple[date, Money]] = (),
    by: Standing,
    at: datetime,
) -> Commitment:
    """
    Set money aside in a fund on the strength of a decision; `instalments` say by when how much of it is expected to be paid.

    The decision is locked too: two funds may pay for what it allows.

    :raises NotAllowed: if the decision does not allow so much
    :raises FundWouldBeOverdrawn: if the fund cannot bear it; nothing is changed
    """
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    decision = (
        Decision.objects.select_for_update(of=("self",), no_key=True).select_related("purpose").get(pk=decision.pk)
    )
    policies.may_set_aside(
        by, decision, amount, fund=fund, promised=queries.promised_under(decision), in_force=is_in_force(decision)
    ).insist()
    if amount > fund.free:
        raise FundWouldBeOverdrawn(
            f"{fund.name} holds {fund.free} that is not promised yet, and {amount} is asked for."
        )
    commitment = Commitment.objects.create(
        fund=fund,
        decision=decision,
        what_for=what_for[:200],
        committed_pence=amount.pence,
        made_at=at,
        made_by_id=by.somebody,
    )
    Instalment.objects.bulk_create(
        Instalment(commitment=commitment, due_on=due_on, pence=part.pence) for due_on, part in instalments
    )
    fund.promised_pence += amount.pence
    fund.save(update_fields=["promised_pence"])
    note("fund.set_aside", subject=commitment, because=decision, data={"pence": amount})
    return commitment


@deed
def raise_payable(commitment: Commitment, *, amount: Money, by: Standing, at: datetime) -> Commitment:
    """
    Make part of a commitment payable; the deed that calls this is what it is payable for.

    :raises NotAllowed: if they may not, or so much is not left
    """
    commitment = _locked(commitment)
    policies.may_spend(by, commitment, amount).insist()
    commitment.payable_pence += amount.pence
    commitment.save(update_fields=["payable_pence"])
    note("fund.raise_payable", subject=commitment, because=commitment.decision, data={"pence": amount})
    return commitment


@deed
def request_payment(
    commitment: Commitment, *, payee: Organisation, amount: Money, memo: str, by: Standing, at: datetime
) -> Payment:
    """
    Make part of a commitment payable, and ask for it to be paid.

    :raises NotAllowed: if they may not, or so much is not left
    """
    policies.may_spend(by, commitment, amount, payee_id=payee.pk).insist()
    commitment = raise_payable(commitment, amount=amount, by=by, at=at)
    payment = Payment.objects.create(
        commitment=commitment,
        payee=payee,
        pence=amount.pence,
        memo=memo[:200],
        requested_at=at,
        requested_by_id=by.somebody,
    )
    note("fund.request_payment", subject=payment, because=commitment, data={"pence": amount})
    return payment


def _payment(payment: Payment) -> Payment:
    return Payment.objects.select_for_update(of=("self",)).select_related("payee", "commitment").get(pk=payment.pk)


@deed
def authorise_payment(payment: Payment, *, by: Standing, at: datetime) -> Payment:
    """
    Authorise a payment that somebody else asked for.

    :raises NotAllowed: if they may not
    """
    payment = _payment(payment)
    policies.may_authorise(by, payment).insist()
    payment.stage, payment.authorised_at, payment.authorised_by_id = PaymentStage.AUTHORISED, at, by.somebody
    payment.save(update_fields=["stage", "authorised_at", "authorised_by"])
    note("fund.authorise_payment", subject=payment, because=payment.commitment)
    return payment


@deed
def refuse_payment(payment: Payment, *, because: str, by: Standing, at: datetime) -> Payment:
    """
    Refuse a payment that has not left the bank, with a reason; what was payable for it is no longer.

    :raises NotAllowed: if they may not, or it was paid
    """
    payment = _payment(payment)
    policies.may_refuse(by, payment).insist()
    commitment = _locked(payment.commitment)
    commitment.payable_pence -= payment.pence
    commitment.save(update_fields=["payable_pence"])
    payment.stage, payment.refused_because = PaymentStage.REFUSED, because
    payment.save(update_fields=["stage", "refused_because"])
    note("fund.refuse_payment", subject=payment, because=payment.commitment)
    return payment


@deed
def pay(payment: Payment, *, on: date, by: Standing, at: datetime) -> Payment:
    """
    Record that an authorised payment left the bank, with its entry in the ledger.

    :raises NotAllowed: if they do not keep the books, or it is not authorised
    :raises NotYet: if the day is still to come
    """
    fund = Fund.objects.select_for_update().get(commitments__payments=payment.pk)
    payment = _payment(payment)
    policies.may_pay(by, payment).insist()
    commitment = _locked(payment.commitment)
    payment.entry = post(
        payment.memo,
        kind=EntryKind.PAYMENT,
        on=on,
        sides=through_the_bank(EntryKind.PAYMENT, fund, -payment.amount, payment.payee),
        by=by,
        at=at,
    )
    payment.stage = PaymentStage.PAID
    payment.save(update_fields=["entry", "stage"])
    commitment.paid_pence += payment.pence
    commitment.save(update_fields=["paid_pence"])
    note("fund.pay", subject=payment, because=commitment, data={"pence": payment.pence, "on": on})
    return payment


@deed
def release(commitment: Commitment, *, by: Standing, at: datetime) -> Commitment:
    """
    Give back to the fund what a commitment no longer needs.

    :raises NotAllowed: if they may not, or something payable is not paid yet
    """
    fund = Fund.objects.select_for_update().get(pk=commitment.fund_id)
    commitment = _locked(commitment)
    policies.may_release(by, commitment).insist()
    left = commitment.left
    commitment.released_pence += left.pence
    commitment.released_at, commitment.released_by_id = at, by.somebody
    commitment.save(update_fields=["released_pence", "released_at", "released_by"])
    fund.promised_pence -= left.pence
    fund.save(update_fields=["promised_pence"])
    note("fund.release", subject=commitment, because=commitment.decision, data={"pence": left})
    return commitment
