"""The double-entry ledger: an entry's legs add up to nothing in every fund, and a posted entry is final."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import Money


class AccountKind(models.TextChoices):
    """What a ledger account holds."""

    ASSET = "asset", "What we have"
    LIABILITY = "liability", "What we owe"
    INCOME = "income", "What came in"
    EXPENSE = "expense", "What was spent"


class LedgerAccount(models.Model):
    """A heading of the ledger, such as the bank account."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=AccountKind)

    class Meta:
        ordering = ["code"]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the ledger."

    def __str__(self) -> str:
        return self.name


UNBALANCED = (
    "OLD.posted_at IS NULL AND NEW.posted_at IS NOT NULL AND ("
    "(SELECT COUNT(*) FROM fund_leg l WHERE l.entry_id = NEW.id) < 2 OR EXISTS ("
    "SELECT 1 FROM fund_leg l WHERE l.entry_id = NEW.id GROUP BY l.fund_id HAVING SUM(l.pence) <> 0))"
)


class Entry(models.Model):
    """One thing that happened to money. Posting it makes it final; only another entry puts it right."""

    on = models.DateField()
    memo = models.CharField(max_length=200)
    kind = models.SlugField(max_length=30)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="entries_posted"
    )

    append_only = "posted_at"
    guards = (
        Guard("balance", "UPDATE", "an entry must balance in every fund before it is posted", UNBALANCED),
        Guard("born", "INSERT", "an entry is posted after its legs are written", "NEW.posted_at IS NOT NULL"),
    )

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="ledger_entry_posted_by_somebody",
                condition=Q(posted_at__isnull=True, posted_by__isnull=True)
                | Q(posted_at__isnull=False, posted_by__isnull=False),
                violation_error_message="Who posted an entry, and when, go together.",
            )
        ]

    class Privacy:
        personal = frozenset({"posted_by"})
        lawful_basis = "Public task."
        source = "The bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{self.on} {self.memo}"


POSTED = "EXISTS (SELECT 1 FROM fund_entry e WHERE e.id = NEW.entry_id AND e.posted_at IS NOT NULL)"


class Leg(models.Model):
    """One side of an entry: pence into (positive) or out of (negative) an account of a fund."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="legs")
    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="legs")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="legs")
    party = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="legs"
    )
    pence = models.BigIntegerField()

    append_only = True
    guards = (Guard("late", "INSERT", "a posted entry takes no further legs", POSTED),)

    class Meta:
        ordering = ["entry", "pk"]
        constraints = [
            models.CheckConstraint(
                name="leg_is_an_amount",
                condition=~Q(pence=0),
                violation_error_message="A leg moves something.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years."

    def __str__(self) -> str:
        return str(Money(self.pence))
