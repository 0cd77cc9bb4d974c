"""Seats and terms of reference."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import Capacity, Seat, Tenure, TermsOfReference
from collegiate.partnership.members.commands import appoint
from collegiate.partnership.members.models import Group, Person
from collegiate.values import Refused, Role, Standing


class SeatIsTaken(Refused):
    """Somebody sits in the seat on those days."""


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
    """
    taken = Seat.objects.select_for_update().get(pk=seat.pk)
    policies.may_keep_seats(by, seat.group).insist()
    if capacity == Capacity.MEMBER:
        for other in Tenure.objects.filter(seat=taken, capacity=Capacity.MEMBER).select_related("person"):
            if (other.until_on is None or other.until_on >= from_on) and (
                until_on is None or until_on >= other.from_on
            ):
                raise SeatIsTaken(f"{other.person.name} sits in this seat on one of those days. End that first.")
    tenure = Tenure.objects.create(seat=seat, person=person, capacity=capacity, from_on=from_on, until_on=until_on)
    role = Role.GROUP_MEMBER if capacity == Capacity.MEMBER else Role.DEPUTY
    appoint(person, role=role, group=seat.group, from_on=from_on, until_on=until_on, by=by, at=at)
    note(
        "governance.seat",
        subject=tenure,
        because=seat,
        data={"capacity": capacity, "from_on": from_on, "until_on": until_on},
    )
    return tenure
