"""Paying: asked for, checked by another, authorised by one more or two, sent, and perhaps returned by the bank."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import locked, post, take_back, through_the_bank
from collegiate.improvement.fund.commands.spending import raise_payable
from collegiate.improvement.fund.models import (
    Authorisation,
    AuthorisationLimit,
    Commitment,
    EntryKind,
    Fund,
    Payment,
    PaymentStage,
)
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.governance.queries import is_in_force
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing


@deed
def request_payment(
    commitment: Commitment,
    *,
    payee: Organisation,
    amount: Money,
    memo: str,
    grounds: str = "",
    claimed: bool = False,
    by: Standing,
    at: datetime,
) -> Payment:
    """
    Make part of a commitment payable, and ask for it to be paid; `grounds` is what shows that it is due.

    `claimed` says that a claim asks, of whoever set the money aside to be paid by claims only.

    :raises NotAllowed: if they may not, so much is not left, or it is the share of another school
    """
    policies.may_spend(
        by, commitment, amount, payee_id=payee.pk, share_of=queries.share_of(commitment), claimed=claimed
    ).insist()
    commitment = raise_payable(commitment, amount=amount, by=by, at=at)
    payment = Payment.objects.create(
        commitment=commitment, payee=payee, pence=amount.pence, memo=memo[:200], grounds=grounds, requested_at=at,
        requested_by_id=by.somebody,
    )  # fmt: skip
    note("fund.request_payment", subject=payment, because=commitment, data={"pence": amount})
    return payment


@deed
def ask_again(payment: Payment, *, by: Standing, at: datetime) -> Payment:
    """
    Ask once more for what the bank returned, as it was; its money is still payable.

    :raises NotAllowed: if they may not, it was not returned, or it was asked for again
    """
    returned = _locked(payment)
    policies.may_ask_again(by, returned, again=Payment.objects.filter(instead_of=returned).exists()).insist()
    again = Payment.objects.create(
        commitment=returned.commitment, payee=returned.payee, pence=returned.pence, memo=returned.memo,
        grounds=returned.grounds, instead_of=returned, requested_at=at, requested_by_id=by.somebody,
    )  # fmt: skip
    note("fund.ask_again", subject=again, because=returned, data={"pence": again.pence})
    return again


def _locked(payment: Payment) -> Payment:
    """Return a payment under lock, and under its fund's, so that nobody changes the limit meanwhile."""
    Fund.objects.select_for_update(of=("self",)).get(commitments__payments=payment.pk)
    return Payment.objects.select_for_update(of=("self",)).select_related("payee", "commitment").get(pk=payment.pk)


@deed
def check_payment(payment: Payment, *, by: Standing, at: datetime) -> Payment:
    """
    Confirm that a payment somebody else asked for is due.

    :raises NotAllowed: if they may not
    """
    payment = _locked(payment)
    policies.may_check(by, payment).insist()
    payment.stage, payment.checked_at, payment.checked_by_id = PaymentStage.CHECKED, at, by.somebody
    payment.save(update_fields=["stage", "checked_at", "checked_by"])
    note("fund.check_payment", subject=payment, because=payment.commitment)
    return payment


@deed
def authorise_payment(payment: Payment, *, by: Standing, at: datetime) -> Payment:
    """
    Authorise a payment that somebody asked for and another checked; above the fund's limit it takes a second person.

    :raises NotAllowed: if they may not
    """
    payment = _locked(payment)
    already = queries.authorised_by(payment)
    policies.may_authorise(by, payment, already=already).insist()
    given = Authorisation.objects.create(payment=payment, authorised_at=at, authorised_by_id=by.somebody)
    note("fund.authorise_payment", subject=payment, because=given)
    needed = policies.authorisers_needed(payment.amount, queries.limit_of(payment.commitment.fund_id))
    if len(already) + 1 >= needed:
        payment.stage = PaymentStage.AUTHORISED
        payment.save(update_fields=["stage"])
    return payment


@deed
def refuse_payment(payment: Payment, *, because: str, by: Standing, at: datetime) -> Payment:
    """
    Refuse a payment that has not left the bank, with a reason; what was payable for it is no longer.

    :raises NotAllowed: if they may not, or it was sent
    """
    payment = _locked(payment)
    policies.may_refuse(by, payment).insist()
    commitment = locked(payment.commitment)
    commitment.payable_pence -= payment.pence
    commitment.save(update_fields=["payable_pence"])
    payment.stage, payment.refused_because = PaymentStage.REFUSED, because
    payment.refused_at, payment.refused_by_id = at, by.somebody
    payment.save(update_fields=["stage", "refused_because", "refused_at", "refused_by"])
    note("fund.refuse_payment", subject=payment, because=payment.commitment)
    return payment


@deed
def send_payment(payment: Payment, *, on: date, by: Standing, at: datetime) -> Payment:
    """
    Record that an authorised payment left the bank, with its entry in the ledger.

    :raises NotAllowed: if they do not keep the books, or it is not authorised
    :raises NotYet: if the day is still to come
    """
    payment = _locked(payment)
    policies.may_send(by, payment).insist()
    commitment = locked(payment.commitment)
    payment.entry = post(
        payment.memo,
        kind=EntryKind.PAYMENT,
        on=on,
        sides=through_the_bank(EntryKind.PAYMENT, commitment.fund, -payment.amount, payment.payee),
        by=by,
        at=at,
    )
    payment.stage = PaymentStage.SENT
    payment.save(update_fields=["entry", "stage"])
    commitment.paid_pence += payment.pence
    commitment.save(update_fields=["paid_pence"])
    note("fund.send_payment", subject=payment, because=commitment, data={"pence": payment.pence, "on": on})
    return payment


@deed
def return_payment(payment: Payment, *, because: str, on: date, by: Standing, at: datetime) -> Payment:
    """
    Record that the bank sent a payment back, with the entry that mirrors it; its money stays payable.

    :raises NotAllowed: if they do not keep the books, or it was not sent
    :raises NotYet: if the day is still to come
    """
    payment = _locked(payment)
    policies.may_return(by, payment).insist()
    commitment = locked(payment.commitment)
    assert payment.entry is not None  # noqa: S101 - a constraint holds it for a payment that was sent
    back = take_back(payment.entry, memo="Returned", because=because, on=on, by=by, at=at)
    payment.stage = PaymentStage.RETURNED
    payment.save(update_fields=["stage"])
    commitment.paid_pence -= payment.pence
    commitment.save(update_fields=["paid_pence"])
    note("fund.return_payment", subject=payment, because=back, data={"pence": payment.pence, "on": on})
    return payment


@deed
def set_limit(
    fund: Fund, *, amount: Money, decision: Decision | None = None, by: Standing, at: datetime
) -> AuthorisationLimit:
    """
    Say up to what amount one person is enough to authorise a payment; the limit before stays readable.

    :raises NotAllowed: if they may not, or no decision in force says so and it is not the fund's first
    """
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    before = queries.limit_of(fund.pk)
    policies.may_set_limit(
        by, decision, amount, is_first=before is None, in_force=decision is None or is_in_force(decision)
    ).insist()
    limit = AuthorisationLimit.objects.create(
        fund=fund, version=before.version + 1 if before else 1, pence=amount.pence, decision=decision, set_at=at,
        set_by_id=by.somebody,
    )  # fmt: skip
    note("fund.set_limit", subject=limit, because=decision or fund, data={"pence": amount, "version": limit.version})
    return limit
