"""A training day: when, where, in which rooms, and what is on."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard


def always(name: str, words: str, when: str, *, after: bool = False) -> tuple[Guard, Guard]:
    """Return the guards that hold a condition whether a row is put in or changed."""
    return (
        Guard(f"{name}_in", "INSERT", words, when, after=after),
        Guard(f"{name}_up", "UPDATE", words, when, after=after),
    )


class Stage(models.TextChoices):
    """How far a training day has come."""

    DRAFT = "draft", "Being planned"
    WISHES_OPEN = "wishes_open", "Taking wishes"
    ALLOCATED = "allocated", "Places given"
    PUBLISHED = "published", "Timetables out"
    CLOSED = "closed", "Over"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.WISHES_OPEN}),
    Stage.WISHES_OPEN: frozenset({Stage.ALLOCATED}),
    Stage.ALLOCATED: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}


class Day(models.Model):
    """A day on which the whole town's staff learn together."""

    name = models.CharField(max_length=150)
    on = models.DateField()
    place = models.CharField(max_length=200)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="day_once_of_a_name",
                fields=["on", "name"],
                violation_error_message="There is a training day of this name on that day.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """A part of the day in which everybody is in one session; no two overlap."""

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="slots")
    starts = models.TimeField()
    ends = models.TimeField()

    guards = always(
        "apart",
        "slots of a day do not overlap",
        "EXISTS (SELECT 1 FROM training_day_slot o WHERE o.day_id = NEW.day_id AND o.id <> NEW.id"
        " AND o.starts < NEW.ends AND NEW.starts < o.ends)",
        after=True,
    )

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="A slot ends after it starts.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the day."

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} to {self.ends:%H:%M}"


class Room(models.Model):
    """A room, with how many may be in it and whether it can be reached without a step."""

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)
    capacity = models.PositiveSmallIntegerField("people who may be in it")
    step_free = models.BooleanField("can be reached without a step", default=False)

    guards = (
        Guard(
            "holds",
            "UPDATE",
            "a session in this room has more places than that",
            "EXISTS (SELECT 1 FROM training_day_session s WHERE s.room_id = NEW.id AND s.capacity > NEW.capacity)",
        ),
    )

    class Meta:
        ordering = ["day", "name"]
        constraints = [
            models.UniqueConstraint(
                name="room_once_of_a_name",
                fields=["day", "name"],
                violation_error_message="There is a room of that name already.",
            ),
            models.CheckConstraint(
                name="room_holds_somebody",
                condition=Q(capacity__gte=1),
                violation_error_message="A room holds one person or more.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the day."

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """What is on in a room during a slot, with the places there are: never more than the room holds."""

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="sessions")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="sessions")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=150)
    strand = models.SlugField("strand of school improvement", max_length=30, blank=True)
    leader = models.CharField("who leads it", max_length=150)
    capacity = models.PositiveSmallIntegerField("places")

    guards = (
        *always(
            "fits",
            "the room holds fewer than that",
            "NEW.capacity > (SELECT r.capacity FROM training_day_room r WHERE r.id = NEW.room_id)",
        ),
        *always(
            "here",
            "slot and room belong to another day",
            "NEW.day_id <> (SELECT t.day_id FROM training_day_slot t WHERE t.id = NEW.slot_id)"
            " OR NEW.day_id <> (SELECT r.day_id FROM training_day_room r WHERE r.id = NEW.room_id)",
        ),
        Guard(
            "seats",
            "UPDATE",
            "more places are taken than that",
            "EXISTS (SELECT 1 FROM training_day_booking b WHERE b.session_id = NEW.id AND b.seat > NEW.capacity)",
        ),
        Guard(
            "when",
            "UPDATE",
            "people have places in this session at its time",
            "NEW.slot_id <> OLD.slot_id AND EXISTS (SELECT 1 FROM training_day_booking b WHERE b.session_id = NEW.id)",
        ),
    )

    class Meta:
        ordering = ["slot", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="session_one_in_a_room_at_a_time",
                fields=["slot", "room"],
                violation_error_message="There is a session in that room at that time already.",
            ),
            models.CheckConstraint(
                name="session_has_places",
                condition=Q(capacity__gte=1),
                violation_error_message="A session has one place or more.",
            ),
        ]

    class Privacy:
        personal = frozenset({"leader"})
        lawful_basis = "Public task."
        source = "The organisers."
        shared_with = "Members of the partnership."
        kept_for = "Two years after the day."

    def __str__(self) -> str:
        return self.title
