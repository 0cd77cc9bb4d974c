"""Who might take part in a decision, as it stood when it was opened."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.governance.models.interest import Nearness

TOO_LATE = "NOT EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id AND d.stage = 'drafted')"


class Eligibility(models.Model):
    """
    Whether somebody might vote on a decision, as it stood when it was opened, and why not.

    `nearness` says which kind of interest they had; whoever is dispensed without a vote still counts to the quorum.
    """

    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="eligibilities")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="eligibilities")
    present = models.BooleanField()
    eligible = models.BooleanField()
    because = models.CharField(max_length=500, blank=True)
    nearness = models.CharField("kind of interest", max_length=12, choices=Nearness, blank=True)

    append_only = True
    guards = (Guard("late", "INSERT", "who may take part is settled when a decision opens", TOO_LATE),)

    class Meta:
        verbose_name_plural = "eligibilities"
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="eligibility_once",
                fields=["decision", "person"],
                violation_error_message="This person is already on the list.",
            ),
            models.CheckConstraint(
                name="eligibility_refusal_says_why",
                condition=Q(eligible=True) | ~Q(because=""),
                violation_error_message="Somebody who may not take part is told why.",
            ),
            models.CheckConstraint(
                name="eligibility_interest_keeps_out",
                condition=Q(eligible=False) | ~Q(nearness__in=["direct", "near"]),
                violation_error_message="Whoever has a direct or near interest takes no part.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "because"})
        lawful_basis = "Public task."
        source = "The register of interests and the roles held."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return "eligible" if self.eligible else "not eligible"

    @property
    def left(self) -> bool:
        """Whether an interest kept them out of the room."""
        return not self.eligible and self.nearness != Nearness.DISPENSED
