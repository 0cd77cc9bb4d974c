"""What follows a decision, or is kept apart from it: corrections, what is confidential, and its coming back."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard


class Correction(models.Model):
    """
    That an interest was found after a decision: whose votes are void, the count without them, and whether it stands.

    Where it was not known how they voted it stands only if it does however they did. One that does not stand comes back.
    """

    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="corrections")
    because = models.CharField("what the interest was", max_length=500)
    in_favour = models.PositiveSmallIntegerField("for, at least")
    against = models.PositiveSmallIntegerField("against, at least")
    abstained = models.PositiveSmallIntegerField("abstained, at least")
    unknown = models.PositiveSmallIntegerField("void, and not known how", default=0)
    counted = models.PositiveSmallIntegerField("counted to the quorum")
    stands = models.BooleanField()
    minute = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="corrections_minuted", verbose_name="minuted by"
    )

    append_only = True

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="correction_once_for_a_person",
                fields=["decision", "person"],
                violation_error_message="This person’s part in the decision is corrected already.",
            ),
            models.CheckConstraint(
                name="correction_is_minuted",
                condition=~Q(because="") & ~Q(minute=""),
                violation_error_message="A correction says what the interest was, and is minuted.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "because", "minute", "corrected_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return "stands" if self.stands else "does not stand"


SEALED = (
    "NOT EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id AND d.stage IN ('drafted', 'open'))"
)


class ConfidentialPart(models.Model):
    """What of a decision the public never reads: in a row of its own from the start, and opened by a deed."""

    decision = models.OneToOneField("governance.Decision", on_delete=models.PROTECT, related_name="confidential_part")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="confidential_parts_written"
    )

    append_only = True
    guards = (Guard("late", "INSERT", "a decision with an outcome takes no confidential part", SEALED),)

    class Meta:
        ordering = ["decision"]
        constraints = [
            models.CheckConstraint(
                name="confidential_part_says_something",
                condition=~Q(text=""),
                violation_error_message="Write what is confidential, or leave it out.",
            )
        ]

    class Privacy:
        personal = frozenset({"text", "written_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "Members of the group that decides, its clerk and the auditor."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"of decision {self.decision_id}"


class WhyBack(models.TextChoices):
    """Why a decision comes back."""

    RATIFY = "ratify", "To ratify the chair’s action"
    REVIEW = "review", "To look at it again"
    CORRECTED = "corrected", "It did not stand after an interest was found"


class Return(models.Model):
    """That an item of an agenda brings a decision back."""

    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="brings_back")
    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="returns")
    why = models.CharField(max_length=12, choices=WhyBack)

    append_only = True

    class Meta:
        ordering = ["item"]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.get_why_display()}: {self.decision_id}"
