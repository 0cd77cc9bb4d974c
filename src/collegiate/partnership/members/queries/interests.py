"""The register of interests: what people declared, and what follows from the roles they hold."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.members.models import GroupKind, Interest, Organisation, Person, RoleHeld
from collegiate.partnership.members.queries.directory import on_day
from collegiate.partnership.members.queries.standing import INTERESTS_LAST
from collegiate.values import Role, Standing

DECIDING = (GroupKind.STRATEGIC, GroupKind.TASK, GroupKind.PANEL)


@dataclass(frozen=True, slots=True)
class InterestLine:
    """One line of the register of interests; `declared` is None where it follows from a role held."""

    person: Person
    organisation: Organisation
    words: str
    from_on: date
    until_on: date | None
    declared: Interest | None = None


def register_of_interests(*, viewer: Standing, day: date) -> list[InterestLine]:
    """
    Return the interests that count on a day, by person: they do for twelve months after they ended.

    What was declared is there for everybody; what follows from roles, for those who sit on a group that decides.
    """
    if viewer.person_id is None:
        return []
    counts = Q(until_on__isnull=True) | Q(until_on__gte=day - INTERESTS_LAST)
    declared = (
        Interest.objects.filter(counts, from_on__lte=day, person__erased_at__isnull=True)
        .select_related("person", "organisation")
        .order_by("pk")
    )
    deciding = RoleHeld.objects.filter(on_day(day), group__kind__in=DECIDING).values("person")
    held = (
        RoleHeld.objects.filter(counts, from_on__lte=day, person__in=deciding, organisation__isnull=False)
        .filter(person__erased_at__isnull=True)
        .select_related("person", "organisation")
        .order_by("pk")
    )
    lines = [
        InterestLine(
            one.person, one.organisation, f"{one.get_kind_display()}: {one.nature}", one.from_on, one.until_on, one
        )
        for one in declared
    ]
    lines += [
        InterestLine(one.person, one.organisation, Role(one.role).words.capitalize(), one.from_on, one.until_on)
        for one in held
        if one.organisation is not None
    ]
    return sorted(
        lines, key=lambda line: (line.person.name.casefold(), line.person.pk, str(line.organisation).casefold())
    )


def interest(pk: int, *, viewer: Standing) -> Interest:
    """
    Return an interest that has not ended, with its person and organisation.

    :raises Interest.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Interest.DoesNotExist
    return Interest.objects.select_related("person", "organisation").get(pk=pk, until_on__isnull=True)


def everywhere(*, day: date) -> list[Organisation]:
    """Return every organisation somebody could have an interest in, by name."""
    return list(Organisation.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day)).order_by("name", "pk"))
