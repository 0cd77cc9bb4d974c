"""What the bank says, which entry of the ledger each of its lines is, and the days on which both agree."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import Money


class Statement(models.Model):
    """A bank statement as it was exported: every line of it, kept as the bank wrote it."""

    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="bank_statement")
    from_on = models.DateField()
    until_on = models.DateField()
    opening_pence = models.BigIntegerField("held before its first line")
    closing_pence = models.BigIntegerField("held after its last line")
    already_there = models.PositiveIntegerField("lines left out, since an earlier statement has them", default=0)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="statements_loaded")

    append_only = True

    class Meta:
        ordering = ["-until_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_days_in_order",
                condition=Q(from_on__lte=F("until_on")),
                violation_error_message="A statement ends after it begins.",
            )
        ]

    class Privacy:
        personal = frozenset({"loaded_by"})
        lawful_basis = "Public task."
        source = "The bank."
        shared_with = "Those who keep or check the books."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{self.from_on:%-d %B %Y} to {self.until_on:%-d %B %Y}"

    @property
    def closing(self) -> Money:
        """What the bank held after its last line."""
        return Money(self.closing_pence)


class StatementLine(models.Model):
    """One line of a statement: money in, or out where it is negative. Two lines may be alike, and are two."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField("line of the file")
    on = models.DateField()
    pence = models.BigIntegerField()
    words = models.CharField("what the bank wrote", max_length=300, blank=True)
    reference = models.CharField(max_length=100, blank=True)

    append_only = True

    class Meta:
        ordering = ["statement", "place"]
        constraints = [
            models.CheckConstraint(
                name="statement_line_is_an_amount",
                condition=~Q(pence=0),
                violation_error_message="A line moves something.",
            )
        ]

    class Privacy:
        personal = frozenset({"words", "reference"})
        lawful_basis = "Public task."
        source = "The bank."
        shared_with = "Those who keep or check the books."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{self.amount} {self.words}"

    @property
    def amount(self) -> Money:
        """The amount."""
        return Money(self.pence)


NOT_A_BANK_LEG = (
    "NOT EXISTS (SELECT 1 FROM fund_leg l JOIN fund_ledgeraccount a ON a.id = l.account_id"
    " JOIN fund_entry e ON e.id = l.entry_id WHERE l.id = NEW.leg_id AND a.code = 'bank' AND e.posted_at IS NOT NULL)"
)
TOO_MUCH_OF_A_LINE = (
    "EXISTS (SELECT 1 FROM fund_statementline s WHERE s.id = NEW.line_id AND (s.pence > 0) <> (NEW.pence > 0))"
    " OR (SELECT ABS(SUM(m.pence)) FROM fund_match m WHERE m.line_id = NEW.line_id)"
    " > (SELECT ABS(s.pence) FROM fund_statementline s WHERE s.id = NEW.line_id)"
)
TOO_MUCH_OF_A_LEG = (
    "EXISTS (SELECT 1 FROM fund_leg l WHERE l.id = NEW.leg_id AND (l.pence > 0) <> (NEW.pence > 0))"
    " OR (SELECT ABS(SUM(m.pence)) FROM fund_match m WHERE m.leg_id = NEW.leg_id)"
    " > (SELECT ABS(l.pence) FROM fund_leg l WHERE l.id = NEW.leg_id)"
)
ON_A_RECONCILED_DAY = (
    "EXISTS (SELECT 1 FROM fund_reconciliation r JOIN fund_statementline s ON s.id = OLD.line_id"
    ' WHERE s."on" <= r."on")'
)


class Match(models.Model):
    """
    That a line of a statement, or part of it, is an entry of the ledger, or part of that, and why.

    It may be taken off until the day is reconciled.
    """

    line = models.ForeignKey(StatementLine, on_delete=models.PROTECT, related_name="matches")
    leg = models.ForeignKey("fund.Leg", on_delete=models.PROTECT, related_name="matches")
    pence = models.BigIntegerField()
    because = models.CharField(max_length=200)
    matched_at = models.DateTimeField()
    matched_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="matches_made")

    guards = (
        Guard("bank", "INSERT", "only a posted leg on the bank account is matched", NOT_A_BANK_LEG),
        Guard("line", "INSERT", "no more of a line is matched than it says", TOO_MUCH_OF_A_LINE, after=True),
        Guard("leg", "INSERT", "no more of an entry is matched than it moved", TOO_MUCH_OF_A_LEG, after=True),
        Guard("upd", "UPDATE", "a match is taken off and made again, not changed"),
        Guard("del", "DELETE", "a match on a reconciled day stays", ON_A_RECONCILED_DAY),
        Guard("cut", "TRUNCATE", "matches are taken off one by one"),
    )

    class Meta:
        verbose_name_plural = "matches"
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="match_once", fields=["line", "leg"], violation_error_message="These two are matched already."
            ),
            models.CheckConstraint(
                name="match_is_an_amount", condition=~Q(pence=0), violation_error_message="A match is of something."
            ),
        ]

    class Privacy:
        personal = frozenset({"matched_by"})
        lawful_basis = "Public task."
        source = "Those who keep the books."
        shared_with = "Those who keep or check the books."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{Money(self.pence)}: {self.because}"

    @property
    def amount(self) -> Money:
        """How much of the line and of the entry."""
        return Money(self.pence)


HELD = (
    "(SELECT COALESCE(SUM(l.pence), 0) FROM fund_leg l JOIN fund_entry e ON e.id = l.entry_id"
    " JOIN fund_ledgeraccount a ON a.id = l.account_id"
    ' WHERE a.code = \'bank\' AND e.posted_at IS NOT NULL AND e."on" <= NEW."on")'
)

OWN_ENTRIES_UP_TO = Money(100_000)  # above it, the one who reconciles is not the one who entered it
OWN = (
    "EXISTS (SELECT 1 FROM fund_leg l JOIN fund_entry e ON e.id = l.entry_id JOIN fund_ledgeraccount a ON a.id = l.account_id"  # noqa: S608 - ours
    " JOIN fund_statement s ON s.id = NEW.statement_id WHERE a.code = 'bank' AND e.posted_by_id = NEW.reconciled_by_id"
    " AND e.kind IN ('contribution', 'payment', 'reversal') AND e.\"on\" >= s.from_on AND e.\"on\" <= s.until_on"
    f" AND ABS(l.pence) > {OWN_ENTRIES_UP_TO.pence})"
)


class Reconciliation(models.Model):
    """A day on which the bank account of the ledger is what the bank says, to the penny; nothing is entered before it any more."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="reconciliation")
    on = models.DateField(unique=True)
    pence = models.BigIntegerField("held by both")
    reconciled_at = models.DateTimeField()
    reconciled_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="reconciliations_made")

    append_only = True
    guards = (
        Guard("ledger", "INSERT", "the ledger does not hold what the bank says", f"NEW.pence <> {HELD}"),
        Guard(
            "bank",
            "INSERT",
            "the statement does not say so",
            "NOT EXISTS (SELECT 1 FROM fund_statement s WHERE s.id = NEW.statement_id"
            ' AND s.closing_pence = NEW.pence AND s.until_on = NEW."on")',
        ),
        Guard("own", "INSERT", "nobody reconciles a large entry of their own", OWN),
    )

    class Meta:
        ordering = ["-on"]

    class Privacy:
        personal = frozenset({"reconciled_by"})
        lawful_basis = "Public task."
        source = "Those who keep the books."
        shared_with = "Members of the partnership."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{self.on:%-d %B %Y}"

    @property
    def amount(self) -> Money:
        """What both held."""
        return Money(self.pence)
