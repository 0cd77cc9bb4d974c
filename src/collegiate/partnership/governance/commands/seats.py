"""Seats: made, filled, left and ended."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import Capacity, Seat, Tenure
from collegiate.partnership.members.commands import appoint, end_role
from collegiate.partnership.members.models import Group, Person, RoleHeld
from collegiate.values import Refused, Role, Standing

ROLES = {Capacity.MEMBER: Role.GROUP_MEMBER, Capacity.DEPUTY: Role.DEPUTY}
LAST = Coalesce("carries_until_on", "until_on")


class SeatIsTaken(Refused):
    """Somebody sits in the seat on those days."""


class SitsAlready(Refused):
    """The person sits on the group already: one person, one seat, one vote."""


class NotYetSeated(Refused):
    """The day is before the tenure began."""


class SeatIsNotThere(Refused):
    """The seat was not made yet on those days, or has ended."""


class StillSeated(Refused):
    """Somebody sits in the seat after the day on which it would end."""


@deed
def make_seat(
    group: Group,
    *,
    label: str,
    constituency: str = "",
    appointer: str = "",
    voting: bool = True,
    term_months: int | None = None,
    carry_over_days: int = 0,
    from_on: date | None = None,
    by: Standing,
    at: datetime,
) -> Seat:
    """
    Make a seat on a group, there from a day (by default as long as the group); it is vacant until somebody is appointed.

    :raises NotAllowed: if they may not
    :raises ValidationError: if a seat of that name is there, or its carry-over follows no term
    """
    policies.may_keep_seats(by, group).insist()
    made = Seat(
        group=group,
        label=label,
        constituency=constituency,
        appointer=appointer,
        voting=voting,
        term_months=term_months,
        carry_over_days=carry_over_days,
        from_on=from_on,
        place=Seat.objects.filter(group=group).count() + 1,
    )
    made.validate_constraints()
    made.save()
    told = {"voting": voting, "term_months": term_months, "carry_over_days": carry_over_days, "from_on": from_on}
    note("governance.make_seat", subject=made, because=group, data=told)
    return made


@deed
def end_seat(seat: Seat, *, until_on: date, by: Standing, at: datetime) -> Seat:
    """
    End a seat on a day, which still counts. Whoever sits in it leaves it first, so that nobody loses a seat unsaid.

    :raises NotAllowed: if they may not
    :raises StillSeated: if somebody sits in it after that day
    :raises SeatIsNotThere: if it begins after that day or has ended already
    """
    ended = Seat.objects.select_for_update(of=("self",)).select_related("group").get(pk=seat.pk)
    policies.may_keep_seats(by, ended.group).insist()
    if ended.until_on is not None:
        raise SeatIsNotThere(f"This seat ended on {ended.until_on:%-d %B %Y} already.")
    if ended.from_on is not None and until_on < ended.from_on:
        raise SeatIsNotThere(f"This seat is there from {ended.from_on:%-d %B %Y}. Give that day or a later one.")
    later = Tenure.objects.alias(last=LAST).filter(Q(last__isnull=True) | Q(last__gt=until_on), seat=ended)
    for tenure in later.select_related("person").order_by("pk")[:1]:
        raise StillSeated(f"{tenure.person.name} sits in this seat after that day. End that first.")
    ended.until_on = until_on
    ended.save(update_fields=["until_on"])
    note("governance.end_seat", subject=ended, because=ended.group, data={"until_on": until_on})
    return ended


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

    Without a last day they sit for the seat's term, and after it stay on for its carry-over while nobody is appointed.
    Whoever stayed on until now does so until the day before.

    :raises NotAllowed: if they may not, or it is themselves
    :raises SeatIsNotThere: if the seat is not there on one of those days
    :raises SeatIsTaken: if another member sits in it on one of those days
    :raises SitsAlready: if they sit on the group already
    """
    taken = Seat.objects.select_for_update(of=("self",)).select_related("group").get(pk=seat.pk)
    policies.may_fill(by, taken.group, person).insist()
    until_on = until_on or taken.term_ends(from_on)
    carries = _carries(taken, capacity, until_on)
    _insist_that_it_is_there(taken, from_on, carries or until_on)
    _insist_on_free_days(taken, person, capacity, from_on, until_on, carries or until_on)
    if capacity == Capacity.MEMBER:
        _make_room(taken, from_on, by=by, at=at)
    tenure = Tenure.objects.create(
        seat=taken, person=person, capacity=capacity, from_on=from_on, until_on=until_on, carries_until_on=carries
    )
    last = carries or until_on
    appoint(person, role=ROLES[capacity], group=taken.group, from_on=from_on, until_on=last, by=by, at=at)
    told = {"capacity": capacity, "from_on": from_on, "until_on": until_on, "carries_until_on": carries}
    note("governance.seat", subject=tenure, because=taken, data=told)
    return tenure


def _carries(seat: Seat, capacity: Capacity, until_on: date | None) -> date | None:
    """
    Return the last day a member stays on after a term, or None.

    That is until somebody is appointed, the seat ends or its carry-over is over.
    """
    if capacity != Capacity.MEMBER or until_on is None or not seat.carry_over_days:
        return None
    following = Tenure.objects.filter(seat=seat, capacity=Capacity.MEMBER, from_on__gt=until_on).order_by(
        "from_on", "pk"
    )
    ends = [until_on + timedelta(days=seat.carry_over_days), *([seat.until_on] if seat.until_on else [])]
    ends += [one.from_on - timedelta(days=1) for one in following[:1]]
    return max(until_on, min(ends))


def _insist_that_it_is_there(seat: Seat, from_on: date, last: date | None) -> None:
    if seat.from_on is not None and from_on < seat.from_on:
        raise SeatIsNotThere(f"This seat is there from {seat.from_on:%-d %B %Y}. Give that day or a later one.")
    if seat.until_on is not None and (last is None or last > seat.until_on):
        raise SeatIsNotThere(
            f"This seat ends on {seat.until_on:%-d %B %Y}. Give that day or an earlier one as the last."
        )


def _insist_on_free_days(
    seat: Seat, person: Person, capacity: Capacity, from_on: date, until_on: date | None, last: date | None
) -> None:
    """Refuse a member where another's term runs, and anybody a second seat on the group, on one of the days."""
    if capacity == Capacity.MEMBER:
        term = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
        if until_on is not None:
            term &= Q(from_on__lte=until_on)
        for other in (
            Tenure.objects.filter(term, seat=seat, capacity=capacity).select_related("person").order_by("pk")[:1]
        ):
            raise SeatIsTaken(f"{other.person.name} sits in this seat on one of those days. End that first.")
    days = Q(last__isnull=True) | Q(last__gte=from_on)
    if last is not None:
        days &= Q(from_on__lte=last)
    anywhere = Tenure.objects.alias(last=LAST).filter(days, seat__group=seat.group_id, person=person, capacity=capacity)
    if anywhere.exclude(seat=seat, until_on__lt=from_on).exists():
        raise SitsAlready(f"{person.name} sits on this group already on one of those days.")


def _make_room(seat: Seat, from_on: date, *, by: Standing, at: datetime) -> None:
    """Let whoever stayed on after their term do so until the day before somebody is appointed."""
    before = from_on - timedelta(days=1)
    staying = Tenure.objects.filter(seat=seat, until_on__lt=from_on, carries_until_on__gte=from_on)
    for tenure in staying.select_related("person", "seat__group").order_by("pk"):
        _end_roles(tenure, before, by=by, at=at)
        tenure.carries_until_on = before
        tenure.save(update_fields=["carries_until_on"])


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
    _end_roles(tenure, until_on, by=by, at=at)
    tenure.until_on, tenure.carries_until_on = until_on, None
    tenure.ended_at, tenure.ended_by_id = at, by.somebody
    tenure.save(update_fields=["until_on", "carries_until_on", "ended_at", "ended_by"])
    note("governance.unseat", subject=tenure, because=tenure.seat, data={"until_on": until_on})
    return tenure


def _end_roles(tenure: Tenure, until_on: date, *, by: Standing, at: datetime) -> None:
    """End the role that goes with a tenure; where they chair the group they do so no longer than they sit on it."""
    roles = [ROLES[Capacity(tenure.capacity)], *([Role.CHAIR] if tenure.capacity == Capacity.MEMBER else [])]
    still_on = Q(until_on__isnull=True) | Q(until_on__gt=until_on)
    held = RoleHeld.objects.filter(still_on, person=tenure.person, group=tenure.seat.group, role__in=roles)
    for one in held.filter(from_on__lte=until_on).order_by("pk"):
        end_role(one, until_on=until_on, by=by, at=at)
