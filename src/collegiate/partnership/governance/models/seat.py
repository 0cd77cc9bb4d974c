"""Seats, and who has sat in them."""

import calendar
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard

OUTLASTS_ITS_SEAT = (
    "EXISTS (SELECT 1 FROM governance_tenure t WHERE t.seat_id = NEW.id AND NEW.until_on IS NOT NULL"
    " AND (t.until_on IS NULL OR COALESCE(t.carries_until_on, t.until_on) > NEW.until_on))"
)


class Seat(models.Model):
    """
    A place on a group, apart from whoever sits in it, so that a vacancy can be seen.

    Its term is how long somebody is appointed for; its carry-over how many days they stay on after that while nobody
    has been appointed. A seat is ended, never removed, and its last day still counts.
    """

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="seats")
    label = models.CharField(max_length=100)
    constituency = models.CharField("whom the seat speaks for", max_length=150, blank=True)
    appointer = models.CharField("who appoints to it", max_length=150, blank=True)
    voting = models.BooleanField(default=True)
    term_months = models.PositiveSmallIntegerField("months of a term", null=True, blank=True)
    carry_over_days = models.PositiveSmallIntegerField("days somebody stays on until replaced", default=0)
    place = models.PositiveSmallIntegerField("place in the list", default=1)
    from_on = models.DateField("first day", null=True, blank=True)
    until_on = models.DateField("last day", null=True, blank=True)

    guards = (Guard("outlasted", "UPDATE", "somebody sits in this seat after that day", OUTLASTS_ITS_SEAT),)

    class Meta:
        ordering = ["group", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="seat_label_once_in_a_group",
                fields=["group", "label"],
                condition=Q(until_on__isnull=True),
                violation_error_message="This group has a seat of that name.",
            ),
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="A seat cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="seat_term_is_a_month_or_more",
                condition=Q(term_months__isnull=True) | Q(term_months__gte=1, term_months__lte=120),
                violation_error_message="A term is between one month and ten years.",
            ),
            models.CheckConstraint(
                name="seat_carries_over_a_term",
                condition=Q(carry_over_days=0) | Q(term_months__isnull=False, carry_over_days__lte=366),
                violation_error_message="Only a seat with a term carries over, for a year at most.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.label

    def term_ends(self, from_on: date) -> date | None:
        """Return the last day of a term that begins on a day; None where the seat has no term."""
        if self.term_months is None:
            return None
        months = from_on.month - 1 + self.term_months
        year, month = from_on.year + months // 12, months % 12 + 1
        day = min(from_on.day, calendar.monthrange(year, month)[1])
        return date(year, month, day) - timedelta(days=1)


class Capacity(models.TextChoices):
    """As what somebody sits in a seat."""

    MEMBER = "member", "Member"
    DEPUTY = "deputy", "Deputy"


SAME_SEAT_SAME_DAYS = (
    "NEW.capacity = 'member' AND EXISTS (SELECT 1 FROM governance_tenure t WHERE t.seat_id = NEW.seat_id AND t.id <> NEW.id"
    " AND t.capacity = 'member'"
    " AND (t.until_on IS NULL OR COALESCE(t.carries_until_on, t.until_on) >= NEW.from_on)"
    " AND (NEW.until_on IS NULL OR COALESCE(NEW.carries_until_on, NEW.until_on) >= t.from_on))"
)
BEYOND_ITS_SEAT = (
    "EXISTS (SELECT 1 FROM governance_seat s WHERE s.id = NEW.seat_id AND (s.from_on > NEW.from_on"
    " OR (s.until_on IS NOT NULL"
    " AND (NEW.until_on IS NULL OR COALESCE(NEW.carries_until_on, NEW.until_on) > s.until_on))))"
)
TAKEN, BEYOND = "somebody sits in this seat on those days", "the seat is not there on those days"


class Tenure(models.Model):
    """
    That a person sat in a seat from a day until a day, that day included; one member a seat a day.

    Where nobody was appointed when the term ran out they stay on, at most until `carries_until_on`; whoever was
    ended by a deed (`ended_at`) does not.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="tenures")
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.MEMBER)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    carries_until_on = models.DateField("last day they stay on", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="tenures_ended"
    )

    guards = (
        Guard("seat_new", "INSERT", TAKEN, SAME_SEAT_SAME_DAYS, after=True),
        Guard("seat_moved", "UPDATE", TAKEN, SAME_SEAT_SAME_DAYS, after=True),
        Guard("seat_gone_new", "INSERT", BEYOND, BEYOND_ITS_SEAT, after=True),
        Guard("seat_gone_moved", "UPDATE", BEYOND, BEYOND_ITS_SEAT, after=True),
    )

    class Meta:
        ordering = ["seat", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="A tenure cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="tenure_carries_over_its_end",
                condition=Q(carries_until_on__isnull=True)
                | Q(
                    capacity="member",
                    ended_at__isnull=True,
                    until_on__isnull=False,
                    carries_until_on__gte=F("until_on"),
                ),
                violation_error_message="Only a member whose term ran out stays on, from the day it ran out.",
            ),
            models.CheckConstraint(
                name="tenure_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, until_on__isnull=False),
                violation_error_message="Whoever ended a tenure, and its last day, are kept.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "ended_by"})
        lawful_basis = "Public task."
        source = "The body that appoints to the seat."
        shared_with = "The public: who sits where."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} since {self.from_on}"

    @property
    def last_on(self) -> date | None:
        """The last day they sit in it, staying on included; None where no day is set."""
        return self.carries_until_on or self.until_on
