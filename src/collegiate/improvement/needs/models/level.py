"""A school's level of support over time: proposed with reasons, contested, agreed, replaced."""

from django.db import models
from django.db.models import F, Q

from collegiate.improvement.needs.models.round import CODE


class LevelStage(models.TextChoices):
    """How far a level of support has come."""

    PROPOSED = "proposed", "Proposed"
    CONTESTED = "contested", "Contested"
    AGREED = "agreed", "Agreed"
    REPLACED = "replaced", "Replaced"


LEVEL_MOVES: dict[LevelStage, frozenset[LevelStage]] = {
    LevelStage.PROPOSED: frozenset({LevelStage.CONTESTED, LevelStage.AGREED, LevelStage.REPLACED}),
    LevelStage.CONTESTED: frozenset({LevelStage.PROPOSED, LevelStage.REPLACED}),
    LevelStage.AGREED: frozenset({LevelStage.REPLACED}),
    LevelStage.REPLACED: frozenset(),
}


class Level(models.Model):
    """
    How much help a school has from a day until a day: a dated history, never a field of the school.

    `end_test` says in advance what would end it. One that was never agreed and gave way to another proposal is
    *replaced* without an `agreed_at`.
    """

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="levels")
    level = models.CharField(max_length=CODE)
    stage = models.CharField(max_length=20, choices=LevelStage, default=LevelStage.PROPOSED)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    end_test = models.TextField("what would end it")
    review_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="levels_proposed")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="levels_agreed"
    )

    class Meta:
        ordering = ["organisation", "-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="level_one_agreed",
                fields=["organisation"],
                condition=Q(stage="agreed"),
                violation_error_message="A school has one agreed level of support at a time.",
            ),
            models.UniqueConstraint(
                name="level_one_on_the_table",
                fields=["organisation"],
                condition=Q(stage__in=["proposed", "contested"]),
                violation_error_message="A level is on the table for this school already.",
            ),
            models.CheckConstraint(
                name="level_agreed_by_somebody",
                condition=(
                    Q(agreed_at__isnull=True, agreed_by__isnull=True)
                    | Q(agreed_at__isnull=False, agreed_by__isnull=False)
                )
                & (~Q(stage="agreed") | Q(agreed_at__isnull=False, agreed_by__isnull=False))
                & (~Q(stage__in=["proposed", "contested"]) | Q(agreed_at__isnull=True)),
                violation_error_message="An agreed level says who agreed it and when; one on the table is not agreed.",
            ),
            models.CheckConstraint(
                name="level_ends_when_replaced",
                condition=Q(stage="replaced", until_on__isnull=False)
                | (~Q(stage="replaced") & Q(until_on__isnull=True)),
                violation_error_message="A level ends on the day another takes its place.",
            ),
            models.CheckConstraint(
                name="level_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="A level cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="level_reviewed_after_it_begins",
                condition=Q(review_on__gt=F("from_on")),
                violation_error_message="A level is reviewed after it begins.",
            ),
            models.CheckConstraint(
                name="level_says_what_would_end_it",
                condition=~Q(end_test=""),
                violation_error_message="Say what would end it.",
            ),
        ]

    class Privacy:
        personal = frozenset({"proposed_by", "agreed_by"})
        lawful_basis = "Public task."
        source = "The coordinator and the school’s head teacher."
        shared_with = (
            "The school, its advisers, the coordinator, the Strategic Group and the local authority’s officer."
        )
        kept_for = "Six years after it ends."

    def __str__(self) -> str:
        return f"{self.level} from {self.from_on}"


class LevelReason(models.Model):
    """
    One reason for a level: what an indicator adds to the index of need and the most it could, or a need, in words.

    What is not known adds nothing, and says so in its sentence.
    """

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="reasons")
    place = models.PositiveSmallIntegerField()
    sentence = models.TextField()
    indicator = models.CharField(max_length=CODE, blank=True)
    contribution = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    need = models.ForeignKey("needs.Need", on_delete=models.PROTECT, null=True, blank=True, related_name="reasons")

    append_only = True

    class Meta:
        db_table = "needs_level_reason"
        ordering = ["level", "place"]
        constraints = [
            models.UniqueConstraint(
                name="level_reason_in_its_place",
                fields=["level", "place"],
                violation_error_message="Two reasons cannot stand in one place.",
            ),
            models.CheckConstraint(
                name="level_reason_says_something",
                condition=~Q(sentence=""),
                violation_error_message="A reason is a sentence.",
            ),
            models.CheckConstraint(
                name="level_reason_within_its_maximum",
                condition=Q(contribution__isnull=True)
                | Q(maximum__isnull=False, contribution__gte=0, contribution__lte=F("maximum")),
                violation_error_message="A contribution lies between nothing and its maximum.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the level."

    def __str__(self) -> str:
        return self.sentence


class Contest(models.Model):
    """That a school disagreed with a proposed level, in its own words, and what it was answered."""

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="contests")
    text = models.TextField()
    contested_at = models.DateTimeField()
    contested_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="contests")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="contests_answered"
    )

    append_only = "answered_at"

    class Meta:
        ordering = ["level", "contested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="contest_one_waiting",
                fields=["level"],
                condition=Q(answered_at__isnull=True),
                violation_error_message="This level is contested already.",
            ),
            models.CheckConstraint(
                name="contest_says_why",
                condition=~Q(text=""),
                violation_error_message="Say why you disagree.",
            ),
            models.CheckConstraint(
                name="contest_answered_by_somebody",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                violation_error_message="An answer says who gave it and when, in words.",
            ),
        ]

    class Privacy:
        personal = frozenset({"text", "contested_by", "answer", "answered_by"})
        lawful_basis = "Public task."
        source = "The school’s head teacher, and the coordinator."
        shared_with = (
            "The school, its advisers, the coordinator, the Strategic Group and the local authority’s officer."
        )
        kept_for = "As long as the level."

    def __str__(self) -> str:
        return f"contest of {self.contested_at:%Y-%m-%d}"
