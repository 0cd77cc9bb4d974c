"""What the local authority has formally done about a school, by when it asked for what, and how that ended."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.needs.models.round import CODE


class StepOutcome(models.TextChoices):
    """How a statutory step ended."""

    DONE = "done", "What was asked is done"
    NOT_DONE = "not_done", "What was asked is not done"
    WITHDRAWN = "withdrawn", "The local authority withdrew it"


KEPT = "needs_statutory_step is append only"
GIVEN = ("organisation_id", "kind", "given_on", "due_on", "asks", "given_at", "given_by_id")
CHANGES_WHAT_WAS_GIVEN = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in GIVEN)


class StatutoryStep(models.Model):
    """
    One formal step of the local authority about one school: a warning notice, additional governors and their like.

    The step itself is the authority's own letter; here stands what it asked, by when, and how it ended. What was given
    never changes, and a step that is closed stays closed: a mistake is withdrawn and given again.
    """

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="statutory_steps")
    kind = models.CharField(max_length=CODE)
    given_on = models.DateField()
    due_on = models.DateField("to be done by")
    asks = models.TextField("what is asked")
    given_at = models.DateTimeField("recorded at")
    given_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="steps_given")
    outcome = models.CharField(max_length=20, choices=StepOutcome, blank=True)
    answer = models.TextField("what the school answered, and what follows", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="steps_closed"
    )

    append_only = "closed_at"
    guards = (
        Guard("given", "UPDATE", KEPT, CHANGES_WHAT_WAS_GIVEN),
        Guard("stays", "DELETE", KEPT),
        Guard("open", "INSERT", "a statutory step begins open", "NEW.closed_at IS NOT NULL"),
    )

    class Meta:
        db_table = "needs_statutory_step"
        ordering = ["organisation", "-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="step_due_after_it_is_given",
                condition=Q(due_on__gt=F("given_on")),
                violation_error_message="The school needs time: the day comes after the day on which the step was given.",
            ),
            models.CheckConstraint(
                name="step_says_what_is_asked",
                condition=~Q(kind="") & ~Q(asks=""),
                violation_error_message="Say which step it is, and what is asked.",
            ),
            models.CheckConstraint(
                name="step_closed_with_an_outcome",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="", answer="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False, outcome__in=StepOutcome.values) & ~Q(answer="")),
                violation_error_message="A step that is closed says how it ended, what was answered, who closed it and when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"asks", "given_by", "answer", "closed_by"})
        lawful_basis = "Public task."
        source = "The local authority’s officer."
        shared_with = "The school, its advisers and the local authority’s officers."
        kept_for = "Six years after it is closed."

    def __str__(self) -> str:
        return f"{self.kind} of {self.given_on}"
