"""Terms of reference, seats, and who has sat in them."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard


class TermsOfReference(models.Model):
    """A version of the rules a group works by; a new version replaces, never edits."""

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="terms_of_reference")
    version = models.PositiveIntegerField()
    initials = models.CharField("initials for its decisions", max_length=6)
    purpose = models.CharField(max_length=500)
    quorum = models.PositiveSmallIntegerField("voting members who must be in the room")
    notice_days = models.PositiveSmallIntegerField("days of notice of a meeting", default=7)
    agreed_on = models.DateField()

    append_only = True

    class Meta:
        verbose_name_plural = "terms of reference"
        ordering = ["group", "version"]
        constraints = [
            models.UniqueConstraint(
                name="terms_one_of_a_version",
                fields=["group", "version"],
                violation_error_message="This group already has terms of reference of that version.",
            ),
            models.CheckConstraint(
                name="terms_need_a_quorum",
                condition=Q(quorum__gte=2),
                violation_error_message="A quorum is two people at least.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"version {self.version}"


class Seat(models.Model):
    """A place on a group, apart from whoever sits in it, so that a vacancy can be seen."""

    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="seats")
    label = models.CharField(max_length=100)
    constituency = models.CharField("whom the seat speaks for", max_length=150, blank=True)
    voting = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField("place in the list", default=1)

    class Meta:
        ordering = ["group", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="seat_label_once_in_a_group",
                fields=["group", "label"],
                violation_error_message="This group has a seat of that name.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.label


class Capacity(models.TextChoices):
    """As what somebody sits in a seat."""

    MEMBER = "member", "Member"
    DEPUTY = "deputy", "Deputy"


SAME_SEAT_SAME_DAYS = (
    "NEW.capacity = 'member' AND EXISTS (SELECT 1 FROM governance_tenure t WHERE t.seat_id = NEW.seat_id AND t.id <> NEW.id"
    " AND t.capacity = 'member' AND (t.until_on IS NULL OR t.until_on >= NEW.from_on)"
    " AND (NEW.until_on IS NULL OR NEW.until_on >= t.from_on))"
)


class Tenure(models.Model):
    """That a person sat in a seat from a day until a day, that day included; one member a seat a day."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="tenures")
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.MEMBER)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    guards = (
        Guard("seat_new", "INSERT", "somebody sits in this seat on those days", SAME_SEAT_SAME_DAYS, after=True),
        Guard("seat_moved", "UPDATE", "somebody sits in this seat on those days", SAME_SEAT_SAME_DAYS, after=True),
    )

    class Meta:
        ordering = ["seat", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="A tenure cannot end before it begins.",
            )
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "The body that appoints to the seat."
        shared_with = "The public: who sits where."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} since {self.from_on}"
