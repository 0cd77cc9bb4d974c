"""The directory of services for children, young people and families."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

OLDEST = 25  # services for young people with special needs go on to 25


class Kind(models.TextChoices):
    """What a service is."""

    HEALTH = "health", "Health"
    CARE = "care", "Social care"
    YOUTH = "youth", "Youth work"
    FAMILY = "family", "Help for families"
    EARLY_YEARS = "early_years", "Early years"
    CULTURE = "culture", "Arts and culture"
    SPORT = "sport", "Sport and play"


class Stage(models.TextChoices):
    """Whether a service stands in the directory."""

    LISTED = "listed", "Listed"
    WITHDRAWN = "withdrawn", "Withdrawn"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.LISTED: frozenset({Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset({Stage.LISTED}),
}


class Service(models.Model):
    """
    Something an organisation does for children or families, with how to reach it.

    An entry is only worth what its last check is worth: whoever lists or changes it has checked it that day.
    """

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind)
    description = models.TextField("what it does, and for whom")
    age_from = models.PositiveSmallIntegerField("youngest age")
    age_to = models.PositiveSmallIntegerField("oldest age")
    area = models.CharField("where it works", max_length=150)
    how_to_reach = models.TextField("how to reach it")
    telephone = models.CharField(max_length=30, blank=True)
    website = models.URLField(max_length=300, blank=True)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.LISTED)
    withdrawn_on = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField("last checked")
    checked_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="services_checked")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["stage", "checked_at"], name="service_listed_and_checked")]
        constraints = [
            models.UniqueConstraint(
                name="service_once_by_an_organisation",
                fields=["organisation", "name"],
                violation_error_message="This organisation has a service of that name already.",
            ),
            models.CheckConstraint(
                name="service_ages_in_order",
                condition=Q(age_to__gte=F("age_from"), age_to__lte=OLDEST),
                violation_error_message="The oldest age cannot be below the youngest, nor above 25.",
            ),
            models.CheckConstraint(
                name="service_can_be_reached",
                condition=~Q(how_to_reach="") & ~Q(name="") & ~Q(description="") & ~Q(area=""),
                violation_error_message="Say what the service is, where it works and how to reach it.",
            ),
            models.CheckConstraint(
                name="service_withdrawn_says_when",
                condition=Q(stage="withdrawn", withdrawn_on__isnull=False)
                | Q(stage="listed", withdrawn_on__isnull=True),
                violation_error_message="A withdrawn service says since when, and a listed one does not.",
            ),
            models.CheckConstraint(
                name="service_website_is_a_web_address",
                condition=Q(website="") | Q(website__startswith="https://") | Q(website__startswith="http://"),
                violation_error_message="A web address begins with https://.",
            ),
        ]

    class Privacy:
        personal = frozenset({"how_to_reach", "checked_by"})
        lawful_basis = "Public task."
        source = "The organisation that runs the service."
        shared_with = "Everybody; who checked it, members of the partnership only."
        kept_for = "One year after the service is withdrawn."

    def __str__(self) -> str:
        return self.name

    @property
    def checked_on(self) -> date:
        """The day on which somebody last said that the entry is right."""
        return localdate(self.checked_at)
