"""How much members give to a fund for a year: so much a school and so much a pupil, by phase."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.members.models import Phase
from collegiate.values import Money


class Formula(models.Model):
    """
    A version of how contributions are worked out, from a school year on; a new version replaces, never edits.

    The first of a fund may rest on the charter, as the fund does; every other rests on a decision.
    """

    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="formulas")
    year = models.CharField("school year it holds from", max_length=10)
    version = models.PositiveIntegerField()
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="formulas"
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="formulas_set")

    append_only = True
    guards = (
        Guard(
            "decided",
            "INSERT",
            "only the first formula of a fund rests on the charter, others on a decision",
            "NEW.decision_id IS NULL AND EXISTS (SELECT 1 FROM fund_formula f WHERE f.fund_id = NEW.fund_id)",
        ),
    )

    class Meta:
        verbose_name_plural = "formulas"
        ordering = ["fund", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="formula_one_version",
                fields=["fund", "version"],
                violation_error_message="This version of the formula is already there.",
            )
        ]

    class Privacy:
        personal = frozenset({"set_by"})
        lawful_basis = "Public task."
        source = "The bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the last year it held for."

    def __str__(self) -> str:
        return f"Formula {self.version} from {self.year}"


class Rate(models.Model):
    """One line of a formula: what a school of a phase gives; without a phase, every school that has no line of its own."""

    formula = models.ForeignKey(Formula, on_delete=models.PROTECT, related_name="rates")
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    flat_pence = models.PositiveBigIntegerField(default=0)
    pupil_pence = models.PositiveBigIntegerField("pence for each pupil", default=0)
    half_days = models.PositiveSmallIntegerField("half days of people’s time", default=0)

    append_only = True

    class Meta:
        ordering = ["formula", "phase"]
        constraints = [
            models.UniqueConstraint(
                name="rate_once_a_phase",
                fields=["formula", "phase"],
                violation_error_message="This phase has a line already.",
            ),
            models.CheckConstraint(
                name="rate_is_something",
                condition=Q(flat_pence__gt=0) | Q(pupil_pence__gt=0) | Q(half_days__gt=0),
                violation_error_message="A line of a formula asks for something.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the last year it held for."

    def __str__(self) -> str:
        return f"{self.get_phase_display() or 'Every other school'}: {self.amount_for(0)} and {Money(self.pupil_pence)} a pupil"

    def amount_for(self, pupils: int) -> Money:
        """Return what a school with so many pupils pays."""
        return Money(self.flat_pence + self.pupil_pence * pupils)
