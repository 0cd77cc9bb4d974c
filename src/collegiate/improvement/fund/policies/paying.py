"""Rulings on paying: who asks, who checks, who authorises and how many of them, who sends it; never the same person twice."""

from collegiate.improvement.fund.models import PAYMENT_MOVES, AuthorisationLimit, Commitment, Payment, PaymentStage
from collegiate.improvement.fund.policies.spending import (
    ASK_AND_CHECK,
    BY_CLAIM,
    NOTHING,
    ONLY_BOOKS,
    asks_for,
    may_ask_at_all,
)
from collegiate.partnership.governance.models import Decision
from collegiate.values import YES, Money, Role, Ruling, Standing, no


def authorisers_needed(amount: Money, limit: AuthorisationLimit | None) -> int:
    """Return how many people authorise an amount: two above the fund's limit, and always two where it has none."""
    return 1 if limit is not None and amount <= limit.amount else 2


def may_ask(standing: Standing, commitment: Commitment) -> Ruling:
    """Rule on asking for a payment under a commitment that nothing else claims from."""
    if not (ruling := may_ask_at_all(standing)):
        return ruling
    if commitment.by_claim:
        return no(BY_CLAIM)
    if not commitment.unasked:
        return no("Everything that was promised is paid, asked for, or given back.")
    return YES


def may_ask_again(standing: Standing, payment: Payment, *, again: bool) -> Ruling:
    """Rule on asking once more for what the bank returned, once; `again` where it was."""
    if not (ruling := asks_for(standing, payment.payee_id)):
        return ruling
    if payment.stage != PaymentStage.RETURNED:
        return no("Only what the bank returned is asked for again as it was.")
    if again:
        return no("This payment has been asked for again.")
    return YES


def may_check(standing: Standing, payment: Payment) -> Ruling:
    """Rule on confirming that a payment is due: never by whoever asked for it, or has an interest in whoever is paid."""
    return _checker(standing, payment, PaymentStage.CHECKED, "checks it")


def may_authorise(standing: Standing, payment: Payment, *, already: frozenset[int] = frozenset()) -> Ruling:
    """
    Rule on authorising a payment: never by whoever asked for it or checked it, nor twice, nor with an interest in the payee.

    `already` are the people who have.
    """
    if not (ruling := _authoriser(standing, payment, "authorises it")):
        return ruling
    if standing.person_id == payment.checked_by_id:
        return no("You checked this payment, so somebody else authorises it.")
    if payment.stage == PaymentStage.REQUESTED:
        return no("This payment is checked first, by somebody who did not ask for it.")
    if not (ruling := _next(payment, PaymentStage.AUTHORISED)):
        return ruling
    if standing.person_id in already:
        return no("You have authorised this payment. It is above the limit, so a second person authorises it too.")
    return YES


def may_refuse(standing: Standing, payment: Payment) -> Ruling:
    """Rule on refusing a payment: by whoever could check it, and until it is sent by whoever could authorise it."""
    if payment.stage == PaymentStage.REQUESTED and standing.holds(*ASK_AND_CHECK):
        return _checker(standing, payment, PaymentStage.REFUSED, "refuses it")
    if not (ruling := _authoriser(standing, payment, "refuses it")):
        return ruling
    return _next(payment, PaymentStage.REFUSED)


def _checker(standing: Standing, payment: Payment, to: PaymentStage, does: str) -> Ruling:
    if not standing.holds(*ASK_AND_CHECK):
        return no("Only the coordinator, the clerk, an adviser or the bookkeeper can check a payment.")
    return _not_their_own(standing, payment, does) and _next(payment, to)


def _authoriser(standing: Standing, payment: Payment, does: str) -> Ruling:
    if not standing.holds(Role.AUTHORISER):
        return no("Only somebody appointed to authorise payments can do this.")
    return _not_their_own(standing, payment, does)


def _not_their_own(standing: Standing, payment: Payment, does: str) -> Ruling:
    if standing.person_id == payment.requested_by_id:
        return no(f"You asked for this payment, so somebody else {does}.")
    if payment.payee_id in standing.interests:
        return no(f"You have an interest in the organisation that is paid, so somebody else {does}.")
    return YES


def _next(payment: Payment, to: PaymentStage) -> Ruling:
    if to not in PAYMENT_MOVES[PaymentStage(payment.stage)]:
        return no(f"This payment is {payment.get_stage_display().lower()} already.")
    return YES


def may_send(standing: Standing, payment: Payment) -> Ruling:
    """Rule on recording that a payment left the bank."""
    if not standing.holds(Role.BOOKKEEPER):
        return no(ONLY_BOOKS)
    if PaymentStage.SENT not in PAYMENT_MOVES[PaymentStage(payment.stage)]:
        return no("A payment is authorised before it is sent, and sent once.")
    return YES


def may_return(standing: Standing, payment: Payment) -> Ruling:
    """Rule on recording that the bank sent a payment back."""
    if not standing.holds(Role.BOOKKEEPER):
        return no(ONLY_BOOKS)
    if PaymentStage.RETURNED not in PAYMENT_MOVES[PaymentStage(payment.stage)]:
        return no("Only a payment that was sent can come back.")
    return YES


def may_set_limit(
    standing: Standing, decision: Decision | None, amount: Money, *, is_first: bool, in_force: bool = True
) -> Ruling:
    """
    Rule on saying up to what amount one person is enough: as decided, by nobody who keeps the books or authorises.

    The first limit of a fund may rest on what the fund rests on.
    """
    if not standing.holds(Role.COORDINATOR, Role.CLERK):
        return no(
            "Only the coordinator or the clerk, acting on a decision, can set how many people authorise a payment."
        )
    if standing.holds(Role.BOOKKEEPER, Role.AUTHORISER):
        return no("You keep the books or authorise payments, so somebody else sets how many people it takes.")
    if amount.pence < 0:
        return no(NOTHING)
    if decision is None and not is_first:
        return no("A limit is changed by a decision, so say by which.")
    if decision is not None and not in_force:
        return no(f"Decision {decision.reference or decision.title} is not in force, so it changes nothing.")
    return YES
