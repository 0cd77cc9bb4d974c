"""Who takes an item instead: another chair, or the reserve panel."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard


class Chairing(models.Model):
    """That somebody chairs one item because the chair has an interest in it; the newest counts."""

    item = models.ForeignKey("governance.AgendaItem", on_delete=models.PROTECT, related_name="chairings")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="chairings")
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="chairings_minuted")

    append_only = True

    class Meta:
        ordering = ["item", "pk"]

    class Privacy:
        personal = frozenset({"person", "handed_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public, in the minutes."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"item {self.item_id}"


NOT_ITS_PANEL = (
    "NOT EXISTS (SELECT 1 FROM governance_agendaitem i JOIN governance_meeting m ON m.id = i.meeting_id"
    " JOIN governance_termsofreference t ON t.group_id = m.group_id"
    " WHERE i.id = NEW.item_id AND t.reserve_panel_id = NEW.panel_id"
    " AND NOT EXISTS (SELECT 1 FROM governance_termsofreference n WHERE n.group_id = t.group_id AND n.version > t.version))"
)


class Referral(models.Model):
    """That an item moved to the reserve panel, because interests left too few to decide it."""

    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="referral")
    panel = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="referrals")
    because = models.CharField(max_length=300)
    referred_at = models.DateTimeField()
    referred_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="referrals_minuted")

    append_only = True
    guards = (
        Guard("named", "INSERT", "only the reserve panel of the terms of reference takes an item", NOT_ITS_PANEL),
    )

    class Meta:
        ordering = ["item"]
        constraints = [
            models.CheckConstraint(
                name="referral_says_why",
                condition=~Q(because=""),
                violation_error_message="Say why the item moves to the reserve panel.",
            )
        ]

    class Privacy:
        personal = frozenset({"referred_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.because
