"""Questions about the questions that those who oversee ask."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from collegiate.partnership.communications import policies
from collegiate.partnership.communications.models import Enquiry
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import Role, Standing

LATEST = 100  # questions on one page


def enquiries(*, viewer: Standing) -> list[Enquiry]:
    """Return the questions that the viewer asked or may answer or read, those not answered first, then the latest."""
    if viewer.person_id is None:
        return []
    mine = Q(asked_by_id=viewer.person_id) | Q(
        organisation_id__in=viewer.organisations(*policies.LEADS, *policies.GOVERNS)
    )
    found = Enquiry.objects.select_related("organisation", "asked_by")
    if not viewer.holds(Role.COORDINATOR):
        found = found.filter(mine)
    latest = found.order_by("-asked_at", "-pk")[:LATEST]
    return sorted(latest, key=lambda one: one.answered_at is not None)


def answerable(found: Iterable[Enquiry], *, viewer: Standing) -> frozenset[int]:
    """Return the keys of those questions that are the viewer's to answer; asks nothing of the database."""
    return frozenset(one.pk for one in found if policies.may_answer(viewer, one))


def get_enquiry(pk: int, *, viewer: Standing) -> Enquiry:
    """
    Return a question.

    :raises Enquiry.DoesNotExist: if there is none, or the viewer may not read it
    """
    found = Enquiry.objects.select_related("organisation", "asked_by", "answered_by").get(pk=pk)
    if not policies.may_read(viewer, found):
        raise Enquiry.DoesNotExist
    return found


def asks(viewer: Standing) -> bool:
    """Say whether the viewer may ask about anything; asks nothing of the database."""
    return bool(policies.may_ask(viewer, None) or viewer.organisations(*policies.GOVERNS))


def may_ask_about(*, viewer: Standing, day: date) -> list[Organisation]:
    """Return the schools that the viewer may ask a question about, by name."""
    return [one for one in members.schools(day=day) if policies.may_ask(viewer, one.pk)]


def asks_about(organisation: Organisation, *, viewer: Standing) -> bool:
    """Say whether the viewer may ask a question about a school; asks nothing of the database."""
    return bool(policies.may_ask(viewer, organisation.pk))
