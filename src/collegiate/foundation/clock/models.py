"""The day a demonstration has stopped on."""

from django.db import models


class StoppedDay(models.Model):
    """The one row that says on which day a demonstration's clock stands; a real partnership has none."""

    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clock_one_day",
                condition=models.Q(pk=1),
                violation_error_message="There is one clock.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the demonstration."

    def __str__(self) -> str:
        return self.on.isoformat()
