"""A report: what it said when it was published, frozen with the head of the record."""

from django.db import models
from django.db.models import F, Q


class Stage(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset(),
}


class Report(models.Model):
    """
    The partnership's report on a time, in four aspects.

    A draft is worked out from what is there now; published, what it said is kept word for word, with the digest of
    that and the head of the record, so that anybody can see that neither was changed.
    """

    title = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    foreword = models.TextField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    content = models.JSONField("what it said", null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    record_head = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="reports_drafted")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="reports_published"
    )
    version = models.PositiveIntegerField(default=1)

    append_only = "published_at"

    class Meta:
        ordering = ["-until_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="report_ends_after_it_starts",
                condition=Q(until_on__gte=F("from_on")),
                violation_error_message="A report’s time cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="report_published_is_frozen",
                condition=(
                    Q(stage="published", content__isnull=False, published_at__isnull=False, published_by__isnull=False)
                    & ~Q(digest="")
                    & ~Q(record_head="")
                )
                | Q(
                    stage="draft", content__isnull=True, published_at__isnull=True, published_by__isnull=True, digest=""
                ),
                violation_error_message="A published report keeps what it said, its digest and the head of the record.",
            ),
        ]

    class Privacy:
        personal = frozenset({"drafted_by", "published_by"})
        lawful_basis = "Public task."
        source = "Whoever drafted and published it."
        shared_with = "The public, once it is published."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title
