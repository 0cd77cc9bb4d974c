"""Everything that matters about a person on a day, in three queries whatever they hold."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q

from collegiate.foundation.accounts.models import Account
from collegiate.partnership.members.models import Interest, Person, RoleHeld
from collegiate.values import NOBODY, Held, Role, Standing

DESK = "acting_as"  # where a session keeps which desk was chosen
INTERESTS_LAST = timedelta(days=365)  # a role that ended within a year still ties a person to the organisation


def standing_of(account: Account | None, day: date, *, acting_as: str = "") -> Standing:
    """
    Return the standing of whoever signed in with an account; of nobody without one, or without a person.

    Somebody who holds no role on the day, a leaver say, is known by name and is nobody's person: whatever chapter
    opens something to every member, it stays shut for them.
    """
    if account is None:
        return Standing(mark="nobody", day=day)
    person = Person.objects.filter(account=account, erased_at__isnull=True).first()
    if person is None:
        return Standing(mark=f"account:{account.pk}", day=day, signed_in=True)
    standing = standing_of_person(person, day, acting_as=acting_as)
    return standing if standing.held else replace(standing, person_id=None)


def standing_of_person(person: Person | None, day: date, *, acting_as: str = "") -> Standing:
    """Return the standing of a person on a day."""
    if person is None:
        return NOBODY
    roles = list(
        RoleHeld.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day - INTERESTS_LAST), person=person)
        .filter(from_on__lte=day)
        .select_related("organisation", "group")
        .order_by("from_on", "pk")
    )
    declared = Interest.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=day - INTERESTS_LAST), person=person, from_on__lte=day
    ).values_list("organisation_id", flat=True)
    return Standing(
        mark=f"person:{person.pk}",
        day=day,
        person_id=person.pk,
        name=person.name,
        signed_in=True,
        held=tuple(_held(role) for role in roles if role.until_on is None or role.until_on >= day),
        interests=frozenset(declared) | {role.organisation_id for role in roles if role.organisation_id is not None},
        acting_as=acting_as,
    )


def _held(role: RoleHeld) -> Held:
    return Held(
        role=Role(role.role),
        organisation_id=role.organisation_id,
        group_id=role.group_id,
        group_kind=role.group.kind if role.group else "",
        organisation_name=str(role.organisation) if role.organisation else "",
        group_name=role.group.name if role.group else "",
    )
