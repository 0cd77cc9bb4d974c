"""Meetings, their agendas, the parties to an item, and who was in the room."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime


class Stage(models.TextChoices):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    CALLED = "called", "Called"
    IN_PROGRESS = "in_progress", "In progress"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.PLANNED: frozenset({Stage.CALLED, Stage.CANCELLED}),
    Stage.CALLED: frozenset({Stage.IN_PROGRESS, Stage.CANCELLED}),
    Stage.IN_PROGRESS: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
    Stage.CANCELLED: frozenset(),
}


class Meeting(models.Model):
    """A meeting of a group."""

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
    version = models.PositiveIntegerField(default=1)

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
                condition=(Q(stage="closed") & Q(closed_at__isnull=False, closed_by__isnull=False))
                | (~Q(stage="closed") & Q(closed_at__isnull=True, closed_by__isnull=True)),
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


class AgendaItem(models.Model):
    """One thing a meeting deals with."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField("place on the agenda")
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=ItemPurpose)
    minutes = models.PositiveSmallIntegerField("minutes set aside", default=10)
    paper = models.ForeignKey("governance.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="items")

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
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title


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
