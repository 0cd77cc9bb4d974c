"""Help that is sought, for needs that schools have."""

from django.db import models
from django.db.models import Q

from collegiate.values import Money


class BriefStage(models.TextChoices):
    """How far a brief has come."""

    DRAFT = "draft", "Draft"
    CONSIDERED = "considered", "Before the groups"
    ANSWERED = "answered", "Answered by an agreement"
    WITHDRAWN = "withdrawn", "Withdrawn"


BRIEF_MOVES: dict[BriefStage, frozenset[BriefStage]] = {
    BriefStage.DRAFT: frozenset({BriefStage.CONSIDERED, BriefStage.WITHDRAWN}),
    BriefStage.CONSIDERED: frozenset({BriefStage.ANSWERED, BriefStage.WITHDRAWN}),
    BriefStage.ANSWERED: frozenset(),
    BriefStage.WITHDRAWN: frozenset(),
}


class Brief(models.Model):
    """
    What help is sought, for which needs, up to what price, and what was looked at before buying.

    Its needs join it when it goes before the groups; the paper they consider is kept with it.
    """

    title = models.CharField(max_length=200)
    strand = models.SlugField(max_length=30)
    purpose_code = models.SlugField("agreed purpose it serves", max_length=40)
    outcomes = models.TextField("outcomes sought")
    looked_at_first = models.TextField(
        "what was looked at before buying",
        help_text="A neighbour school that does this already, days left on another agreement, a free service.",
    )
    ceiling_pence = models.PositiveBigIntegerField("most it may cost, in pence")
    stage = models.CharField(max_length=12, choices=BriefStage, default=BriefStage.DRAFT)
    withdrawn_because = models.TextField(blank=True)
    paper = models.OneToOneField(
        "governance.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="brief"
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="briefs")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="brief_before_groups_has_its_paper",
                condition=Q(stage__in=["draft", "withdrawn"]) | Q(paper__isnull=False),
                violation_error_message="A brief goes before the groups with a paper.",
            ),
            models.CheckConstraint(
                name="brief_withdrawn_with_a_reason",
                condition=Q(stage="withdrawn") ^ Q(withdrawn_because=""),
                violation_error_message="A brief that is withdrawn says why, and no other does.",
            ),
        ]

    class Privacy:
        personal = frozenset({"written_by"})
        lawful_basis = "Public task."
        source = "Whoever wrote it."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title

    @property
    def ceiling(self) -> Money:
        """The most it may cost."""
        return Money(self.ceiling_pence)


class BriefNeed(models.Model):
    """That a brief answers a need."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="answers")
    need = models.ForeignKey("needs.Need", on_delete=models.PROTECT, related_name="briefs")

    class Meta:
        ordering = ["brief", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="brief_need_once",
                fields=["brief", "need"],
                violation_error_message="The brief answers this need already.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the brief."

    def __str__(self) -> str:
        return f"{self.brief_id} answers {self.need_id}"
