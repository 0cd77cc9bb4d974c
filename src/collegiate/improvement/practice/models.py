"""An account of practice: the problem, what was done, what went wrong, and how sure we are."""

from django.db import models
from django.db.models import Q


class Stage(models.TextChoices):
    """How far an account has come."""

    DRAFT = "draft", "Draft"
    CONSENTED = "consented", "The school agrees to share it"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.CONSENTED, Stage.WITHDRAWN}),
    Stage.CONSENTED: frozenset({Stage.PUBLISHED, Stage.WITHDRAWN}),
    Stage.PUBLISHED: frozenset({Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset(),
}


class Origin(models.TextChoices):
    """Whether the practice is ours."""

    OURS = "ours", "From a school here"
    ELSEWHERE = "elsewhere", "From elsewhere"


class EvidenceLevel(models.TextChoices):
    """How sure we are that it works."""

    PROMISING = "promising", "Promising"
    TRIED = "tried", "Tried in two schools or more"
    MEASURED = "measured", "Measured"


class Practice(models.Model):
    """
    An account of what worked, for another school to try.

    One from a school here is shared only with that school's consent, and says what went wrong; its evidence is a
    team's cycle or an agreement's study.
    """

    title = models.CharField(max_length=200)
    strand = models.SlugField(max_length=30)
    origin = models.CharField(max_length=10, choices=Origin)
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="practices"
    )
    source = models.CharField("where it is from", max_length=300, blank=True)
    problem = models.TextField()
    what_we_did = models.TextField()
    what_went_wrong = models.TextField()
    cost_and_time = models.CharField(max_length=300)
    evidence_level = models.CharField(max_length=10, choices=EvidenceLevel)
    cycle = models.ForeignKey(
        "achievement_teams.Cycle", on_delete=models.PROTECT, null=True, blank=True, related_name="practices"
    )
    study = models.ForeignKey("impact.Study", on_delete=models.PROTECT, null=True, blank=True, related_name="practices")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="practices_drafted")
    consented_at = models.DateTimeField(null=True, blank=True)
    consented_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="practices_consented"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="practices_published"
    )
    review_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_at", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="practice_ours_has_its_school",
                condition=Q(origin="ours", organisation__isnull=False) | (Q(origin="elsewhere") & ~Q(source="")),
                violation_error_message="A practice of ours names its school; one from elsewhere says where.",
            ),
            models.CheckConstraint(
                name="practice_shared_with_consent",
                condition=Q(stage__in=["draft", "withdrawn"])
                | Q(consented_at__isnull=False, consented_by__isnull=False),
                violation_error_message="A school’s practice is shared with its consent.",
            ),
            models.CheckConstraint(
                name="practice_consent_says_when",
                condition=Q(consented_at__isnull=True, consented_by__isnull=True)
                | Q(consented_at__isnull=False, consented_by__isnull=False),
                violation_error_message="Who consented, and when, go together.",
            ),
            models.CheckConstraint(
                name="practice_published_is_reviewed",
                condition=~Q(stage="published")
                | Q(published_at__isnull=False, published_by__isnull=False, review_on__isnull=False),
                violation_error_message="A published practice says when it is looked at again.",
            ),
            models.CheckConstraint(
                name="practice_publication_says_who",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                violation_error_message="Who published a practice, and when, go together.",
            ),
            models.CheckConstraint(
                name="practice_withdrawn_says_why",
                condition=(Q(stage="withdrawn") & ~Q(withdrawn_because=""))
                | (~Q(stage="withdrawn") & Q(withdrawn_because="")),
                violation_error_message="A practice that is withdrawn says why.",
            ),
            models.CheckConstraint(
                name="practice_measured_has_its_study",
                condition=~Q(evidence_level="measured") | Q(study__isnull=False) | Q(origin="elsewhere"),
                violation_error_message="A practice of ours is measured only by a study.",
            ),
        ]

    class Privacy:
        personal = frozenset({"drafted_by", "consented_by", "published_by"})
        lawful_basis = "Public task."
        source = "The school, or whoever wrote the account."
        shared_with = "The public, once it is published."
        kept_for = "As long as it is in use, and six years after."

    def __str__(self) -> str:
        return self.title
