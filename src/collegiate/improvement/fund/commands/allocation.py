"""Sharing a pot by need: open a round, fix its formula, load the figures, change a share, set each one aside."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import figures, policies, queries
from collegiate.improvement.fund.commands._posting import locked_decision
from collegiate.improvement.fund.commands._telling import tell_heads
from collegiate.improvement.fund.commands.spending import set_aside
from collegiate.improvement.fund.models import (
    Adjustment,
    Allocation,
    AllocationRound,
    Fund,
    NeedFormula,
    NeedInput,
    NeedSnapshot,
    NeedWeight,
    RoundStage,
    formula_digest,
)
from collegiate.partnership.governance.models import Decision, ItemParty
from collegiate.partnership.governance.queries import is_in_force
from collegiate.partnership.members.models import Phase
from collegiate.values import CannotSay, Money, Refused, Standing

KEPT_PLACES = Decimal("0.0001")


class WeighsNothing(Refused):
    """A formula gives no indicator a weight."""


class PotCannotBeShared(Refused):
    """A formula cannot share the pot between these schools; the words say by how much, and what to do."""


def _locked(round: AllocationRound) -> AllocationRound:
    return AllocationRound.objects.select_for_update(of=("self",)).select_related("fund", "follows").get(pk=round.pk)


def _move(round: AllocationRound, to: RoundStage, *fields: str) -> None:
    round.stage = to
    round.save(update_fields=["stage", *fields])


@deed
def open_round(
    name: str, *, fund: Fund, year: str, pot: Money, phases: list[Phase], by: Standing, at: datetime
) -> AllocationRound:
    """
    Open a round: what is shared, for which year, between schools of which phases (none: every school).

    :raises NotAllowed: if they do not keep rounds
    :raises ValidationError: if the fund has a round for the year, or the pot is nothing
    """
    policies.may_keep_rounds(by).insist()
    round = AllocationRound(
        fund=fund, name=name, year=year, pot_pence=pot.pence, phases=" ".join(sorted(phases)),
        follows=queries.last_round(fund), opened_at=at, opened_by_id=by.somebody,
    )  # fmt: skip
    round.full_clean()
    round.save()
    note("fund.open_round", subject=round, because=fund, data={"pence": pot, "year": year, "phases": sorted(phases)})
    return round


@deed
def draft_formula(
    round: AllocationRound,
    *,
    floor: Money,
    cap: Money,
    may_fall: int,
    weights: Mapping[str, int],
    by: Standing,
    at: datetime,
) -> NeedFormula:
    """
    Put a formula forward for a round; the version before stays to be read.

    :raises NotAllowed: if they do not keep rounds, or the formula is fixed
    :raises WeighsNothing: if no indicator has a weight
    :raises ValidationError: if the cap is below the floor
    """
    round = _locked(round)
    policies.may_draft_formula(by, round).insist()
    counted = queries.weighed(weights)
    if not counted:
        raise WeighsNothing("Give at least one indicator a weight: need is made of something.")
    before = NeedFormula.objects.filter(round=round).order_by("-version").first()
    rows = [(one.indicator, one.weight, one.from_value, one.to_value) for one in counted]
    digest = formula_digest(
        round, floor=floor.pence, cap=cap.pence, may_fall=may_fall, method=figures.BY_NEED, weights=rows
    )
    formula = NeedFormula(
        round=round, version=before.version + 1 if before else 1, floor_pence=floor.pence, cap_pence=cap.pence,
        may_fall=may_fall, method=figures.BY_NEED, digest=digest, drafted_at=at, drafted_by_id=by.somebody,
    )  # fmt: skip
    formula.full_clean()
    formula.save()
    NeedWeight.objects.bulk_create(
        NeedWeight(formula=formula, indicator=code, weight=weight, from_value=begins, to_value=ends)
        for code, weight, begins, ends in rows
    )
    note("fund.draft_formula", subject=formula, because=round, data={"version": formula.version, "digest": digest})
    return formula


@deed
def approve_formula(formula: NeedFormula, *, decision: Decision, by: Standing, at: datetime) -> NeedFormula:
    """
    Fix a round's formula, by a decision that allows exactly its pot; from now on figures can be loaded.

    :raises NotAllowed: if they may not, the decision does not allow it, or a formula is fixed
    """
    round = _locked(formula.round)
    decision = locked_decision(decision)
    policies.may_approve(
        by, round, decision, in_force=is_in_force(decision), promised=queries.promised_under(decision)
    ).insist()
    formula = NeedFormula.objects.select_for_update(of=("self",)).get(pk=formula.pk, round=round)
    formula.decision, formula.approved_at, formula.approved_by_id = decision, at, by.somebody
    formula.save(update_fields=["decision", "approved_at", "approved_by"])
    _move(round, RoundStage.LOCKED)
    note("fund.approve_formula", subject=formula, because=decision, data={"digest": formula.digest})
    return formula


@deed
def share_out(round: AllocationRound, *, by: Standing, at: datetime) -> NeedSnapshot:
    """
    Load the figures of a round's schools, and share its pot by the formula that was fixed before.

    All or nothing: where the pot cannot be shared no figure is kept.

    :raises NotAllowed: if they may not, no formula is fixed, or it is done
    :raises PotCannotBeShared: saying why, and what to do
    """
    round = _locked(round)
    formula = queries.fixed_formula(round)
    policies.may_share_out(by, round, approved_at=formula.approved_at if formula else None, at=at).insist()
    if formula is None:
        raise LookupError("the ruling lets nobody past without a formula")
    weights = queries.weighed_by(formula)
    schools = queries.loaded(round, [one.indicator for one in weights], day=localdate(at))
    shared = figures.share(round.pot_pence, figures.terms_of(formula), weights, [one.known for one in schools])
    if isinstance(shared, figures.CannotShare):
        raise PotCannotBeShared(f"{shared} Withdraw this round, saying so, and open another.")
    snapshot = NeedSnapshot.objects.create(
        round=round, formula=formula, point_pence=figures.decimal(shared.found.slope * 100), middle=shared.found.middle,
        digest=shared.found.digest, taken_at=at, taken_by_id=by.somebody,
    )  # fmt: skip
    allocations = Allocation.objects.bulk_create(_allocation(snapshot, one, shared) for one in schools)
    NeedInput.objects.bulk_create(
        each
        for allocation, one in zip(allocations, schools, strict=True)
        for each in _inputs(allocation, one, shared, {each.indicator: each.weight for each in weights})
    )
    _move(round, RoundStage.SHARED)
    tell_heads(round, allocations, by=by, at=at)
    note(
        "fund.share_out", subject=round, because=formula,
        data={"digest": snapshot.digest, "pence": round.pot_pence, "schools": len(shared.shares), "left_out": len(shared.left_out)},
    )  # fmt: skip
    return snapshot


def _allocation(snapshot: NeedSnapshot, one: queries.Loaded, shared: figures.Shared) -> Allocation:
    pk, its = one.school.pk, shared.needs[one.school.pk]
    why = shared.left_out.get(pk) or (its if isinstance(its, CannotSay) else None)
    row = Allocation(
        snapshot=snapshot, organisation=one.school, last_pence=one.known.last, need=figures.hundredths(its),
        because=why.because[:400] if why else "",
    )  # fmt: skip
    if pk in shared.shares:
        share = shared.shares[pk]
        row.pupils, row.pupils_from = share.claim.pupils, one.rows[queries.COUNTS_PUPILS]
        row.rate_pence, row.by_need_pence = figures.decimal(share.rate), share.by_need
        row.rounded_up, row.taper_pence, row.pence = share.rounded_up, share.taper, share.pence
    return row


def _inputs(
    allocation: Allocation, one: queries.Loaded, shared: figures.Shared, weights: Mapping[str, int]
) -> list[NeedInput]:
    its = shared.needs[one.school.pk]
    adds = {} if isinstance(its, CannotSay) else {part.indicator.key: part.contribution for part in its.parts}
    rows = []
    for code, most in weights.items():
        value = one.known.values.get(code)
        if value is None or isinstance(value, CannotSay):
            because = value.because if value else "No figure about this school has been loaded."
            rows.append(
                NeedInput(
                    allocation=allocation, indicator=code, most=most, value=one.rows.get(code), because=because[:300]
                )
            )
        else:
            added = Decimal(str(adds.get(code, 0.0))).quantize(KEPT_PLACES)
            rows.append(NeedInput(allocation=allocation, indicator=code, most=most, value=one.rows[code], adds=added))
    return rows


@deed
def adjust(
    round: AllocationRound,
    *,
    giver: Allocation,
    taker: Allocation,
    amount: Money,
    because: str,
    decision: Decision,
    by: Standing,
    at: datetime,
) -> Adjustment:
    """
    Move part of one school's share to another, as a decision to which both are parties says.

    :raises NotAllowed: if they may not, the decision does not say so, or the school has less
    """
    round = _locked(round)
    given = {one.allocation.pk: one for one in queries.shares(round)}
    named = set(ItemParty.objects.filter(item=decision.item_id).values_list("organisation_id", flat=True))
    schools = (giver.organisation_id, taker.organisation_id)
    policies.may_adjust(
        by, round, decision, amount, schools=schools, left=Money(given[giver.pk].pence) if giver.pk in given else Money(0),
        in_force=is_in_force(decision), named=named >= set(schools),
    ).insist()  # fmt: skip
    moved = Adjustment(
        giver=giver, taker=taker, pence=amount.pence, because=because, decision=decision, adjusted_at=at,
        adjusted_by_id=by.somebody,
    )  # fmt: skip
    moved.full_clean()
    moved.save()
    note("fund.adjust", subject=moved, because=decision, data={"pence": amount, "from": schools[0], "to": schools[1]})
    return moved


@deed
def set_shares_aside(round: AllocationRound, *, by: Standing, at: datetime) -> AllocationRound:
    """
    Set each school's share aside in the fund, a commitment a school, on the decision that fixed the formula.

    That decision was made before anybody knew what a school would get, so nobody had an interest of their own in it.

    :raises NotAllowed: if they may not, the pot is not shared out, or the decision is no longer in force
    :raises FundWouldBeOverdrawn: if the fund cannot bear the pot; nothing is changed
    """
    round = _locked(round)
    policies.may_set_shares_aside(by, round).insist()
    formula = queries.fixed_formula(round)
    if formula is None or formula.decision is None:
        raise LookupError("a round that is shared out has its formula")
    for one in queries.shares(round):
        if one.pence:
            one.allocation.commitment = set_aside(
                Money(one.pence), fund=round.fund, decision=formula.decision,
                what_for=f"{round.name}: {one.allocation.organisation}", by=by, at=at,
            )  # fmt: skip
            one.allocation.save(update_fields=["commitment"])
    _move(round, RoundStage.SET_ASIDE)
    note("fund.set_shares_aside", subject=round, because=formula.decision, data={"pence": round.pot_pence})
    return round


@deed
def withdraw_round(round: AllocationRound, *, because: str, by: Standing, at: datetime) -> AllocationRound:
    """
    Withdraw a round whose pot is not shared out, with the reason.

    :raises NotAllowed: if they do not keep rounds, or it is shared out
    """
    round = _locked(round)
    policies.may_withdraw_round(by, round).insist()
    round.withdrawn_because, round.withdrawn_at, round.withdrawn_by_id = because, at, by.somebody
    _move(round, RoundStage.WITHDRAWN, "withdrawn_because", "withdrawn_at", "withdrawn_by")
    note("fund.withdraw_round", subject=round)
    return round
