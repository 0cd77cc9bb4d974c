"""Reminding people, once an hour in working hours; safe to repeat, since nobody is reminded twice on a day."""

from django.core.cache import cache

from collegiate.doors.desks import reminders
from collegiate.foundation import clock
from collegiate.partnership.communications import queries
from collegiate.values import job

HOLD = 60 * 60  # seconds between two sweeps


def sweep() -> int:
    """Remind whoever is to be reminded, if it is the time for it; return how many people."""
    by, now = job("reminders", day=clock.today()), clock.now()
    if not queries.can_remind(by, at=now) or not cache.add(f"reminders-{by.day}", value=True, timeout=HOLD):
        return 0
    return len(reminders.send(by=by, at=now))
