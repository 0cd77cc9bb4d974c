"""A fund with its purpose."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import Money

SINCE = (  # CROSS JOIN: SQLite walks the new legs of an account then, and not every leg of the fund
    "(SELECT COALESCE(SUM(-l.pence), 0) FROM fund_ledgeraccount a CROSS JOIN fund_leg l CROSS JOIN fund_entry e"
    " WHERE l.account_id = a.id AND e.id = l.entry_id AND l.fund_id = NEW.id AND l.entry_id > OLD.counted AND l.entry_id <= NEW.counted"
    " AND a.kind IN ('income', 'equity') AND e.posted_at IS NOT NULL)"
)
MISCOUNTED = (
    "(NEW.received_pence <> OLD.received_pence OR NEW.counted <> OLD.counted)"
    f" AND (NEW.counted <= OLD.counted OR NEW.received_pence - OLD.received_pence <> {SINCE})"
)
IN_COMMITMENTS = (
    "(SELECT COALESCE(SUM(c.committed_pence - c.released_pence), 0) FROM fund_commitment c WHERE c.fund_id = NEW.id)"
)
BORN_FULL = "NEW.received_pence <> 0 OR NEW.promised_pence <> 0 OR NEW.counted <> 0"
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
    received", and so that there is one row to lock; guards keep both equal to the ledger and the commitments. What it
    received is counted entry by entry, in the order of their keys, so that the thousandth costs no more than the first.
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
    counted = models.PositiveBigIntegerField(
        "key of the last entry that is in what it received", default=0, db_default=0
    )
    promised_pence = models.PositiveBigIntegerField("promised by decisions, spent or not, in pence", default=0)

    guards = (
        Guard("new", "INSERT", "a fund begins with nothing", BORN_FULL),
        Guard("first", "INSERT", "only the first fund rests on the charter, others on a decision", FIRST),
        Guard("made", "UPDATE", "what made a fund, and what for, does not change", REMADE),
        Guard(
            "received", "UPDATE", "a fund has received what its ledger says", MISCOUNTED,
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
