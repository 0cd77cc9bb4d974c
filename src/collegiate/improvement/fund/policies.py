"""Rulings on the fund: who keeps its books, what a decision lets be promised, and who may pay."""

from collegiate.improvement.fund.models import (
    CONTRIBUTION_MOVES,
    PAYMENT_MOVES,
    Commitment,
    Contribution,
    ContributionStage,
    Payment,
    PaymentStage,
)
from collegiate.partnership.governance.models import Decision
from collegiate.values import YES, Money, Role, Ruling, Standing, no


def may_keep_books(standing: Standing) -> Ruling:
    """Rule on opening funds, expecting and receiving contributions and paying."""
    if standing.holds(Role.BOOKKEEPER):
        return YES
    return no("Only the bookkeeper keeps the fund’s books.")


def may_receive(standing: Standing, contribution: Contribution) -> Ruling:
    """Rule on recording that a contribution came in."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if ContributionStage.RECEIVED not in CONTRIBUTION_MOVES[ContributionStage(contribution.stage)]:
        return no("This contribution has been received.")
    return YES


def may_set_aside(standing: Standing, decision: Decision, amount: Money, *, promised: Money) -> Ruling:
    """Rule on promising money: a person acts on a decision, within what it allows; `promised` is what it bears already."""
    if standing.person_id is None:
        return no("Only somebody acting on a decision can set money aside.")
    left = Money(decision.money_pence) - promised
    if amount > left:
        return no(f"Decision {decision.reference} leaves {left} to set aside, not {amount}.")
    return YES


def may_spend(standing: Standing, commitment: Commitment, amount: Money) -> Ruling:
    """Rule on making part of a commitment payable, and asking for it to be paid."""
    if standing.person_id is None:
        return no("Only a person can ask for money to be paid.")
    left = commitment.committed - commitment.payable - Money(commitment.released_pence)
    if amount > left:
        return no(f"{left} of this commitment is left, not {amount}.")
    return YES


def may_authorise(standing: Standing, payment: Payment) -> Ruling:
    """Rule on authorising or refusing a payment: never by whoever asked for it, or acts for whoever is paid."""
    if not standing.holds(Role.AUTHORISER):
        return no("Only somebody appointed to authorise payments can do this.")
    if standing.person_id == payment.requested_by_id:
        return no("You asked for this payment, so somebody else authorises it.")
    if payment.payee_id in standing.interests:
        return no("You have an interest in the organisation that is paid, so somebody else authorises it.")
    if PaymentStage.AUTHORISED not in PAYMENT_MOVES[PaymentStage(payment.stage)]:
        return no(f"This payment is {payment.get_stage_display().lower()} already.")
    return YES


def may_pay(standing: Standing, payment: Payment) -> Ruling:
    """Rule on recording that a payment left the bank."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if PaymentStage.PAID not in PAYMENT_MOVES[PaymentStage(payment.stage)]:
        return no("A payment is authorised before it is paid, and paid once.")
    return YES


def may_release(standing: Standing, commitment: Commitment) -> Ruling:
    """Rule on giving back to the fund what a commitment no longer needs."""
    if not standing.holds(Role.BOOKKEEPER, Role.COORDINATOR):
        return no("Only the coordinator or the bookkeeper can release money.")
    if commitment.released_at is not None:
        return no("What was left of this commitment has been released.")
    if commitment.payable != commitment.paid:
        return no(f"{commitment.payable - commitment.paid} is payable and not paid yet.")
    return YES


def may_see_books(standing: Standing) -> Ruling:
    """Rule on reading the ledger: every member may; the public reads the balance."""
    if standing.person_id is None:
        return no("The ledger is for members of the partnership; the balance is public.")
    return YES


def may_see_contributions(standing: Standing, organisation_id: int) -> Ruling:
    """Rule on reading what a member pays in: its own people, and those who keep or check the books."""
    if standing.holds(Role.BOOKKEEPER, Role.COORDINATOR, Role.AUDITOR) or organisation_id in standing.organisations():
        return YES
    return no("What a member pays in is seen by that member and by those who keep the books.")
