"""A small training day, made by its own deeds."""

from datetime import date, time

from collegiate.partnership.training_day import commands
from collegiate.partnership.training_day.models import Day, Session, Slot
from collegiate.values import Role
from tests import cast

FRIDAY = date(2026, 11, 6)


def a_day(*, places: int = 2, slots: int = 2, sessions_a_slot: int = 2, organiser=None) -> Day:
    """Set a day with slots of an hour from nine, and in each as many sessions as rooms, `places` in each."""
    by = cast.standing(organiser or cast.person("Ruth Hale", Role.COORDINATOR))
    day = commands.set_day("Training day 2026", on=FRIDAY, place="Ashmere College", by=by, at=cast.MORNING)
    rooms = [
        commands.add_room(day, name=f"Room {n}", capacity=40, step_free=n == 1, by=by, at=cast.MORNING)
        for n in range(1, sessions_a_slot + 1)
    ]
    for hour in range(9, 9 + slots):
        slot = commands.add_slot(day, starts=time(hour), ends=time(hour, 50), by=by, at=cast.MORNING)
        for room in rooms:
            commands.add_session(
                day,
                slot=slot,
                room=room,
                title=f"Session {hour}/{room.name[-1]}",
                leader="Al Bose",
                strand="teaching",
                capacity=places,
                by=by,
                at=cast.MORNING,
            )
    return day


def organiser_of(day: Day):
    """Return the standing of the day's organiser."""
    return cast.standing(cast.Person.objects.get(name="Ruth Hale"))


def to(day: Day, *stages) -> Day:
    """Move a day on by the deeds named."""
    for deed in stages:
        deed(day, by=organiser_of(day), at=cast.MORNING)
        day.refresh_from_db()
    return day


def session(day: Day, title: str) -> Session:
    """Return a session by its title's end: "9/1"."""
    return Session.objects.get(day=day, title=f"Session {title}")


def slot(day: Day, hour: int) -> Slot:
    """Return the slot that begins at an hour."""
    return Slot.objects.get(day=day, starts=time(hour))
