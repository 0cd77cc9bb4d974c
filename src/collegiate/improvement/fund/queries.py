"""Questions about the fund: its balance, its ledger, and who owes what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, Sum

from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import (
    Commitment,
    Contribution,
    ContributionStage,
    Entry,
    Fund,
    Leg,
    Payment,
    PaymentStage,
)
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing

BANK, CONTRIBUTIONS, PROGRAMMES = "bank", "contributions", "programmes"


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the money of a fund stands."""

    fund: Fund
    received: Money
    committed: Money
    paid: Money
    free: Money
    due: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """What one member paid in, and still owes."""

    organisation: Organisation
    paid_in: Money
    due: Money


def funds() -> list[Fund]:
    """Return every fund, by name."""
    return list(Fund.objects.order_by("name"))


def get(pk: int) -> Fund:
    """
    Return a fund.

    :raises Fund.DoesNotExist: if there is none
    """
    return Fund.objects.get(pk=pk)


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


def ledger(fund: Fund, *, viewer: Standing) -> list[Leg]:
    """Return the posted legs on a fund's bank account, newest first; none to somebody who is not a member."""
    if viewer.person_id is None:
        return []
    legs = Leg.objects.filter(fund=fund, account__code=BANK, entry__posted_at__isnull=False)
    return list(legs.select_related("entry", "party").order_by("-entry__on", "-entry_id", "pk"))


def contributions(*, viewer: Standing) -> list[Contribution]:
    """
    Return the contributions to every fund that a viewer may see, the earliest due first.

    Those who keep the books see all, others those of their own organisations.
    """
    found = Contribution.objects.select_related("organisation", "fund").order_by("due_on", "organisation__name", "pk")
    if viewer.holds(*policies.READ_EVERY_CONTRIBUTION):
        return list(found)
    return list(found.filter(organisation_id__in=viewer.organisations()))


def get_contribution(pk: int, *, viewer: Standing) -> Contribution:
    """
    Return a contribution.

    :raises Contribution.DoesNotExist: if there is none, or the viewer may not see it
    """
    contribution = Contribution.objects.select_related("organisation", "fund").get(pk=pk)
    if not policies.may_see_contributions(viewer, contribution.organisation_id):
        raise Contribution.DoesNotExist
    return contribution


def paid_in_by(organisation: Organisation, *, viewer: Standing) -> list[Contribution]:
    """
    Return what a member paid in and is still to pay, the latest year first. One query.

    :raises NotAllowed: if the viewer may not see it, with the sentence why
    """
    policies.may_see_contributions(viewer, organisation.pk).insist()
    return list(Contribution.objects.filter(organisation=organisation).order_by("-due_on", "-pk"))


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


def payments(*, viewer: Standing, waiting: bool = False) -> list[Payment]:
    """Return payments, newest first, perhaps only those that wait for somebody; none to somebody who is not a member."""
    if viewer.person_id is None:
        return []
    found = Payment.objects.select_related("commitment__decision", "payee").order_by("-requested_at", "pk")
    return list(found.filter(stage__in=[PaymentStage.REQUESTED, PaymentStage.AUTHORISED]) if waiting else found)


def get_payment(pk: int, *, viewer: Standing) -> Payment:
    """
    Return a payment with its commitment, decision and payee.

    :raises Payment.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Payment.DoesNotExist
    return Payment.objects.select_related(
        "commitment__decision", "commitment__fund", "payee", "requested_by", "authorised_by"
    ).get(pk=pk)


def promised_under(decision: Decision) -> Money:
    """Return what is already promised on the strength of a decision."""
    sums = Commitment.objects.filter(decision=decision).aggregate(
        committed=Sum("committed_pence", default=0), released=Sum("released_pence", default=0)
    )
    return Money(sums["committed"] - sums["released"])


def statements(organisations: Iterable[Organisation]) -> list[Statement]:
    """Return what each of some organisations paid in and still owes, in their order. One query, however many."""
    organisations = list(organisations)
    sums = (
        Contribution.objects.filter(organisation__in=organisations)
        .values_list("organisation_id")
        .annotate(
            paid=Sum("pence", filter=Q(stage=ContributionStage.RECEIVED), default=0),
            due=Sum("pence", filter=Q(stage=ContributionStage.DUE), default=0),
        )
        .order_by("organisation_id")
    )
    found = {pk: (Money(paid), Money(due)) for pk, paid, due in sums}
    return [Statement(one, *found.get(one.pk, (Money(0), Money(0)))) for one in organisations]


def faults() -> list[str]:
    """Return what does not add up, in sentences: the ledger, the funds' sums and the commitments. Empty when all is well."""
    found = [
        f"Entry {leg['entry_id']} does not balance in fund {leg['fund_id']}."
        for leg in Leg.objects.filter(entry__posted_at__isnull=False)
        .values("entry_id", "fund_id")
        .annotate(pence=Sum("pence"))
        .exclude(pence=0)
        .order_by("entry_id", "fund_id")
    ]
    found += [
        f"Entry {pk} was never posted."
        for pk in Entry.objects.filter(posted_at__isnull=True).values_list("pk", flat=True)
    ]
    bank = dict(
        Leg.objects.filter(account__code=BANK).values_list("fund_id").annotate(pence=Sum("pence")).order_by("fund_id")
    )
    for fund in Fund.objects.order_by("pk"):
        now = balance(fund)
        if bank.get(fund.pk, 0) != (now.received - now.paid).pence:
            found.append(f"{fund.name}: the bank account does not equal what came in less what was paid.")
        if fund.promised_pence != (now.committed + now.paid).pence:
            found.append(f"{fund.name}: its promises do not equal its commitments.")
    return found


def size() -> tuple[int, int]:
    """Return how many entries and legs the ledger has."""
    return Entry.objects.count(), Leg.objects.count()
