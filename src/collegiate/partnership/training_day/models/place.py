"""What people would like to go to, and where they have a place."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.training_day.models.day import always

RANKS = (1, 2, 3)


class Wish(models.Model):
    """A session that somebody would like to go to: three at most for a day, the dearest first."""

    day = models.ForeignKey("training_day.Day", on_delete=models.PROTECT, related_name="wishes")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="training_wishes")
    session = models.ForeignKey("training_day.Session", on_delete=models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField("when the wish came; the first to come are served first")

    guards = always(
        "here",
        "the session is on another day",
        "NEW.day_id <> (SELECT s.day_id FROM training_day_session s WHERE s.id = NEW.session_id)",
    )

    class Meta:
        verbose_name_plural = "wishes"
        ordering = ["person", "rank"]
        constraints = [
            models.UniqueConstraint(
                name="wish_once_for_a_session",
                fields=["person", "session"],
                violation_error_message="Choose three different sessions.",
            ),
            models.UniqueConstraint(
                name="wish_one_of_a_rank",
                fields=["day", "person", "rank"],
                violation_error_message="There is a wish of that rank already.",
            ),
            models.CheckConstraint(
                name="wish_rank_from_1_to_3",
                condition=Q(rank__in=RANKS),
                violation_error_message="There are three wishes: a first, a second and a third.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "The person."
        shared_with = "The organisers; how many wished for a session, members of the partnership."
        kept_for = "One year after the day."

    def __str__(self) -> str:
        return f"Wish {self.rank} of {self.person_id}"


class Booking(models.Model):
    """
    Somebody's place in a session.

    A place has a seat's number, from one to the session's places, and each number is given once: so a session cannot
    be over-full, whoever writes and however many at a time.
    """

    session = models.ForeignKey("training_day.Session", on_delete=models.PROTECT, related_name="bookings")
    slot = models.ForeignKey("training_day.Slot", on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="training_places")
    seat = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    guards = (
        *always(
            "room",
            "the session is full",
            "NEW.seat < 1 OR NEW.seat > (SELECT s.capacity FROM training_day_session s WHERE s.id = NEW.session_id)",
        ),
        *always(
            "when",
            "the session is in another slot",
            "NEW.slot_id <> (SELECT s.slot_id FROM training_day_session s WHERE s.id = NEW.session_id)",
        ),
        Guard(
            "whose",
            "UPDATE",
            "a place is given up and taken, never handed on",
            "NEW.person_id <> OLD.person_id OR NEW.session_id <> OLD.session_id",
        ),
    )

    class Meta:
        ordering = ["slot", "session", "seat"]
        constraints = [
            models.UniqueConstraint(
                name="booking_one_place_at_a_time",
                fields=["person", "slot"],
                violation_error_message="Nobody can be in two places at a time.",
            ),
            models.UniqueConstraint(
                name="booking_each_seat_once",
                fields=["session", "seat"],
                violation_error_message="The session is full.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "The person’s wishes, or the person."
        shared_with = "The organisers and whoever leads the session."
        kept_for = "Two years after the day."

    def __str__(self) -> str:
        return f"Seat {self.seat} of {self.session_id}"
