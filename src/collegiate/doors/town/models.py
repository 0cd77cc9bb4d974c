"""What the town was built from, so that building it again does nothing."""

from django.db import models
from django.db.models import Q


class Build(models.Model):
    """The one build of the imaginary town: seed, size and day in, digest out."""

    seed = models.PositiveIntegerField()
    schools = models.PositiveIntegerField()
    today = models.DateField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="town_built_once", condition=Q(pk=1), violation_error_message="There is one imaginary town."
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the demonstration."

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.schools} schools, {self.today}"
