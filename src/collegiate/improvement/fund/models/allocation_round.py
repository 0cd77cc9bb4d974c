"""A pot of money that is shared between schools by need, and how far it has come."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.members.models import Phase
from collegiate.values import Money


class RoundStage(models.TextChoices):
    """How far a round has come."""

    OPEN = "open", "Formula is being tried"
    LOCKED = "locked", "Formula is fixed"
    SHARED = "shared", "Shared out"
    SET_ASIDE = "set_aside", "Set aside for each school"
    WITHDRAWN = "withdrawn", "Withdrawn"


ROUND_MOVES: dict[RoundStage, frozenset[RoundStage]] = {
    RoundStage.OPEN: frozenset({RoundStage.LOCKED, RoundStage.WITHDRAWN}),
    RoundStage.LOCKED: frozenset({RoundStage.SHARED, RoundStage.WITHDRAWN}),
    RoundStage.SHARED: frozenset({RoundStage.SET_ASIDE}),
    RoundStage.SET_ASIDE: frozenset(),
    RoundStage.WITHDRAWN: frozenset(),
}


def changed(*columns: str) -> str:
    """Return that any of the columns is another than before, in SQL that both databases read."""
    return " OR ".join(
        f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)" for column in columns
    )


FINAL = (
    "(COALESCE(a.pence, 0)"
    " + COALESCE((SELECT SUM(t.pence) FROM fund_adjustment t WHERE t.taker_id = a.id), 0)"
    " - COALESCE((SELECT SUM(g.pence) FROM fund_adjustment g WHERE g.giver_id = a.id), 0))"
)
"""What a school (the allocation `a`) has after adjustments, in SQL."""

_ALLOWED = " OR ".join(
    f"(OLD.stage = '{before}' AND NEW.stage = '{after}')"
    for before, moves in ROUND_MOVES.items()
    for after in sorted(moves)
)
_LEAPS = f"NEW.stage <> OLD.stage AND NOT ({_ALLOWED})"
_NO_FORMULA = (
    "NEW.stage = 'locked' AND NOT EXISTS (SELECT 1 FROM fund_needformula f"
    " WHERE f.round_id = NEW.id AND f.approved_at IS NOT NULL)"
)
_NOT_THE_POT = (
    "NEW.stage = 'shared' AND OLD.stage <> 'shared' AND NEW.pot_pence <> (SELECT COALESCE(SUM(a.pence), 0)"
    " FROM fund_allocation a JOIN fund_needsnapshot s ON s.id = a.snapshot_id WHERE s.round_id = NEW.id)"
)
_NOT_PROMISED = (
    "NEW.stage = 'set_aside' AND OLD.stage <> 'set_aside' AND EXISTS (SELECT 1 FROM fund_allocation a"  # noqa: S608 - columns of ours
    " JOIN fund_needsnapshot s ON s.id = a.snapshot_id"
    f" WHERE s.round_id = NEW.id AND {FINAL} > 0 AND a.commitment_id IS NULL)"
)


class AllocationRound(models.Model):
    """
    A pot of a fund that is shared between schools by need for a year.

    What is shared, between whom and after which round is fixed when it is opened: whoever would have it otherwise
    withdraws it, with a reason, and opens another. `phases` holds codes with a space between; none means every school.
    """

    fund = models.ForeignKey("fund.Fund", on_delete=models.PROTECT, related_name="allocation_rounds")
    name = models.CharField(max_length=100)
    year = models.CharField("school year it is for", max_length=10)
    pot_pence = models.PositiveBigIntegerField("pot in pence")
    phases = models.CharField("phases of the schools it is for", max_length=150, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by",
        verbose_name="the round before",
    )  # fmt: skip
    stage = models.CharField(max_length=10, choices=RoundStage, default=RoundStage.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="allocation_rounds_opened")
    withdrawn_because = models.CharField("why it was withdrawn", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="allocation_rounds_withdrawn"
    )

    guards = (
        Guard("new", "INSERT", "a round begins by trying formulas", "NEW.stage <> 'open'"),
        Guard(
            "kept", "UPDATE", "what is shared, and between whom, does not change",
            changed("fund_id", "name", "year", "pot_pence", "phases", "follows_id", "opened_at", "opened_by_id"),
        ),
        Guard("leaps", "UPDATE", "a round goes from trying to fixed, to shared out, to set aside", _LEAPS),
        Guard("decided", "UPDATE", "a decision fixes the formula before a round goes on", _NO_FORMULA),
        Guard("whole", "UPDATE", "the shares of a round are its pot, to the penny", _NOT_THE_POT),
        Guard("promised", "UPDATE", "each school of the round has its money set aside", _NOT_PROMISED),
        Guard("gone", "DELETE", "a round is withdrawn, never removed"),
        Guard("cut", "TRUNCATE", "a round is withdrawn, never removed"),
    )  # fmt: skip

    class Meta:
        ordering = ["-year", "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="allocation_round_once_a_year",
                fields=["fund", "year"],
                condition=~Q(stage="withdrawn"),
                violation_error_message="This fund has a round for the year already. Withdraw it first.",
            ),
            models.CheckConstraint(
                name="allocation_round_shares_something",
                condition=Q(pot_pence__gt=0) & ~Q(name=""),
                violation_error_message="A round has a name, and a pot of more than nothing.",
            ),
            models.CheckConstraint(
                name="allocation_round_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                & ~Q(stage="withdrawn")
                | Q(stage="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_because=""),
                violation_error_message="A round that is withdrawn says who withdrew it, when and why.",
            ),
        ]

    class Privacy:
        personal = frozenset({"opened_by", "withdrawn_by"})
        lawful_basis = "Public task."
        source = "The coordinator or the bookkeeper."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the year it is for."

    def __str__(self) -> str:
        return self.name

    @property
    def pot(self) -> Money:
        """What is shared."""
        return Money(self.pot_pence)

    @property
    def phase_codes(self) -> tuple[str, ...]:
        """The phases of the schools it is for, by code; none: every school."""
        return tuple(self.phases.split())

    @property
    def whom(self) -> str:
        """Between which schools it is shared, in words."""
        names = [Phase(one).label.lower() for one in self.phase_codes]
        if not names:
            return "every school"
        return f"{', '.join(names[:-1])}{' and ' if names[:-1] else ''}{names[-1]} schools"
