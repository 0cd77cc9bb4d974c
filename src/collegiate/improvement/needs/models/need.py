"""A need of one school, and the evidence that it rests on."""

from django.db import models
from django.db.models import Q

from collegiate.improvement.needs.models.round import CODE


class NeedStage(models.TextChoices):
    """How far a need has come."""

    RAISED = "raised", "Raised"
    UNDERSTOOD = "understood", "Understood"
    JOINED = "joined", "Joined to a brief"
    CLOSED = "closed", "Closed"


NEED_MOVES: dict[NeedStage, frozenset[NeedStage]] = {
    NeedStage.RAISED: frozenset({NeedStage.UNDERSTOOD, NeedStage.JOINED, NeedStage.CLOSED}),
    NeedStage.UNDERSTOOD: frozenset({NeedStage.JOINED, NeedStage.CLOSED}),
    NeedStage.JOINED: frozenset({NeedStage.RAISED, NeedStage.UNDERSTOOD, NeedStage.CLOSED}),
    NeedStage.CLOSED: frozenset(),
}


def _pair(fact: str) -> Q:
    """Return that both halves of a pair are filled, or neither."""
    at, by = f"{fact}_at__isnull", f"{fact}_by__isnull"
    return Q(**{at: True, by: True}) | Q(**{at: False, by: False})


class Need(models.Model):
    """
    Something one school needs, on one strand, in words it would use itself.

    *Understood* means that somebody from the partnership talked it through with the school; *joined*, that a
    brief answers it; where the brief is withdrawn it waits again, as it did before. It remembers its round, if it
    was raised in one.
    """

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="needs")
    strand = models.CharField(max_length=CODE)
    round = models.ForeignKey("needs.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    title = models.CharField(max_length=200)
    text = models.TextField()
    stage = models.CharField(max_length=20, choices=NeedStage, default=NeedStage.RAISED)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="needs_raised")
    understanding = models.TextField("what was understood", blank=True)
    understood_at = models.DateTimeField(null=True, blank=True)
    understood_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="needs_understood"
    )
    joined_at = models.DateTimeField(null=True, blank=True)
    joined_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="needs_joined"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="needs_closed"
    )
    closed_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "stage"], name="need_organisation_stage")]
        constraints = [
            models.CheckConstraint(
                name="need_understood_by_somebody",
                condition=_pair("understood")
                & (~Q(stage="understood") | Q(understood_at__isnull=False, understood_by__isnull=False)),
                violation_error_message="A need that is understood says who understood it and when.",
            ),
            models.CheckConstraint(
                name="need_joined_by_somebody",
                condition=_pair("joined") & (~Q(stage="joined") | Q(joined_at__isnull=False, joined_by__isnull=False)),
                violation_error_message="A need that a brief answers says who joined it and when.",
            ),
            models.CheckConstraint(
                name="need_closed_with_a_reason",
                condition=_pair("closed")
                & (Q(closed_at__isnull=True) | ~Q(closed_because=""))
                & (~Q(stage="closed") | Q(closed_at__isnull=False, closed_by__isnull=False)),
                violation_error_message="A closed need says who closed it, when and why.",
            ),
        ]

    class Privacy:
        personal = frozenset({"text", "raised_by", "understood_by", "joined_by", "closed_by"})
        lawful_basis = "Public task."
        source = "The school, its adviser or the coordinator."
        shared_with = (
            "The school, its advisers, the coordinator, the Strategic Group and the local authority’s officer."
        )
        kept_for = "Six years after the need is closed."

    def __str__(self) -> str:
        return self.title


class NeedEvidence(models.Model):
    """One thing a need rests on: a figure as it was then, or a finding."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="evidence")
    value = models.ForeignKey(
        "evidence.IndicatorValue", on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    finding = models.ForeignKey(
        "evidence.Finding", on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )

    append_only = True

    class Meta:
        db_table = "needs_need_evidence"
        ordering = ["need", "pk"]
        constraints = [
            models.CheckConstraint(
                name="need_evidence_is_one_thing",
                condition=Q(value__isnull=False, finding__isnull=True) | Q(value__isnull=True, finding__isnull=False),
                violation_error_message="A piece of evidence is one figure or one finding.",
            ),
            models.UniqueConstraint(
                name="need_evidence_value_once",
                fields=["need", "value"],
                violation_error_message="This need names that figure already.",
            ),
            models.UniqueConstraint(
                name="need_evidence_finding_once",
                fields=["need", "finding"],
                violation_error_message="This need names that finding already.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the need."

    def __str__(self) -> str:
        return f"evidence of need {self.need_id}"
