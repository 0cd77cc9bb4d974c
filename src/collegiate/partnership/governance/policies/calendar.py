"""Rulings on following meetings in a calendar."""

from collegiate.partnership.governance.models import CalendarFeed
from collegiate.partnership.members.models import Group
from collegiate.values import YES, Ruling, Standing, no


def may_follow(standing: Standing, group: Group | None) -> Ruling:
    """Rule on getting an address for one's calendar: of all one's groups, or of one that one sits on."""
    if standing.person_id is None:
        return no("Calendars are for members of the partnership.")
    if group is not None and group.pk not in standing.groups():
        return no(f"You do not sit on {group.name}, so its meetings are not in your calendar.")
    return YES


def may_unfollow(standing: Standing, feed: CalendarFeed) -> Ruling:
    """Rule on taking an address back: one's own, and once."""
    if standing.person_id is None or standing.person_id != feed.person_id:
        return no("This address is somebody else’s.")
    return no("This address is taken back already.") if feed.revoked_at else YES
