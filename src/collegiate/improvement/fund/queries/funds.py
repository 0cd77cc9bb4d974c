"""Where the money of a fund stands, and what decisions promised from it."""

from dataclasses import dataclass

from django.db.models import Sum

from collegiate.improvement.fund.models import BANK, Commitment, Contribution, ContributionStage, EntryKind, Fund, Leg
from collegiate.partnership.governance.models import Decision
from collegiate.values import Money, Standing


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the money of a fund stands."""

    fund: Fund
    received: Money
    committed: Money
    paid: Money
    free: Money
    due: Money


def funds() -> list[Fund]:
    """Return every fund, by name."""
    return list(Fund.objects.select_related("decision", "charter").order_by("name"))


def get(pk: int) -> Fund:
    """
    Return a fund.

    :raises Fund.DoesNotExist: if there is none
    """
    return Fund.objects.select_related("decision", "charter").get(pk=pk)


def balance(fund: Fund) -> Balance:
    """Return where a fund stands: `committed` is promised and not yet paid. Two queries."""
    sums = Commitment.objects.filter(fund=fund).aggregate(
        committed=Sum("committed_pence", default=0),
        paid=Sum("paid_pence", default=0),
        released=Sum("released_pence", default=0),
    )
    due = Contribution.objects.filter(fund=fund, stage=ContributionStage.DUE).aggregate(pence=Sum("pence", default=0))
    promised = sums["committed"] - sums["released"]
    return Balance(
        fund=fund,
        received=Money(fund.received_pence),
        committed=Money(promised - sums["paid"]),
        paid=Money(sums["paid"]),
        free=Money(fund.received_pence - promised),
        due=Money(due["pence"]),
    )


def get_commitment(pk: int, *, viewer: Standing) -> Commitment:
    """
    Return a commitment with its fund and decision.

    :raises Commitment.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Commitment.DoesNotExist
    return Commitment.objects.select_related("fund", "decision").get(pk=pk)


def commitments(fund: Fund) -> list[Commitment]:
    """Return what decisions promised from a fund, newest first."""
    return list(Commitment.objects.filter(fund=fund).select_related("decision").order_by("-made_at", "pk"))


def promised_under(decision: Decision) -> Money:
    """Return what is promised already on the strength of a decision, and what was moved between funds."""
    sums = Commitment.objects.filter(decision=decision).aggregate(
        committed=Sum("committed_pence", default=0), released=Sum("released_pence", default=0)
    )
    moved = Leg.objects.filter(
        entry__decision=decision,
        entry__kind=EntryKind.TRANSFER,
        entry__reversed_by__isnull=True,
        account__code=BANK,
        pence__gt=0,
    ).aggregate(pence=Sum("pence", default=0))
    return Money(sums["committed"] - sums["released"] + moved["pence"])
