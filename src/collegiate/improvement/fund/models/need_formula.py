"""The formula by which a round's pot is shared, which a decision fixed before any school's figures were loaded."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.allocation_round import AllocationRound, changed
from collegiate.values import Money

CODE = 40
PERCENT = 100

_NOT_ALLOWED = (
    "OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM governance_decision d"
    " JOIN fund_allocationround r ON r.id = NEW.round_id"
    " WHERE d.id = NEW.decision_id AND d.stage = 'made' AND d.money_pence = r.pot_pence AND r.stage = 'open')"
)


class NeedFormula(models.Model):
    """
    A version of how a round's pot is shared: so much a pupil at least and at most, and what need is made of.

    It is tried on figures without names; a decision approves one version, and from then on the round has it for good.
    The digest is of all that it says, its weights too, and stands in the record.
    """

    round = models.ForeignKey(AllocationRound, on_delete=models.PROTECT, related_name="formulas")
    version = models.PositiveSmallIntegerField()
    floor_pence = models.PositiveBigIntegerField("least for each pupil, in pence")
    cap_pence = models.PositiveBigIntegerField("most for each pupil, in pence")
    may_fall = models.PositiveSmallIntegerField(
        "per cent by which a share may fall from the round before", default=PERCENT
    )
    method = models.CharField("version of the method", max_length=20)
    digest = models.CharField("digest of all it says", max_length=64)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="need_formulas_drafted")
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="need_formulas"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="need_formulas_approved"
    )

    append_only = "approved_at"
    guards = (
        Guard("new", "INSERT", "a formula is approved after its weights are written", "NEW.approved_at IS NOT NULL"),
        Guard(
            "locked", "INSERT", "the formula of this round is fixed",
            "EXISTS (SELECT 1 FROM fund_allocationround r WHERE r.id = NEW.round_id AND r.stage <> 'open')",
        ),
        Guard(
            "kept", "UPDATE", "what a formula says does not change, a new version takes its place",
            changed("round_id", "version", "floor_pence", "cap_pence", "may_fall", "method", "digest", "drafted_at", "drafted_by_id"),
        ),
        Guard("decided", "UPDATE", "a decision that allows the pot approves a formula while it is tried", _NOT_ALLOWED),
        Guard(
            "weighs", "UPDATE", "a formula says what need is made of",
            "NEW.approved_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fund_needweight w WHERE w.formula_id = NEW.id)",
        ),
        Guard("gone", "DELETE", "fund_needformula is append only"),
    )  # fmt: skip

    class Meta:
        ordering = ["round", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="need_formula_one_version",
                fields=["round", "version"],
                violation_error_message="This version of the formula is already there.",
            ),
            models.UniqueConstraint(
                name="need_formula_one_approved",
                fields=["round"],
                condition=Q(approved_at__isnull=False),
                violation_error_message="The formula of this round is fixed.",
            ),
            models.CheckConstraint(
                name="need_formula_floor_under_cap",
                condition=Q(cap_pence__gt=0, floor_pence__lte=F("cap_pence")),
                violation_error_message="The most for each pupil is above nothing, and not below the least.",
            ),
            models.CheckConstraint(
                name="need_formula_falls_by_per_cent",
                condition=Q(may_fall__lte=PERCENT),
                violation_error_message="A share may fall by 0 to 100 per cent.",
            ),
            models.CheckConstraint(
                name="need_formula_approved_by_a_decision",
                condition=Q(decision__isnull=True, approved_at__isnull=True, approved_by__isnull=True)
                | Q(decision__isnull=False, approved_at__isnull=False, approved_by__isnull=False),
                violation_error_message="A decision approves a formula; who noted it, and when, go with it.",
            ),
        ]

    class Privacy:
        personal = frozenset({"drafted_by", "approved_by"})
        lawful_basis = "Public task."
        source = "The coordinator or the bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "As long as its round."

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def floor(self) -> Money:
        """The least for each pupil."""
        return Money(self.floor_pence)

    @property
    def cap(self) -> Money:
        """The most for each pupil."""
        return Money(self.cap_pence)


class NeedWeight(models.Model):
    """How much one indicator counts in a formula, and between which two of its values: at the second it counts fully."""

    formula = models.ForeignKey(NeedFormula, on_delete=models.PROTECT, related_name="weights")
    indicator = models.CharField(max_length=CODE)
    weight = models.PositiveSmallIntegerField()
    from_value = models.DecimalField("counts from", max_digits=12, decimal_places=4)
    to_value = models.DecimalField("counts fully at", max_digits=12, decimal_places=4)

    append_only = True
    guards = (
        Guard(
            "locked", "INSERT", "what an approved formula says does not change",
            "EXISTS (SELECT 1 FROM fund_needformula f WHERE f.id = NEW.formula_id AND f.approved_at IS NOT NULL)",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["formula", "indicator"]
        constraints = [
            models.UniqueConstraint(
                name="need_weight_once",
                fields=["formula", "indicator"],
                violation_error_message="This indicator has its weight already.",
            ),
            models.CheckConstraint(
                name="need_weight_counts",
                condition=Q(weight__gt=0) & ~Q(from_value=F("to_value")),
                violation_error_message="A weight is more than nothing, between two different values.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as its formula."

    def __str__(self) -> str:
        return f"{self.indicator}: {self.weight}"


def formula_digest(
    round: AllocationRound,
    *,
    floor: int,
    cap: int,
    may_fall: int,
    method: str,
    weights: Iterable[tuple[str, int, Decimal, Decimal]],
) -> str:
    """Return the SHA-256 of all that a formula says and of the round it is for, 64 hex digits."""
    counted = sorted([code, weight, f"{begins:.4f}", f"{ends:.4f}"] for code, weight, begins, ends in weights)
    plain = [
        round.fund_id, round.year, round.pot_pence, sorted(round.phase_codes), round.follows_id, method, floor, cap, may_fall, counted,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).hexdigest()
