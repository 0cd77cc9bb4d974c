"""Money that leaves a fund, and the hands it goes through: whoever asks, checks, authorises and sends are not the same."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.final import TAKEN_BACK, changed, final_but_for_its_stage
from collegiate.values import Money


class PaymentStage(models.TextChoices):
    """How far a payment has come."""

    REQUESTED = "requested", "Asked for"
    CHECKED = "checked", "Checked"
    AUTHORISED = "authorised", "Authorised"
    SENT = "sent", "Sent"
    RECONCILED = "reconciled", "Sent, and seen by the bank"
    RETURNED = "returned", "Returned by the bank"
    REVERSED = "reversed", "Taken back"
    REFUSED = "refused", "Refused"


PAYMENT_MOVES: dict[PaymentStage, frozenset[PaymentStage]] = {
    PaymentStage.REQUESTED: frozenset({PaymentStage.CHECKED, PaymentStage.REFUSED}),
    PaymentStage.CHECKED: frozenset({PaymentStage.AUTHORISED, PaymentStage.REFUSED}),
    PaymentStage.AUTHORISED: frozenset({PaymentStage.SENT, PaymentStage.REFUSED}),
    PaymentStage.SENT: frozenset({PaymentStage.RECONCILED, PaymentStage.RETURNED, PaymentStage.REVERSED}),
    PaymentStage.RECONCILED: frozenset({PaymentStage.RETURNED, PaymentStage.REVERSED}),
    PaymentStage.RETURNED: frozenset(),
    PaymentStage.REVERSED: frozenset(),
    PaymentStage.REFUSED: frozenset(),
}

WAITING = (PaymentStage.REQUESTED, PaymentStage.CHECKED, PaymentStage.AUTHORISED)
"""The stages in which a payment waits for somebody."""

PAID = (PaymentStage.SENT, PaymentStage.RECONCILED)
"""The stages in which the payee has the money."""

NOT_PAID_AFTER_ALL = (PaymentStage.RETURNED, PaymentStage.REVERSED, PaymentStage.REFUSED)
"""The stages after which the money may be asked for again."""


def tied(person: str, payee: str, at: str) -> str:
    """Return SQL for whether a person acts for a payee, or has an interest in it, at a moment."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} t WHERE t.person_id = {person} AND t.organisation_id = {payee}"  # noqa: S608 - ours
        f" AND t.from_on <= {at} AND (t.until_on IS NULL OR t.until_on >= {at}))"
        for table in ("members_roleheld", "members_interest")
    )


HOW_MANY = "(SELECT COUNT(*) FROM fund_authorisation a WHERE a.payment_id = NEW.id)"
LIMIT = (
    "COALESCE((SELECT l.pence FROM fund_authorisationlimit l JOIN fund_commitment c ON c.fund_id = l.fund_id"
    " WHERE c.id = NEW.commitment_id ORDER BY l.version DESC LIMIT 1), 0)"
)
TOO_FEW = (
    "NEW.stage = 'authorised' AND OLD.stage <> 'authorised'"
    f" AND {HOW_MANY} < (CASE WHEN NEW.pence > {LIMIT} THEN 2 ELSE 1 END)"
)
JUMPS = (
    "NEW.stage <> OLD.stage AND NOT ("
    + " OR ".join(
        f"(OLD.stage = '{before.value}' AND NEW.stage = '{after.value}')"
        for before, moves in PAYMENT_MOVES.items()
        for after in sorted(moves)
    )
    + ")"
)
SEEN = (
    "(SELECT COALESCE(SUM(m.pence), 0) FROM fund_match m JOIN fund_leg l ON l.id = m.leg_id"
    " JOIN fund_statementline s ON s.id = m.line_id WHERE l.entry_id = OLD.entry_id"
    ' AND s."on" <= (SELECT MAX(r."on") FROM fund_reconciliation r)) = -OLD.pence'
)
BORN = "NEW.stage <> 'requested' OR NEW.entry_id IS NOT NULL OR NEW.checked_at IS NOT NULL"
NOT_RETURNED = (
    "NEW.instead_of_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fund_payment p WHERE p.id = NEW.instead_of_id"
    " AND p.stage = 'returned' AND p.commitment_id = NEW.commitment_id AND p.payee_id = NEW.payee_id AND p.pence = NEW.pence)"
)
ANOTHERS_SHARE = "EXISTS (SELECT 1 FROM fund_allocation a WHERE a.commitment_id = NEW.commitment_id AND a.organisation_id <> NEW.payee_id)"
NOT_THIS_PAYMENT = (
    "NOT EXISTS (SELECT 1 FROM fund_entry e JOIN fund_leg l ON l.entry_id = e.id JOIN fund_ledgeraccount a ON a.id = l.account_id"
    " JOIN fund_commitment c ON c.fund_id = l.fund_id WHERE e.id = NEW.entry_id AND e.kind = 'payment' AND e.posted_at IS NOT NULL"
    " AND a.code = 'bank' AND l.pence = -NEW.pence AND l.party_id = NEW.payee_id AND c.id = NEW.commitment_id)"
)
FIXED = ("commitment_id", "payee_id", "pence", "memo", "grounds", "instead_of_id", "requested_at", "requested_by_id")


class Payment(models.Model):
    """
    Money asked for under a commitment: checked by another, authorised by one more or by two, then sent.

    It is reconciled once the bank shows it on a day on which the ledger and the bank agreed. What the bank returned may
    be asked for again, by a payment that says which it stands `instead_of`; the money stays payable meanwhile. What was
    set aside for a school by need is its share, and is paid to no other.
    """

    commitment = models.ForeignKey("fund.Commitment", on_delete=models.PROTECT, related_name="payments")
    payee = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="payments")
    pence = models.PositiveBigIntegerField()
    memo = models.CharField(max_length=200)
    grounds = models.TextField("what shows that it is due", blank=True)
    stage = models.CharField(max_length=12, choices=PaymentStage, default=PaymentStage.REQUESTED)
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="asked_again_as",
        verbose_name="the payment the bank returned",
    )  # fmt: skip
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="payments_requested")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="payments_checked"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="payments_refused"
    )
    refused_because = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField("fund.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="payment")

    guards = (
        Guard("born", "INSERT", "a payment begins by being asked for", BORN),
        Guard("again", "INSERT", "only what the bank returned is asked for again as it was", NOT_RETURNED),
        Guard("share", "INSERT", "the share of a school is paid to that school only", ANOTHERS_SHARE),
        Guard(
            "shared", "UPDATE", "the share of a school is paid to that school only",
            f"NEW.stage = 'sent' AND OLD.stage <> 'sent' AND {ANOTHERS_SHARE}",
        ),
        Guard(
            "entered", "UPDATE", "the entry of a payment says who was paid, how much, and from which fund",
            f"NEW.entry_id IS NOT NULL AND OLD.entry_id IS NULL AND {NOT_THIS_PAYMENT}",
        ),
        Guard("asked", "UPDATE", "what was asked for does not change", changed(FIXED)),
        Guard(
            "who", "UPDATE", "who checked a payment does not change",
            f"OLD.checked_at IS NOT NULL AND ({changed(('checked_at', 'checked_by_id'))})",
        ),
        Guard("jump", "UPDATE", "a payment goes from stage to stage and skips none", JUMPS),
        Guard("few", "UPDATE", "too few people authorised this payment", TOO_FEW),
        Guard(
            "tied", "UPDATE", "nobody approves a payment to those they act for",
            "NEW.checked_by_id IS NOT NULL AND OLD.checked_by_id IS NULL"
            f" AND ({tied('NEW.checked_by_id', 'NEW.payee_id', 'NEW.checked_at')})",
        ),
        Guard("refused", "UPDATE", "a payment that was refused is final", "OLD.stage = 'refused'"),
        *final_but_for_its_stage(
            "fund_payment",
            since="entry_id",
            columns=("checked_at", "checked_by_id", "refused_at", "refused_by_id", "refused_because", "entry_id"),
            moves=(
                f"NEW.stage IN ('returned', 'reversed') AND {TAKEN_BACK}",
                f"NEW.stage = 'reconciled' AND {SEEN}",
            ),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-requested_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="payment_is_an_amount",
                condition=Q(pence__gt=0),
                violation_error_message="A payment is more than nothing.",
            ),
            models.CheckConstraint(
                name="payment_checked_by_another",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("requested_by")),
                violation_error_message="Nobody checks a payment they asked for.",
            ),
            models.CheckConstraint(
                name="payment_checked_says_when",
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                violation_error_message="Who checked a payment, and when, go together.",
            ),
            models.CheckConstraint(
                name="payment_checked_before_it_is_authorised",
                condition=Q(stage="refused")
                | Q(stage="requested", checked_at__isnull=True)
                | (~Q(stage="requested") & Q(checked_at__isnull=False)),
                violation_error_message="A payment is checked before it is authorised.",
            ),
            models.CheckConstraint(
                name="payment_sent_has_its_entry",
                condition=Q(stage__in=["sent", "reconciled", "returned", "reversed"], entry__isnull=False)
                | Q(stage__in=["requested", "checked", "authorised", "refused"], entry__isnull=True),
                violation_error_message="A payment that was sent has its entry in the ledger.",
            ),
            models.CheckConstraint(
                name="payment_refused_says_why",
                condition=(Q(stage="refused") & ~Q(refused_because="")) | (~Q(stage="refused") & Q(refused_because="")),
                violation_error_message="A payment that is refused says why.",
            ),
            models.CheckConstraint(
                name="payment_refused_says_who",
                condition=Q(stage="refused", refused_at__isnull=False, refused_by__isnull=False)
                | (~Q(stage="refused") & Q(refused_at__isnull=True, refused_by__isnull=True)),
                violation_error_message="Who refused a payment, and when, go together.",
            ),
        ]

    class Privacy:
        personal = frozenset({"requested_by", "checked_by", "refused_by"})
        lawful_basis = "Public task."
        source = "The people who asked for it, checked it, and refused it."
        shared_with = "Members of the partnership."
        kept_for = "Seven years."

    def __str__(self) -> str:
        return f"{self.amount} {self.memo}"

    @property
    def amount(self) -> Money:
        """The amount."""
        return Money(self.pence)
