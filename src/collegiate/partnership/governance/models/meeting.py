"""Meetings, their agendas, the parties to an item, and who was in the room."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from collegiate.foundation.record.guard import Guard


class Stage(models.TextChoices):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    CALLED = "called", "Called"
    IN_PROGRESS = "in_progress", "In progress"
    CLOSED = "closed", "Closed"
    AGREED = "agreed", "Minutes agreed"
    CANCELLED = "cancelled", "Cancelled"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.PLANNED: frozenset({Stage.CALLED, Stage.CANCELLED}),
    Stage.CALLED: frozenset({Stage.IN_PROGRESS, Stage.CANCELLED}),
    Stage.IN_PROGRESS: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.AGREED}),
    Stage.AGREED: frozenset(),
    Stage.CANCELLED: frozenset(),
}


NOT_FINISHED = (
    "NEW.stage IN ('closed', 'cancelled') AND NEW.stage <> OLD.stage AND EXISTS (SELECT 1 FROM governance_agendaitem i"
    " WHERE i.meeting_id = NEW.id AND i.outcome <> 'done'"
    " AND NOT EXISTS (SELECT 1 FROM governance_matter m WHERE m.from_item_id = i.id))"
)
QUIETLY = (
    "(NEW.starts_at <> OLD.starts_at OR NEW.place <> OLD.place OR (NEW.stage = 'cancelled' AND OLD.stage <> 'cancelled'))"
    " AND NEW.sequence <= OLD.sequence"
)
UNAGREED = (
    "NEW.stage = 'agreed' AND OLD.stage <> 'agreed'"
    " AND NOT EXISTS (SELECT 1 FROM governance_minutes k WHERE k.meeting_id = NEW.id)"
)
MOVED_LATE = "OLD.stage NOT IN ('planned', 'called') AND (NEW.starts_at <> OLD.starts_at OR NEW.place <> OLD.place)"


class Meeting(models.Model):
    """
    A meeting of a group.

    It can be moved until it begins. Whenever it is moved or cancelled its `sequence` rises, by which calendars know the
    newer of two. What it does not deal with falls to its group's backlog.
    """

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=150)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PLANNED)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings_called"
    )
    short_notice_because = models.CharField("why at short notice", max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings_closed"
    )
    sequence = models.PositiveIntegerField("times moved or cancelled", default=0)
    version = models.PositiveIntegerField(default=1)

    guards = (
        Guard("unfinished", "UPDATE", "what a meeting did not deal with falls to the backlog", NOT_FINISHED),
        Guard("quiet", "UPDATE", "a meeting that is moved or cancelled counts its sequence up", QUIETLY),
        Guard("late", "UPDATE", "a meeting that has begun or is over is not moved", MOVED_LATE),
        Guard("agreed", "UPDATE", "a later meeting agrees the minutes", UNAGREED),
        Guard("kept", "UPDATE", "a meeting whose minutes are agreed stays as it was", "OLD.stage = 'agreed'"),
        Guard("gone", "DELETE", "a meeting is cancelled, never removed"),
    )

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_called_by_somebody",
                condition=(Q(called_at__isnull=True) & Q(called_by__isnull=True))
                | Q(called_at__isnull=False, called_by__isnull=False),
                violation_error_message="Who called a meeting, and when, go together.",
            ),
            models.CheckConstraint(
                name="meeting_is_called_before_it_begins",
                condition=Q(stage__in=["planned", "cancelled"]) | Q(called_at__isnull=False),
                violation_error_message="A meeting that takes place was called.",
            ),
            models.CheckConstraint(
                name="meeting_closed_says_when",
                condition=Q(stage__in=["closed", "agreed"], closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(stage__in=["closed", "agreed"]) & Q(closed_at__isnull=True, closed_by__isnull=True)),
                violation_error_message="A closed meeting says who closed it and when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"called_by", "closed_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "Members of the partnership; the public for groups that meet in public."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"Meeting on {localtime(self.starts_at):%-d %B %Y}"


class ItemPurpose(models.TextChoices):
    """What a group is asked to do with an item."""

    DECIDE = "decide", "To decide"
    ADVISE = "advise", "To advise"
    NOTE = "note", "To note"


class Outcome(models.TextChoices):
    """Whether a meeting dealt with an item."""

    OPEN = "open", "Not dealt with yet"
    DONE = "done", "Dealt with"
    LEFT = "left", "Left for another meeting"


TOO_LATE = "EXISTS (SELECT 1 FROM governance_meeting m WHERE m.id = NEW.meeting_id AND m.stage IN ('closed', 'agreed', 'cancelled'))"
AGREED = "EXISTS (SELECT 1 FROM governance_meeting m WHERE m.id = OLD.meeting_id AND m.stage = 'agreed')"
NOT_DONE = (
    "NEW.outcome = 'done' AND ((NEW.purpose = 'decide'"
    " AND NOT EXISTS (SELECT 1 FROM governance_decision d WHERE d.item_id = NEW.id AND d.decided_at IS NOT NULL))"
    " OR EXISTS (SELECT 1 FROM governance_consideration c WHERE c.item_id = NEW.id"
    " AND c.weight = 'advises' AND c.responded_at IS NULL))"
)
SAID_DONE = "an item to decide or advise on is dealt with when the group has done so"


class AgendaItem(models.Model):
    """One thing a meeting deals with; what is left when it closes falls to the group's backlog."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField("place on the agenda")
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=ItemPurpose)
    minutes = models.PositiveSmallIntegerField("minutes set aside", default=10)
    presenter = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="presents",
        verbose_name="who presents it",
    )
    paper = models.ForeignKey("governance.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    is_confidential = models.BooleanField("only those who sit on the group read what it is about", default=False)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    said = models.TextField("what was said, for the minutes", blank=True)

    guards = (
        Guard("late", "INSERT", "nothing is put on the agenda of a meeting that is over", TOO_LATE),
        Guard("done_new", "INSERT", SAID_DONE, NOT_DONE),
        Guard("done", "UPDATE", SAID_DONE, NOT_DONE),
        Guard("agreed", "UPDATE", "an item whose minutes are agreed stays as it was", AGREED),
        Guard("gone", "DELETE", "an item stays on its agenda; what is put off falls to the backlog"),
    )

    class Meta:
        ordering = ["meeting", "place"]
        constraints = [
            models.UniqueConstraint(
                name="item_place_once_on_an_agenda",
                fields=["meeting", "place"],
                violation_error_message="Another item has this place on the agenda.",
            )
        ]

    class Privacy:
        personal = frozenset({"presenter"})
        lawful_basis = "Public task."
        source = "Whoever prepares the meeting."
        shared_with = "Members of the partnership; the public in the minutes."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title

    @property
    def public_title(self) -> str:
        """The title as everybody may read it, in a calendar and in a mail too."""
        return "A confidential item" if self.is_confidential else self.title


class Part(models.TextChoices):
    """How an item touches an organisation."""

    PAYEE = "payee", "would be paid"
    BENEFICIARY = "beneficiary", "would receive the support"
    BIDDER = "bidder", "has made a proposal"


class ItemParty(models.Model):
    """An organisation that gains or loses by an item; whoever brings the item names them."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="party_to")
    part = models.CharField(max_length=20, choices=Part)

    append_only = True

    class Meta:
        verbose_name_plural = "item parties"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="item_party_once",
                fields=["item", "organisation", "part"],
                violation_error_message="This organisation is already a party to the item.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.get_part_display()}"


class Attendance(models.Model):
    """That a person was in the room, from when until when; somebody who leaves for an item comes back on a new line."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="attendances")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "came_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attendance_leaves_after_coming",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")),
                violation_error_message="Nobody leaves before they come.",
            ),
            models.UniqueConstraint(
                name="attendance_in_the_room_once",
                fields=["meeting", "person"],
                condition=Q(left_at__isnull=True),
                violation_error_message="This person is in the room already.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "The public, in the minutes."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"from {localtime(self.came_at):%H:%M}"
