"""Rulings on keeping the books: funds, entries, and what members give."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from collegiate.improvement.fund.models import (
    CONTRIBUTION_MOVES,
    Contribution,
    ContributionStage,
    Entry,
    EntryKind,
    Fund,
)
from collegiate.improvement.fund.policies.spending import NOTHING, ONLY_BOOKS, within
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Charter
from collegiate.values import YES, Money, Role, Ruling, Standing, no

READ_EVERY_CONTRIBUTION = (Role.BOOKKEEPER, Role.COORDINATOR, Role.AUDITOR)
BETWEEN_REMINDERS = timedelta(days=28)


def may_keep_books(standing: Standing) -> Ruling:
    """Rule on expecting and receiving contributions and paying."""
    if standing.holds(Role.BOOKKEEPER):
        return YES
    return no(ONLY_BOOKS)


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
    return within(decision, amount, promised, in_force=in_force)


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
