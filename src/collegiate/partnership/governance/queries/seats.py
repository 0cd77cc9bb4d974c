"""Who sits where, on any day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from collegiate.partnership.governance.models import Capacity, Seat, Tenure, TermsOfReference
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.partnership.members.queries import on_day
from collegiate.values import Role

ORDER = {GroupKind.STRATEGIC: 0, GroupKind.TASK: 1, GroupKind.HEAD_FORUM: 2}


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """
    A seat and whoever sits in it on a day; a vacancy where nobody does.

    Attributes
    ----------
    member, deputy : str
        Names as the public may read them; several deputies one after the other; empty where there is none.
    until_on : date or None
        The last day of the member's term.
    stays_on_until : date or None
        Where that day is over: until when they stay on while nobody is appointed.
    sitting : tuple of Tenure
        Theirs, the member's first.
    """

    seat: Seat
    member: str
    deputy: str
    until_on: date | None
    stays_on_until: date | None = None
    sitting: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupSeats:
    """A group with its seats in order."""

    group: Group
    seats: list[SeatHeld]

    @property
    def vacancies(self) -> int:
        """How many seats nobody sits in."""
        return sum(not held.member for held in self.seats)


def sitting_on(day: date) -> QuerySet[Tenure]:
    """Return who sits in seats on a day, with people fetched; those who stay on after their term included."""
    return Tenure.objects.filter(_sits_on(day)).select_related("person")


def seated_on(groups: Collection[Group], day: date) -> list[Tenure]:
    """
    Return who sits on some groups on a day, with seats and people, in the order of the seats, the member first; one query.

    `chair` is the key of whoever chairs the group on that day; None where nobody does.
    """
    chairs = chairs_on(day).filter(group=OuterRef("seat__group")).order_by("-from_on", "-pk")
    found = sitting_on(day).filter(seat__group__in=groups).annotate(chair=Subquery(chairs.values("person")[:1]))
    return list(found.select_related("seat").order_by("seat__place", "seat", "-capacity", "pk"))


def chairs_on(day: date) -> QuerySet[RoleHeld]:
    """Return who chairs groups on a day."""
    return RoleHeld.objects.filter(on_day(day), role=Role.CHAIR, person__erased_at__isnull=True)


def tenures_of(groups: Collection[Group], day: date) -> list[Tenure]:
    """Return every tenure of some groups' seats, with seat and person; `sits` says whether it is one on a day; one query."""
    sits = ExpressionWrapper(_sits_on(day), output_field=BooleanField())
    found = Tenure.objects.filter(seat__group__in=groups).annotate(sits=sits).select_related("person", "seat")
    return list(found.order_by("-capacity", "from_on", "pk"))


def _sits_on(day: date) -> Q:
    """
    Return what is true of a tenure in whose seat somebody sits on a day.

    Whoever no longer holds a role on the group (because they left the organisation that put them there) sits
    in its seat no longer, though nobody has ended the tenure.
    """
    held_then = Q(until_on__isnull=True) | Q(until_on__gte=day)
    roles = RoleHeld.objects.filter(
        held_then,
        person=OuterRef("person"),
        group=OuterRef("seat__group"),
        from_on__lte=day,
        role__in=[Role.GROUP_MEMBER, Role.CHAIR, Role.DEPUTY],
    )
    seated = held_then | Q(carries_until_on__gte=day)
    return seated & Q(Exists(roles), from_on__lte=day)


def seats_held(day: date) -> list[SeatHeld]:
    """Return the seats that are there on a day, in order, with who sits in each; two queries."""
    return _held_by(_there_on(day), sitting_on(day).order_by("-capacity", "from_on", "pk"), day)


def seats_of(groups: Collection[Group], sitting: Iterable[Tenure], day: date) -> list[SeatHeld]:
    """Return the seats of some groups that are there on a day, in order, in which these sit; one query."""
    return _held_by(_there_on(day).filter(group__in=groups), sitting, day)


def _there_on(day: date) -> QuerySet[Seat]:
    there = Q(until_on__isnull=True) | Q(until_on__gte=day)
    there &= Q(from_on__isnull=True) | Q(from_on__lte=day)
    groups = on_day(day, "group__starts_on", "group__ends_on")
    return Seat.objects.filter(there, groups).select_related("group").order_by("group__name", "place", "pk")


def _held_by(seats: Iterable[Seat], sitting: Iterable[Tenure], day: date) -> list[SeatHeld]:
    held: dict[int, list[Tenure]] = {}
    for tenure in sitting:
        held.setdefault(tenure.seat_id, []).append(tenure)
    return [_held(seat, held.get(seat.pk, []), day) for seat in seats]


def _held(seat: Seat, sitting: list[Tenure], day: date) -> SeatHeld:
    member = next((one for one in sitting if one.capacity == Capacity.MEMBER), None)
    deputies = [one.person.public_name for one in sitting if one.capacity == Capacity.DEPUTY]
    over = member is not None and member.until_on is not None and member.until_on < day
    return SeatHeld(
        seat=seat,
        member=member.person.public_name if member else "",
        deputy=", ".join(deputies),
        until_on=member.until_on if member else None,
        stays_on_until=member.carries_until_on if member and over else None,
        sitting=tuple(sitting),
    )


def who_sits_where(*, day: date) -> list[GroupSeats]:
    """Return the groups that have seats, with who sits in each on a day; names as the public may read them."""
    found: dict[int, GroupSeats] = {}
    for held in seats_held(day):
        found.setdefault(held.seat.group_id, GroupSeats(held.seat.group, [])).seats.append(held)
    return sorted(found.values(), key=lambda one: (ORDER.get(GroupKind(one.group.kind), 9), one.group.name))


def newest_terms(group: Group, *, day: date | None = None) -> TermsOfReference | None:
    """Return the newest terms of reference of a group, or the newest agreed by a day; None where it has none."""
    versions = TermsOfReference.objects.filter(group=group).select_related("reserve_panel")
    if day is not None:
        versions = versions.filter(agreed_on__lte=day)
    return versions.order_by("-version").first()


def terms_in_force(group: Group, *, day: date | None = None) -> TermsOfReference:
    """
    Return the terms of reference a group works by now, or worked by on a day.

    :raises TermsOfReference.DoesNotExist: if it has none yet
    """
    terms = newest_terms(group, day=day)
    if terms is None:
        raise TermsOfReference.DoesNotExist
    return terms
