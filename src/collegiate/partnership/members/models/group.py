"""Bodies of people: boards, task groups, forums, teams and cohorts."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


class GroupKind(models.TextChoices):
    """What a body of people is for."""

    STRATEGIC = "strategic", "Strategic Group"
    TASK = "task", "Task group"
    HEAD_FORUM = "head_forum", "Head-teacher group"
    ADVISERS = "advisers", "Advisers’ meeting"
    PANEL = "panel", "Panel"
    TEAM = "achievement_team", "Achievement Team"
    COHORT = "cohort", "Cohort"


class Group(models.Model):
    """
    A body of people; who is in it are roles held on it.

    Governance adds seats and meetings to those that decide, Achievement Teams their cycles.
    """

    kind = models.CharField(max_length=20, choices=GroupKind)
    name = models.CharField(max_length=150)
    purpose = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        "members.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        help_text="The school a team belongs to; empty for the partnership’s own groups.",
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "name",
                Coalesce("organisation", 0),  # one list for the partnership, one for each school
                name="group_name_once",
                violation_error_message="There is a group of this name already.",
            ),
            models.CheckConstraint(
                name="group_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A group cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="group_team_belongs_to_a_school",
                condition=~Q(kind="achievement_team") | Q(organisation__isnull=False),
                violation_error_message="An Achievement Team belongs to a school.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.name
