"""Closing forms whose last day is over."""

from collegiate.foundation import clock
from collegiate.partnership.feedback import commands, queries
from collegiate.values import job


def sweep() -> int:
    """Close the forms whose last day is over; return how many."""
    ended = queries.ended(clock.today())
    for form in ended:
        commands.close(form, by=job("feedback_box", day=clock.today()), at=clock.now())
    return len(ended)
