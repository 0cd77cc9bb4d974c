"""Ballots: who voted, and how where the vote is open; a secret one is counted apart from whoever cast it."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard


class Choice(models.TextChoices):
    """How a ballot is cast."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAIN = "abstain", "Abstain"


# The composite key: a ballot points at a line of the snapshot that says yes, and no other, while its decision is open.
POINTS_AT_NO_YES = (
    "NOT EXISTS (SELECT 1 FROM governance_eligibility e JOIN governance_decision d ON d.id = e.decision_id"
    " WHERE e.id = NEW.eligibility_id AND e.eligible = NEW.eligible AND d.id = NEW.decision_id AND d.stage = 'open'"
    " AND d.method IN ('vote', 'secret', 'written') AND (e.present OR d.method = 'written')"
    " AND (d.method <> 'written' OR NEW.cast_at < d.closes_at)"
    " AND ((d.method = 'secret' AND NEW.choice = '') OR (d.method <> 'secret' AND NEW.choice <> '')))"
)
_CAST_AS = ("decision_id", "eligibility_id", "eligible", "choice", "cast_at", "cast_by_id")
CHANGED = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in _CAST_AS)
TWICE = "EXISTS (SELECT 1 FROM governance_ballot b WHERE b.id = NEW.id OR b.eligibility_id = NEW.eligibility_id)"


class Ballot(models.Model):
    """
    That somebody voted; in an open vote or in writing also how. A secret ballot says who voted and never how.

    It can point only at a line of the decision's snapshot that says they may. It is never changed or removed: where an
    interest is found afterwards it is void, stays visible, and no longer counts.
    """

    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="ballots")
    eligibility = models.OneToOneField("governance.Eligibility", on_delete=models.PROTECT, related_name="ballot")
    eligible = models.BooleanField(default=True)
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="ballots_recorded")
    void_at = models.DateTimeField(null=True, blank=True)
    void_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="ballots_voided"
    )
    void_because = models.CharField("why it is void", max_length=500, blank=True)

    append_only = "void_at"
    guards = (
        Guard("point", "INSERT", "a ballot is cast by somebody who may vote, while the vote is open", POINTS_AT_NO_YES),
        Guard("twice", "INSERT", "a ballot is cast once", TWICE),
        Guard("stays", "UPDATE", "a ballot is not changed once it is cast", CHANGED),
        Guard("kept", "DELETE", "a ballot is void, never removed"),
    )

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ballot_of_somebody_eligible",
                condition=Q(eligible=True),
                violation_error_message="Only somebody without an interest casts a ballot.",
            ),
            models.CheckConstraint(
                name="ballot_void_says_who_when_and_why",
                condition=Q(void_at__isnull=True, void_by__isnull=True, void_because="")
                | (Q(void_at__isnull=False, void_by__isnull=False) & ~Q(void_because="")),
                violation_error_message="A void ballot says who found it void, when and why.",
            ),
            models.CheckConstraint(
                name="ballot_known_choice",
                condition=Q(choice__in=["", *Choice.values]),
                violation_error_message="A ballot is for, against, or abstains.",
            ),
        ]

    class Privacy:
        personal = frozenset({"eligibility", "choice", "cast_by", "void_by", "void_because"})
        lawful_basis = "Public task."
        source = "The person who votes, or the clerk for them."
        shared_with = "Members of the partnership; the public as a tally."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"ballot on {self.decision_id}"


_VOTES = "{row}.in_favour + {row}.against + {row}.abstained"
NOT_EMPTY = (
    f"{_VOTES.format(row='NEW')} > 0 OR NOT EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id"  # noqa: S608 - fixed words
    " AND d.method = 'secret' AND d.stage = 'drafted')"
)
NOT_ONE_MORE = (
    "NEW.decision_id <> OLD.decision_id OR NEW.in_favour < OLD.in_favour OR NEW.against < OLD.against"  # noqa: S608 - fixed words
    f" OR NEW.abstained < OLD.abstained OR {_VOTES.format(row='NEW')} <> {_VOTES.format(row='OLD')} + 1"
    f" OR {_VOTES.format(row='NEW')} > (SELECT COUNT(*) FROM governance_ballot b WHERE b.decision_id = NEW.decision_id)"
    " OR NOT EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id AND d.stage = 'open')"
)


class Urn(models.Model):
    """
    How a secret ballot stands: three numbers, and no line for any one vote, so that none has an order, a time or a voter.

    Each vote adds one, never more than there are ballots; nobody reads it before the vote is closed.
    """

    decision = models.OneToOneField("governance.Decision", on_delete=models.PROTECT, related_name="urn")
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)

    guards = (
        Guard("empty", "INSERT", "an urn begins empty, before its secret ballot opens", NOT_EMPTY),
        Guard("one", "UPDATE", "each ballot adds one vote to the urn", NOT_ONE_MORE),
        Guard("kept", "DELETE", "an urn is never removed"),
        Guard("cut", "TRUNCATE", "an urn is never removed"),
    )

    class Meta:
        ordering = ["decision"]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"urn of {self.decision_id}"
