"""A development day in a school, with its three core elements."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard


class DayStage(models.TextChoices):
    """How far a development day has come."""

    AGREED = "agreed", "Agreed"
    HAPPENED = "happened", "Happened"
    CANCELLED = "cancelled", "Cancelled"


DAY_MOVES: dict[DayStage, frozenset[DayStage]] = {
    DayStage.AGREED: frozenset({DayStage.HAPPENED, DayStage.CANCELLED}),
    DayStage.HAPPENED: frozenset(),
    DayStage.CANCELLED: frozenset(),
}


class DevelopmentDay(models.Model):
    """A day an adviser spends in one school under an agreement, and what was agreed next."""

    agreement = models.ForeignKey("commissioning.Agreement", on_delete=models.PROTECT, related_name="development_days")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="development_days")
    adviser = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="development_days")
    on = models.DateField()
    strand = models.SlugField(max_length=30)
    why = models.CharField("why, and what to prepare", max_length=500)
    stage = models.CharField(max_length=10, choices=DayStage, default=DayStage.AGREED)
    agreed_next = models.TextField("what was agreed next", blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField("written up at", null=True, blank=True)
    happened_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="days_written_up"
    )
    form = models.OneToOneField(
        "feedback.Form", on_delete=models.PROTECT, null=True, blank=True, related_name="development_day"
    )
    version = models.PositiveIntegerField(default=1)

    append_only = "happened_at"
    guards = (
        Guard("begun", "INSERT", "a day is agreed before it happens", "NEW.stage <> 'agreed'"),
        Guard(
            "three",
            "UPDATE",
            "a day is written up in each of its three elements",
            "NEW.stage = 'happened' AND (SELECT COUNT(*) FROM delivery_dayelement e"
            " WHERE e.day_id = NEW.id AND e.aim <> '' AND e.what_happened <> '') <> 3",
        ),
    )

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="day_one_adviser_one_school",
                fields=["adviser", "on"],
                condition=~Q(stage="cancelled"),
                violation_error_message="The adviser is in another school that day.",
            ),
            models.UniqueConstraint(
                name="day_one_at_a_school",
                fields=["organisation", "on"],
                condition=~Q(stage="cancelled"),
                violation_error_message="The school has a development day on that day.",
            ),
            models.CheckConstraint(
                name="day_happened_says_what_next",
                condition=(
                    Q(stage="happened", happened_at__isnull=False, happened_by__isnull=False, form__isnull=False)
                    & ~Q(agreed_next="")
                )
                | (~Q(stage="happened") & Q(happened_at__isnull=True, happened_by__isnull=True)),
                violation_error_message="A day that happened says what was agreed next, and asks the school.",
            ),
            models.CheckConstraint(
                name="day_cancelled_says_why",
                condition=(Q(stage="cancelled") & ~Q(cancelled_because=""))
                | (~Q(stage="cancelled") & Q(cancelled_because="")),
                violation_error_message="A day that is cancelled says why.",
            ),
        ]

    class Privacy:
        personal = frozenset({"adviser", "happened_by"})
        lawful_basis = "Public task."
        source = "The provider and the school."
        shared_with = "The school, its adviser, the coordinator and the Strategic Group."
        kept_for = "Seven years after the agreement ends."

    def __str__(self) -> str:
        return f"Development day on {self.on:%-d %B %Y}"


class Element(models.TextChoices):
    """The three core elements of a development day."""

    COACHING = "coaching", "Quality learning coaching"
    WHOLE_STAFF = "whole_staff", "Whole-staff development"
    FOLLOW_THROUGH = "follow_through", "Leadership follow-through"


IS_FINAL = "EXISTS (SELECT 1 FROM delivery_developmentday d WHERE d.id = NEW.day_id AND d.happened_at IS NOT NULL)"
WAS_FINAL = IS_FINAL.replace("NEW", "OLD")


class DayElement(models.Model):
    """One core element of a day: its aim, what happened, and the next step."""

    day = models.ForeignKey(DevelopmentDay, on_delete=models.PROTECT, related_name="elements")
    element = models.CharField(max_length=20, choices=Element)
    aim = models.CharField(max_length=300)
    what_happened = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)

    guards = (
        Guard("add", "INSERT", "this day is written up and final", IS_FINAL),
        Guard("upd", "UPDATE", "this day is written up and final", f"{WAS_FINAL} OR {IS_FINAL}"),
        Guard("del", "DELETE", "this day is written up and final", WAS_FINAL),
    )

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="day_element_once",
                fields=["day", "element"],
                violation_error_message="This day has that element.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the agreement ends."

    def __str__(self) -> str:
        return self.get_element_display()
