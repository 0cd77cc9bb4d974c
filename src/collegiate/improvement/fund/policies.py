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

READ_EVERY_CONTRIBUTION = (Role.BOOKKEEPER, Role.COORDINATOR, Role.AUDITOR)
NOTHING = "The amount must be more than nothing."


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
    if amount.pence <= 0:
        return no(NOTHING)
    left = Money(decision.money_pence) - promised
    if amount > left:
        return no(f"Decision {decision.reference} leaves {left} to set aside, not {amount}.")
    return YES


def may_spend(standing: Standing, commitment: Commitment, amount: Money, *, payee_id: int | None = None) -> Ruling:
    """Rule on making part of a commitment payable, and asking for it to be paid to somebody they have no interest in."""
    if not standing.holds(Role.COORDINATOR, Role.CLERK, Role.ADVISER, Role.BOOKKEEPER):
        return no("Only the coordinator, the clerk, an adviser or the bookkeeper can ask for money to be paid.")
    if payee_id in standing.interests:
        return no("You have an interest in the organisation that is paid, so somebody else asks for this.")
    if amount.pence <= 0:
        return no(NOTHING)
    left = commitment.committed - commitment.payable - Money(commitment.released_pence)
    if amount > left:
        return no(f"{left} of this commitment is left, not {amount}.")
    return YES


def may_authorise(standing: Standing, payment: Payment) -> Ruling:
    """Rule on authorising a payment: never by whoever asked for it, or has an interest in whoever is paid."""
    return _authoriser(standing, payment, PaymentStage.AUTHORISED)


def may_refuse(standing: Standing, payment: Payment) -> Ruling:
    """Rule on refusing a payment, as long as it has not left the bank: by whoever could authorise it."""
    return _authoriser(standing, payment, PaymentStage.REFUSED)


def _authoriser(standing: Standing, payment: Payment, to: PaymentStage) -> Ruling:
    if not standing.holds(Role.AUTHORISER):
        return no("Only somebody appointed to authorise payments can do this.")
    if standing.person_id == payment.requested_by_id:
        return no("You asked for this payment, so somebody else authorises it.")
    if payment.payee_id in standing.interests:
        return no("You have an interest in the organisation that is paid, so somebody else authorises it.")
    if to not in PAYMENT_MOVES[PaymentStage(payment.stage)]:
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
    if standing.holds(*READ_EVERY_CONTRIBUTION) or organisation_id in standing.organisations():
        return YES
    return no("What a member pays in is seen by that member and by those who keep the books.")
