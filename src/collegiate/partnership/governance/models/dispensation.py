"""What a decision lets somebody do despite their interest."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.governance.models.interest import Power

TOOK_PART = (
    "EXISTS (SELECT 1 FROM governance_eligibility e WHERE e.decision_id = NEW.decision_id"
    " AND e.person_id = NEW.person_id AND e.eligible)"
)


class Dispensation(models.Model):
    """
    A decision, by people without an interest, that somebody may do some things despite theirs in an organisation.

    Its reason is the decision's. It lasts from a day until a day, that day included; they never chair the item.
    """

    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="dispensations")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="dispensations")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="dispensations")
    may_see = models.BooleanField("may see what is sealed", default=False)
    may_score = models.BooleanField("may score", default=False)
    may_vote = models.BooleanField("may vote", default=False)
    from_on = models.DateField()
    until_on = models.DateField()
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="dispensations_minuted")

    append_only = True
    guards = (Guard("own", "INSERT", "nobody takes part in their own dispensation", TOOK_PART),)

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="dispensation_ends",
                condition=Q(until_on__gte=F("from_on")),
                violation_error_message="A dispensation ends on its last day, not before it begins.",
            )
        ]

    class Privacy:
        personal = frozenset({"person", "granted_by"})
        lawful_basis = "Public task."
        source = "The decision."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"until {self.until_on}"

    @property
    def powers(self) -> frozenset[Power]:
        """What it grants."""
        granted = {Power.SEE: self.may_see, Power.SCORE: self.may_score, Power.VOTE: self.may_vote}
        return frozenset(power for power, given in granted.items() if given)
