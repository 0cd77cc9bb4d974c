"""The rules a group works by, each version kept."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import Money


class VotingRule(models.TextChoices):
    """How many must be in favour, of those who can vote and do not abstain."""

    MAJORITY = "majority", "More for than against"
    TWO_THIRDS = "two_thirds", "Two thirds of those who vote"
    CONSENSUS = "consensus", "Nobody against"

    def carries(self, in_favour: int, against: int) -> bool:
        """Say whether so many votes carry; those who abstain count on neither side."""
        if self == VotingRule.TWO_THIRDS:
            return in_favour > 0 and in_favour >= 2 * against
        return in_favour > against and (self == VotingRule.MAJORITY or not against)


class Publication(models.TextChoices):
    """What of a group's work the public may read."""

    ALL = "all", "Agendas, minutes and decisions, but for what is confidential"
    DECISIONS = "decisions", "Decisions only"
    MEMBERS = "members", "Nothing: members of the partnership read it"


NOT_IN_TURN = (
    "NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM governance_termsofreference t WHERE t.group_id = NEW.group_id"
    " AND t.version = NEW.version - 1 AND t.agreed_on <= NEW.agreed_on)"
)


class TermsOfReference(models.Model):
    """
    A version of the rules a group works by; a new version replaces, never edits.

    It is in force from the day it was agreed until the next version is. The reserve panel decides on an item where
    interests leave too few; without one the item waits.
    """

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="terms_of_reference")
    version = models.PositiveIntegerField()
    initials = models.CharField("initials for its decisions", max_length=6)
    purpose = models.CharField(max_length=500)
    quorum = models.PositiveSmallIntegerField("voting members who must be in the room")
    voting_rule = models.CharField("how it decides", max_length=12, choices=VotingRule, default=VotingRule.MAJORITY)
    notice_days = models.PositiveSmallIntegerField("days of notice of a meeting", default=7)
    publication = models.CharField("what is public", max_length=12, choices=Publication, default=Publication.ALL)
    reserve_panel = models.ForeignKey(
        "members.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="reserve_for"
    )
    chairs_action_pence = models.PositiveBigIntegerField("most that the chair may spend between meetings", default=0)
    agreed_on = models.DateField()

    append_only = True
    guards = (
        Guard(
            "in_turn", "INSERT", "terms of reference follow the version before, and are agreed no earlier", NOT_IN_TURN
        ),
    )

    class Meta:
        verbose_name_plural = "terms of reference"
        ordering = ["group", "version"]
        constraints = [
            models.UniqueConstraint(
                name="terms_one_of_a_version",
                fields=["group", "version"],
                violation_error_message="This group already has terms of reference of that version.",
            ),
            models.CheckConstraint(
                name="terms_need_a_quorum",
                condition=Q(quorum__gte=2),
                violation_error_message="A quorum is two people at least.",
            ),
            models.CheckConstraint(
                name="terms_reserve_panel_is_another_group",
                condition=Q(reserve_panel__isnull=True) | ~Q(reserve_panel=F("group")),
                violation_error_message="A group cannot be its own reserve panel.",
            ),
            models.CheckConstraint(
                name="terms_known_rules",
                condition=Q(voting_rule__in=VotingRule.values, publication__in=Publication.values),
                violation_error_message="Choose one of the rules for deciding, and one for what is public.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def chairs_action(self) -> Money:
        """The most the chair may spend between meetings; nothing where the chair may not act alone."""
        return Money(self.chairs_action_pence)
