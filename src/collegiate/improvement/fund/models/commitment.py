"""What a decision promised from a fund, how much of it is payable, and what was paid."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.ledger import BEYOND
from collegiate.values import Money

TOO_MUCH = (
    "(SELECT SUM(c.committed_pence - c.released_pence) FROM fund_commitment c WHERE c.fund_id = NEW.fund_id)"
    " > (SELECT f.received_pence FROM fund_fund f WHERE f.id = NEW.fund_id)"
)
OUT_OF_PURPOSE = (
    "EXISTS (SELECT 1 FROM fund_fund f, governance_decision d JOIN members_purpose p ON p.id = d.purpose_id"
    " WHERE f.id = NEW.fund_id AND d.id = NEW.decision_id AND f.restricted_to <> '' AND f.restricted_to <> p.code)"
)
NOT_PAID = (
    "NEW.paid_pence <> (SELECT COALESCE(SUM(p.pence), 0) FROM fund_payment p"
    " WHERE p.commitment_id = NEW.id AND p.stage IN ('sent', 'reconciled'))"
)


class Commitment(models.Model):
    """
    Money set aside by a decision.

    It knows no milestone: whoever accepts one raises what is payable. What is released goes back to the fund.
    """

    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="commitments")
    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="commitments")
    what_for = models.CharField(max_length=200)
    committed_pence = models.PositiveBigIntegerField()
    payable_pence = models.PositiveBigIntegerField(default=0)
    paid_pence = models.PositiveBigIntegerField(default=0)
    released_pence = models.PositiveBigIntegerField(default=0)
    by_claim = models.BooleanField("paid only by claims, such as those of milestones that were met", default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="commitments_made")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments_released"
    )

    guards = tuple(
        Guard(f"{name}_{event.lower()}", event, words, when, after=True)
        for event in ("INSERT", "UPDATE")
        for name, words, when in (
            ("bears", "the fund cannot promise more than it has received", TOO_MUCH),
            ("decided", "the decision does not allow so much", BEYOND),
            ("purpose", "the fund is for another purpose than the decision", OUT_OF_PURPOSE),
            ("paid", "a commitment has paid what its payments say", NOT_PAID),
        )
    )

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="commitment_pays_what_is_payable",
                condition=Q(paid_pence__lte=F("payable_pence")),
                violation_error_message="No more is paid than is payable.",
            ),
            models.CheckConstraint(
                name="commitment_stays_within_its_promise",
                condition=Q(committed_pence__gte=F("payable_pence") + F("released_pence")),
                violation_error_message="No more is payable than was promised.",
            ),
            models.CheckConstraint(
                name="commitment_is_an_amount",
                condition=Q(committed_pence__gt=0),
                violation_error_message="A commitment is more than nothing.",
            ),
            models.CheckConstraint(
                name="commitment_released_says_when",
                condition=Q(released_at__isnull=True, released_by__isnull=True, released_pence=0)
                | Q(released_at__isnull=False, released_by__isnull=False),
                violation_error_message="Who released a commitment, and when, go together.",
            ),
        ]

    class Privacy:
        personal = frozenset({"made_by", "released_by"})
        lawful_basis = "Public task."
        source = "The decision."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after it is paid or released."

    def __str__(self) -> str:
        return f"{self.committed} for {self.what_for}"

    @property
    def committed(self) -> Money:
        """What was promised."""
        return Money(self.committed_pence)

    @property
    def payable(self) -> Money:
        """What may be paid by now."""
        return Money(self.payable_pence)

    @property
    def paid(self) -> Money:
        """What was paid."""
        return Money(self.paid_pence)

    @property
    def left(self) -> Money:
        """What is still set aside and not paid."""
        return Money(self.committed_pence - self.released_pence - self.paid_pence)

    @property
    def unasked(self) -> Money:
        """What is still set aside, and not payable yet."""
        return Money(self.committed_pence - self.payable_pence - self.released_pence)
