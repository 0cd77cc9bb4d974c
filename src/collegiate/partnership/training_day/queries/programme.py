"""What is on when and where, and how many places are left."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from collegiate.partnership.members.models import Person
from collegiate.partnership.training_day import policies
from collegiate.partnership.training_day.models import Booking, Day, Room, Session, Slot
from collegiate.values import Standing


def days(*, viewer: Standing) -> list[Day]:
    """Return the training days that the viewer may see, the latest first."""
    return [day for day in Day.objects.order_by("-on", "-pk") if policies.may_see(viewer, day)]


def get(pk: int, *, viewer: Standing) -> Day:
    """
    Return a training day.

    :raises Day.DoesNotExist: if there is none, or the viewer may not see it yet
    """
    day = Day.objects.get(pk=pk)
    if not policies.may_see(viewer, day):
        raise Day.DoesNotExist
    return day


def session(day: Day, pk: int) -> Session:
    """
    Return a session of a day with its slot and room.

    :raises Session.DoesNotExist: if there is none
    """
    return Session.objects.select_related("slot", "room").get(day=day, pk=pk)


def slot(day: Day, pk: int) -> Slot:
    """
    Return a slot of a day.

    :raises Slot.DoesNotExist: if there is none
    """
    return Slot.objects.get(day=day, pk=pk)


def room(day: Day, pk: int) -> Room:
    """
    Return a room of a day.

    :raises Room.DoesNotExist: if there is none
    """
    return Room.objects.get(day=day, pk=pk)


@dataclass(frozen=True, slots=True)
class OnOffer:
    """A session with how many places are taken, and how many people wished for it (with their first wish, or any)."""

    session: Session
    taken: int
    wished_first: int
    wished: int

    @property
    def free(self) -> int:
        """How many places are left."""
        return self.session.capacity - self.taken


@dataclass(frozen=True, slots=True)
class SlotProgramme:
    """What is on in a slot, by title."""

    slot: Slot
    sessions: tuple[OnOffer, ...]


def programme(day: Day) -> list[SlotProgramme]:
    """Return what is on, slot after slot; three queries however much it is."""
    on_offer = defaultdict(list)
    for one in offers(day):
        on_offer[one.session.slot_id].append(one)
    return [SlotProgramme(slot, tuple(on_offer[slot.pk])) for slot in Slot.objects.filter(day=day).order_by("starts")]


def offers(day: Day) -> list[OnOffer]:
    """Return every session of a day with its slot, its room and its counts, by title."""
    taken = dict(
        Booking.objects.filter(session__day=day).values_list("session").annotate(Count("pk")).order_by("session")
    )
    wished: dict[int, dict[int, int]] = defaultdict(dict)
    for session_id, rank, people in (
        day.wishes.values_list("session", "rank").annotate(Count("pk")).order_by("session", "rank")
    ):
        wished[session_id][rank] = people
    return [
        OnOffer(
            session=one,
            taken=taken.get(one.pk, 0),
            wished_first=wished[one.pk].get(1, 0),
            wished=sum(wished[one.pk].values()),
        )
        for one in Session.objects.filter(day=day).select_related("slot", "room").order_by("title", "pk")
    ]


def free_seat(session: Session) -> int | None:
    """Return the lowest seat of a session that nobody has; None where all are taken."""
    taken = set(Booking.objects.filter(session=session).values_list("seat", flat=True))
    return next((seat for seat in range(1, session.capacity + 1) if seat not in taken), None)


def people_with_a_place(day: Day) -> list[Person]:
    """Return everybody who has a place on a day, by name."""
    held = Booking.objects.filter(session__day=day).values("person")
    return list(Person.objects.filter(pk__in=held, erased_at__isnull=True).order_by("name", "pk"))
