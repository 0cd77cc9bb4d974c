"""Wishing for sessions, and giving, taking and giving up places: the first to come are served first."""

from collections.abc import Sequence
from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.members.models import Person
from collegiate.partnership.training_day import policies, queries
from collegiate.partnership.training_day.models import RANKS, Booking, Day, Session, Stage, Wish
from collegiate.values import Refused, Standing

BATCH = 500  # rows to a statement


class SessionFull(Refused):
    """Every place of the session is taken."""


class SomewhereElse(Refused):
    """The person has a place in another session at that time."""


class NoPlace(Refused):
    """The person has no place there to give up."""


class TooManyWishes(Refused):
    """More wishes than three, or the same session twice, or one of another day."""


@deed
def wish(
    day: Day, *, person: Person, sessions: Sequence[Session], version: int | None = None, by: Standing, at: datetime
) -> list[Wish]:
    """
    Keep somebody's wishes for a day, the dearest first, in place of those they had.

    A wish that stays as it was keeps its time, so that looking again costs nobody their turn. None as `version`
    writes over whatever was wished.

    :raises NotAllowed: if it is not theirs to wish, or wishes are not open
    :raises TooManyWishes: if there are more than three, or they are not different sessions of this day
    :raises Stale: if other wishes were kept meanwhile
    """
    day = Day.objects.get(pk=day.pk)
    policies.may_wish(by, day, person.pk).insist()
    Person.objects.select_for_update().get(pk=person.pk)  # two first wishes must not race
    now = queries.wished(day, person.pk)
    if version is not None and version != now.version:
        raise Stale(now)
    if len(sessions) > len(RANKS):
        raise TooManyWishes("There are three wishes: a first, a second and a third.")
    if len({one.pk for one in sessions}) < len(sessions):
        raise TooManyWishes("Choose three different sessions.")
    if any(one.day_id != day.pk for one in sessions):
        raise TooManyWishes("Choose sessions of this day.")
    before = {(one.rank, one.session_id): one.made_at for one in Wish.objects.filter(day=day, person=person)}
    Wish.objects.filter(day=day, person=person).delete()
    wishes = Wish.objects.bulk_create(
        Wish(day=day, person=person, session=one, rank=rank, made_at=before.get((rank, one.pk), at))
        for rank, one in enumerate(sessions, 1)
    )
    note(
        "training_day.wish",
        subject=day,
        data={"person": f"person:{person.pk}", "sessions": [one.pk for one in sessions]},
    )
    return wishes


@deed
def allocate(day: Day, *, by: Standing, at: datetime) -> list[Booking]:
    """
    Give the places that were wished for: all first wishes in the order in which they came, then second, then third.

    Whoever ends with a slot to themselves takes a free place of their own choosing (`take_place`).

    :raises NotAllowed: if they may not organise the day, or wishes are not open
    """
    day = Day.objects.select_for_update().get(pk=day.pk)
    policies.may_move(by, day, Stage.ALLOCATED).insist()
    sessions = {one.pk: one for one in Session.objects.select_for_update().filter(day=day).order_by("pk")}
    taken = dict.fromkeys(sessions, 0)
    busy: set[tuple[int, int]] = set()
    places: list[Booking] = []
    for one in Wish.objects.filter(day=day).order_by("rank", "made_at", "pk"):
        session = sessions[one.session_id]
        if taken[session.pk] < session.capacity and (one.person_id, session.slot_id) not in busy:
            taken[session.pk] += 1
            busy.add((one.person_id, session.slot_id))
            places.append(_place(session, one.person_id, taken[session.pk], at))
    Booking.objects.bulk_create(places, batch_size=BATCH)
    day.stage = Stage.ALLOCATED
    day.save(update_fields=["stage"])
    note("training_day.allocate", subject=day, data={"places": len(places)})
    return places


def _place(session: Session, person_id: int, seat: int, at: datetime) -> Booking:
    return Booking(session=session, slot_id=session.slot_id, person_id=person_id, seat=seat, taken_at=at)


@deed
def take_place(session: Session, *, person: Person, swap: bool = False, by: Standing, at: datetime) -> Booking:
    """
    Take a place in a session, the first to come first; to `swap` gives up the place held at that time, if this succeeds.

    :raises NotAllowed: if it is not theirs to take, or places are not given yet
    :raises SessionFull: if there is none; a place held elsewhere stays
    :raises SomewhereElse: if they have a place at that time and do not swap
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("day").get(pk=session.pk)
    policies.may_change_place(by, session.day, person.pk).insist()
    held = Booking.objects.select_related("session").filter(person=person, slot_id=session.slot_id).first()
    if held is not None and held.session_id == session.pk:
        return held
    if held is not None and not swap:
        raise SomewhereElse(f"There is a place in “{held.session.title}” at that time. Give it up, or swap it.")
    seat = queries.free_seat(session)
    if seat is None:
        raise SessionFull(f"All {session.capacity} places in “{session.title}” are taken.")
    if held is not None:
        held.delete()
    booking = _place(session, person.pk, seat, at)
    booking.save(force_insert=True)
    note(
        "training_day.take_place",
        subject=session,
        data={"person": f"person:{person.pk}", "seat": seat, "swapped": held is not None},
    )
    return booking


@deed
def give_up_place(booking: Booking, *, by: Standing, at: datetime) -> None:
    """
    Give up a place, for somebody else to take.

    :raises NotAllowed: if it is not theirs to give up
    :raises NoPlace: if it was given up before
    """
    held = Booking.objects.select_for_update(of=("self",)).select_related("session__day").filter(pk=booking.pk).first()
    if held is None:
        raise NoPlace("That place was given up before.")
    policies.may_change_place(by, held.session.day, held.person_id).insist()
    note("training_day.give_up_place", subject=held.session, data={"person": f"person:{held.person_id}"})
    held.delete()
