"""Addresses for calendars: got, and taken back."""

from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import CalendarFeed
from collegiate.partnership.members.models import Group, Person
from collegiate.values import Standing


@deed
def follow(group: Group | None = None, *, by: Standing, at: datetime) -> CalendarFeed:
    """
    Get an address at which a calendar program follows one's meetings; there is one at a time for the same.

    :raises NotAllowed: if they do not sit on the group
    """
    policies.may_follow(by, group).insist()
    Person.objects.select_for_update().get(pk=by.somebody)  # two clicks are one address
    known = CalendarFeed.objects.filter(person_id=by.somebody, group=group, revoked_at__isnull=True).first()
    if known is None:
        known = CalendarFeed.objects.create(person_id=by.somebody, group=group, made_at=at)
    note("governance.follow", subject=known, because=group)
    return known


@deed
def unfollow(feed: CalendarFeed, *, by: Standing, at: datetime) -> CalendarFeed:
    """
    Take an address back: whoever has it finds nothing there any more.

    :raises NotAllowed: if it is somebody else's, or taken back
    """
    feed = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    policies.may_unfollow(by, feed).insist()
    feed.revoked_at = at
    feed.save(update_fields=["revoked_at"])
    note("governance.unfollow", subject=feed)
    return feed
