"""What members owe and have paid in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Sum

from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import (
    BANK,
    Contribution,
    ContributionStage,
    EntryKind,
    Fund,
    Leg,
)
from collegiate.partnership.members.models import Organisation
from collegiate.values import Books, FinancialYear, Money, Standing


@dataclass(frozen=True, slots=True)
class Statement:
    """What one member paid in, and still owes."""

    organisation: Organisation
    paid_in: Money
    due: Money


def _seen_by(viewer: Standing) -> QuerySet[Contribution]:
    found = Contribution.objects.select_related("organisation", "fund").order_by("due_on", "organisation__name", "pk")
    if viewer.holds(*policies.READ_EVERY_CONTRIBUTION):
        return found
    return found.filter(organisation_id__in=viewer.organisations())


def still_to_come(*, viewer: Standing) -> list[Contribution]:
    """
    Return the contributions that are due and that a viewer may see, the earliest due first.

    Those who keep the books see all, others those of their own organisations.
    """
    return list(_seen_by(viewer).filter(stage=ContributionStage.DUE))


def already_in(keys: Iterable[str], *, viewer: Standing) -> list[Contribution]:
    """Return those of some contributions, by the keys that a form names, that came in and that a viewer may see."""
    named = [int(key) for key in keys if key.isdecimal()]
    return list(_seen_by(viewer).filter(stage=ContributionStage.RECEIVED, pk__in=named))


def contributions(*, viewer: Standing, page: str | None = None, at_once: int = 50) -> Page[Contribution]:
    """
    Return one page of the contributions to every fund that a viewer may see, the earliest due first. Two queries.

    Those who keep the books see all, others those of their own organisations.
    """
    found = Paginator(_seen_by(viewer), at_once).get_page(page)
    found.object_list = list(found.object_list)
    return found


def get_contribution(pk: int, *, viewer: Standing) -> Contribution:
    """
    Return a contribution.

    :raises Contribution.DoesNotExist: if there is none, or the viewer may not see it
    """
    contribution = Contribution.objects.select_related("organisation", "fund", "decision", "formula").get(pk=pk)
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


@dataclass(frozen=True, slots=True)
class InAYear:
    """What came in during the financial years that begin in one calendar year, by whose books it is in."""

    starts: int
    maintained: Money
    academies: Money

    @property
    def years(self) -> tuple[FinancialYear, FinancialYear]:
        """The maintained schools’ year and the academies’."""
        return FinancialYear(self.starts, Books.MAINTAINED), FinancialYear(self.starts, Books.ACADEMY)


def by_financial_year(fund: Fund) -> list[InAYear]:
    """Return what members paid in, less what was taken back, by each one's own financial year, latest first. One query."""
    rows = (
        Leg.objects.filter(fund=fund, account__code=BANK, party__isnull=False, entry__posted_at__isnull=False)
        .filter(Q(entry__kind=EntryKind.CONTRIBUTION) | Q(entry__reverses__kind=EntryKind.CONTRIBUTION))
        .values_list("entry__on", "party__keeps_academy_books")
        .annotate(sum=Sum("pence"))
        .order_by("entry__on")
    )
    sums: dict[tuple[int, Books], int] = {}
    for on, academy, pence in rows:
        books = Books.ACADEMY if academy else Books.MAINTAINED
        key = FinancialYear.of(on, books).starts, books
        sums[key] = sums.get(key, 0) + pence
    return [
        InAYear(starts, Money(sums.get((starts, Books.MAINTAINED), 0)), Money(sums.get((starts, Books.ACADEMY), 0)))
        for starts in sorted({starts for starts, _ in sums}, reverse=True)
    ]
