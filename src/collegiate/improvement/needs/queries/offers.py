"""Help that is offered."""

from datetime import date

from django.db.models import Q

from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Offer
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing


def offers(*, day: date, strand: str = "", organisation: int | None = None) -> list[Offer]:
    """Return the offers that stand on a day, by strand and title, with who offers fetched."""
    found = Offer.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), offered_on__lte=day)
    if strand:
        found = found.filter(strand=strand)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return list(found.select_related("organisation").order_by("strand", "title", "pk"))


def offer(pk: int, *, viewer: Standing) -> Offer:
    """
    Return an offer; every member may see them.

    :raises Offer.DoesNotExist: if there is none, or the viewer is no member
    """
    if viewer.person_id is None:
        raise Offer.DoesNotExist
    return Offer.objects.select_related("organisation").get(pk=pk)


def offering_for(*, viewer: Standing) -> list[Organisation]:
    """Return the organisations that the viewer may offer help for, by name."""
    return list(Organisation.objects.filter(pk__in=viewer.organisations(*policies.OFFERS)).order_by("name", "pk"))
