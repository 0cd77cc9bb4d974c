"""A team's cycle, and how many pupils were in each band before and after."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard


class Stage(models.TextChoices):
    """How far a cycle has come."""

    EVIDENCE = "evidence", "Looking at the evidence"
    GOAL = "goal", "Setting the goal"
    TRYING = "trying", "Trying the strategy"
    CLOSED = "closed", "Closed"
    ABANDONED = "abandoned", "Given up"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.EVIDENCE: frozenset({Stage.GOAL, Stage.ABANDONED}),
    Stage.GOAL: frozenset({Stage.TRYING, Stage.ABANDONED}),
    Stage.TRYING: frozenset({Stage.CLOSED, Stage.ABANDONED}),
    Stage.CLOSED: frozenset(),
    Stage.ABANDONED: frozenset(),
}


class Outcome(models.TextChoices):
    """Whether the goal was met."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    CANNOT_SAY = "cannot_say", "Cannot say"


class Keep(models.TextChoices):
    """What the team does with its strategy."""

    KEEP = "keep", "Keep it"
    ADAPT = "adapt", "Adapt it"
    DROP = "drop", "Drop it"


COUNTS = "FROM achievement_teams_bandcount b WHERE b.cycle_id = NEW.id"


class Cycle(models.Model):
    """
    One turn of an Achievement Team: evidence, goal, strategy, re-test, and what it learned.

    It may be part of the support that an agreement brings; most are the team's own.
    """

    team = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="cycles")
    agreement = models.ForeignKey(
        "commissioning.Agreement", on_delete=models.PROTECT, null=True, blank=True, related_name="cycles"
    )
    number = models.PositiveSmallIntegerField()
    strand = models.SlugField(max_length=30)
    question = models.CharField("what the team asks", max_length=300)
    instrument = models.CharField("what pupils are assessed by, before and after", max_length=150)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.EVIDENCE)
    evidence_statement = models.TextField("what the evidence says", blank=True)
    goal = models.TextField(blank=True)
    strategy = models.TextField("what we try", blank=True)
    started_on = models.DateField()
    retest_on = models.DateField("day of the re-test", null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    keep = models.CharField(max_length=6, choices=Keep, blank=True)
    why_different = models.CharField(
        "why more or fewer pupils were counted after than before", max_length=300, blank=True
    )
    learning = models.TextField("what we learned", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="cycles_closed"
    )
    version = models.PositiveIntegerField(default=1)

    append_only = "closed_at"
    guards = (
        Guard("begun", "INSERT", "a cycle begins before it is closed", "NEW.closed_at IS NOT NULL"),
        Guard(
            "whole",
            "UPDATE",
            "a closed cycle has a count of every band, before and after",
            f"NEW.stage = 'closed' AND (SELECT COUNT(*) {COUNTS}) <> 8",
        ),
        Guard(
            "agrees",
            "UPDATE",
            "a closed cycle counts as many pupils after as before, or says why not",
            "NEW.stage = 'closed' AND NEW.why_different = '' AND "
            f"(SELECT SUM(CASE b.moment WHEN 'before' THEN b.pupils ELSE -b.pupils END) {COUNTS}) <> 0",
        ),
    )

    class Meta:
        ordering = ["team", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="cycle_number_once_in_a_team",
                fields=["team", "number"],
                violation_error_message="This team has a cycle of that number.",
            ),
            models.CheckConstraint(
                name="cycle_goal_follows_from_evidence",
                condition=Q(stage__in=["evidence", "abandoned"]) | ~Q(evidence_statement=""),
                violation_error_message="Say what the evidence says before setting a goal.",
            ),
            models.CheckConstraint(
                name="cycle_tries_for_a_goal",
                condition=Q(stage__in=["evidence", "goal", "abandoned"])
                | (~Q(goal="") & ~Q(strategy="") & Q(retest_on__isnull=False)),
                violation_error_message="Trying needs a goal, a strategy and the day of the re-test.",
            ),
            models.CheckConstraint(
                name="cycle_closed_says_how_it_ended",
                condition=(
                    Q(stage="closed", closed_at__isnull=False, closed_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(keep="")
                    & ~Q(learning="")
                )
                | Q(stage="abandoned", closed_at__isnull=False, closed_by__isnull=False, outcome="", keep="")
                | Q(
                    stage__in=["evidence", "goal", "trying"],
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    outcome="",
                    keep="",
                ),
                violation_error_message="A closed cycle says how it ended, what the team keeps and what it learned.",
            ),
            models.CheckConstraint(
                name="cycle_retest_comes_after_the_start",
                condition=Q(retest_on__isnull=True) | Q(retest_on__gt=F("started_on")),
                violation_error_message="The re-test comes after the start.",
            ),
        ]

    class Privacy:
        personal = frozenset({"closed_by"})
        lawful_basis = "Public task."
        source = "The team."
        shared_with = "The team and its head teacher; others see sums over schools."
        kept_for = "Six years after the cycle ends."

    def __str__(self) -> str:
        return self.question


class Moment(models.TextChoices):
    """When pupils were counted."""

    BEFORE = "before", "Before"
    AFTER = "after", "After"


class Band(models.IntegerChoices):
    """Where pupils stand against what the team teaches, lowest first."""

    BEGINNING = 1, "Beginning"
    PROGRESSING = 2, "Progressing"
    ACHIEVING = 3, "Achieving"
    EXCEEDING = 4, "Exceeding"


FINAL = "EXISTS (SELECT 1 FROM achievement_teams_cycle c WHERE c.id = {row}.cycle_id AND c.closed_at IS NOT NULL)"
WORDS = "a closed cycle keeps its counts"


class BandCount(models.Model):
    """How many pupils were in a band, before or after; a number, never a name."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="counts")
    moment = models.CharField(max_length=6, choices=Moment)
    band = models.PositiveSmallIntegerField(choices=Band)
    pupils = models.PositiveSmallIntegerField()

    guards = (
        Guard("late", "INSERT", WORDS, FINAL.format(row="NEW")),
        Guard("changed", "UPDATE", WORDS, FINAL.format(row="OLD")),
        Guard("removed", "DELETE", WORDS, FINAL.format(row="OLD")),
    )

    class Meta:
        ordering = ["cycle", "moment", "band"]
        constraints = [
            models.UniqueConstraint(
                name="band_counted_once",
                fields=["cycle", "moment", "band"],
                violation_error_message="This band is counted already.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Six years after the cycle ends."

    def __str__(self) -> str:
        return f"{self.get_moment_display()}, {self.get_band_display().lower()}: {self.pupils}"
