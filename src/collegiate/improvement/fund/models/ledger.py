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
    EQUITY = "equity", "What was brought in without being income"


BANK, OPENING, CONTRIBUTIONS, TRANSFERS, PROGRAMMES = "bank", "opening", "contributions", "transfers", "programmes"
CHART = (
    (BANK, "Bank account", AccountKind.ASSET),
    (OPENING, "Brought forward", AccountKind.EQUITY),
    (CONTRIBUTIONS, "Members’ contributions", AccountKind.INCOME),
    (TRANSFERS, "Moved between funds", AccountKind.EQUITY),
    (PROGRAMMES, "Programmes and support", AccountKind.EXPENSE),
)
"""The ledger's accounts, the same for every fund: code, name and kind."""


class LedgerAccount(models.Model):
    """A heading of the ledger, such as the bank account."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=AccountKind)

    append_only = True  # an account that changed its kind would change every sum made from it

    class Meta:
        ordering = ["code"]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the ledger."

    def __str__(self) -> str:
        return self.name


UNBALANCED = (
    "(SELECT COUNT(*) FROM fund_leg l WHERE l.entry_id = NEW.id) < 2 OR EXISTS ("
    "SELECT 1 FROM fund_leg l WHERE l.entry_id = NEW.id GROUP BY l.fund_id HAVING SUM(l.pence) <> 0)"
)
UNDECIDED = (
    "NEW.decision_id IS NULL AND (SELECT COUNT(DISTINCT l.fund_id) FROM fund_leg l WHERE l.entry_id = NEW.id) > 1"
)
NO_MIRROR = (
    "NEW.reverses_id IS NOT NULL AND ("
    "EXISTS (SELECT 1 FROM fund_entry e WHERE e.id = NEW.reverses_id"
    " AND (e.posted_at IS NULL OR e.reverses_id IS NOT NULL))"
    " OR EXISTS (SELECT 1 FROM fund_leg l WHERE l.entry_id IN (NEW.id, NEW.reverses_id)"
    " GROUP BY l.fund_id, l.account_id, l.party_id HAVING SUM(l.pence) <> 0))"
)
REPLACED = "EXISTS (SELECT 1 FROM fund_entry e WHERE e.id = NEW.id AND e.posted_at IS NOT NULL)"
MOVED = (  # CROSS JOIN: SQLite begins with the decision's entries then, and not with every leg on the bank account
    "(SELECT COALESCE(SUM(l.pence), 0) FROM fund_entry e CROSS JOIN fund_leg l CROSS JOIN fund_ledgeraccount a"
    " WHERE l.entry_id = e.id AND a.id = l.account_id AND e.decision_id = NEW.decision_id"
    " AND e.kind = 'transfer' AND a.code = 'bank' AND l.pence > 0"
    " AND NOT EXISTS (SELECT 1 FROM fund_entry r WHERE r.reverses_id = e.id))"
)
PROMISED = (
    "(SELECT COALESCE(SUM(c.committed_pence - c.released_pence), 0) FROM fund_commitment c"
    " WHERE c.decision_id = NEW.decision_id)"
)
ALLOWED = (
    "COALESCE((SELECT d.money_pence FROM governance_decision d WHERE d.id = NEW.decision_id AND d.stage = 'made'), 0)"
)
BEYOND = f"{PROMISED} + {MOVED} > {ALLOWED}"


TOO_LATE = (
    "EXISTS (SELECT 1 FROM fund_leg l JOIN fund_fund f ON f.id = l.fund_id JOIN fund_ledgeraccount a ON a.id = l.account_id"
    " WHERE l.entry_id = NEW.id AND a.kind IN ('income', 'equity') AND f.counted >= NEW.id)"
)


def _when_posted(condition: str) -> str:
    return f"OLD.posted_at IS NULL AND NEW.posted_at IS NOT NULL AND ({condition})"


class EntryKind(models.TextChoices):
    """What happened to money."""

    OPENING = "opening", "Brought forward"
    CONTRIBUTION = "contribution", "Contribution"
    PAYMENT = "payment", "Payment"
    TRANSFER = "transfer", "Moved between funds"
    REVERSAL = "reversal", "Puts another entry right"


class Entry(models.Model):
    """
    One thing that happened to money. Posting it makes it final; only another entry, its mirror, puts it right.

    An entry that moves money between funds rests on a decision. The record holds a digest of every entry's legs.
    """

    on = models.DateField()
    memo = models.CharField(max_length=200)
    kind = models.SlugField(max_length=30, choices=EntryKind)
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")
    because = models.CharField("why the entry it reverses was wrong", max_length=300, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="entries_posted"
    )

    append_only = "posted_at"
    guards = (
        *(
            Guard(name, "UPDATE", words, _when_posted(condition))
            for name, words, condition in (
                ("balance", "an entry must balance in every fund before it is posted", UNBALANCED),
                ("decided", "an entry between funds rests on a decision", UNDECIDED),
                (
                    "allowed",
                    "the decision does not allow so much",
                    f"NEW.decision_id IS NOT NULL AND NEW.reverses_id IS NULL AND {BEYOND}",
                ),
                ("late", "a fund counts its entries in the order in which they are posted", TOO_LATE),
                ("mirror", "a reversal mirrors one posted entry that is no reversal", NO_MIRROR),
            )
        ),
        Guard(
            "closed",
            "UPDATE",
            "that day is reconciled with the bank",
            _when_posted('EXISTS (SELECT 1 FROM fund_reconciliation r WHERE r."on" >= NEW."on")'),
        ),
        Guard("again", "INSERT", "a posted entry is not replaced", REPLACED),
        Guard("born", "INSERT", "an entry is posted after its legs are written", "NEW.posted_at IS NOT NULL"),
    )

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(name="entry_by_day", fields=["on", "id"])]
        constraints = [
            models.CheckConstraint(
                name="ledger_entry_posted_by_somebody",
                condition=Q(posted_at__isnull=True, posted_by__isnull=True)
                | Q(posted_at__isnull=False, posted_by__isnull=False),
                violation_error_message="Who posted an entry, and when, go together.",
            ),
            models.CheckConstraint(
                name="ledger_entry_reversal_says_why",
                condition=Q(reverses__isnull=True, because="") | (Q(reverses__isnull=False) & ~Q(because="")),
                violation_error_message="An entry that puts another right says why.",
            ),
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
    # no index of their own: `leg_by_account` serves both, and one on an account alone leads a planner along half the ledger
    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="legs", db_index=False)
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="legs", db_index=False)
    party = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="legs"
    )
    pence = models.BigIntegerField()

    append_only = True
    guards = (Guard("late", "INSERT", "a posted entry takes no further legs", POSTED),)

    class Meta:
        ordering = ["entry", "pk"]
        indexes = [models.Index(name="leg_by_account", fields=["fund", "account", "entry", "pence"])]
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
        return str(self.amount)

    @property
    def amount(self) -> Money:
        """The amount: into the account, or out of it where it is negative."""
        return Money(self.pence)
