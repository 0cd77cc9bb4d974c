"""Who sits where, on any day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from collegiate.partnership.governance.models import Capacity, Seat, Tenure, TermsOfReference
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.values import Role


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat and whoever sits in it; a vacancy where nobody does."""

    seat: Seat
    member: str
    deputy: str
    until_on: date | None


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
    """
    Return who sits in seats on a day, with people fetched.

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
    return Tenure.objects.filter(held_then, Exists(roles), from_on__lte=day).select_related("person")


def who_sits_where(*, day: date) -> list[GroupSeats]:
    """Return the groups that have seats, with who sits in each on a day; names as the public may read them."""
    there = Q(group__ends_on__isnull=True) | Q(group__ends_on__gte=day)
    seats = Seat.objects.filter(there, group__starts_on__lte=day).select_related("group")
    held: dict[tuple[int, str], Tenure] = {
        (tenure.seat_id, tenure.capacity): tenure for tenure in sitting_on(day).order_by("from_on", "pk")
    }
    found: dict[int, GroupSeats] = {}
    for seat in seats.order_by("group__name", "place", "pk"):
        member, deputy = held.get((seat.pk, Capacity.MEMBER)), held.get((seat.pk, Capacity.DEPUTY))
        found.setdefault(seat.group_id, GroupSeats(seat.group, [])).seats.append(
            SeatHeld(
                seat,
                member.person.public_name if member else "",
                deputy.person.public_name if deputy else "",
                member.until_on if member else None,
            )
        )
    order = {GroupKind.STRATEGIC: 0, GroupKind.TASK: 1, GroupKind.HEAD_FORUM: 2}
    return sorted(found.values(), key=lambda one: (order.get(GroupKind(one.group.kind), 9), one.group.name))


def terms_in_force(group: Group) -> TermsOfReference:
    """
    Return the terms of reference a group works by.

    :raises TermsOfReference.DoesNotExist: if it has none yet
    """
    terms = TermsOfReference.objects.filter(group=group).order_by("-version").first()
    if terms is None:
        raise TermsOfReference.DoesNotExist
    return terms
