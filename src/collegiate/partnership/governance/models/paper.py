"""Papers, and how each group considered them: several may advise, exactly one decides."""

from django.db import models
from django.db.models import Q


class Paper(models.Model):
    """What a group is given to read before it advises or decides."""

    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="papers")

    append_only = True

    class Meta:
        ordering = ["-written_at", "pk"]

    class Privacy:
        personal = frozenset({"written_by"})
        lawful_basis = "Public task."
        source = "Whoever brings the paper."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title


class Weight(models.TextChoices):
    """Whether a group's consideration binds."""

    ADVISES = "advises", "Advises"
    DECIDES = "decides", "Decides"


class Consideration(models.Model):
    """One group's look at a paper: what it was asked, what it said, and how many were for and against."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="considerations")
    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="considerations")
    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="consideration")
    weight = models.CharField(max_length=10, choices=Weight)
    response = models.TextField(blank=True)
    in_favour = models.PositiveSmallIntegerField(null=True, blank=True)
    against = models.PositiveSmallIntegerField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="considerations_minuted"
    )

    append_only = "responded_at"

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="consideration_once_by_a_group",
                fields=["paper", "group"],
                violation_error_message="This group considers the paper already.",
            ),
            models.UniqueConstraint(
                name="consideration_one_group_decides",
                fields=["paper"],
                condition=Q(weight="decides"),
                violation_error_message="Exactly one group decides on a paper.",
            ),
            models.CheckConstraint(
                name="consideration_response_says_when",
                condition=(Q(response="") & Q(responded_at__isnull=True, responded_by__isnull=True))
                | (~Q(response="") & Q(responded_at__isnull=False, responded_by__isnull=False)),
                violation_error_message="A response says who minuted it and when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"responded_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.group_id} {self.get_weight_display().lower()}"
