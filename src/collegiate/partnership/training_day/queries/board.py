"""The organisers' board: rooms by slots, and how full each is."""

from collections import Counter
from dataclasses import dataclass

from collegiate.partnership.training_day.models import Booking, Day, Room, Slot
from collegiate.partnership.training_day.queries.programme import OnOffer, with_counts


@dataclass(frozen=True, slots=True)
class Row:
    """A room and what is on in it, slot after slot; None where it is empty."""

    room: Room
    cells: tuple[tuple[Slot, OnOffer | None], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """
    A day at a glance.

    Attributes
    ----------
    wished, placed, whole : int
        People who wished, people who have a place, and people who have one in every slot.
    places, taken : int
        Places there are in all sessions, and how many are taken.
    """

    slots: tuple[Slot, ...]
    rows: tuple[Row, ...]
    wished: int
    placed: int
    whole: int
    places: int
    taken: int


def board(day: Day) -> Board:
    """Return the board of a day; five queries however large it is."""
    slots = tuple(Slot.objects.filter(day=day).order_by("starts"))
    places = list(Booking.objects.filter(session__day=day).values_list("session_id", "person_id"))
    wishes = list(day.wishes.values_list("session_id", "rank", "person_id"))
    on_offer = with_counts(
        day,
        taken=Counter(session for session, _ in places),
        wished=Counter((session, rank) for session, rank, _ in wishes),
    )
    there = {(one.session.room_id, one.session.slot_id): one for one in on_offer}
    rows = tuple(
        Row(room, tuple((slot, there.get((room.pk, slot.pk))) for slot in slots))
        for room in Room.objects.filter(day=day).order_by("name", "pk")
    )
    places_of = Counter(person for _, person in places)
    return Board(
        slots=slots,
        rows=rows,
        wished=len({person for _, _, person in wishes}),
        placed=len(places_of),
        whole=sum(held == len(slots) for held in places_of.values()),
        places=sum(one.session.capacity for one in on_offer),
        taken=len(places),
    )
