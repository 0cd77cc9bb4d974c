"""Rulings on briefs, agreements and milestones."""

from collegiate.improvement.commissioning.models import (
    AGREEMENT_MOVES,
    BRIEF_MOVES,
    MADE,
    Agreement,
    AgreementStage,
    Brief,
    BriefStage,
    Milestone,
    MilestoneStage,
)
from collegiate.improvement.fund.models import NOT_PAID_AFTER_ALL, Payment
from collegiate.improvement.needs.models import NEED_MOVES, Need, NeedStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import GroupKind
from collegiate.values import YES, Money, Role, Ruling, Standing, no


def _brokers(standing: Standing) -> Ruling:
    if standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    return no("Only the coordinator or the clerk, acting for the Strategic Group, can do this.")


def may_write_brief(standing: Standing) -> Ruling:
    """Rule on writing a brief."""
    if standing.holds(Role.COORDINATOR, Role.ADVISER):
        return YES
    return no("Only the coordinator or an adviser can write a brief.")


def may_answer_need(standing: Standing, brief: Brief, need: Need | None = None) -> Ruling:
    """Rule on letting a brief answer one more need, as long as it is a draft and the need waits."""
    if not (ruling := may_write_brief(standing)):
        return ruling
    if brief.stage != BriefStage.DRAFT:
        return no("The needs of a brief are settled when it goes before the groups.")
    if need is not None and NeedStage.JOINED not in NEED_MOVES[NeedStage(need.stage)]:
        return no(f"The need “{need.title}” is answered or closed.")
    return YES


def may_take_to_groups(standing: Standing, brief: Brief, *, needs: int) -> Ruling:
    """Rule on taking a brief to the groups, which needs the needs it answers."""
    if not (ruling := _brokers(standing)):
        return ruling
    if BriefStage.CONSIDERED not in BRIEF_MOVES[BriefStage(brief.stage)]:
        return no(f"This brief is {brief.get_stage_display().lower()}.")
    if not needs:
        return no("A brief answers the needs of schools: add at least one first.")
    return YES


def may_withdraw_brief(standing: Standing, brief: Brief, *, proposed: bool = False) -> Ruling:
    """Rule on withdrawing a brief: whoever may write one while it is a draft, then the coordinator or the clerk."""
    ruling = may_write_brief(standing) if brief.stage == BriefStage.DRAFT else _brokers(standing)
    if not ruling:
        return ruling
    if BriefStage.WITHDRAWN not in BRIEF_MOVES[BriefStage(brief.stage)]:
        return no(f"This brief is {brief.get_stage_display().lower()}.")
    if proposed:
        return no("An agreement is proposed for this brief: withdraw that first.")
    return YES


def may_propose(standing: Standing, brief: Brief, price: Money, *, provider_id: int | None = None) -> Ruling:
    """Rule on proposing an agreement that answers a brief, within its ceiling, with a provider one has no interest in."""
    if not (ruling := _brokers(standing)):
        return ruling
    if brief.stage != BriefStage.CONSIDERED:
        return no("A brief goes before the groups before an agreement is proposed.")
    if provider_id in standing.interests:
        return no("You have an interest in this provider, so somebody else proposes this agreement.")
    if price > brief.ceiling:
        return no(f"The brief allows {brief.ceiling} at most, not {price}.")
    return YES


def may_agree(standing: Standing, agreement: Agreement, decision: Decision | None = None) -> Ruling:
    """Rule on making an agreement: on a decision of the Strategic Group about its paper, by somebody without an interest."""
    if not (_brokers(standing) or standing.holds(Role.CHAIR, on_kind=GroupKind.STRATEGIC)):
        return no("Only the coordinator, the clerk or the chair can record that the Strategic Group made an agreement.")
    if agreement.provider_id in standing.interests:
        return no(f"You have an interest in {agreement.provider}, so somebody else makes this agreement.")
    if AgreementStage.AGREED not in AGREEMENT_MOVES[AgreementStage(agreement.stage)]:
        return no("This agreement is not waiting for a decision.")
    if decision is not None:
        if decision.item.paper_id != agreement.brief.paper_id:
            return no(f"Decision {decision.reference} is not about this brief.")
        if decision.money_pence < agreement.price_pence:
            return no(f"Decision {decision.reference} allows {Money(decision.money_pence)}, not {agreement.price}.")
    return YES


def may_withdraw(standing: Standing, agreement: Agreement) -> Ruling:
    """Rule on withdrawing an agreement that no decision has made."""
    if not (ruling := _brokers(standing)):
        return ruling
    if AgreementStage.WITHDRAWN not in AGREEMENT_MOVES[AgreementStage(agreement.stage)]:
        return no("An agreement that was made is completed, not withdrawn.")
    return YES


def may_accept(standing: Standing, milestone: Milestone, agreement: Agreement) -> Ruling:
    """Rule on accepting a milestone, which makes its money payable: never by somebody with an interest in the provider."""
    if not standing.holds(Role.COORDINATOR, Role.ADVISER, Role.CLERK):
        return no("Only the coordinator, the clerk or an adviser can accept a milestone.")
    if agreement.provider_id in standing.interests:
        return no(f"You have an interest in {agreement.provider}, so somebody else accepts this.")
    if agreement.stage != AgreementStage.AGREED:
        return no("Milestones are accepted while an agreement is running.")
    if milestone.stage == MilestoneStage.MET:
        return no("This milestone has been accepted.")
    return YES


def may_ask_again(standing: Standing, milestone: Milestone, agreement: Agreement, last: Payment | None) -> Ruling:
    """Rule on asking again for a milestone's money: by whoever could accept it, once its last payment came to nothing."""
    if not standing.holds(Role.COORDINATOR, Role.ADVISER, Role.CLERK):
        return no("Only the coordinator, the clerk or an adviser can ask for this payment again.")
    if agreement.provider_id in standing.interests:
        return no(f"You have an interest in {agreement.provider}, so somebody else asks for this.")
    if agreement.stage not in MADE or milestone.stage != MilestoneStage.MET:
        return no("A payment is asked for when its milestone is accepted.")
    if last is None or last.stage not in NOT_PAID_AFTER_ALL:
        return no("Its payment was not refused or returned, so it is not asked for again.")
    return YES


def may_complete(standing: Standing, agreement: Agreement, *, open_milestones: int, unpaid: Money) -> Ruling:
    """Rule on completing an agreement, when every milestone was accepted and paid for."""
    if not (ruling := _brokers(standing)):
        return ruling
    if AgreementStage.COMPLETE not in AGREEMENT_MOVES[AgreementStage(agreement.stage)]:
        return no("Only an agreement that is running can be completed.")
    if open_milestones:
        return no(f"{open_milestones} of its milestones {'is' if open_milestones == 1 else 'are'} not accepted yet.")
    return _nothing_unpaid(unpaid)


def may_end_early(standing: Standing, agreement: Agreement, *, unpaid: Money) -> Ruling:
    """Rule on ending an agreement before its milestones are all met, which gives the rest of its money back."""
    if not (ruling := _brokers(standing)):
        return ruling
    if agreement.provider_id in standing.interests:
        return no(f"You have an interest in {agreement.provider}, so somebody else ends this.")
    if AgreementStage.ENDED not in AGREEMENT_MOVES[AgreementStage(agreement.stage)]:
        return no("Only an agreement that is running can end early.")
    return _nothing_unpaid(unpaid)


def _nothing_unpaid(unpaid: Money) -> Ruling:
    if unpaid:
        return no(f"{unpaid} is payable and not paid yet. Pay it first, or refuse it.")
    return YES


def may_see(standing: Standing) -> Ruling:
    """Rule on seeing briefs and agreements: every member may."""
    if standing.person_id is None:
        return no("Agreements are for members of the partnership; the decisions that made them are public.")
    return YES
