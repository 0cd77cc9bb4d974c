"""Addresses at which a calendar program follows somebody's meetings."""

from django.db import models
from django.db.models import Q


class CalendarFeed(models.Model):
    """
    That somebody follows their meetings, of all their groups or of one, at an address only they know.

    The address is signed, not stored, so that no copy of the database gives it away. It ends when it is taken back, and
    shows nothing any more of a group they left.
    """

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="calendar_feeds")
    group = models.ForeignKey(
        "members.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="calendar_feeds"
    )
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField("taken back", null=True, blank=True)

    append_only = "revoked_at"

    class Meta:
        ordering = ["person", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="calendar_feed_one_of_a_group",
                fields=["person", "group"],
                condition=Q(revoked_at__isnull=True, group__isnull=False),
                violation_error_message="There is an address for this group already.",
            ),
            models.UniqueConstraint(
                name="calendar_feed_one_of_all",
                fields=["person"],
                condition=Q(revoked_at__isnull=True, group__isnull=True),
                violation_error_message="There is an address for all groups already.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "The person."
        shared_with = "Whoever the person gives the address to."
        kept_for = "As long as the person is known to the partnership."

    def __str__(self) -> str:
        return "taken back" if self.revoked_at else "followed"
