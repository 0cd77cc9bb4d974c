"""When a promise is expected to be paid."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import Money

MORE_THAN_PROMISED = (
    "(SELECT SUM(i.pence) FROM fund_instalment i WHERE i.commitment_id = NEW.commitment_id)"
    " > (SELECT c.committed_pence FROM fund_commitment c WHERE c.id = NEW.commitment_id)"
)


class Instalment(models.Model):
    """
    A part of a commitment and the day by which it is expected to be paid, as it was when the money was set aside.

    It pays nothing and lets nothing be paid: it says only when the fund may need the money. Whoever sets money
    aside knows the days; the fund need not know what for.
    """

    commitment = models.ForeignKey("fund.Commitment", on_delete=models.PROTECT, related_name="instalments")
    due_on = models.DateField("expected to be paid by")
    pence = models.PositiveBigIntegerField()

    append_only = True
    guards = (
        Guard("fits", "INSERT", "the instalments are more than was promised", MORE_THAN_PROMISED, after=True),
    )  # fmt: skip

    class Meta:
        ordering = ["commitment", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="instalment_is_an_amount",
                condition=Q(pence__gt=0),
                violation_error_message="An instalment is more than nothing.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the commitment is paid or released."

    def __str__(self) -> str:
        return f"{self.amount} by {self.due_on:%-d %B %Y}"

    @property
    def amount(self) -> Money:
        """The amount."""
        return Money(self.pence)
