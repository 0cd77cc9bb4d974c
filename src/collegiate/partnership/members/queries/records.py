"""What the pages of members show: the list, one organisation's record, one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from collegiate.foundation.accounts.models import Account
from collegiate.partnership.members import policies
from collegiate.partnership.members.models import (
    Group,
    GroupKind,
    Identifier,
    Invitation,
    Membership,
    Organisation,
    Person,
    RoleHeld,
    Scheme,
    Succession,
)
from collegiate.partnership.members.queries.directory import on_day
from collegiate.values import Role, Ruling, Standing


def counts(*, day: date) -> dict[str, int]:
    """Return how many members of each kind there are on a day."""
    found = _members(day).values_list("organisation__kind").annotate(many=Count("pk")).order_by("organisation__kind")
    return dict(found)


def members(*, day: date, kind: str = "", phase: str = "", words: str = "") -> list[Membership]:
    """
    Return the memberships on a day, each with its organisation, by name.

    `words` must all be in the name or the place; one word may be a number, such as a URN.
    """
    found = _members(day)
    if kind:
        found = found.filter(organisation__kind=kind)
    if phase:
        found = found.filter(organisation__phase=phase)
    terms = words.split()
    wanted = Q()
    for term in terms:
        wanted &= (
            Q(organisation__name__icontains=term)
            | Q(organisation__locality__icontains=term)
            | Q(organisation__town__icontains=term)
            | Q(organisation__postcode__istartswith=term)
        )
    if len(terms) == 1:
        wanted |= Q(organisation__in=Identifier.objects.filter(value=terms[0]).values("organisation"))
    return list(found.filter(wanted).select_related("organisation").order_by("organisation__name", "organisation_id"))


def _members(day: date) -> QuerySet[Membership]:
    open_then = Q(organisation__closed_on__isnull=True) | Q(organisation__closed_on__gte=day)
    return Membership.objects.filter(on_day(day, "joined_on", "left_on")).filter(open_then)


@dataclass(frozen=True, slots=True)
class Record:
    """
    All that an organisation's page shows.

    Attributes
    ----------
    numbers : dict of Scheme to str
        The numbers others know it by; one that is not published is not there.
    memberships : list of Membership
        Newest first.
    held : list of RoleHeld
        The roles held there on the day, with their people, by role and name.
    groups : list of Group
        Its groups on the day, each with how many are in it (`.people`).
    before, after : list of Succession
        What it came after, and what came after it, with those organisations.
    """

    organisation: Organisation
    numbers: dict[str, str]
    memberships: list[Membership]
    held: list[RoleHeld]
    groups: list[Group]
    before: list[Succession]
    after: list[Succession]


def record(pk: int, *, viewer: Standing, day: date) -> Record:
    """
    Return an organisation's record; its people and groups are for members.

    :raises Organisation.DoesNotExist: if there is none
    """
    organisation = Organisation.objects.get(pk=pk)
    order = {role.value: place for place, role in enumerate(Role)}
    held = RoleHeld.objects.filter(on_day(day), organisation=organisation, person__erased_at__isnull=True)
    in_it = Count("roles__person", filter=on_day(day, "roles__from_on", "roles__until_on"), distinct=True)
    groups = Group.objects.filter(on_day(day, "starts_on", "ends_on"), organisation=organisation)
    if not policies.may_see_people(viewer):
        held, groups = held.none(), groups.none()
    moves = Succession.objects.filter(Q(successor=organisation) | Q(predecessor=organisation))
    linked = list(moves.select_related("predecessor", "successor").order_by("on", "pk"))
    return Record(
        organisation=organisation,
        numbers=dict(Identifier.objects.filter(organisation=organisation).values_list("scheme", "value")),
        memberships=list(Membership.objects.filter(organisation=organisation).order_by("-joined_on", "-pk")),
        held=sorted(
            held.select_related("person"), key=lambda one: (order[one.role], one.person.name.casefold(), one.pk)
        ),
        groups=list(groups.annotate(people=in_it).order_by("name", "pk")),
        before=[one for one in linked if one.successor_id == organisation.pk],
        after=[one for one in linked if one.predecessor_id == organisation.pk],
    )


@dataclass(frozen=True, slots=True)
class Portrait:
    """
    All that a person's page shows.

    Attributes
    ----------
    held : list of RoleHeld
        Every role, those of now first, with its place.
    account : Account or None
    invitation : Invitation or None
        The newest, for those who may invite them.
    may_invite : Ruling
        On making them another link.
    """

    person: Person
    now: list[RoleHeld]
    past: list[RoleHeld]
    account: Account | None
    invitation: Invitation | None
    may_invite: Ruling
    may_see_address: Ruling


def portrait(pk: int, *, viewer: Standing, day: date) -> Portrait:
    """
    Return a person's page, for members of the partnership.

    :raises Person.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Person.DoesNotExist
    person = Person.objects.select_related("account", "link_adult").get(pk=pk, erased_at__isnull=True)
    held = list(
        RoleHeld.objects.filter(person=person)
        .select_related("organisation", "group__organisation")
        .order_by("-from_on", "-pk")
    )
    now = [one for one in held if one.from_on <= day and (one.until_on is None or one.until_on >= day)]
    rulings = [policies.may_appoint(viewer, Role(one.role), one.organisation, one.group) for one in now]
    return Portrait(
        person=person,
        now=now,
        past=[one for one in held if one not in now],
        account=person.account,
        invitation=Invitation.objects.filter(person=person).order_by("-made_at", "-pk").first(),
        may_invite=next(filter(None, rulings), (rulings or [policies.may_keep_the_register(viewer)])[0]),
        may_see_address=policies.may_see_addresses(viewer),
    )


def partnership_groups(*, day: date) -> list[Group]:
    """Return the partnership's own groups on a day, each with the roles held on it (`.now`), in the order of their kinds."""
    held = RoleHeld.objects.filter(on_day(day), person__erased_at__isnull=True)
    found = Group.objects.filter(on_day(day, "starts_on", "ends_on"), organisation__isnull=True).prefetch_related(
        Prefetch("roles", queryset=held.select_related("person").order_by("person__name", "pk"), to_attr="now")
    )
    kinds = list(GroupKind.values)
    return sorted(found, key=lambda group: (kinds.index(group.kind), group.name.casefold(), group.pk))


def schemes_of(kind: str) -> Iterable[Scheme]:
    """Return the numbers that are worth showing of an organisation of a kind, published or not."""
    if kind == "school":
        return (Scheme.URN, Scheme.UKPRN, Scheme.LAESTAB)
    return (Scheme.UKPRN, Scheme.CHARITY, Scheme.COMPANY)


def invitation(pk: int) -> Invitation:
    """
    Return an invitation with its person and account, for the task that sends it.

    :raises Invitation.DoesNotExist: if there is none
    """
    return Invitation.objects.select_related("person__account").get(pk=pk)


def invitations(pks: Iterable[int]) -> list[Invitation]:
    """Return several invitations with their people and accounts, by name."""
    found = Invitation.objects.filter(pk__in=list(pks)).select_related("person__account")
    return list(found.order_by("person__name", "pk"))
