"""What was bought, what was paid for it, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from collegiate.definitions import strands
from collegiate.improvement.commissioning.models import Agreement, AgreementSchool
from collegiate.improvement.fund.models import Allocation, Commitment
from collegiate.improvement.fund.queries import in_the_ledger
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money

BY_NEED = "Its share of a pot, by need"
NO_STRAND = "Not under an agreement"


@dataclass(frozen=True, slots=True)
class Bought:
    """
    What a decision bought, or gave a school by its need, as far as money is concerned.

    Without an agreement it has no slug and no strand.

    Attributes
    ----------
    shared : int
        How many schools it is for.
    ours : bool
        Whether the member that is asked about is one of them.
    why : str
        Why these schools were chosen.
    """

    commitment: int
    title: str
    slug: str
    provider: str
    strand: str
    why: str
    paid: Money
    shared: int
    ours: bool

    @property
    def each(self) -> Money:
        """What was paid so far, in equal parts among its schools."""
        return self.paid.shared([1] * self.shared)[-1] if self.shared else Money(0)


def bought(commitments: Iterable[int], *, organisation: Organisation) -> list[Bought]:
    """Return what some commitments bought, and whatever else was bought for a member, the latest first. One query."""
    its = AgreementSchool.objects.filter(organisation=organisation)
    found = (
        Commitment.objects.filter(
            Q(pk__in=list(commitments))
            | Q(agreement__in=its.values("agreement"))
            | Q(allocation__organisation=organisation)
        )
        .annotate(shared=Count("agreement__schools"), ours=Exists(its.filter(agreement=OuterRef("agreement"))))
        .select_related("agreement__provider", "agreement__brief", "allocation")
        .order_by("-made_at", "pk")
    )
    return [_bought(one, organisation) for one in found]


def _bought(one: Any, organisation: Organisation) -> Bought:
    agreement: Agreement | None = getattr(one, "agreement", None)
    allocation: Allocation | None = getattr(one, "allocation", None)
    return Bought(
        commitment=one.pk,
        title=agreement.title if agreement else one.what_for,
        slug=agreement.slug if agreement else "",
        provider=str(agreement.provider) if agreement else "",
        strand=agreement.brief.strand if agreement else "",
        why=agreement.get_why_chosen_display() if agreement else BY_NEED if allocation else "",
        paid=one.paid,
        shared=one.shared or int(allocation is not None),
        ours=one.ours or (allocation is not None and allocation.organisation_id == organisation.pk),
    )


@dataclass(frozen=True, slots=True)
class OnStrand:
    """What was paid for one strand, in how many payments."""

    name: str
    paid: Money
    payments: int


def paid_by_strand(*, fund: int | None = None, since: date | None = None, until: date | None = None) -> list[OnStrand]:
    """Return what was paid for each strand, in the strands' order, perhaps from one fund or in a time. One query."""
    rows = (
        in_the_ledger(fund=fund, since=since, until=until)
        .values_list("commitment__agreement__brief__strand")
        .annotate(pence=Sum("pence"), payments=Count("pk"))
        .order_by("commitment__agreement__brief__strand")
    )
    found = {code or "": (Money(pence), payments) for code, pence, payments in rows}
    names = {code: strand.name for code, strand in strands().items()} | {"": NO_STRAND}
    return [OnStrand(name, *found[code]) for code, name in names.items() if code in found]
