"""The one mail a day that reminds somebody of what they have still to do."""

from django.db import models


class Digest(models.Model):
    """That somebody was reminded on a day, by one notice; nobody is reminded twice on a day."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="digests")
    on = models.DateField("day")
    notice = models.OneToOneField("communications.Notice", on_delete=models.PROTECT, related_name="digest")

    append_only = True

    class Meta:
        ordering = ["-on", "person"]
        constraints = [
            models.UniqueConstraint(
                name="digest_once_a_day",
                fields=["person", "on"],
                violation_error_message="This person was reminded today already.",
            )
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "What waits for the person, in every chapter."
        shared_with = "The coordinator and the clerk."
        kept_for = "Six years after it was sent."

    def __str__(self) -> str:
        return f"to {self.person_id} on {self.on}"
