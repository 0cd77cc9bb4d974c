"""Sending what waits, in the background; safe to run twice, and to be killed at any moment."""

from django.core.cache import cache
from django_tasks import task

from collegiate.foundation import clock
from collegiate.partnership.communications import commands, queries
from collegiate.partnership.communications.commands.posting import PATIENCE
from collegiate.partnership.communications.tasks.posting import post
from collegiate.values import job

HOLD = 5 * 60  # seconds before the sending of a notice is begun again, if mails still wait


@task()
def send(notice_pk: int) -> dict[str, int]:
    """Send what waits of a notice; return how many of its mails are in which state."""
    return post(queries.for_the_post(notice_pk))


def sweep() -> int:
    """Begin to send what waits, and mark what a stopped machine left; return how many notices were begun."""
    by = job("post", day=clock.today())
    for notice in queries.broken_off(clock.now() - PATIENCE):
        commands.give_up_on(notice, by=by, at=clock.now())
    waiting = [notice for notice in queries.waiting(clock.today()) if cache.add(f"post:{notice.pk}", True, HOLD)]
    for notice in waiting:
        send.enqueue(notice.pk)
    return len(waiting)


def send_all() -> dict[str, int]:
    """Send everything that waits, here and now; return how many mails of those notices are in which state."""
    total: dict[str, int] = {}
    for notice in queries.waiting(clock.today()):
        for state, mails in post(notice).items():
            total[state] = total.get(state, 0) + mails
    return total
