"""What a round's formula came to for each school, from which figures, and what a decision changed about it."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.improvement.fund.models.allocation_round import FINAL, changed
from collegiate.improvement.fund.models.need_formula import CODE
from collegiate.values import Money

_OLDER = (
    "NOT EXISTS (SELECT 1 FROM fund_needformula f JOIN fund_allocationround r ON r.id = f.round_id"
    " WHERE f.id = NEW.formula_id AND f.round_id = NEW.round_id AND r.stage = 'locked'"
    " AND f.approved_at IS NOT NULL AND f.approved_at < NEW.taken_at)"
)


class NeedSnapshot(models.Model):
    """
    That the figures of a round's schools were loaded and its pot shared by them: when, by whom, with what digest.

    The database takes none that is older than the approval of the formula, so nobody can fit a formula to figures.
    """

    round = models.OneToOneField("fund.AllocationRound", on_delete=models.PROTECT, related_name="snapshot")
    formula = models.OneToOneField("fund.NeedFormula", on_delete=models.PROTECT, related_name="snapshot")
    point_pence = models.DecimalField("pence a pupil that a point of need adds", max_digits=20, decimal_places=8)
    middle = models.PositiveSmallIntegerField("need of the middle school, in hundredths of a point")
    digest = models.CharField("digest of what went in and what came out", max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="need_snapshots_taken")

    append_only = True
    guards = (Guard("older", "INSERT", "figures are loaded after the formula is approved", _OLDER),)

    class Meta:
        ordering = ["-taken_at"]

    class Privacy:
        personal = frozenset({"taken_by"})
        lawful_basis = "Public task."
        source = "The coordinator or the bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "As long as its round."

    def __str__(self) -> str:
        return self.digest


_COLUMNS = (
    *("snapshot_id", "organisation_id", "pupils", "pupils_from_id", "need", "because", "rate_pence", "by_need_pence"),
    *("rounded_up", "last_pence", "taper_pence", "pence"),
)
_PROMISED_OTHERWISE = (
    "NEW.commitment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fund_allocation a"  # noqa: S608 - columns of ours
    " JOIN fund_needsnapshot s ON s.id = a.snapshot_id JOIN fund_needformula f ON f.id = s.formula_id"
    " JOIN fund_allocationround r ON r.id = s.round_id JOIN fund_commitment c ON c.id = a.commitment_id"
    " WHERE a.id = NEW.id AND r.stage = 'shared' AND c.fund_id = r.fund_id AND c.decision_id = f.decision_id"
    f" AND c.committed_pence = {FINAL})"
)
_PAID_ELSEWHERE = (
    "NEW.commitment_id IS NOT NULL AND EXISTS (SELECT 1 FROM fund_payment p WHERE p.commitment_id = NEW.commitment_id"
    " AND p.payee_id <> NEW.organisation_id)"
)


class Allocation(models.Model):
    """
    What one school gets of a round by its formula, step by step.

    `need` is its own, in hundredths of a point; None where it cannot be said, when it is counted with the middle
    school's and `because` says why. Where its pupils cannot be said there is no share at all, which is not a share of
    nothing: a decision may give it something.
    """

    snapshot = models.ForeignKey(NeedSnapshot, on_delete=models.PROTECT, related_name="allocations")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="allocations")
    pupils = models.PositiveIntegerField("pupils on its roll", null=True, blank=True)
    pupils_from = models.ForeignKey(
        "evidence.IndicatorValue", on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    need = models.PositiveSmallIntegerField("need in hundredths of a point", null=True, blank=True)
    because = models.CharField("why its need or its pupils cannot be said", max_length=400, blank=True)
    rate_pence = models.DecimalField("pence for each pupil", max_digits=20, decimal_places=8, null=True, blank=True)
    by_need_pence = models.PositiveBigIntegerField("by its need, in pence", null=True, blank=True)
    rounded_up = models.BooleanField("was given the penny left over", default=False)
    last_pence = models.PositiveBigIntegerField("what it had in the round before, in pence", default=0)
    taper_pence = models.BigIntegerField("what protecting last shares adds or takes, in pence", default=0)
    pence = models.PositiveBigIntegerField("what it gets by the formula, in pence", null=True, blank=True)
    commitment = models.OneToOneField(
        "fund.Commitment", on_delete=models.PROTECT, null=True, blank=True, related_name="allocation"
    )

    guards = (
        Guard(
            "late", "INSERT", "a round is shared out once",
            "EXISTS (SELECT 1 FROM fund_needsnapshot s JOIN fund_allocationround r ON r.id = s.round_id"
            " WHERE s.id = NEW.snapshot_id AND r.stage <> 'locked')",
        ),
        Guard("kept", "UPDATE", "fund_allocation is append only, but for what is set aside", f"OLD.commitment_id IS NOT NULL OR {changed(*_COLUMNS)}"),
        Guard("promised", "UPDATE", "what is set aside for a school is its share, by the round’s decision", _PROMISED_OTHERWISE, after=True),
        Guard("elsewhere", "UPDATE", "nothing of what is set aside for a school was asked for by another", _PAID_ELSEWHERE),
        Guard("gone", "DELETE", "fund_allocation is append only"),
        Guard("cut", "TRUNCATE", "fund_allocation is append only"),
    )  # fmt: skip

    class Meta:
        ordering = ["snapshot", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="allocation_once_a_school",
                fields=["snapshot", "organisation"],
                violation_error_message="This school has its share already.",
            ),
            models.CheckConstraint(
                name="allocation_adds_up",
                condition=Q(
                    pupils__isnull=True, pupils_from__isnull=True, rate_pence__isnull=True, by_need_pence__isnull=True,
                    pence__isnull=True, taper_pence=0,
                )
                | Q(
                    pupils__gt=0, pupils_from__isnull=False, rate_pence__isnull=False, by_need_pence__isnull=False,
                    pence=F("by_need_pence") + F("taper_pence"),
                ),
                violation_error_message="A share is what need gives and what the taper adds or takes.",
            ),
            models.CheckConstraint(
                name="allocation_says_why_it_cannot_say",
                condition=Q(need__isnull=False, pupils__isnull=False) | ~Q(because=""),
                violation_error_message="Say why the need or the pupils of a school cannot be said.",
            ),
        ]  # fmt: skip

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as its round."

    def __str__(self) -> str:
        return f"{self.organisation_id}: {'cannot be said' if self.pence is None else Money(self.pence)}"


class NeedInput(models.Model):
    """One figure that a school's need was made of, as it stood then, or why there was none; and what it added of how much."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="inputs")
    indicator = models.CharField(max_length=CODE)
    value = models.ForeignKey(
        "evidence.IndicatorValue", on_delete=models.PROTECT, null=True, blank=True, related_name="need_inputs"
    )
    because = models.CharField("why there is none", max_length=300, blank=True)
    adds = models.DecimalField("what it adds", max_digits=8, decimal_places=4, null=True, blank=True)
    most = models.PositiveSmallIntegerField("the most it could add")

    append_only = True
    guards = (
        Guard(
            "late", "INSERT", "a round is shared out once",
            "EXISTS (SELECT 1 FROM fund_allocation a JOIN fund_needsnapshot s ON s.id = a.snapshot_id"
            " JOIN fund_allocationround r ON r.id = s.round_id WHERE a.id = NEW.allocation_id AND r.stage <> 'locked')",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["allocation", "indicator"]
        constraints = [
            models.UniqueConstraint(
                name="need_input_once",
                fields=["allocation", "indicator"],
                violation_error_message="This figure is counted already.",
            ),
            models.CheckConstraint(
                name="need_input_or_why_not",
                condition=Q(adds__isnull=False, value__isnull=False, because="")
                | (Q(adds__isnull=True) & ~Q(because="")),
                violation_error_message="A figure adds something to need, or it is said why there is none.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as its round."

    def __str__(self) -> str:
        return f"{self.indicator}: {self.adds if self.adds is not None else 'cannot be said'} of {self.most}"


_NOT_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id AND d.stage = 'made'"
    " AND EXISTS (SELECT 1 FROM fund_allocation a JOIN governance_itemparty p ON p.organisation_id = a.organisation_id"
    " WHERE a.id = NEW.giver_id AND p.item_id = d.item_id)"
    " AND EXISTS (SELECT 1 FROM fund_allocation a JOIN governance_itemparty p ON p.organisation_id = a.organisation_id"
    " WHERE a.id = NEW.taker_id AND p.item_id = d.item_id))"
)
_ANOTHER_ROUND = (
    "NOT EXISTS (SELECT 1 FROM fund_allocation a JOIN fund_allocation b ON b.snapshot_id = a.snapshot_id"
    " JOIN fund_needsnapshot s ON s.id = a.snapshot_id JOIN fund_allocationround r ON r.id = s.round_id"
    " WHERE a.id = NEW.giver_id AND b.id = NEW.taker_id AND r.stage = 'shared')"
)


class Adjustment(models.Model):
    """
    That a decision moved part of one school's share to another, so that the shares are still the pot.

    Both schools are parties to the decision's item, so whoever has an interest in one of them took no part.
    """

    giver = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="given")
    taker = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="taken")
    pence = models.PositiveBigIntegerField()
    because = models.CharField(max_length=300)
    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="adjustments")
    adjusted_at = models.DateTimeField()
    adjusted_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="adjustments_made")

    append_only = True
    guards = (
        Guard("decided", "INSERT", "a decision to which both schools are parties moves part of a share", _NOT_DECIDED),
        Guard("between", "INSERT", "part of a share moves between schools of a round that is shared out", _ANOTHER_ROUND),
        Guard(
            "bears", "INSERT", "no school gives more than its share",
            f"EXISTS (SELECT 1 FROM fund_allocation a WHERE a.id = NEW.giver_id AND {FINAL} < 0)",  # noqa: S608 - columns of ours
            after=True,
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["adjusted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="adjustment_moves_something",
                condition=Q(pence__gt=0) & ~Q(giver=F("taker")) & ~Q(because=""),
                violation_error_message="Say how much moves from one school to another, and why.",
            )
        ]

    class Privacy:
        personal = frozenset({"adjusted_by"})
        lawful_basis = "Public task."
        source = "The decision."
        shared_with = "Members of the partnership."
        kept_for = "As long as its round."

    def __str__(self) -> str:
        return f"{self.amount} from {self.giver_id} to {self.taker_id}"

    @property
    def amount(self) -> Money:
        """What moves."""
        return Money(self.pence)
