"""A study of one agreement: with whom it compares, frozen beforehand, and what it concluded."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard


class Stage(models.TextChoices):
    """How far a study has come."""

    FROZEN = "frozen", "Waiting for the outcome"
    CONCLUDED = "concluded", "Concluded"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.FROZEN: frozenset({Stage.CONCLUDED}),
    Stage.CONCLUDED: frozenset(),
}


class Verdict(models.TextChoices):
    """The only four things a study may conclude."""

    LIKELY_HELPED = "likely_helped", "Likely helped"
    NO_SIGN = "no_sign", "No sign that it helped"
    MAY_HAVE_HARMED = "may_have_harmed", "May have harmed"
    CANNOT_SAY = "cannot_say", "Cannot say"


FROZEN = (
    "agreement_id",
    "indicator",
    "base_year",
    "year",
    "comparators",
    "how_chosen",
    "comparators_digest",
    "frozen_at",
)


class Study(models.Model):
    """
    A study of whether an agreement moved its indicator.

    Schools to compare with, the outcome year and the change worth paying for are frozen when the agreement is
    made; nothing that is known later can change them. Concluded, it is final.
    """

    agreement = models.OneToOneField("commissioning.Agreement", on_delete=models.PROTECT, related_name="study")
    indicator = models.SlugField(max_length=40)
    base_year = models.PositiveSmallIntegerField("last school year before the work")
    year = models.PositiveSmallIntegerField("school year of the outcome")
    comparators = models.JSONField("ids of the schools to compare with")
    how_chosen = models.CharField("how they were chosen", max_length=300)
    comparators_digest = models.CharField(max_length=64)
    smallest_detectable = models.DecimalField(
        "smallest change it could see", max_digits=7, decimal_places=2, null=True, blank=True
    )
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.FROZEN)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="studies_frozen")
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    effect = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    low = models.DecimalField("lower end of the 90 % interval", max_digits=7, decimal_places=2, null=True, blank=True)
    high = models.DecimalField("upper end of the 90 % interval", max_digits=7, decimal_places=2, null=True, blank=True)
    sentence = models.TextField(blank=True)
    doubts = models.JSONField("what keeps it from saying more", default=list, blank=True)
    before_and_after = models.TextField("before and after, never alone", blank=True)
    money_sentence = models.TextField("what the change cost", blank=True)
    cost_pence = models.PositiveBigIntegerField(null=True, blank=True)
    method = models.CharField(max_length=100, blank=True)
    method_version = models.CharField(max_length=20, blank=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    finding = models.OneToOneField(
        "evidence.Finding", on_delete=models.PROTECT, null=True, blank=True, related_name="study"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="studies_concluded"
    )

    append_only = "concluded_at"
    guards = (
        Guard(
            "frozen",
            "UPDATE",
            "what a study compares is frozen before its outcome is known",
            " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN),
        ),
        Guard("kept", "DELETE", "a study is not removed, or it could be set up again once its outcome is known"),
    )

    class Meta:
        verbose_name_plural = "studies"
        ordering = ["-frozen_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="study_outcome_comes_after_its_base",
                condition=Q(year__gt=models.F("base_year")),
                violation_error_message="The outcome is measured after the work began.",
            ),
            models.CheckConstraint(
                name="study_concluded_says_what",
                condition=(
                    Q(stage="concluded", concluded_at__isnull=False, concluded_by__isnull=False, finding__isnull=False)
                    & ~Q(verdict="")
                    & ~Q(sentence="")
                )
                | Q(
                    stage="frozen",
                    concluded_at__isnull=True,
                    concluded_by__isnull=True,
                    finding__isnull=True,
                    verdict="",
                ),
                violation_error_message="A concluded study has a verdict, a sentence and a finding.",
            ),
        ]

    class Privacy:
        personal = frozenset({"frozen_by", "concluded_by"})
        lawful_basis = "Public task."
        source = "Whoever froze and concluded it."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"Study of agreement {self.agreement_id}"
