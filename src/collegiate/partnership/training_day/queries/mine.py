"""One person's wishes and timetable, and why this and not that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from collegiate.foundation.record.versions import version_of
from collegiate.partnership.training_day import policies
from collegiate.partnership.training_day.models import Booking, Day, Session, Slot, Stage, Wish
from collegiate.values import Ruling, Standing, counted


@dataclass(frozen=True, slots=True)
class Part:
    """A part of somebody's day: the place they have in it, if any, and which of their wishes that was (0: none)."""

    slot: Slot
    booking: Booking | None
    rank: int = 0


def timetable(day: Day, person_id: int, *, wishes: Sequence[Wish] | None = None) -> list[Part]:
    """Return somebody's day, slot after slot, with the rank of each wish that was met; two queries beside the wishes."""
    held = {
        one.slot_id: one
        for one in Booking.objects.filter(session__day=day, person_id=person_id).select_related("session__room")
    }
    ranks = {one.session_id: one.rank for one in (my_wishes(day, person_id) if wishes is None else wishes)}
    return [
        Part(slot, held.get(slot.pk), ranks.get(held[slot.pk].session_id, 0) if slot.pk in held else 0)
        for slot in Slot.objects.filter(day=day).order_by("starts")
    ]


def my_wishes(day: Day, person_id: int) -> list[Wish]:
    """Return somebody's wishes, the dearest first, with session and slot."""
    return list(Wish.objects.filter(day=day, person_id=person_id).select_related("session__slot").order_by("rank"))


@dataclass(frozen=True, slots=True)
class Wished:
    """The sessions somebody wishes for, the dearest first, with a number that stands for them as a row's version does."""

    sessions: list[int]

    @property
    def version(self) -> int:
        """The number: other wishes, another number."""
        return version_of(self.sessions)


def wished(day: Day, person_id: int) -> Wished:
    """Return what somebody wishes for now, by the sessions' keys."""
    return Wished(
        list(Wish.objects.filter(day=day, person_id=person_id).order_by("rank").values_list("session_id", flat=True))
    )


def to_wish(*, viewer: Standing) -> list[Day]:
    """Return the days whose wishes are open and for which the viewer has made none, the nearest first."""
    wished = Wish.objects.filter(person_id=viewer.person_id or 0).values("day")
    waiting = (
        Day.objects.filter(stage=Stage.WISHES_OPEN, on__gte=viewer.day).exclude(pk__in=wished).order_by("on", "pk")
    )
    return list(waiting) if viewer.person_id is not None else []


def places_from(day: date, *, viewer: Standing) -> list[Booking]:
    """Return the viewer's own places at training days from a day on, soonest first, with day, time and room."""
    mine = Booking.objects.filter(person_id=viewer.person_id or 0, session__day__on__gte=day)
    found = mine.select_related("session__day", "session__room", "slot")
    return list(found.order_by("session__day__on", "slot__starts", "pk"))


def may_wish(day: Day, *, viewer: Standing) -> Ruling:
    """Rule on the viewer's own wishing."""
    return policies.may_wish(viewer, day, viewer.person_id or 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish: that it was met, or in a sentence why it was not."""

    wish: Wish
    met: bool
    why: str = ""


def outcomes(day: Day, *, wishes: Sequence[Wish], parts: Sequence[Part]) -> list[Outcome]:
    """Return what became of each of somebody's wishes, given where they are; nothing before places are given. One query."""
    if not wishes or day.stage in (Stage.DRAFT, Stage.WISHES_OPEN):
        return []
    held = {one.slot.pk: one.booking for one in parts}
    sessions = Session.objects.filter(pk__in=[one.session_id for one in wishes]).annotate(
        taken=Count("bookings", distinct=True), wished=Count("wishes", distinct=True)
    )
    full = {one.pk: (one.taken, one.wished) for one in sessions}
    return [_outcome(one, held.get(one.session.slot_id), *full[one.session_id]) for one in wishes]


def _outcome(wish: Wish, held: Booking | None, taken: int, wished: int) -> Outcome:
    if held is not None and held.session_id == wish.session_id:
        return Outcome(wish, met=True)
    is_free = taken < wish.session.capacity
    if is_free and held is None:
        return Outcome(wish, met=False, why="There is a free place now: you can take it.")
    if is_free and held is not None:
        return Outcome(wish, met=False, why=f"You are in “{held.session.title}” at that time; you can swap.")
    people = counted(wished, "person", "people")
    return Outcome(wish, met=False, why=f"It is full: {people} wished for its {wish.session.capacity} places.")


def booking(day: Day, pk: int, *, viewer: Standing) -> Booking:
    """
    Return a place of a day, the viewer's own or, for an organiser, anybody's.

    :raises Booking.DoesNotExist: if there is none, or it is not theirs to see
    """
    found = Booking.objects.select_related("session", "person").get(session__day=day, pk=pk)
    if found.person_id != viewer.person_id and not policies.may_organise(viewer):
        raise Booking.DoesNotExist
    return found
