"""The minutes of a meeting, as a later one agreed them."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard

NOT_LATER = (
    "NOT EXISTS (SELECT 1 FROM governance_meeting a JOIN governance_meeting m ON m.group_id = a.group_id"
    " WHERE a.id = NEW.agreed_in_id AND m.id = NEW.meeting_id AND a.starts_at > m.starts_at"
    " AND a.stage = 'in_progress' AND m.stage IN ('closed', 'agreed'))"
)
OUT_OF_TURN = (
    "NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM governance_minutes k WHERE k.meeting_id = NEW.meeting_id"
    " AND k.number = NEW.number - 1)"
)


class Minutes(models.Model):
    """
    The minutes of a meeting as a later meeting of its group agreed them: the file that is published, and its digest.

    They are final. What is found wrong afterwards is put right by minutes with the next number, which say why.
    """

    meeting = models.ForeignKey("governance.Meeting", on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(default=1)
    because = models.CharField("why they were put right", max_length=300, blank=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="minutes")
    sha256 = models.CharField("digest of the published file", max_length=64)
    agreed_in = models.ForeignKey(
        "governance.Meeting",
        on_delete=models.PROTECT,
        related_name="minutes_agreed",
        verbose_name="meeting that agreed them",
    )
    mover = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="minutes_moved",
        verbose_name="member who said that they are right",
    )
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="minutes_agreed")

    append_only = True
    guards = (
        Guard("later", "INSERT", "minutes are agreed at a later meeting of the same group", NOT_LATER),
        Guard("in_turn", "INSERT", "minutes follow those before", OUT_OF_TURN),
    )

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                name="minutes_once_of_a_number",
                fields=["meeting", "number"],
                violation_error_message="There are minutes of that number.",
            ),
            models.CheckConstraint(
                name="minutes_put_right_say_why",
                condition=Q(number=1, because="") | (Q(number__gt=1) & ~Q(because="")),
                violation_error_message="Minutes that put others right say why.",
            ),
            models.CheckConstraint(
                name="minutes_agreed_by_two",
                condition=~Q(mover=F("agreed_by")),
                violation_error_message="A member says that the minutes are right, and somebody else records it.",
            ),
        ]

    class Privacy:
        personal = frozenset({"mover", "agreed_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public, where the group’s terms of reference say so."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"minutes {self.meeting_id}/{self.number}"
