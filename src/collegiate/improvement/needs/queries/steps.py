"""Statutory steps: one, a school's, and those that are open."""

from datetime import date

from django.db.models import QuerySet

from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import StatutoryStep
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import Role, Ruling, Standing


def _whole() -> QuerySet[StatutoryStep]:
    return StatutoryStep.objects.select_related("organisation", "given_by", "closed_by")


def step(pk: int, *, viewer: Standing) -> StatutoryStep:
    """
    Return a statutory step with its school and people fetched.

    :raises StatutoryStep.DoesNotExist: if there is none, or the viewer may not know of it
    """
    found = _whole().get(pk=pk)
    if not policies.may_see_steps(viewer, found.organisation_id):
        raise StatutoryStep.DoesNotExist
    return found


def steps_of(organisation: Organisation, *, viewer: Standing) -> list[StatutoryStep]:
    """Return the statutory steps about a school, newest first; none to whoever may not know of them."""
    if not policies.may_see_steps(viewer, organisation.pk):
        return []
    return list(_whole().filter(organisation=organisation).order_by("-given_on", "-pk"))


def open_steps(*, viewer: Standing, until: date | None = None) -> list[StatutoryStep]:
    """Return the open steps that the viewer may know of, by school; perhaps those only that are due by a day."""
    found = _whole().filter(closed_at__isnull=True)
    if until is not None:
        found = found.filter(due_on__lte=until)
    if not viewer.holds(Role.LA_OFFICER):
        found = found.filter(organisation__in=viewer.organisations(*policies.OWN_PEOPLE, *policies.ITS_ADVISERS))
    return list(found.order_by("organisation__name", "due_on", "pk"))


def may_give_step(organisation: Organisation, *, viewer: Standing) -> Ruling:
    """Rule on recording a statutory step about a school, with what the register says of its local authority."""
    of_the_authority = members.is_of_the_authority(organisation)
    return policies.may_give_step(viewer, organisation, is_the_authoritys=of_the_authority)
