"""Places at workshops: taken, given up, and who came."""

from collections.abc import Collection
from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.improvement.delivery import policies
from collegiate.improvement.delivery.models import Workshop, WorkshopPlace
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Refused, Standing


class WorkshopIsFull(Refused):
    """Every place is taken."""


class HasAPlace(Refused):
    """The person has a place already."""


class WorkshopIsOver(Refused):
    """The workshop has begun, is over or does not take place."""


class NotBegun(Refused):
    """The workshop has not begun, so nobody has come yet."""


class NotOfOrganisation(Refused):
    """The person has no part at the organisation whose place it would be."""


@deed
def take_place(
    workshop: Workshop, *, person: Person, organisation: Organisation, by: Standing, at: datetime
) -> WorkshopPlace:
    """
    Take a place at a workshop for a person of an organisation.

    :raises NotAllowed: if it is somebody else's to take
    :raises NotOfOrganisation: if the person has no part there that day
    :raises WorkshopIsOver: if it has begun, or is cancelled
    :raises WorkshopIsFull: if every place is taken
    :raises HasAPlace: if the person has one
    """
    policies.may_take_place(by, person_id=person.pk, organisation_id=organisation.pk).insist()
    if organisation.pk not in members.standing_of_person(person, by.day).organisations():
        raise NotOfOrganisation(f"{person.name} has no part at {organisation}.")
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    _insist_that_it_is_to_come(workshop, at)
    taken = WorkshopPlace.objects.filter(workshop=workshop)
    if taken.filter(person=person).exists():
        raise HasAPlace(f"{person.name} has a place at this workshop.")
    if taken.count() >= workshop.places:
        raise WorkshopIsFull(f"All {workshop.places} places at {workshop.title} are taken.")
    place = WorkshopPlace.objects.create(workshop=workshop, person=person, organisation=organisation)
    note("delivery.take_place", subject=workshop, because=person)
    return place


@deed
def give_up_place(place: WorkshopPlace, *, by: Standing, at: datetime) -> Workshop:
    """
    Give a place up, for somebody else to take.

    :raises NotAllowed: if it is somebody else's to give up
    :raises WorkshopIsOver: if it has begun, or is cancelled
    """
    policies.may_take_place(by, person_id=place.person_id, organisation_id=place.organisation_id).insist()
    workshop, person = place.workshop, place.person
    _insist_that_it_is_to_come(workshop, at)
    place.delete()
    note("delivery.give_up_place", subject=workshop, because=person)
    return workshop


@deed
def record_who_came(
    workshop: Workshop, *, came: Collection[int], version: int | None = None, by: Standing, at: datetime
) -> Workshop:
    """
    Record who came to a workshop, by the keys of their places; everybody else with a place did not come.

    It may be recorded again, where somebody was overlooked; None as `version` writes over whatever was recorded.

    :raises NotAllowed: if they did not run it
    :raises NotBegun: if it is still to come, or is cancelled
    :raises Stale: if somebody else kept the register meanwhile
    """
    policies.may_register(by, workshop.programme.agreement).insist()
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if workshop.is_cancelled or not workshop.has_begun(at):
        raise NotBegun(f"{workshop.title} {'is cancelled' if workshop.is_cancelled else 'has not begun'}.")
    must_match(workshop, workshop.version if version is None else version)
    workshop.save(update_fields=["version"])
    places = WorkshopPlace.objects.filter(workshop=workshop)
    there = places.filter(pk__in=list(came)).update(came=True)
    missing = places.exclude(pk__in=list(came)).update(came=False)
    note("delivery.record_who_came", subject=workshop, data={"came": there, "places": there + missing})
    return workshop


def _insist_that_it_is_to_come(workshop: Workshop, at: datetime) -> None:
    if workshop.is_cancelled:
        raise WorkshopIsOver(f"{workshop.title} is cancelled: {workshop.cancelled_because}")
    if workshop.has_begun(at):
        raise WorkshopIsOver(f"{workshop.title} has begun or is over.")
