"""What members owe and have given to a fund, in money and in days."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.final import TAKEN_BACK, final_but_for_its_stage
from collegiate.values import Money


class ContributionStage(models.TextChoices):
    """How far a contribution has come."""

    PLEDGED = "pledged", "Pledged"
    DUE = "due", "Due"
    RECEIVED = "received", "Received"
    REVERSED = "reversed", "Taken back"
    WAIVED = "waived", "Waived"


class ContributionKind(models.TextChoices):
    """What a member gives."""

    CASH = "cash", "Money"
    DAYS = "days", "Days of people’s time"


NOT_THIS_CONTRIBUTION = (
    "NOT EXISTS (SELECT 1 FROM fund_entry e JOIN fund_leg l ON l.entry_id = e.id JOIN fund_ledgeraccount a ON a.id = l.account_id"
    " WHERE e.id = NEW.entry_id AND e.kind = 'contribution' AND e.posted_at IS NOT NULL AND a.code = 'bank'"
    " AND l.pence = NEW.pence AND l.party_id = NEW.organisation_id AND l.fund_id = NEW.fund_id)"
)


class Contribution(models.Model):
    """
    What a member gives to a fund for a year: money, or days of its people's time, which no ledger holds.

    What a formula comes to is pledged first, and due once the member has its invoice. A decision may waive it.
    """

    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="contributions")
    year = models.CharField("year it is for", max_length=10)
    kind = models.CharField(max_length=10, choices=ContributionKind, default=ContributionKind.CASH)
    pence = models.PositiveBigIntegerField("amount in pence", default=0)
    half_days = models.PositiveSmallIntegerField("half days of people’s time", default=0)
    formula = models.ForeignKey(
        "fund.Formula", on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    pupils = models.PositiveIntegerField("pupils it was worked out for", null=True, blank=True)
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=ContributionStage, default=ContributionStage.PLEDGED)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="contributions_received"
    )
    entry = models.OneToOneField(
        "fund.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="contribution"
    )
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="contributions_waived",
        verbose_name="decision that waived it",
    )  # fmt: skip
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="reminders_sent"
    )

    guards = (
        Guard("waived", "UPDATE", "a contribution that was waived is final", "OLD.stage = 'waived'"),
        Guard(
            "entered",
            "UPDATE",
            "the entry of a contribution says who gave, how much, and to which fund",
            f"NEW.entry_id IS NOT NULL AND OLD.entry_id IS NULL AND {NOT_THIS_CONTRIBUTION}",
        ),
        *final_but_for_its_stage(
            "fund_contribution",
            since="received_at",
            columns=(
                *("fund_id", "organisation_id", "year", "kind", "pence", "half_days", "formula_id", "pupils", "due_on"),
                *("received_at", "received_by_id", "entry_id", "decision_id", "reminded_at", "reminded_by_id"),
            ),
            moves=(f"OLD.stage = 'received' AND NEW.stage = 'reversed' AND {TAKEN_BACK}",),
        ),
    )

    class Meta:
        ordering = ["due_on", "organisation__name", "pk"]
        indexes = [models.Index(name="contribution_by_day", fields=["due_on"])]
        constraints = [
            models.UniqueConstraint(
                name="contribution_once_a_year",
                fields=["fund", "organisation", "year", "kind"],
                condition=~Q(stage="reversed"),
                violation_error_message="This member’s contribution for the year is already there.",
            ),
            models.CheckConstraint(
                name="contribution_is_an_amount",
                condition=Q(kind="cash", pence__gt=0, half_days=0) | Q(kind="days", pence=0, half_days__gt=0),
                violation_error_message="A contribution is more than nothing.",
            ),
            models.CheckConstraint(
                name="contribution_received_says_when",
                condition=Q(
                    stage__in=["pledged", "due", "waived"], received_at__isnull=True, received_by__isnull=True,
                    entry__isnull=True,
                )
                | (
                    Q(stage__in=["received", "reversed"], received_at__isnull=False, received_by__isnull=False)
                    & (Q(kind="cash", entry__isnull=False) | Q(kind="days", entry__isnull=True))
                ),
                violation_error_message="A contribution received has its date, its bookkeeper and its entry.",
            ),
            models.CheckConstraint(
                name="contribution_waived_by_a_decision",
                condition=(Q(stage="waived") & Q(decision__isnull=False)) | (~Q(stage="waived") & Q(decision__isnull=True)),
                violation_error_message="Only a decision waives a contribution.",
            ),
            models.CheckConstraint(
                name="contribution_reminded_says_who",
                condition=Q(reminded_at__isnull=True, reminded_by__isnull=True)
                | Q(reminded_at__isnull=False, reminded_by__isnull=False),
                violation_error_message="Who reminded a member, and when, go together.",
            ),
        ]  # fmt: skip

    class Privacy:
        personal = frozenset({"received_by", "reminded_by"})
        lawful_basis = "Public task."
        source = "The bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the year it is for."

    def __str__(self) -> str:
        return f"{self.what} for {self.year}"

    @property
    def amount(self) -> Money:
        """The money; nothing where it is days."""
        return Money(self.pence)

    @property
    def what(self) -> str:
        """What is given, in words: an amount, or days."""
        return str(self.amount) if self.kind == ContributionKind.CASH else days_in_words(self.half_days)

    @property
    def invoice_number(self) -> str:
        """The number of its invoice, which never changes."""
        return f"C{self.pk:05d}"


def days_in_words(half_days: int) -> str:
    """Return days of people's time in words: 2½ days."""
    whole, half = divmod(half_days, 2)
    number = f"{whole or ''}{'½' if half else ''}" or "0"
    return f"{number} day{'' if half_days in (1, 2) else 's'}"
