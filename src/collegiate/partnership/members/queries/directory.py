"""Organisations, groups and people: lists, one by one, and by name."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from collegiate.partnership.members.models import (
    Group,
    Identifier,
    Kind,
    Membership,
    Organisation,
    Person,
    RoleHeld,
    Scheme,
)
from collegiate.values import Role, Standing

FEW = 10  # matches of each kind shown by a search


def on_day(day: date, begins: str = "from_on", ends: str = "until_on") -> Q:
    """Return the condition that something holds on a day, its last day included."""
    return Q(**{f"{begins}__lte": day}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day}))


def members_on(day: date) -> QuerySet[Organisation]:
    """Return the organisations that are members on a day and have not closed, to be counted or narrowed."""
    members = Membership.objects.filter(on_day(day, "joined_on", "left_on")).values("organisation")
    return Organisation.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day), pk__in=members)


def organisations(*, day: date, kinds: Iterable[str] = ()) -> list[Organisation]:
    """Return the organisations that are members on a day and have not closed, by name, with their identifiers fetched."""
    found, kinds = members_on(day), list(kinds)
    return list(
        (found.filter(kind__in=kinds) if kinds else found).prefetch_related("identifiers").order_by("name", "pk")
    )


def schools(*, day: date) -> list[Organisation]:
    """Return the schools and settings that are members on a day, by name."""
    return organisations(day=day, kinds=[Kind.SCHOOL])


def get(pk: int, *, viewer: Standing) -> Organisation:
    """
    Return an organisation, with its identifiers fetched; the register is public.

    :raises Organisation.DoesNotExist: if there is none
    """
    return Organisation.objects.prefetch_related("identifiers").get(pk=pk)


def school(urn: str, *, viewer: Standing) -> Organisation:
    """
    Return a school by its URN, with identifiers fetched.

    :raises Organisation.DoesNotExist: if there is none
    """
    return Organisation.objects.prefetch_related("identifiers").get(
        identifiers__scheme=Scheme.URN, identifiers__value=urn
    )


def by_urn(urn: str) -> Organisation:
    """
    Return a school by its URN, without what else is known of it.

    :raises Organisation.DoesNotExist: if there is none
    """
    return Organisation.objects.get(identifiers__scheme=Scheme.URN, identifiers__value=urn)


def named(ids: Iterable[int]) -> list[Organisation]:
    """Return organisations by their ids, by name, without what else is known of them."""
    return list(Organisation.objects.filter(pk__in=list(ids)).order_by("name", "pk"))


def urns() -> dict[str, int]:
    """Return every known URN with the id of its organisation."""
    return dict(Identifier.objects.filter(scheme=Scheme.URN).values_list("value", "organisation_id"))


def everybodys_names() -> list[str]:
    """Return the names of all people who are or were known here, so that they can be left out of open words."""
    return list(Person.objects.order_by("pk").values_list("name", flat=True))


def groups(*, day: date, kinds: Iterable[str]) -> list[Group]:
    """Return the groups of some kinds that exist on a day, by name, each with the roles held on it then (`.now`)."""
    held = RoleHeld.objects.filter(on_day(day)).select_related("person").order_by("role", "person__name", "pk")
    found = Group.objects.filter(on_day(day, "starts_on", "ends_on"), kind__in=list(kinds)).select_related(
        "organisation"
    )
    return list(found.prefetch_related(Prefetch("roles", queryset=held, to_attr="now")).order_by("name", "pk"))


def people(*, day: date, organisations: Iterable[int] | None = None, role: Role | None = None) -> list[RoleHeld]:
    """Return the roles held on a day at some organisations, or of a kind, with person and place fetched, by name."""
    held = RoleHeld.objects.filter(on_day(day), person__erased_at__isnull=True)
    if organisations is not None:
        held = held.filter(organisation_id__in=list(organisations))
    if role is not None:
        held = held.filter(role=role)
    return list(held.select_related("person", "organisation", "group").order_by("person__name", "pk"))


def person(pk: int, *, viewer: Standing) -> Person:
    """
    Return a person, for members of the partnership.

    :raises Person.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None and not viewer.mark.startswith("job:"):
        raise Person.DoesNotExist
    return Person.objects.get(pk=pk, erased_at__isnull=True)


def person_with(email: str) -> Person | None:
    """Return who signs in with an e-mail address; failing that, the one person without a sign-in who has it."""
    email = email.strip().lower()
    if not email:
        return None
    found = list(Person.objects.filter(account__email=email, erased_at__isnull=True))
    found = found or list(Person.objects.filter(email=email, account__isnull=True, erased_at__isnull=True)[:2])
    return found[0] if len(found) == 1 else None


def called(words: str) -> list[Person]:
    """Return the people with exactly this name or e-mail address, by name; none for no words."""
    words = words.strip()
    if not words:
        return []
    mail = Q(email__iexact=words) | Q(account__email__iexact=words) if "@" in words else Q(name__iexact=words)
    return list(Person.objects.filter(mail, erased_at__isnull=True).order_by("name", "pk"))


def acting_for(organisation_ids: Iterable[int], *, roles: Iterable[Role], day: date) -> list[Person]:
    """Return the people who hold one of the roles at one of the organisations on a day, each once, by name."""
    return list(
        Person.objects.filter(
            pk__in=RoleHeld.objects.filter(
                on_day(day), organisation_id__in=list(organisation_ids), role__in=list(roles)
            ).values("person"),
            erased_at__isnull=True,
        ).order_by("name", "pk")
    )


def find(words: str, *, viewer: Standing) -> tuple[list[Organisation], list[Person]]:
    """Return organisations, and for members people, whose name holds all the words; ten of each at most."""
    terms = words.split()
    if not terms:
        return [], []
    named = Q()
    for term in terms:
        named &= Q(name__icontains=term)
    by_number = Q(identifiers__value=terms[0]) if len(terms) == 1 else Q(pk__in=[])
    organisations_found = Organisation.objects.filter(named | by_number).distinct().order_by("name", "pk")[:FEW]
    people_found = Person.objects.filter(named, erased_at__isnull=True).order_by("name", "pk")[:FEW]
    return list(organisations_found), list(people_found) if viewer.person_id is not None else []
