"""Promising money on a decision, making it payable, and releasing the rest."""

from collections.abc import Sequence
from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import locked, locked_decision
from collegiate.improvement.fund.commands.funds import FundWouldBeOverdrawn
from collegiate.improvement.fund.models import Commitment, Fund, Instalment
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.governance.queries import is_in_force
from collegiate.values import Money, Standing


@deed
def set_aside(
    amount: Money,
    *,
    fund: Fund,
    decision: Decision,
    what_for: str,
    instalments: Sequence[tuple[date, Money]] = (),
    by_claim: bool = False,
    by: Standing,
    at: datetime,
) -> Commitment:
    """
    Set money aside in a fund on the strength of a decision, perhaps to be paid only `by_claim` of whoever sets it aside.

    `instalments` say by when how much of it is expected to be paid.

    The decision is locked too: two funds may pay for what it allows.

    :raises NotAllowed: if the decision does not allow so much
    :raises FundWouldBeOverdrawn: if the fund cannot bear it; nothing is changed
    """
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    decision = locked_decision(decision)
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
        by_claim=by_claim,
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
    commitment = locked(commitment)
    policies.may_spend(by, commitment, amount).insist()
    commitment.payable_pence += amount.pence
    commitment.save(update_fields=["payable_pence"])
    note("fund.raise_payable", subject=commitment, because=commitment.decision, data={"pence": amount})
    return commitment


@deed
def release(commitment: Commitment, *, by: Standing, at: datetime) -> Commitment:
    """
    Give back to the fund what a commitment no longer needs.

    :raises NotAllowed: if they may not, or something payable is not paid yet
    """
    fund = Fund.objects.select_for_update().get(pk=commitment.fund_id)
    commitment = locked(commitment)
    policies.may_release(by, commitment).insist()
    left = commitment.left
    commitment.released_pence += left.pence
    commitment.released_at, commitment.released_by_id = at, by.somebody
    commitment.save(update_fields=["released_pence", "released_at", "released_by"])
    fund.promised_pence -= left.pence
    fund.save(update_fields=["promised_pence"])
    note("fund.release", subject=commitment, because=commitment.decision, data={"pence": left})
    return commitment
