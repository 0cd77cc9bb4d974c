"""Rulings on what a decision lets be promised, what of it becomes payable, and what goes back."""

from collegiate.improvement.fund.models import Commitment, Fund
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import YES, Money, Role, Ruling, Standing, no

ONLY_BOOKS = "Only the bookkeeper keeps the fund’s books."
ASK_AND_CHECK = (Role.COORDINATOR, Role.CLERK, Role.ADVISER, Role.BOOKKEEPER)
NOTHING = "The amount must be more than nothing."
BY_CLAIM = "What this pays for has milestones. Its money is asked for by accepting one of them."
NOTHING_LEFT = "All of this commitment is paid, so there is nothing to release."


def may_set_aside(
    standing: Standing, decision: Decision, amount: Money, *, fund: Fund, promised: Money, in_force: bool
) -> Ruling:
    """
    Rule on promising money: a person acts on a decision in force, within what it allows.

    `promised` is what it bears already.
    """
    if standing.person_id is None:
        return no("Only somebody acting on a decision can set money aside.")
    if fund.restricted_to and fund.restricted_to != decision.purpose.code:
        return no(f"{fund.name} is restricted to another purpose than decision {decision.reference} serves.")
    return within(decision, amount, promised, in_force=in_force)


def within(decision: Decision, amount: Money, promised: Money, *, in_force: bool) -> Ruling:
    """Rule on an amount within what a decision allows; `promised` is what it bears already."""
    if amount.pence <= 0:
        return no(NOTHING)
    if not in_force:
        return no(f"Decision {decision.reference or decision.title} is not in force, so nothing is set aside for it.")
    left = Money(decision.money_pence) - promised
    if amount > left:
        return no(f"Decision {decision.reference} leaves {left} to set aside, not {amount}.")
    return YES


def may_ask_at_all(standing: Standing) -> Ruling:
    """Rule on asking for payments."""
    if standing.holds(*ASK_AND_CHECK):
        return YES
    return no("Only the coordinator, the clerk, an adviser or the bookkeeper can ask for money to be paid.")


def asks_for(standing: Standing, payee_id: int | None) -> Ruling:
    """Rule on asking for a payment to an organisation, or to nobody in particular: not with an interest in it."""
    if not (ruling := may_ask_at_all(standing)):
        return ruling
    if payee_id in standing.interests:
        return no("You have an interest in the organisation that is paid, so somebody else asks for this.")
    return YES


def may_spend(
    standing: Standing,
    commitment: Commitment,
    amount: Money,
    *,
    payee_id: int | None = None,
    share_of: Organisation | None = None,
    claimed: bool = True,
) -> Ruling:
    """
    Rule on making part of a commitment payable, and asking for it to be paid to somebody they have no interest in.

    `share_of` is the school whose share by need it is; `claimed` says that a claim asks, such as that of a milestone.
    """
    if not (ruling := asks_for(standing, payee_id)):
        return ruling
    if commitment.by_claim and not claimed:
        return no(BY_CLAIM)
    if share_of is not None and payee_id not in (None, share_of.pk):
        return no(f"This is the share of {share_of}, so it is paid to {share_of} and to nobody else.")
    if amount.pence <= 0:
        return no(NOTHING)
    if amount > commitment.unasked:
        return no(f"{commitment.unasked} of this commitment is left, not {amount}.")
    return YES


def may_release(standing: Standing, commitment: Commitment) -> Ruling:
    """Rule on giving back to the fund what a commitment no longer needs."""
    if not standing.holds(Role.BOOKKEEPER, Role.COORDINATOR, Role.CLERK):
        return no("Only the coordinator, the clerk or the bookkeeper can release money.")
    if not commitment.left:
        return no("What was left of this commitment has been released." if commitment.released_at else NOTHING_LEFT)
    if commitment.payable != commitment.paid:
        return no(f"{commitment.payable - commitment.paid} is payable and not paid yet.")
    return YES
