"""Seats and terms of reference."""

from datetime import date, datetime

from django.db.models import Q

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import Capacity, Seat, Tenure, TermsOfReference
from collegiate.partnership.members.commands import appoint, end_role
from collegiate.partnership.members.models import Group, Person, RoleHeld
from collegiate.values import Refused, Role, Standing

ROLES = {Capacity.MEMBER: Role.GROUP_MEMBER, Capacity.DEPUTY: Role.DEPUTY}


class SeatIsTaken(Refused):
    """Somebody sits in the seat on those days."""


class SitsAlready(Refused):
    """The person sits on the group already: one person, one seat, one vote."""


class NotYetSeated(Refused):
    """The day is before the tenure began."""


@deed
def adopt_terms(
    group: Group,
    *,
    initials: str,
    purpose: str,
    quorum: int,
    agreed_on: date,
    notice_days: int = 7,
    by: Standing,
    at: datetime,
) -> TermsOfReference:
    """
    Adopt a new version of a group's terms of reference.

    :raises NotAllowed: if they may not change them
    """
    policies.may_keep_seats(by, group).insist()
    before = TermsOfReference.objects.filter(group=group).order_by("-version").first()
    terms = TermsOfReference.objects.create(
        group=group,
        version=before.version + 1 if before else 1,
        initials=initials,
        purpose=purpose,
        quorum=quorum,
        notice_days=notice_days,
        agreed_on=agreed_on,
    )
    note("governance.adopt_terms", subject=terms, because=group, data={"version": terms.version, "quorum": quorum})
    return terms


@deed
def make_seat(
    group: Group, *, label: str, constituency: str = "", voting: bool = True, by: Standing, at: datetime
) -> Seat:
    """
    Make a seat on a group; it is vacant until somebody is appointed.

    :raises NotAllowed: if they may not
    """
    policies.may_keep_seats(by, group).insist()
    place = Seat.objects.filter(group=group).count() + 1
    made = Seat.objects.create(group=group, label=label, constituency=constituency, voting=voting, place=place)
    note("governance.make_seat", subject=made, because=group, data={"voting": voting})
    return made


@deed
def seat(
    person: Person,
    *,
    seat: Seat,
    from_on: date,
    until_on: date | None = None,
    capacity: Capacity = Capacity.MEMBER,
    by: Standing,
    at: datetime,
) -> Tenure:
    """
    Appoint a person to a seat, with the role on the group that goes with it.

    :raises NotAllowed: if they may not
    :raises SeatIsTaken: if another member sits in it on one of those days
    :raises SitsAlready: if they sit on the group already
    """
    taken = Seat.objects.select_for_update().get(pk=seat.pk)
    policies.may_keep_seats(by, seat.group).insist()
    _insist_on_free_days(taken, person, capacity, from_on, until_on)
    tenure = Tenure.objects.create(seat=seat, person=person, capacity=capacity, from_on=from_on, until_on=until_on)
    appoint(person, role=ROLES[capacity], group=seat.group, from_on=from_on, until_on=until_on, by=by, at=at)
    note(
        "governance.seat",
        subject=tenure,
        because=seat,
        data={"capacity": capacity, "from_on": from_on, "until_on": until_on},
    )
    return tenure


def _insist_on_free_days(seat: Seat, person: Person, capacity: Capacity, from_on: date, until_on: date | None) -> None:
    """Refuse a member where another sits, and anybody a second seat on the group, on one of the days."""
    same_days = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
    if until_on is not None:
        same_days &= Q(from_on__lte=until_on)
    others = Tenure.objects.filter(same_days, seat__group=seat.group_id, capacity=capacity).select_related("person")
    for other in others.order_by("pk"):
        if other.seat_id == seat.pk and capacity == Capacity.MEMBER:
            raise SeatIsTaken(f"{other.person.name} sits in this seat on one of those days. End that first.")
        if other.person_id == person.pk:
            raise SitsAlready(f"{person.name} sits on this group already on one of those days.")


@deed
def unseat(tenure: Tenure, *, until_on: date, by: Standing, at: datetime) -> Tenure:
    """
    End somebody's tenure of a seat on a day, which still counts, and the role on the group that went with it.

    :raises NotAllowed: if they may not
    :raises NotYetSeated: if the tenure begins after that day
    """
    tenure = Tenure.objects.select_for_update(of=("self",)).select_related("seat__group", "person").get(pk=tenure.pk)
    policies.may_keep_seats(by, tenure.seat.group).insist()
    if until_on < tenure.from_on:
        raise NotYetSeated(f"{tenure.person.name} sits in this seat from {tenure.from_on:%-d %B %Y}. Give a later day.")
    still_on = Q(until_on__isnull=True) | Q(until_on__gt=until_on)
    roles = RoleHeld.objects.filter(still_on, person=tenure.person, group=tenure.seat.group, from_on__lte=until_on)
    for held in roles.filter(role=ROLES[Capacity(tenure.capacity)]).order_by("pk"):
        end_role(held, until_on=until_on, by=by, at=at)
    tenure.until_on = until_on
    tenure.save(update_fields=["until_on"])
    note("governance.unseat", subject=tenure, because=tenure.seat, data={"until_on": until_on})
    return tenure
