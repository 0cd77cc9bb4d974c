"""Agreements: proposed, made by a decision, their milestones accepted, complete."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import count

from django.db import IntegrityError, transaction

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.commissioning import policies, queries
from collegiate.improvement.commissioning.models import (
    Agreement,
    AgreementSchool,
    AgreementStage,
    Brief,
    BriefStage,
    Claim,
    Milestone,
    MilestoneStage,
    WhyChosen,
)
from collegiate.improvement.fund import commands as money
from collegiate.improvement.fund.models import Fund, PaymentStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, Money, Refused, Standing


class MilestonesDoNotAddUp(Refused):
    """The milestones are worth more or less than the price, or one of them nothing."""


def _locked(agreement: Agreement) -> Agreement:
    return (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("provider", "brief", "commitment", "decision")
        .get(pk=agreement.pk)
    )


def _insist_on_the_price(amounts: Sequence[Money], price: Money) -> None:
    worth = Money.total(amounts)
    if worth != price:
        raise MilestonesDoNotAddUp(f"The milestones are worth {worth} together, and the price is {price}.")
    if any(amount.pence <= 0 for amount in amounts):
        raise MilestonesDoNotAddUp("Each milestone is worth something.")


def _save_with_a_reference(agreement: Agreement, *, year: AcademicYear) -> None:
    """Save under the next free number of the school year; whoever proposes at the same moment gets the next but one."""
    prefix = f"A/{year.starts % 100:02d}/"
    for number in count(Agreement.objects.filter(reference__startswith=prefix).count() + 1):
        agreement.reference = f"{prefix}{number:02d}"
        try:
            with transaction.atomic():
                agreement.save(force_insert=True)
        except IntegrityError:
            if not Agreement.objects.filter(reference=agreement.reference).exists():
                raise
        else:
            return


@deed
def propose_agreement(
    title: str,
    *,
    brief: Brief,
    provider: Organisation,
    schools: Sequence[Organisation],
    price: Money,
    milestones: Sequence[tuple[str, date, Money]],
    starts_on: date,
    ends_on: date,
    indicator: str,
    change_worth_paying: Decimal,
    why_chosen: WhyChosen,
    why_these_schools: str,
    by: Standing,
    at: datetime,
) -> Agreement:
    """
    Propose the terms on which a provider would answer a brief; milestones are (title, due on, amount).

    :raises NotAllowed: if they may not, or the price is above the brief's ceiling
    :raises MilestonesDoNotAddUp: if the milestones are not worth the price together, or one of them nothing
    :raises ValidationError: if it would end before it starts
    """
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    policies.may_propose(by, brief, price, provider_id=provider.pk).insist()
    _insist_on_the_price([amount for _, _, amount in milestones], price)
    agreement = Agreement(
        title=title,
        brief=brief,
        provider=provider,
        price_pence=price.pence,
        starts_on=starts_on,
        ends_on=ends_on,
        indicator=indicator,
        change_worth_paying=change_worth_paying,
        why_chosen=why_chosen,
        why_these_schools=why_these_schools,
        proposed_at=at,
        proposed_by_id=by.somebody,
    )
    agreement.clean_fields(exclude={"reference"})
    agreement.validate_constraints(exclude={"reference"})
    _save_with_a_reference(agreement, year=AcademicYear.of(at.date()))
    AgreementSchool.objects.bulk_create(AgreementSchool(agreement=agreement, organisation=school) for school in schools)
    Milestone.objects.bulk_create(
        Milestone(agreement=agreement, title=words, due_on=due_on, pence=amount.pence)
        for words, due_on, amount in milestones
    )
    note(
        "commissioning.propose_agreement",
        subject=agreement,
        because=brief,
        data={"pence": price, "schools": list(schools)},
    )
    return agreement


@deed
def agree(agreement: Agreement, *, decision: Decision, fund: Fund, by: Standing, at: datetime) -> Agreement:
    """
    Make an agreement on a decision, and set its price aside in the fund.

    :raises NotAllowed: if they may not, it is not waiting, or the decision is not about it
    :raises FundWouldBeOverdrawn: if the fund cannot bear the price; nothing is changed
    """
    agreement = _locked(agreement)
    decision = Decision.objects.select_related("item").get(pk=decision.pk)
    policies.may_agree(by, agreement, decision).insist()
    agreement.commitment = money.set_aside(
        agreement.price,
        fund=fund,
        decision=decision,
        what_for=agreement.title,
        by_claim=True,
        instalments=[(one.due_on, one.amount) for one in agreement.milestones.order_by("due_on", "pk")],
        by=by,
        at=at,
    )
    agreement.stage, agreement.decision = AgreementStage.AGREED, decision
    agreement.agreed_at, agreement.agreed_by_id = at, by.somebody
    agreement.version += 1
    agreement.save(update_fields=["commitment", "stage", "decision", "agreed_at", "agreed_by", "version"])
    Brief.objects.filter(pk=agreement.brief_id).update(stage=BriefStage.ANSWERED)
    note("commissioning.agree", subject=agreement, because=decision, data={"pence": agreement.price_pence})
    return agreement


@deed
def withdraw_agreement(agreement: Agreement, *, by: Standing, at: datetime) -> Agreement:
    """
    Withdraw an agreement that no decision has made.

    :raises NotAllowed: if they may not, or it was made
    """
    agreement = _locked(agreement)
    policies.may_withdraw(by, agreement).insist()
    agreement.stage = AgreementStage.WITHDRAWN
    agreement.version += 1
    agreement.save(update_fields=["stage", "version"])
    note("commissioning.withdraw_agreement", subject=agreement)
    return agreement


@deed
def accept_milestone(milestone: Milestone, *, evidence: str, by: Standing, at: datetime) -> Milestone:
    """
    Accept a milestone for what showed that it was met, and ask for its payment.

    :raises NotAllowed: if they may not, or it was accepted before
    """
    agreement = _locked(milestone.agreement)
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    policies.may_accept(by, milestone, agreement).insist()
    milestone.stage, milestone.evidence = MilestoneStage.MET, evidence
    milestone.accepted_at, milestone.accepted_by_id = at, by.somebody
    milestone.save(update_fields=["stage", "evidence", "accepted_at", "accepted_by"])
    _claim(milestone, agreement, by=by, at=at)
    note("commissioning.accept_milestone", subject=milestone, because=agreement, data={"pence": milestone.pence})
    return milestone


@deed
def ask_again(milestone: Milestone, *, by: Standing, at: datetime) -> Milestone:
    """
    Ask once more for the money of a milestone whose payment was refused, taken back, or returned by the bank.

    :raises NotAllowed: if they may not, or its last payment was none of these
    """
    agreement = _locked(milestone.agreement)
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    last = queries.last_payment(milestone)
    policies.may_ask_again(by, milestone, agreement, last).insist()
    if last is not None and last.stage == PaymentStage.RETURNED:
        Claim.objects.create(milestone=milestone, payment=money.ask_again(last, by=by, at=at))
    else:
        _claim(milestone, agreement, by=by, at=at)
    note("commissioning.ask_again", subject=milestone, because=last, data={"pence": milestone.pence})
    return milestone


def _claim(milestone: Milestone, agreement: Agreement, *, by: Standing, at: datetime) -> None:
    """Ask for the money of a milestone that was met."""
    assert agreement.commitment is not None  # noqa: S101 - a constraint holds it for an agreement that was made
    payment = money.request_payment(
        agreement.commitment,
        payee=agreement.provider,
        amount=milestone.amount,
        memo=f"{agreement.reference}: {milestone.title}",
        grounds=milestone.evidence,
        claimed=True,
        by=by,
        at=at,
    )
    Claim.objects.create(milestone=milestone, payment=payment)


@deed
def complete(agreement: Agreement, *, by: Standing, at: datetime) -> Agreement:
    """
    Complete an agreement whose milestones were all accepted; what it did not need goes back to the fund.

    :raises NotAllowed: if they may not, a milestone is open, or something payable is not paid
    """
    agreement = _locked(agreement)
    policies.may_complete(
        by, agreement, open_milestones=queries.open_milestones(agreement), unpaid=queries.unpaid(agreement)
    ).insist()
    agreement.stage = AgreementStage.COMPLETE
    agreement.completed_at, agreement.completed_by_id = at, by.somebody
    agreement.version += 1
    agreement.save(update_fields=["stage", "completed_at", "completed_by", "version"])
    _give_back(agreement, by=by, at=at)
    note("commissioning.complete", subject=agreement, because=agreement.decision)
    return agreement


@deed
def end_early(agreement: Agreement, *, because: str, by: Standing, at: datetime) -> Agreement:
    """
    End an agreement before its milestones are all met, with the reason; what is left goes back to the fund.

    :raises NotAllowed: if they may not, it is not running, or something payable is not paid
    """
    agreement = _locked(agreement)
    policies.may_end_early(by, agreement, unpaid=queries.unpaid(agreement)).insist()
    agreement.stage, agreement.ended_because = AgreementStage.ENDED, because
    agreement.ended_at, agreement.ended_by_id = at, by.somebody
    agreement.version += 1
    agreement.save(update_fields=["stage", "ended_because", "ended_at", "ended_by", "version"])
    _give_back(agreement, by=by, at=at)
    note("commissioning.end_early", subject=agreement, because=agreement.decision)
    return agreement


def _give_back(agreement: Agreement, *, by: Standing, at: datetime) -> None:
    """Release what an agreement that is over did not need."""
    assert agreement.commitment is not None  # noqa: S101 - a constraint holds it for an agreement that was made
    if agreement.commitment.left:
        money.release(agreement.commitment, by=by, at=at)
