"""A fund with its purpose, and what members owe and have paid into it."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.final import final_but_for_its_stage
from collegiate.values import Money

IN_LEDGER = (
    "(SELECT COALESCE(SUM(-l.pence), 0) FROM fund_leg l JOIN fund_entry e ON e.id = l.entry_id"
    " JOIN fund_ledgeraccount a ON a.id = l.account_id"
    " WHERE l.fund_id = NEW.id AND a.kind IN ('income', 'equity') AND e.posted_at IS NOT NULL)"
)
IN_COMMITMENTS = (
    "(SELECT COALESCE(SUM(c.committed_pence - c.released_pence), 0) FROM fund_commitment c WHERE c.fund_id = NEW.id)"
)
FIRST = "NEW.charter_id IS NOT NULL AND EXISTS (SELECT 1 FROM fund_fund)"
REMADE = " OR ".join(
    f"(NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL))"
    for column in ("purpose", "restricted_to", "opened_on", "decision_id", "charter_id")
)


class Fund(models.Model):
    """
    Money held for one purpose, made by a decision.

    The first fund is there before anybody can decide: it rests on the charter by which members agreed to pool
    their money, and no other does. A restricted fund pays only for what decisions of its purpose allow.

    The two sums are kept on this row so that a database constraint can hold "never promise more than was
    received", and so that there is one row to lock; guards keep both equal to the ledger and the commitments.
    """

    name = models.CharField(max_length=150, unique=True)
    purpose = models.CharField(max_length=500)
    restricted_to = models.SlugField("code of the charter’s purpose it is restricted to", max_length=40, blank=True)
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="funds_made"
    )
    charter = models.ForeignKey(
        "members.Charter", on_delete=models.PROTECT, null=True, blank=True, related_name="funds_founded"
    )
    opened_on = models.DateField()
    received_pence = models.PositiveBigIntegerField(default=0)
    promised_pence = models.PositiveBigIntegerField("promised by decisions, spent or not, in pence", default=0)

    guards = (
        Guard("new", "INSERT", "a fund begins with nothing", "NEW.received_pence <> 0 OR NEW.promised_pence <> 0"),
        Guard("first", "INSERT", "only the first fund rests on the charter, others on a decision", FIRST),
        Guard("made", "UPDATE", "what made a fund, and what for, does not change", REMADE),
        Guard(
            "received", "UPDATE", "a fund has received what its ledger says",
            f"NEW.received_pence <> OLD.received_pence AND NEW.received_pence <> {IN_LEDGER}",
        ),
        Guard(
            "promised", "UPDATE", "a fund has promised what its commitments say",
            f"NEW.promised_pence <> OLD.promised_pence AND NEW.promised_pence <> {IN_COMMITMENTS}",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="fund_never_overdrawn",
                condition=Q(promised_pence__lte=F("received_pence")),
                violation_error_message="The fund cannot promise more than it has received.",
            ),
            models.CheckConstraint(
                name="fund_rests_on_one_thing",
                condition=Q(decision__isnull=True, charter__isnull=False)
                | Q(decision__isnull=False, charter__isnull=True),
                violation_error_message="A fund rests on a decision, the first one on the charter.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the fund closes."

    def __str__(self) -> str:
        return self.name

    @property
    def free(self) -> Money:
        """What may still be promised."""
        return Money(self.received_pence - self.promised_pence)


class ContributionStage(models.TextChoices):
    """How far a contribution has come."""

    DUE = "due", "Due"
    RECEIVED = "received", "Received"
    REVERSED = "reversed", "Taken back"


class Contribution(models.Model):
    """What a member pays into a fund for a year."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="contributions")
    year = models.CharField("year it is for", max_length=10)
    pence = models.PositiveBigIntegerField("amount in pence")
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=ContributionStage, default=ContributionStage.DUE)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="contributions_received"
    )
    entry = models.OneToOneField(
        "fund.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="contribution"
    )

    guards = final_but_for_its_stage(
        "fund_contribution",
        since="received_at",
        columns=("fund_id", "organisation_id", "year", "pence", "due_on", "received_at", "received_by_id", "entry_id"),
        was="received",
    )

    class Meta:
        ordering = ["due_on", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="contribution_once_a_year",
                fields=["fund", "organisation", "year"],
                condition=~Q(stage="reversed"),
                violation_error_message="This member’s contribution for the year is already there.",
            ),
            models.CheckConstraint(
                name="contribution_is_an_amount",
                condition=Q(pence__gt=0),
                violation_error_message="A contribution is more than nothing.",
            ),
            models.CheckConstraint(
                name="contribution_received_says_when",
                condition=Q(stage="due", received_at__isnull=True, received_by__isnull=True, entry__isnull=True)
                | Q(
                    stage__in=["received", "reversed"],
                    received_at__isnull=False,
                    received_by__isnull=False,
                    entry__isnull=False,
                ),
                violation_error_message="A contribution received has its date, its bookkeeper and its entry.",
            ),
        ]

    class Privacy:
        personal = frozenset({"received_by"})
        lawful_basis = "Public task."
        source = "The bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the year it is for."

    def __str__(self) -> str:
        return f"{Money(self.pence)} for {self.year}"

    @property
    def amount(self) -> Money:
        """The amount."""
        return Money(self.pence)
