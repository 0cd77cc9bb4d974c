"""Who sits where, on any day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import Capacity, Seat, Tenure, TermsOfReference
from collegiate.partnership.members.models import Group, GroupKind


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


def who_sits_where(*, day: date) -> list[GroupSeats]:
    """Return the groups that have seats, with who sits in each on a day; names as the public may read them."""
    seats = Seat.objects.select_related("group").order_by("group__name", "place", "pk")
    sitting = Tenure.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
    held: dict[tuple[int, str], Tenure] = {
        (tenure.seat_id, tenure.capacity): tenure
        for tenure in sitting.select_related("person").order_by("from_on", "pk")
    }
    found: dict[int, GroupSeats] = {}
    for seat in seats:
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
