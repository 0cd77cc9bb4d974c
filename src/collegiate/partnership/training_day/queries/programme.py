"""What is on when and where, and how many places are left."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from collegiate.partnership.members.models import Person
from collegiate.partnership.training_day import policies
from collegiate.partnership.training_day.models import RANKS, Booking, Day, Room, Session, Slot
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
    """Return what is on, slot after slot; four queries however much it is."""
    on_offer = defaultdict(list)
    for one in offers(day):
        on_offer[one.session.slot_id].append(one)
    return [SlotProgramme(slot, tuple(on_offer[slot.pk])) for slot in Slot.objects.filter(day=day).order_by("starts")]


def offers(day: Day) -> list[OnOffer]:
    """Return every session of a day with its slot, its room and its counts, by title; three queries."""
    taken = Booking.objects.filter(session__day=day).values_list("session_id", flat=True)
    wished = day.wishes.values_list("session_id", "rank")
    return with_counts(day, taken=Counter(taken), wished=Counter(wished))


def with_counts(day: Day, *, taken: Counter[int], wished: Counter[tuple[int, int]]) -> list[OnOffer]:
    """Return every session of a day, by title, with places taken by session and wishes by session and rank."""
    return [
        OnOffer(
            session=one,
            taken=taken[one.pk],
            wished_first=wished[one.pk, 1],
            wished=sum(wished[one.pk, rank] for rank in RANKS),
        )
        for one in Session.objects.filter(day=day).select_related("slot", "room").order_by("title", "pk")
    ]


def to_choose_from(day: Day) -> list[tuple[Slot, list[Session]]]:
    """Return the slots of a day with their sessions by title; one query."""
    found: dict[Slot, list[Session]] = defaultdict(list)
    for one in Session.objects.filter(day=day).select_related("slot").order_by("slot__starts", "title", "pk"):
        found[one.slot].append(one)
    return list(found.items())


def free_seat(session: Session) -> int | None:
    """Return the lowest seat of a session that nobody has; None where all are taken."""
    taken = set(Booking.objects.filter(session=session).values_list("seat", flat=True))
    return next((seat for seat in range(1, session.capacity + 1) if seat not in taken), None)


def people_with_a_place(day: Day) -> list[Person]:
    """Return everybody who has a place on a day, by name."""
    held = Booking.objects.filter(session__day=day).values("person")
    return list(Person.objects.filter(pk__in=held, erased_at__isnull=True).order_by("name", "pk"))
