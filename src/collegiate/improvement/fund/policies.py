"""Rulings on the fund: who keeps its books, what a decision lets be promised, and who may pay."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from collegiate.improvement.fund.models import (
    CONTRIBUTION_MOVES,
    PAYMENT_MOVES,
    Commitment,
    Contribution,
    ContributionStage,
    Entry,
    EntryKind,
    Fund,
    Payment,
    PaymentStage,
)
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Charter
from collegiate.values import YES, Money, Role, Ruling, Standing, no

READ_EVERY_CONTRIBUTION = (Role.BOOKKEEPER, Role.COORDINATOR, Role.AUDITOR)
BETWEEN_REMINDERS = timedelta(days=28)
NOTHING = "The amount must be more than nothing."
NOTHING_LEFT = "All of this commitment is paid, so there is nothing to release."


def may_keep_books(standing: Standing) -> Ruling:
    """Rule on expecting and receiving contributions and paying."""
    if standing.holds(Role.BOOKKEEPER):
        return YES
    return no("Only the bookkeeper keeps the fund’s books.")


def may_open_fund(standing: Standing, decision: Decision | None, *, charter: Charter | None, is_first: bool) -> Ruling:
    """Rule on opening a fund: by a decision, and the first of all by the charter that members agreed to."""
    if not (ruling := may_keep_books(standing)) or decision is not None:
        return ruling
    if not is_first:
        return no("The first fund rests on the charter. Any other is made by a decision, so say by which.")
    if charter is None:
        return no("Members agree on a charter first, or a decision makes the fund. There is neither yet.")
    return YES


def may_bring_forward(standing: Standing, fund: Fund, amount: Money, *, done: bool) -> Ruling:
    """Rule on posting what a fund held before this ledger began: more than nothing, and once."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if done:
        return no(f"The opening balance of {fund.name} is posted. If it is wrong, take its entry back first.")
    return YES if amount.pence > 0 else no(NOTHING)


def may_transfer(
    standing: Standing,
    decision: Decision,
    amount: Money,
    *,
    giving: Fund,
    taking: Fund,
    promised: Money,
    in_force: bool,
) -> Ruling:
    """Rule on moving money between funds: as a decision says, and never out of a restricted purpose."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if giving.pk == taking.pk:
        return no("Choose two funds: money moves from one to another.")
    if giving.restricted_to and giving.restricted_to != taking.restricted_to:
        return no(f"{giving.name} is restricted to its purpose, so its money cannot move to {taking.name}.")
    return _within(decision, amount, promised, in_force=in_force)


def may_reverse(standing: Standing, entry: Entry, *, taken_back: bool) -> Ruling:
    """Rule on taking a posted entry back, once."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if entry.posted_at is None:
        return no("This entry is not posted, so there is nothing to take back.")
    if entry.kind == EntryKind.REVERSAL:
        return no("This entry takes another back. Enter what is right as something new.")
    if taken_back:
        return no("This entry has been taken back.")
    return YES


def may_set_formula(standing: Standing, decision: Decision | None, *, is_first: bool) -> Ruling:
    """Rule on saying how contributions are worked out: as a decision says, and at first as members agreed in the charter."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if decision is None and not is_first:
        return no(
            "The first formula of a fund rests on the charter. A change of it is decided, so say by which decision."
        )
    return YES


def may_invoice(standing: Standing, *, waiting: int) -> Ruling:
    """Rule on asking for what was pledged."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    return YES if waiting else no("Nothing is pledged that has no invoice yet.")


def may_waive(standing: Standing, contribution: Contribution) -> Ruling:
    """Rule on waiving what a member was to give: a decision says so, the bookkeeper notes it."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if ContributionStage.WAIVED not in CONTRIBUTION_MOVES[ContributionStage(contribution.stage)]:
        return no(f"This contribution is {contribution.get_stage_display().lower()}, so there is nothing to waive.")
    return YES


def may_remind(standing: Standing, contribution: Contribution, *, day: date) -> Ruling:
    """Rule on reminding a member: of what is late, and not again within four weeks."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if contribution.stage != ContributionStage.DUE or contribution.due_on >= day:
        return no("A reminder is for a contribution that is past its day.")
    if contribution.reminded_at is not None and localdate(contribution.reminded_at) > day - BETWEEN_REMINDERS:
        return no(
            f"A reminder went out on {localdate(contribution.reminded_at):%-d %B %Y}. Leave four weeks between two."
        )
    return YES


def may_receive(standing: Standing, contribution: Contribution) -> Ruling:
    """Rule on recording that a contribution came in."""
    if not (ruling := may_keep_books(standing)):
        return ruling
    if contribution.stage == ContributionStage.PLEDGED:
        return no("This contribution is pledged. Send its invoice first.")
    if contribution.stage == ContributionStage.WAIVED:
        return no("This contribution was waived by a decision.")
    if ContributionStage.RECEIVED not in CONTRIBUTION_MOVES[ContributionStage(contribution.stage)]:
        if contribution.stage == ContributionStage.REVERSED:
            return no("This contribution was taken back, and is due again: record that one.")
        return no("This contribution has been received.")
    return YES


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
    return _within(decision, amount, promised, in_force=in_force)


def _within(decision: Decision, amount: Money, promised: Money, *, in_force: bool) -> Ruling:
    if amount.pence <= 0:
        return no(NOTHING)
    if not in_force:
        return no(f"Decision {decision.reference or decision.title} is not in force, so nothing is set aside for it.")
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
    if not commitment.left:
        return no("What was left of this commitment has been released." if commitment.released_at else NOTHING_LEFT)
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
