"""Who authorised a payment, and up to what amount one person is enough."""

from django.db import models

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.payment import Payment, tied
from collegiate.values import Money

PAYMENT_OF = "FROM fund_payment p WHERE p.id = NEW.payment_id"


class Authorisation(models.Model):
    """That one person authorised a payment; above the fund's limit it takes two."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="authorisations")
    authorised_at = models.DateTimeField()
    authorised_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="authorisations")

    append_only = True
    guards = (
        Guard(
            "checked", "INSERT", "a payment is authorised once it is checked, and before it is sent",
            f"NOT EXISTS (SELECT 1 {PAYMENT_OF} AND p.stage = 'checked')",
        ),
        Guard(
            "another", "INSERT", "whoever asked for a payment, or checked it, does not authorise it",
            f"EXISTS (SELECT 1 {PAYMENT_OF} AND NEW.authorised_by_id IN (p.requested_by_id, p.checked_by_id))",
        ),
        Guard(
            "tied", "INSERT", "nobody authorises a payment to those they act for",
            tied("NEW.authorised_by_id", f"(SELECT p.payee_id {PAYMENT_OF})", "NEW.authorised_at"),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["payment", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="authorisation_once_each",
                fields=["payment", "authorised_by"],
                violation_error_message="This person has authorised the payment.",
            )
        ]

    class Privacy:
        personal = frozenset({"authorised_by"})
        lawful_basis = "Public task."
        source = "Whoever authorised it."
        shared_with = "Members of the partnership."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{self.payment_id} by {self.authorised_by_id}"


class AuthorisationLimit(models.Model):
    """
    Up to what amount one person is enough to authorise a payment from a fund; without one, it always takes two.

    A new version replaces, never edits. The first may rest on what the fund rests on; every other rests on a decision.
    """

    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="authorisation_limits")
    version = models.PositiveIntegerField()
    pence = models.PositiveBigIntegerField("up to which one is enough")
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="authorisation_limits"
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="authorisation_limits_set")

    append_only = True
    guards = (
        Guard(
            "decided", "INSERT", "only the first limit of a fund rests on what the fund rests on, others on a decision",
            "NEW.decision_id IS NULL AND EXISTS (SELECT 1 FROM fund_authorisationlimit l WHERE l.fund_id = NEW.fund_id)",
        ),
        Guard(
            "made", "INSERT", "only a decision that was made changes a limit",
            "NEW.decision_id IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id AND d.stage = 'made')",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["fund", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="authorisation_limit_one_version",
                fields=["fund", "version"],
                violation_error_message="This version of the limit is already there.",
            )
        ]

    class Privacy:
        personal = frozenset({"set_by"})
        lawful_basis = "Public task."
        source = "The clerk or the coordinator, as was decided."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the next version."

    def __str__(self) -> str:
        return f"One person up to {self.amount}"

    @property
    def amount(self) -> Money:
        """Up to what amount one person is enough."""
        return Money(self.pence)
