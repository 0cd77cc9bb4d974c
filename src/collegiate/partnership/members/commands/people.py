"""People: adding, appointing, leaving, and declaring interests."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.members import policies
from collegiate.partnership.members.models import (
    Confirmation,
    Group,
    Interest,
    InterestKind,
    Organisation,
    Person,
    RoleHeld,
)
from collegiate.values import Refused, Role, Standing


class HoldsNothing(Refused):
    """The person has no role to end."""


@deed
def add_person(
    name: str,
    *,
    email: str = "",
    is_under_18: bool = False,
    link_adult: Person | None = None,
    by: Standing,
    at: datetime,
) -> Person:
    """
    Add somebody to the people the partnership knows.

    :raises NotAllowed: if they may not add people
    """
    policies.may_add_person(by).insist()
    person = Person.objects.create(
        name=name, email=email.strip().lower(), is_under_18=is_under_18, link_adult=link_adult
    )
    note("members.add_person", subject=person)
    return person


@deed
def appoint(
    person: Person,
    *,
    role: Role,
    from_on: date,
    organisation: Organisation | None = None,
    group: Group | None = None,
    until_on: date | None = None,
    title: str = "",
    by: Standing,
    at: datetime,
) -> RoleHeld:
    """
    Give a person a role at an organisation, on a group or in the partnership as a whole.

    :raises NotAllowed: if they may not appoint to it
    """
    policies.may_appoint(by, role, organisation, group).insist()
    held = RoleHeld.objects.create(
        person=person,
        role=role,
        organisation=organisation,
        group=group,
        from_on=from_on,
        until_on=until_on,
        title=title,
    )
    place = organisation or group
    note(
        "members.appoint", subject=person, because=place, data={"role": role, "from_on": from_on, "until_on": until_on}
    )
    return held


@deed
def end_role(held: RoleHeld, *, until_on: date, by: Standing, at: datetime) -> RoleHeld:
    """
    End a role on a day; that day still counts.

    :raises NotAllowed: if they may not end it
    :raises ValidationError: if it would end before it begins
    """
    held = RoleHeld.objects.select_for_update(of=("self",)).select_related("organisation", "group").get(pk=held.pk)
    policies.may_appoint(by, Role(held.role), held.organisation, held.group).insist()
    held.until_on = until_on
    held.validate_constraints()
    held.save(update_fields=["until_on"])
    note("members.end_role", subject=held.person, data={"role": held.role, "until_on": until_on})
    return held


@deed
def leaver(person: Person, *, organisation: Organisation, left_on: date, by: Standing, at: datetime) -> int:
    """
    Record that somebody left an organisation: every role they hold there and on its teams ends; return how many.

    :raises NotAllowed: if they may not end one of them
    :raises HoldsNothing: if they hold no role there
    :raises ValidationError: if a role would end before it begins
    """
    policies.may_add_person(by).insist()
    ended = [
        end_role(held, until_on=left_on, by=by, at=at)
        for held in RoleHeld.objects.filter(person=person, until_on__isnull=True).select_related("group").order_by("pk")
        if organisation.pk in (held.organisation_id, held.group.organisation_id if held.group else None)
    ]
    if not ended:
        raise HoldsNothing(f"{person.name} holds no role at {organisation} now.")
    note("members.leaver", subject=person, because=organisation, data={"roles": len(ended), "left_on": left_on})
    return len(ended)


@deed
def declare_interest(
    person: Person,
    *,
    organisation: Organisation,
    kind: InterestKind,
    nature: str,
    from_on: date,
    until_on: date | None = None,
    by: Standing,
    at: datetime,
) -> Interest:
    """
    Declare an interest in an organisation.

    :raises NotAllowed: if it is somebody else's to declare
    :raises ValidationError: if it would end before it begins
    """
    policies.may_declare(by, person).insist()
    interest = Interest.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        nature=nature,
        from_on=from_on,
        until_on=until_on,
        declared_at=at,
        declared_by_id=by.somebody,
    )
    note("members.declare_interest", subject=person, because=organisation, data={"kind": kind, "from_on": from_on})
    return interest


@deed
def end_interest(interest: Interest, *, until_on: date, by: Standing, at: datetime) -> Interest:
    """
    Record that an interest ended; it still counts for twelve months.

    :raises NotAllowed: if it is somebody else's to declare
    :raises ValidationError: if it would end before it begins
    """
    interest = Interest.objects.select_for_update(of=("self",)).select_related("person").get(pk=interest.pk)
    policies.may_declare(by, interest.person).insist()
    interest.until_on = until_on
    interest.validate_constraints()
    interest.save(update_fields=["until_on"])
    note("members.end_interest", subject=interest.person, data={"until_on": until_on})
    return interest


@deed
def confirm_interests(person: Person, *, by: Standing, at: datetime) -> Confirmation:
    """
    Record that somebody says that what the register of interests says of them is right and whole.

    :raises NotAllowed: if it is somebody else's to say
    """
    policies.may_declare(by, person).insist()
    confirmed = Confirmation.objects.create(person=person, confirmed_at=at, confirmed_by_id=by.somebody)
    note("members.confirm_interests", subject=person)
    return confirmed
