"""Rulings on the directory, and how far an entry can be trusted."""

from datetime import date
from enum import StrEnum

from collegiate.partnership.childrens_services.models import Service
from collegiate.values import YES, Role, Ruling, Standing, no

KEEPS_ALL = (Role.COORDINATOR, Role.LA_OFFICER)


class Trust(StrEnum):
    """How far an entry can be trusted, by how long ago it was checked."""

    CHECKED = "checked"
    DUE = "due"
    LAPSED = "lapsed"


def trust_in(checked_on: date, day: date, *, due_after: int, lapsed_after: int) -> Trust:
    """Say how far an entry checked on a day can be trusted now; the numbers are days."""
    days = (day - checked_on).days
    if days > lapsed_after:
        return Trust.LAPSED
    return Trust.DUE if days > due_after else Trust.CHECKED


def may_list_for(standing: Standing, organisation_id: int) -> Ruling:
    """Rule on adding a service: the organisation's own contact, a local authority officer or the coordinator."""
    if standing.holds(*KEEPS_ALL) or standing.holds(Role.CONTACT, at=organisation_id):
        return YES
    return no("Only the organisation’s own contact, a local authority officer or the coordinator can keep this entry.")


def may_keep(standing: Standing, service: Service) -> Ruling:
    """Rule on changing an entry, saying that it is still right, and withdrawing it."""
    return may_list_for(standing, service.organisation_id)


def may_list(standing: Standing) -> Ruling:
    """Rule on adding a service for some organisation or other."""
    if standing.holds(*KEEPS_ALL, Role.CONTACT):
        return YES
    return no("Only organisations’ contacts, local authority officers and the coordinator can add a service.")
