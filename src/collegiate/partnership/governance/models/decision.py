"""Decisions, and who might take part in each."""

from django.db import models
from django.db.models import Q

from collegiate.partnership.governance.models.interest import Nearness


class Method(models.TextChoices):
    """How a decision was reached."""

    CONSENSUS = "consensus", "Consensus"
    VOTE = "vote", "Open vote"


class Decision(models.Model):
    """
    What a group decided, with its reason, the purpose it serves and whom it leaves out.

    Final once made: only a later decision changes it. Its money is the most it allows to be spent.
    """

    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="decision")
    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="decisions")
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField("what was decided")
    reason = models.TextField()
    alternatives = models.TextField("what else was considered", blank=True)
    method = models.CharField(max_length=10, choices=Method)
    purpose = models.ForeignKey(
        "members.Purpose", on_delete=models.PROTECT, related_name="decisions", verbose_name="purpose it serves"
    )
    equality_note = models.TextField("whom it leaves out, and what it does to the gap")
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    recused = models.PositiveSmallIntegerField("left because of an interest")
    quorum = models.PositiveSmallIntegerField("quorum in force")
    money_pence = models.PositiveBigIntegerField("money it allows, in pence", default=0)
    review_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="decisions_minuted", verbose_name="minuted by"
    )

    append_only = "decided_at"

    class Meta:
        ordering = ["-decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_says_what_and_why",
                condition=~Q(text="") & ~Q(reason="") & ~Q(equality_note=""),
                violation_error_message="A decision needs its text, its reason and an equality note.",
            ),
            models.CheckConstraint(
                name="decision_was_quorate",
                condition=Q(quorum__lte=models.F("in_favour") + models.F("against") + models.F("abstained")),
                violation_error_message="A decision is made by a quorum of people without an interest.",
            ),
            models.CheckConstraint(
                name="decision_had_a_majority",
                condition=Q(in_favour__gt=models.F("against")),
                violation_error_message="A decision has more for than against.",
            ),
        ]

    class Privacy:
        personal = frozenset({"decided_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def slug(self) -> str:
        """The reference as it stands in an address: SG-26-14."""
        return self.reference.replace("/", "-")


class Eligibility(models.Model):
    """
    Whether somebody might vote on a decision, as it stood when it was made, and why not.

    `nearness` says which kind of interest they had; whoever is dispensed without a vote still counts to the quorum.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="eligibilities")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="eligibilities")
    present = models.BooleanField()
    eligible = models.BooleanField()
    because = models.CharField(max_length=500, blank=True)
    nearness = models.CharField("kind of interest", max_length=12, choices=Nearness, blank=True)

    append_only = True

    class Meta:
        verbose_name_plural = "eligibilities"
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="eligibility_once",
                fields=["decision", "person"],
                violation_error_message="This person is already on the list.",
            ),
            models.CheckConstraint(
                name="eligibility_refusal_says_why",
                condition=Q(eligible=True) | ~Q(because=""),
                violation_error_message="Somebody who may not take part is told why.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "because"})
        lawful_basis = "Public task."
        source = "The register of interests and the roles held."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return "eligible" if self.eligible else "not eligible"

    @property
    def left(self) -> bool:
        """Whether an interest kept them out of the room."""
        return not self.eligible and self.nearness != Nearness.DISPENSED
