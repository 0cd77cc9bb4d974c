"""Decisions, from a draft to an outcome that nothing changes."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.governance.models.outcome import (
    AGAIN,
    CHANGED_WHILE_OPEN,
    INQUORATE,
    LEAPS,
    MISCOUNTED,
    OVER_THE_LIMIT,
    RATIFIES_NOTHING,
)
from collegiate.partnership.governance.models.paper import ANSWERED


class Method(models.TextChoices):
    """How a decision is reached."""

    CONSENSUS = "consensus", "Consensus"
    VOTE = "vote", "Open vote"
    SECRET = "secret", "Secret ballot"
    WRITTEN = "written", "Written procedure"
    CHAIR = "chairs_action", "Chair’s action"


BALLOTS = frozenset({Method.VOTE, Method.SECRET, Method.WRITTEN})
"""The methods by which people may cast ballots of their own."""


class DecisionStage(models.TextChoices):
    """How far a decision has come."""

    DRAFTED = "drafted", "Drafted"
    OPEN = "open", "Open for votes"
    MADE = "made", "Made"
    FELL = "fell", "Not carried"
    DEFERRED = "deferred", "Put off"
    WITHDRAWN = "withdrawn", "Withdrawn"


DECISION_MOVES: dict[DecisionStage, frozenset[DecisionStage]] = {
    DecisionStage.DRAFTED: frozenset({DecisionStage.OPEN, DecisionStage.DEFERRED, DecisionStage.WITHDRAWN}),
    DecisionStage.OPEN: frozenset(
        {DecisionStage.MADE, DecisionStage.FELL, DecisionStage.DEFERRED, DecisionStage.WITHDRAWN}
    ),
    DecisionStage.MADE: frozenset(),
    DecisionStage.FELL: frozenset(),
    DecisionStage.DEFERRED: frozenset(),
    DecisionStage.WITHDRAWN: frozenset(),
}
COUNTED = Q(stage__in=["made", "fell"])


class Does(models.TextChoices):
    """What a decision does to an earlier one, when it is made."""

    KEEPS = "keeps", "Looks at it again and keeps it"
    SUPERSEDES = "supersedes", "Puts this in its place"
    RESCINDS = "rescinds", "Takes it back"
    RATIFIES = "ratifies", "Ratifies the chair’s action"


class Decision(models.Model):
    """
    What a group decided, with its reason, the purpose it serves and whom it leaves out.

    Final from the moment it has an outcome: only a later decision about it (`about`) changes what is in force. Its money
    is the most it allows to be spent. What is confidential about it is a row of its own.
    """

    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="decision")
    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="decisions")
    reference = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField("what is decided")
    public_text = models.TextField("what the public reads, where it is not the text itself", blank=True)
    reason = models.TextField()
    alternatives = models.TextField("what else was considered", blank=True)
    heard = models.TextField("who was heard", blank=True)
    method = models.CharField(max_length=20, choices=Method)
    stage = models.CharField(max_length=20, choices=DecisionStage, default=DecisionStage.DRAFTED)
    purpose = models.ForeignKey(
        "members.Purpose", on_delete=models.PROTECT, related_name="decisions", verbose_name="purpose it serves"
    )
    equality_note = models.TextField("whom it leaves out, and what it does to the gap")
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    recused = models.PositiveSmallIntegerField("left because of an interest", default=0)
    counted = models.PositiveSmallIntegerField("counted to the quorum", null=True, blank=True)
    quorum = models.PositiveSmallIntegerField("quorum in force", default=0)
    money_pence = models.PositiveBigIntegerField("money it allows, in pence", default=0)
    review_on = models.DateField(null=True, blank=True)
    about = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="earlier decision"
    )
    does = models.CharField("what it does to the earlier decision", max_length=12, choices=Does, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_drafted"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_opened"
    )
    closes_at = models.DateTimeField("votes in writing until", null=True, blank=True)
    ended_because = models.CharField("why it was put off or withdrawn", max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions_minuted",
        verbose_name="minuted by",
    )
    version = models.PositiveIntegerField(default=1)

    append_only = "decided_at"
    guards = (
        Guard("draft", "INSERT", "a decision begins as a draft", "NEW.stage <> 'drafted'"),
        Guard("again", "INSERT", "governance_decision is append only", AGAIN),
        Guard("leaps", "UPDATE", "a decision goes from draft to open to its outcome", LEAPS),
        Guard("fixed", "UPDATE", "what is voted on does not change", CHANGED_WHILE_OPEN),
        Guard("quorate", "UPDATE", "a decision is made by a quorum of people without an interest", INQUORATE),
        Guard("tally", "UPDATE", "the tally of a decision is that of its votes", MISCOUNTED),
        Guard("limit", "UPDATE", "the terms of reference do not let the chair spend so much", OVER_THE_LIMIT),
        Guard("ratify", "UPDATE", "only the action of a chair of this group is ratified", RATIFIES_NOTHING),
        Guard("gone", "DELETE", "a decision is withdrawn, never removed"),
        ANSWERED,
    )

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
                condition=~COUNTED
                | Q(counted__isnull=True, quorum__lte=F("in_favour") + F("against") + F("abstained"))
                | Q(counted__isnull=False, quorum__lte=F("counted")),
                violation_error_message="A decision is made by a quorum of people without an interest.",
            ),
            models.CheckConstraint(
                name="decision_had_a_majority",
                condition=~Q(stage="made") | Q(in_favour__gt=F("against")),
                violation_error_message="A decision has more for than against.",
            ),
            models.CheckConstraint(
                name="decision_outcome_says_when",
                condition=Q(stage__in=["drafted", "open"], decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(stage__in=["drafted", "open"]) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                violation_error_message="A decision that has an outcome says who minuted it and when.",
            ),
            models.CheckConstraint(
                name="decision_has_its_reference",
                condition=(COUNTED & ~Q(reference="")) | (~COUNTED & Q(reference="")),
                violation_error_message="A decision gets its reference with its outcome.",
            ),
            models.CheckConstraint(
                name="decision_open_says_when",
                condition=~Q(stage="open") | Q(opened_at__isnull=False, opened_by__isnull=False),
                violation_error_message="A decision that is open says who opened it and when.",
            ),
            models.CheckConstraint(
                name="decision_drafted_by_and_at",
                condition=Q(drafted_at__isnull=True, drafted_by__isnull=True)
                | Q(drafted_at__isnull=False, drafted_by__isnull=False),
                violation_error_message="Who drafted a decision, and when, go together.",
            ),
            models.CheckConstraint(
                name="decision_drafted_says_when",
                condition=~Q(stage="drafted") | Q(drafted_at__isnull=False, drafted_by__isnull=False),
                violation_error_message="A draft says who wrote it and when.",
            ),
            models.CheckConstraint(
                name="decision_opened_by_and_at",
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                violation_error_message="Who opened a decision, and when, go together.",
            ),
            models.CheckConstraint(
                name="decision_in_writing_closes",
                condition=~Q(method="written")
                | Q(stage__in=["drafted", "deferred", "withdrawn"])
                | Q(closes_at__isnull=False),
                violation_error_message="A vote in writing says until when.",
            ),
            models.CheckConstraint(
                name="decision_put_off_says_why",
                condition=~Q(stage__in=["deferred", "withdrawn"]) | ~Q(ended_because=""),
                violation_error_message="Say why it is put off or withdrawn.",
            ),
            models.CheckConstraint(
                name="decision_about_another_says_how",
                condition=Q(about__isnull=True, does="") | (Q(about__isnull=False) & ~Q(does="")),
                violation_error_message="Say which earlier decision, and what this does to it.",
            ),
            models.UniqueConstraint(
                name="decision_one_of_a_reference",
                fields=["reference"],
                condition=~Q(reference=""),
                violation_error_message="Another decision has this reference.",
            ),
            models.UniqueConstraint(
                name="decision_undone_once",
                fields=["about"],
                condition=Q(stage="made", does__in=["supersedes", "rescinds"]),
                violation_error_message="A later decision has taken the place of that one, or took it back, already.",
            ),
            models.UniqueConstraint(
                name="decision_ratified_once",
                fields=["about"],
                condition=Q(stage__in=["made", "fell"], does="ratifies"),
                violation_error_message="The group has decided about that chair’s action already.",
            ),
        ]

    class Privacy:
        personal = frozenset({"decided_by", "drafted_by", "opened_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.reference} {self.title}" if self.reference else self.title

    @property
    def slug(self) -> str:
        """The reference as it stands in an address: SG-26-14; "" before it has one."""
        return self.reference.replace("/", "-")

    @property
    def is_final(self) -> bool:
        """Whether it has an outcome, which nothing changes."""
        return self.decided_at is not None

    @property
    def settled_at(self) -> datetime:
        """When it got its outcome; a LookupError where it has none."""
        if self.decided_at is None:
            raise LookupError(f"{self} has no outcome yet.")
        return self.decided_at

    @property
    def is_public(self) -> bool:
        """Whether it has a page of its own for everybody: it was made, or was not carried."""
        return bool(self.reference)

    @property
    def as_published(self) -> str:
        """What the public reads of it."""
        return self.public_text or self.text
