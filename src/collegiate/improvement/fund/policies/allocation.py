"""Rulings on sharing a pot by need: who opens a round, tries and fixes a formula, loads the figures, and changes a share."""

from datetime import datetime

from collegiate.improvement.fund.models import ROUND_MOVES, AllocationRound, RoundStage
from collegiate.partnership.governance.models import Decision
from collegiate.values import YES, Money, Role, Ruling, Standing, no

FIXED = "The formula of this round is fixed."


def may_keep_rounds(standing: Standing) -> Ruling:
    """Rule on opening a round and putting formulas forward."""
    if standing.holds(Role.COORDINATOR, Role.BOOKKEEPER):
        return YES
    return no("Only the coordinator and the bookkeeper keep allocation rounds.")


def may_draft_formula(standing: Standing, round: AllocationRound) -> Ruling:
    """Rule on putting a formula forward: as long as formulas are tried."""
    if not (ruling := may_keep_rounds(standing)):
        return ruling
    return YES if round.stage == RoundStage.OPEN else no(FIXED)


def may_approve(
    standing: Standing, round: AllocationRound, decision: Decision, *, in_force: bool, promised: Money
) -> Ruling:
    """
    Rule on fixing a formula by a decision in force, which allows exactly the pot.

    `promised` is what the decision bears already.
    """
    if not standing.holds(Role.COORDINATOR, Role.BOOKKEEPER, Role.CLERK):
        return no("Only the coordinator, the bookkeeper and the clerk can note which formula was decided.")
    if RoundStage.LOCKED not in ROUND_MOVES[RoundStage(round.stage)]:
        return no(FIXED)
    if not in_force:
        return no(f"Decision {decision.reference or decision.title} is not in force, so it fixes nothing.")
    if round.fund.restricted_to and round.fund.restricted_to != decision.purpose.code:
        return no(f"{round.fund} is restricted to another purpose than decision {decision.reference} serves.")
    allowed = Money(decision.money_pence)
    if allowed != round.pot or promised:
        rest = f", of which {promised} is promised" if promised else ""
        return no(f"Decision {decision.reference} allows {allowed}{rest}. The pot of this round is {round.pot}.")
    return YES


def may_share_out(standing: Standing, round: AllocationRound, *, approved_at: datetime | None, at: datetime) -> Ruling:
    """Rule on loading the schools' figures and sharing the pot: after the formula is fixed, and once."""
    if not (ruling := may_keep_rounds(standing)):
        return ruling
    if approved_at is None:
        return no("No formula is fixed yet. Figures are loaded after a decision has fixed one, and no sooner.")
    if RoundStage.SHARED not in ROUND_MOVES[RoundStage(round.stage)]:
        return no(f"This round is {round.get_stage_display().lower()}.")
    if approved_at >= at:
        return no("The formula was fixed this very moment. Load the figures after that.")
    return YES


def may_adjust(
    standing: Standing,
    round: AllocationRound,
    decision: Decision,
    amount: Money,
    *,
    schools: tuple[int, int],
    left: Money,
    in_force: bool,
    named: bool,
) -> Ruling:
    """
    Rule on moving part of one school's share to another, as a decision says.

    `schools` give and take, in this order; `left` is what the first has; `named` where both are parties to the item.
    """
    if not standing.holds(Role.COORDINATOR, Role.BOOKKEEPER, Role.CLERK):
        return no("Only the coordinator, the bookkeeper and the clerk can note how a share was changed.")
    if standing.interests & set(schools):
        return no("You have an interest in one of these schools, so somebody else notes this.")
    if round.stage != RoundStage.SHARED:
        return no("A share is changed after the pot is shared out, and before it is set aside.")
    if not in_force:
        return no(f"Decision {decision.reference or decision.title} is not in force, so it changes nothing.")
    if not named:
        return no(
            f"Both schools are named as parties on the item of decision {decision.reference}, before it is decided, so "
            "that whoever has an interest in one of them takes no part. At least one of them is not."
        )
    return _amount(amount, left, between=len(set(schools)))


def _amount(amount: Money, left: Money, *, between: int) -> Ruling:
    if between == 1:
        return no("Choose two schools: a share moves from one to another.")
    if amount.pence <= 0:
        return no("The amount must be more than nothing.")
    return YES if amount <= left else no(f"That school has {left}, so {amount} cannot move from it.")


def may_set_shares_aside(standing: Standing, round: AllocationRound) -> Ruling:
    """Rule on setting every school's share aside, on the decision that fixed the formula."""
    if not (ruling := may_keep_rounds(standing)):
        return ruling
    if RoundStage.SET_ASIDE in ROUND_MOVES[RoundStage(round.stage)]:
        return YES
    if round.stage == RoundStage.SET_ASIDE:
        return no("Each school’s share is set aside.")
    return no("The pot is shared out first.")


def may_withdraw_round(standing: Standing, round: AllocationRound) -> Ruling:
    """Rule on withdrawing a round: until its pot is shared out."""
    if not (ruling := may_keep_rounds(standing)):
        return ruling
    if RoundStage.WITHDRAWN not in ROUND_MOVES[RoundStage(round.stage)]:
        return no(f"This round is {round.get_stage_display().lower()}, so it is not withdrawn.")
    return YES
