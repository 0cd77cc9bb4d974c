"""What shows that an item gives every school of a class alike: a formula frozen before its figures, and a share for each."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.members.models import Phase


class Formula(models.Model):
    """
    What each school of a class gets (or pays): so much each, and so much for each of a unit.

    It is published and frozen before anybody sees what it comes to for a school.
    """

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="formulas")
    name = models.CharField("what each school gets", max_length=150)
    phase = models.CharField("which schools", max_length=20, choices=Phase, blank=True)
    base_pence = models.PositiveBigIntegerField("for each school, in pence", default=0)
    rate_pence = models.PositiveBigIntegerField("for each unit, in pence", default=0)
    unit = models.CharField("unit", max_length=60, blank=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="formulas_frozen")

    append_only = True

    class Meta:
        ordering = ["-frozen_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="formula_gives_something",
                condition=Q(base_pence__gt=0) | Q(rate_pence__gt=0),
                violation_error_message="A formula gives each school something, or something for each unit.",
            ),
            models.CheckConstraint(
                name="formula_names_its_unit",
                condition=Q(rate_pence=0) | ~Q(unit=""),
                violation_error_message="Say for each of what: a pupil on the roll, a teacher.",
            ),
        ]

    class Privacy:
        personal = frozenset({"frozen_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.name

    def pence_for(self, units: int) -> int:
        """Return what the formula comes to for a school with so many units."""
        return self.base_pence + self.rate_pence * units


OFF_THE_FORMULA = (
    "NOT EXISTS (SELECT 1 FROM governance_formula f WHERE f.id = NEW.formula_id"
    " AND f.frozen_at < NEW.shown_at AND f.base_pence + f.rate_pence * NEW.units = NEW.pence)"
)


class Share(models.Model):
    """What a formula comes to for one school; the figures were shown after the formula was frozen."""

    formula = models.ForeignKey(Formula, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="shares")
    units = models.PositiveIntegerField()
    pence = models.PositiveBigIntegerField()
    shown_at = models.DateTimeField()

    append_only = True
    guards = (
        Guard("formula", "INSERT", "a share is what a formula frozen before it comes to", OFF_THE_FORMULA, after=True),
    )

    class Meta:
        ordering = ["formula", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="share_once_for_a_school",
                fields=["formula", "organisation"],
                violation_error_message="This school has its share already.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.pence} pence"


class ItemClass(models.Model):
    """That an item gives every school of a class alike, by a formula."""

    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="gives_alike")
    formula = models.ForeignKey(Formula, on_delete=models.PROTECT, related_name="items")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="item_classes_named")

    append_only = True

    class Meta:
        verbose_name_plural = "item classes"
        ordering = ["item"]

    class Privacy:
        personal = frozenset({"named_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"item {self.item_id} by formula {self.formula_id}"
