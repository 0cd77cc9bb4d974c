"""What members owe and have paid in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, Sum

from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import Contribution, ContributionStage
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing


@dataclass(frozen=True, slots=True)
class Statement:
    """What one member paid in, and still owes."""

    organisation: Organisation
    paid_in: Money
    due: Money


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
