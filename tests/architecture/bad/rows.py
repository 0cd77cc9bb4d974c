"""Models that break the rules about tables, one rule each; they belong to no installed app."""

from django.db import models
from django.db.models import CheckConstraint, Q


class Bad(models.Model):
    class Meta:
        abstract = True
        app_label = "rows"


class NobodyOwnsUp(Bad):
    class Meta(Bad.Meta):
        pass


class HidesAPerson(Bad):
    teacher = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")

    class Privacy:
        personal = frozenset()
        kept_for = "Six years."


class KeepsForLong(Bad):
    class Privacy:
        personal = frozenset()
        kept_for = "long"


class NamesWhatIsNotThere(Bad):
    class Privacy:
        personal = frozenset({"shoe_size"})
        lawful_basis = source = shared_with = kept_for = "It does not matter."


class WhoWithoutWhen(Bad):
    agreed_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")


class WhoPerhapsWithoutWhen(Bad):
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Bad.Meta):
        constraints = [
            # Looks right, and is not: a draft may have one without the other.
            CheckConstraint(
                name="rows_agreed",
                condition=Q(stage="draft") | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                violation_error_message="Only a decision can make an agreement.",
            )
        ]


class Stage(models.TextChoices):
    DRAFT = "draft"
    AGREED = "agreed"
    ROUND = "round"
    ROUNDER = "rounder"
    LOST = "lost"


MOVES = {
    Stage.DRAFT: frozenset({Stage.AGREED, Stage.ROUND}),
    Stage.AGREED: frozenset(),
    Stage.ROUND: frozenset({Stage.ROUNDER}),
    Stage.ROUNDER: frozenset({Stage.ROUND}),
    Stage.LOST: frozenset({Stage.AGREED}),
}


class LosesItsWay(Bad):
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    agreed_at = models.DateTimeField(null=True)


class Answer(models.TextChoices):
    YES = "yes"
    NO = "no"


ANSWERED = {Answer.YES: frozenset()}


class ForgetsAStage(Bad):
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.YES)


class RefusesWithoutAWord(Bad):
    class Meta(Bad.Meta):
        constraints = [CheckConstraint(name="rows_silent", condition=Q(pk=1))]


class SitsAtAStrangeTable(Bad):
    class Meta(Bad.Meta):
        db_table = "things"


class GroundThatPointsUp(Bad):
    """Its module is set below, as if the record pointed at people."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")


GroundThatPointsUp.__module__ = "collegiate.foundation.record.models"
