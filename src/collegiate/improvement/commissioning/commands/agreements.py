"""Agreements: proposed, made by a decision, their milestones accepted, complete."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

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
from collegiate.improvement.fund.commands import request_payment, set_aside
from collegiate.improvement.fund.models import Fund
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, Money, Refused, Standing


class MilestonesDoNotAddUp(Refused):
    """The milestones are worth more or less than the price."""


def _locked(agreement: Agreement) -> Agreement:
    return (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("provider", "brief", "commitment", "decision")
        .get(pk=agreement.pk)
    )


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
    :raises MilestonesDoNotAddUp: if the milestones are not worth the price together
    """
    policies.may_propose(by, brief, price).insist()
    worth = Money.total(amount for _, _, amount in milestones)
    if worth != price:
        raise MilestonesDoNotAddUp(f"The milestones are worth {worth} together, and the price is {price}.")
    year = AcademicYear.of(at.date()).starts % 100
    Brief.objects.select_for_update().get(pk=brief.pk)
    number = Agreement.objects.filter(reference__startswith=f"A/{year:02d}/").count() + 1
    agreement = Agreement.objects.create(
        reference=f"A/{year:02d}/{number:02d}",
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
    agreement.commitment = set_aside(
        agreement.price, fund=fund, decision=decision, what_for=agreement.title, by=by, at=at
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
    assert agreement.commitment is not None  # noqa: S101 - a constraint holds it for an agreement that was made
    payment = request_payment(
        agreement.commitment,
        payee=agreement.provider,
        amount=milestone.amount,
        memo=f"{agreement.reference}: {milestone.title}",
        by=by,
        at=at,
    )
    Claim.objects.create(milestone=milestone, payment=payment)
    note("commissioning.accept_milestone", subject=milestone, because=agreement, data={"pence": milestone.pence})
    return milestone


@deed
def complete(agreement: Agreement, *, by: Standing, at: datetime) -> Agreement:
    """
    Complete an agreement whose milestones were all accepted.

    :raises NotAllowed: if they may not, or a milestone is open
    """
    agreement = _locked(agreement)
    policies.may_complete(by, agreement, open_milestones=queries.open_milestones(agreement)).insist()
    agreement.stage = AgreementStage.COMPLETE
    agreement.completed_at, agreement.completed_by_id = at, by.somebody
    agreement.version += 1
    agreement.save(update_fields=["stage", "completed_at", "completed_by", "version"])
    note("commissioning.complete", subject=agreement, because=agreement.decision)
    return agreement
