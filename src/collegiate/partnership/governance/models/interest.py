"""What an interest in an item does, and those that were declared or raised for one item."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard


class Nearness(models.TextChoices):
    """How an item touches somebody; what each does is in `EFFECTS`."""

    DIRECT = "direct", "Direct"
    NEAR = "near", "Near"
    DISPENSED = "dispensed", "Dispensed"
    CLASS_WIDE = "class_wide", "Class-wide"


class Source(models.TextChoices):
    """How an interest comes to be known."""

    ROLE = "role", "a role held, now or in the last twelve months"
    REGISTER = "register", "the register of interests"
    MEETING = "meeting", "declared for the item"
    RAISED = "raised", "raised by another member, upheld by the chair"


class Power(models.TextChoices):
    """What somebody may do at an item."""

    SEE = "see", "see what is sealed about it"
    SCORE = "score", "score it"
    VOTE = "vote", "vote on it"
    COUNT = "count", "count to its quorum"
    CHAIR = "chair", "chair it"


class Effect(models.TextChoices):
    """What an interest leaves of a power."""

    NO = "no", "no"
    YES = "yes", "yes"
    NOTED = "noted", "yes, noted"
    GRANTED = "granted", "as granted"


def _effects(*, see: Effect, score: Effect, vote: Effect, count: Effect, chair: Effect) -> dict[Power, Effect]:
    return {Power.SEE: see, Power.SCORE: score, Power.VOTE: vote, Power.COUNT: count, Power.CHAIR: chair}


_NONE = _effects(see=Effect.NO, score=Effect.NO, vote=Effect.NO, count=Effect.NO, chair=Effect.NO)
EFFECTS: dict[Nearness, dict[Power, Effect]] = {
    Nearness.DIRECT: _NONE,
    Nearness.NEAR: _NONE,
    Nearness.DISPENSED: _effects(
        see=Effect.GRANTED, score=Effect.GRANTED, vote=Effect.GRANTED, count=Effect.YES, chair=Effect.NO
    ),
    Nearness.CLASS_WIDE: _effects(
        see=Effect.YES, score=Effect.YES, vote=Effect.YES, count=Effect.YES, chair=Effect.NOTED
    ),
}
"""The rule: what each kind of interest leaves somebody. The page docs/reference/interests.md is this table."""


@dataclass(frozen=True, slots=True)
class Why:
    """
    What interest somebody has in an item, and what it leaves them.

    Attributes
    ----------
    you : str
        The sentence they read: "You are head teacher of Hillside Primary, which this item would support."
    they : str
        The same for others, to stand after the name: "is head teacher of Hillside Primary, which this item would support."
    granted : frozenset of Power
        What a dispensation lets them do.
    """

    you: str
    they: str
    nearness: Nearness = Nearness.DIRECT
    source: Source = Source.ROLE
    granted: frozenset[Power] = field(default_factory=frozenset)

    def allows(self, power: Power) -> bool:
        """Say whether somebody with this interest may do a thing."""
        effect = EFFECTS[self.nearness][power]
        return effect in (Effect.YES, Effect.NOTED) or (effect == Effect.GRANTED and power in self.granted)

    @property
    def leaves(self) -> bool:
        """Whether they must be out of the room: they neither vote nor count."""
        return not self.allows(Power.COUNT)


class FlagStage(models.TextChoices):
    """How far an interest that was raised has come; one that is declared stands at once."""

    RAISED = "raised", "Waiting for the chair"
    STANDS = "stands", "Stands"
    DISMISSED = "dismissed", "Dismissed"


FLAG_MOVES: dict[FlagStage, frozenset[FlagStage]] = {
    FlagStage.RAISED: frozenset({FlagStage.STANDS, FlagStage.DISMISSED}),
    FlagStage.STANDS: frozenset(),
    FlagStage.DISMISSED: frozenset(),
}


class InterestFlag(models.Model):
    """
    That somebody has an interest in one item, beyond what register and roles say.

    They declared it, or another member raised it and whoever chairs the item rules, with a reason for the minutes.
    """

    item = models.ForeignKey("governance.AgendaItem", on_delete=models.PROTECT, related_name="flags")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="flags")
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="flags"
    )
    nearness = models.CharField("how near", max_length=12, choices=Nearness)
    source = models.CharField(max_length=10, choices=Source)
    because = models.CharField("what the interest is", max_length=150)
    stage = models.CharField(max_length=10, choices=FlagStage, default=FlagStage.RAISED)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="flags_raised")
    ruling = models.CharField("the chair’s reason", max_length=150, blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    ruled_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="flags_ruled"
    )

    guards = (
        Guard("stands", "UPDATE", "an interest that stands or was dismissed is final", "OLD.stage <> 'raised'"),
        Guard("kept", "DELETE", "an interest that was raised is never removed"),
        Guard("cut", "TRUNCATE", "an interest that was raised is never removed"),
    )

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                name="flag_is_direct_or_near",
                condition=Q(nearness__in=["direct", "near"]),
                violation_error_message="Say whether the interest is direct or near; the others are worked out or granted.",
            ),
            models.CheckConstraint(
                name="flag_says_what_it_is",
                condition=~Q(because=""),
                violation_error_message="Say what the interest is.",
            ),
            models.CheckConstraint(
                name="flag_raised_is_ruled_on",
                condition=Q(source="meeting", stage="stands", ruling="", ruled_at__isnull=True, ruled_by__isnull=True)
                | Q(source="raised", stage="raised", ruling="", ruled_at__isnull=True, ruled_by__isnull=True)
                | (
                    Q(
                        source="raised",
                        stage__in=["stands", "dismissed"],
                        ruled_at__isnull=False,
                        ruled_by__isnull=False,
                    )
                    & ~Q(ruling="")
                ),
                violation_error_message="What another member raises stands or falls by the chair’s ruling and reason.",
            ),
            models.CheckConstraint(
                name="flag_ruled_by_and_at",
                condition=Q(ruled_at__isnull=True, ruled_by__isnull=True)
                | Q(ruled_at__isnull=False, ruled_by__isnull=False),
                violation_error_message="Who ruled, and when, go together.",
            ),
            models.CheckConstraint(
                name="flag_is_raised_about_another",
                condition=Q(source="meeting") | ~Q(person=F("raised_by")),
                violation_error_message="Nobody raises their own interest: they declare it.",
            ),
            models.CheckConstraint(
                name="flag_is_ruled_on_by_another",
                condition=Q(ruled_by__isnull=True) | ~Q(person=F("ruled_by")),
                violation_error_message="Nobody rules on their own interest.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "because", "raised_by", "ruling", "ruled_by"})
        lawful_basis = "Public task."
        source = "The person, another member, and whoever chairs."
        shared_with = "Members of the partnership; the public with the decision."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.get_nearness_display()} ({self.get_stage_display().lower()})"
