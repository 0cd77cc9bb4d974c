"""Planning a training day: its slots, rooms and sessions, and its stages."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.urls import reverse

from collegiate.definitions import strands
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.training_day import policies, queries
from collegiate.partnership.training_day.models import Day, Room, Session, Slot, Stage
from collegiate.values import Refused, Standing


class NothingToWishFor(Refused):
    """The day has no session yet."""


@deed
def set_day(name: str, *, on: date, place: str, by: Standing, at: datetime) -> Day:
    """
    Set a training day.

    :raises NotAllowed: if they may not organise it
    :raises ValidationError: if there is one of that name on the day
    """
    policies.may_organise(by).insist()
    day = Day(name=name, on=on, place=place)
    day.full_clean()
    day.save(force_insert=True)
    note("training_day.set_day", subject=day, data={"on": on})
    return day


@deed
def add_slot(day: Day, *, starts: time, ends: time, by: Standing, at: datetime) -> Slot:
    """
    Add a part of the day.

    :raises NotAllowed: if they may not change the day
    :raises ValidationError: if it overlaps another, or ends before it starts
    """
    day = _locked(day)
    policies.may_change(by, day).insist()
    slot = Slot(day=day, starts=starts, ends=ends)
    slot.full_clean(exclude=["day"])
    if any(starts < other.ends and other.starts < ends for other in day.slots.order_by("starts")):
        raise ValidationError({"starts": "Slots of a day do not overlap."})
    slot.save(force_insert=True)
    note("training_day.add_slot", subject=slot, because=day)
    return slot


@deed
def add_room(day: Day, *, name: str, capacity: int, step_free: bool = False, by: Standing, at: datetime) -> Room:
    """
    Add a room.

    :raises NotAllowed: if they may not change the day
    :raises ValidationError: if there is one of that name
    """
    policies.may_change(by, day).insist()
    room = Room(day=day, name=name, capacity=capacity, step_free=step_free)
    room.full_clean(exclude=["day"])
    room.save(force_insert=True)
    note("training_day.add_room", subject=room, because=day, data={"capacity": capacity, "step_free": step_free})
    return room


@deed
def add_session(
    day: Day,
    *,
    slot: Slot,
    room: Room,
    title: str,
    leader: str,
    strand: str = "",
    capacity: int | None = None,
    by: Standing,
    at: datetime,
) -> Session:
    """
    Add a session; without a capacity of its own it has the places that the room holds.

    :raises NotAllowed: if they may not change the day
    :raises ValidationError: if the room is taken then, or holds fewer
    """
    policies.may_change(by, day).insist()
    places = room.capacity if capacity is None else capacity
    if strand and strand not in strands():
        raise ValidationError({"strand": "Choose one of the strands."})
    if places > room.capacity:
        raise ValidationError({"capacity": f"{room.name} holds {room.capacity} people."})
    session = Session(day=day, slot=slot, room=room, title=title, leader=leader, strand=strand, capacity=places)
    session.full_clean(exclude=["day", "slot", "room"], validate_constraints=False)
    session.validate_constraints()
    session.save(force_insert=True)
    note("training_day.add_session", subject=session, because=day, data={"strand": strand, "capacity": places})
    return session


@deed
def open_wishes(day: Day, *, by: Standing, at: datetime) -> Day:
    """
    Open a day's wishes.

    :raises NotAllowed: if they may not organise it, or wishes were open before
    :raises NothingToWishFor: if it has no session
    """
    day = _locked(day)
    policies.may_move(by, day, Stage.WISHES_OPEN).insist()
    if not day.sessions.exists():
        raise NothingToWishFor("Add a session before wishes open.")
    return _move(day, Stage.WISHES_OPEN)


@deed
def publish(day: Day, *, by: Standing, at: datetime) -> Day:
    """
    Send everybody who has a place to their timetable.

    :raises NotAllowed: if they may not organise it, or places have not been given
    """
    day = _locked(day)
    policies.may_move(by, day, Stage.PUBLISHED).insist()
    notify(
        f"Your timetable for {day.name}",
        text=f"It is on {day.on:%A} {day.on.day} {day.on:%B} at {day.place}. Your timetable says where you are when.",
        people=queries.people_with_a_place(day),
        topic=Topic.TRAINING_DAY,
        about=day,
        url=reverse("training_day:mine", args=[day.pk]),
        by=by,
        at=at,
    )
    return _move(day, Stage.PUBLISHED)


@deed
def close_day(day: Day, *, by: Standing, at: datetime) -> Day:
    """
    Say that a day is over.

    :raises NotAllowed: if they may not organise it, or its timetables are not out
    """
    day = _locked(day)
    policies.may_move(by, day, Stage.CLOSED).insist()
    return _move(day, Stage.CLOSED)


def _locked(day: Day) -> Day:
    return Day.objects.select_for_update().get(pk=day.pk)


def _move(day: Day, stage: Stage) -> Day:
    day.stage = stage
    day.save(update_fields=["stage"])
    note(f"training_day.{stage.value}", subject=day)
    return day
