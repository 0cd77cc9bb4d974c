"""What waits for an agenda: proposed by somebody, left over from a meeting, or a decision that comes back."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.governance.models.afterwards import WhyBack
from collegiate.partnership.governance.models.meeting import ItemPurpose


class MatterStage(models.TextChoices):
    """How far a matter has come."""

    PROPOSED = "proposed", "Proposed"
    WAITING = "waiting", "In the backlog"
    TAKEN_UP = "taken_up", "On an agenda"
    DROPPED = "dropped", "Not taken up"


MATTER_MOVES: dict[MatterStage, frozenset[MatterStage]] = {
    MatterStage.PROPOSED: frozenset({MatterStage.WAITING, MatterStage.TAKEN_UP, MatterStage.DROPPED}),
    MatterStage.WAITING: frozenset({MatterStage.TAKEN_UP, MatterStage.DROPPED}),
    MatterStage.TAKEN_UP: frozenset(),
    MatterStage.DROPPED: frozenset(),
}

ELSEWHERE = (
    "NEW.stage = 'taken_up' AND NOT EXISTS (SELECT 1 FROM governance_agendaitem i JOIN governance_meeting m"
    " ON m.id = i.meeting_id WHERE i.id = NEW.taken_up_as_id AND m.group_id = NEW.group_id)"
)
UPROOTED = (
    "NEW.group_id <> OLD.group_id OR COALESCE(NEW.from_item_id, 0) <> COALESCE(OLD.from_item_id, 0)"
    " OR COALESCE(NEW.about_id, 0) <> COALESCE(OLD.about_id, 0)"
)
UNANSWERED = (
    "NEW.stage = 'dropped' AND NEW.about_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM governance_decision d"
    " WHERE d.about_id = NEW.about_id AND (d.stage = 'made' OR (d.stage = 'fell' AND d.does = 'ratifies')))"
)
COMES_BACK = "a decision that has to come back waits until a later decision answers it"


class Matter(models.Model):
    """
    Something a group has still to deal with: it waits in the backlog until an agenda takes it up.

    It never vanishes: it is on an agenda, waits, or says why it was not taken up. A decision that has to come back
    (`about`) waits here by itself, once, and goes only when an agenda takes it up or a later decision answers it.
    """

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="matters")
    title = models.CharField(max_length=200)
    why = models.CharField("why it matters", max_length=500, blank=True)
    purpose = models.CharField(max_length=10, choices=ItemPurpose)
    minutes = models.PositiveSmallIntegerField("minutes it may take", default=10)
    paper = models.ForeignKey(
        "governance.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    is_confidential = models.BooleanField("only those who sit on the group read what it is about", default=False)
    stage = models.CharField(max_length=20, choices=MatterStage, default=MatterStage.PROPOSED)
    from_item = models.OneToOneField(
        "governance.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="left_as",
        verbose_name="item it is left over from",
    )
    about = models.ForeignKey(
        "governance.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name="decision that comes back",
    )
    back_for = models.CharField("why it comes back", max_length=12, choices=WhyBack, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="matters_proposed"
    )
    on_behalf_of = models.ForeignKey(
        "members.Group",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="matters_brought",
        verbose_name="group that brings it",
    )
    because = models.CharField("why it waits or was not taken up", max_length=300, blank=True)
    taken_up_as = models.OneToOneField(
        "governance.AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="was_matter"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="matters_settled"
    )

    append_only = "settled_at"
    guards = (
        Guard("gone", "DELETE", "a matter is taken up or says why not; it never vanishes"),
        Guard("uprooted", "UPDATE", "a matter stays with its group and the item it is left over from", UPROOTED),
        Guard("answered_new", "INSERT", COMES_BACK, UNANSWERED),
        Guard("answered", "UPDATE", COMES_BACK, UNANSWERED),
        Guard("astray_new", "INSERT", "a matter is taken up on an agenda of its group", ELSEWHERE),
        Guard("astray", "UPDATE", "a matter is taken up on an agenda of its group", ELSEWHERE),
    )

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.CheckConstraint(
                name="matter_comes_from_somewhere",
                condition=Q(proposed_at__isnull=False, proposed_by__isnull=False)
                | (
                    Q(proposed_at__isnull=True, proposed_by__isnull=True)
                    & (Q(from_item__isnull=False) | Q(about__isnull=False))
                ),
                violation_error_message="Somebody proposed a matter, it is left over from an item, or a decision comes back.",
            ),
            models.CheckConstraint(
                name="matter_comes_back_for_a_reason",
                condition=Q(about__isnull=True, back_for="") | (Q(about__isnull=False) & ~Q(back_for="")),
                violation_error_message="A decision that comes back says why, and nothing else does.",
            ),
            models.UniqueConstraint(
                name="matter_once_for_a_decision",
                fields=["about"],
                condition=Q(settled_at__isnull=True),
                violation_error_message="This decision waits in the backlog already.",
            ),
            models.CheckConstraint(
                name="matter_proposed_says_when",
                condition=~Q(stage="proposed") | Q(proposed_at__isnull=False),
                violation_error_message="A matter that is proposed says who proposed it and when.",
            ),
            models.CheckConstraint(
                name="matter_taken_up_says_where",
                condition=Q(stage="taken_up", taken_up_as__isnull=False)
                | (~Q(stage="taken_up") & Q(taken_up_as__isnull=True)),
                violation_error_message="A matter that is taken up says on which agenda.",
            ),
            models.CheckConstraint(
                name="matter_waits_for_a_reason",
                condition=Q(stage__in=["proposed", "taken_up"]) | ~Q(because=""),
                violation_error_message="Say why it waits, or why it is not taken up.",
            ),
            models.CheckConstraint(
                name="matter_settled_by_somebody",
                condition=Q(stage__in=["taken_up", "dropped"], settled_at__isnull=False, settled_by__isnull=False)
                | Q(stage__in=["proposed", "waiting"], settled_at__isnull=True, settled_by__isnull=True),
                violation_error_message="Whoever takes a matter up or drops it, and when, is kept.",
            ),
        ]

    class Privacy:
        personal = frozenset({"proposed_by", "settled_by"})
        lawful_basis = "Public task."
        source = "Whoever proposes it, and the clerk."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title
