"""A programme with its aims by strand, its network workshops, and the places taken at them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard


class Programme(models.Model):
    """What an agreement brings over its years, strand by strand."""

    agreement = models.OneToOneField("commissioning.Agreement", on_delete=models.PROTECT, related_name="programme")
    name = models.CharField(max_length=150)
    starts_on = models.DateField()
    ends_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="A programme cannot end before it starts.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after it ends."

    def __str__(self) -> str:
        return self.name


class ProgrammeStrand(models.Model):
    """What a programme is to change on one strand by its end."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="strands")
    strand = models.SlugField(max_length=30)
    aim = models.CharField("what should be different at its end", max_length=300)

    class Meta:
        ordering = ["programme", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="programme_strand_once",
                fields=["programme", "strand"],
                violation_error_message="The programme says that strand’s aim already.",
            ),
            models.CheckConstraint(
                name="programme_strand_has_an_aim",
                condition=~Q(aim=""),
                violation_error_message="Say what should be different on this strand.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the programme ends."

    def __str__(self) -> str:
        return f"{self.strand}: {self.aim}"


class WorkshopStage(models.TextChoices):
    """Whether a workshop goes ahead."""

    PLANNED = "planned", "Planned"
    CANCELLED = "cancelled", "Cancelled"


WORKSHOP_MOVES: dict[WorkshopStage, frozenset[WorkshopStage]] = {
    WorkshopStage.PLANNED: frozenset({WorkshopStage.CANCELLED}),
    WorkshopStage.CANCELLED: frozenset(),
}


class Workshop(models.Model):
    """A network workshop: people of many schools, on one strand."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="workshops")
    strand = models.SlugField(max_length=30)
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=150)
    places = models.PositiveSmallIntegerField("places there are")
    stage = models.CharField(max_length=10, choices=WorkshopStage, default=WorkshopStage.PLANNED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="workshops_cancelled"
    )
    version = models.PositiveIntegerField(default=1)

    append_only = "cancelled_at"
    guards = (
        Guard(
            "below",
            "UPDATE",
            "more places at this workshop are taken",
            "NEW.places < (SELECT COUNT(*) FROM delivery_workshopplace p WHERE p.workshop_id = NEW.id)",
        ),
    )

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="workshop_cancelled_says_why",
                condition=(
                    Q(stage="cancelled", cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancelled_because="")
                )
                | Q(stage="planned", cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_because=""),
                violation_error_message="A workshop that is cancelled says who cancelled it, when and why.",
            )
        ]

    class Privacy:
        personal = frozenset({"cancelled_by"})
        lawful_basis = "Public task."
        source = "Whoever cancelled it."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the programme ends."

    def __str__(self) -> str:
        return self.title

    def has_begun(self, at: datetime) -> bool:
        """Say whether it has begun, or is over: no place changes hands then, and who came can be recorded."""
        return self.starts_at <= at

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.stage == WorkshopStage.CANCELLED


CALLED_OFF = "EXISTS (SELECT 1 FROM delivery_workshop w WHERE w.id = NEW.workshop_id AND w.stage = 'cancelled')"
FULL = (
    "(SELECT COUNT(*) FROM delivery_workshopplace p WHERE p.workshop_id = NEW.workshop_id)"
    " > (SELECT w.places FROM delivery_workshop w WHERE w.id = NEW.workshop_id)"
)


class WorkshopPlace(models.Model):
    """That a person has a place at a workshop, and whether they came."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="taken")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="workshop_places")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="workshop_places")
    came = models.BooleanField(null=True, blank=True)

    guards = (
        Guard("full", "INSERT", "every place at this workshop is taken", FULL, after=True),
        Guard("off", "INSERT", "this workshop is cancelled", CALLED_OFF),
        Guard("moved", "UPDATE", "a place stays at its workshop", "NEW.workshop_id <> OLD.workshop_id"),
    )

    class Meta:
        ordering = ["workshop", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="workshop_place_once",
                fields=["workshop", "person"],
                violation_error_message="This person has a place at the workshop.",
            )
        ]

    class Privacy:
        personal = frozenset({"person", "came"})
        lawful_basis = "Public task."
        source = "The person, or their school."
        shared_with = "The person’s school, the provider and the coordinator."
        kept_for = "Two years after the workshop."

    def __str__(self) -> str:
        return f"place at {self.workshop_id}"
