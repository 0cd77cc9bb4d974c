"""A question that somebody who oversees asks, what was answered, and what changed."""

from django.db import models
from django.db.models import Q

SHORT = 80  # characters of a question that stand in a list


class Enquiry(models.Model):
    """
    A question of a governor about their school, or of the external consultant about a school or the whole partnership.

    It is final once it is answered: who would ask further asks again.
    """

    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries"
    )
    text = models.TextField("what is asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="enquiries_asked")
    answer = models.TextField(blank=True)
    changed = models.TextField("what changed because of it", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries_answered"
    )

    append_only = "answered_at"

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="enquiry_asks_something",
                condition=~Q(text=""),
                violation_error_message="Write what you want to know.",
            ),
            models.CheckConstraint(
                name="enquiry_answered_by_somebody",
                condition=(Q(answered_at__isnull=True, answered_by__isnull=True, answer="", changed=""))
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                violation_error_message="An answer says who gave it and when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"text", "asked_by", "answer", "changed", "answered_by"})
        lawful_basis = "Public task."
        source = "A governor or the external consultant, and whoever answers."
        shared_with = "Whoever asked, the school it is about with its governors, and the coordinator."
        kept_for = "Seven years after it was answered."

    def __str__(self) -> str:
        return self.text if len(self.text) <= SHORT else f"{self.text[: SHORT - 1].rstrip()}…"
