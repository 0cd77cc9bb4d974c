"""The register of interests: what people declared, and what follows from the roles they hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.partnership.members.models import Confirmation, GroupKind, Interest, Organisation, Person, RoleHeld
from collegiate.partnership.members.queries.directory import on_day
from collegiate.partnership.members.queries.standing import INTERESTS_LAST
from collegiate.values import Owed, Role, Standing

DECIDING = (GroupKind.STRATEGIC, GroupKind.TASK, GroupKind.PANEL)
A_YEAR, AT_FIRST = timedelta(days=365), timedelta(days=30)
REMINDED = (14, 0)  # days before somebody should have confirmed what the register says of them


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


def owed(*, day: date, person_id: int | None = None) -> list[Owed]:
    """
    Return who should confirm by then, or should have, what the register says of them; perhaps of one person.

    Whoever signs in and sits on a group that decides or advises: a month after they came to one, then once a year. Two
    queries.
    """
    sits = RoleHeld.objects.filter(on_day(day), group__kind__in=DECIDING)
    sits = sits.filter(person__account__isnull=False, person__erased_at__isnull=True, person__is_under_18=False)
    if person_id is not None:
        sits = sits.filter(person=person_id)
    since = dict(sits.values_list("person").annotate(Min("from_on")).order_by("person"))
    said = Confirmation.objects.filter(person__in=since).values_list("person").annotate(Max("confirmed_at"))
    last = {person: localtime(at).date() for person, at in said.order_by("person")}
    due = {person: last[person] + A_YEAR if person in last else since[person] + AT_FIRST for person in since}
    sentence = "Confirm what the register of interests says of you: once a year, that it is right and whole."
    return [
        Owed(person, sentence, on, reverse("members:confirm_interests"), REMINDED)
        for person, on in due.items()
        if on <= day + timedelta(days=max(REMINDED))
    ]


def confirmed_on(person_id: int) -> date | None:
    """Return when somebody last confirmed what the register says of them; None where they never did."""
    last = Confirmation.objects.filter(person=person_id).aggregate(last=Max("confirmed_at"))["last"]
    return localtime(last).date() if last else None
