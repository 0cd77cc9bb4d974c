"""The weekly review of every thread: whoever coordinates is told which hop is missing and who owes it."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.urls import reverse

from collegiate.doors.thread import facts, hops
from collegiate.foundation import clock
from collegiate.improvement.commissioning.models import Agreement
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Notice, Topic
from collegiate.partnership.members.queries import people
from collegiate.values import Role, Standing, counted, job

A_WEEK = timedelta(days=7)


def sweep() -> int:
    """Review the threads, once a week; return how many of them miss a hop, 0 where they were reviewed this week."""
    now, by = clock.now(), job("thread_review", day=clock.today())
    if not cache.add(f"thread-review-{by.day:%G-%V}", value=True, timeout=A_WEEK.total_seconds()):
        return 0
    if Notice.objects.filter(url=reverse("threads"), author=None, made_at__gt=now - A_WEEK).exists():
        return 0  # the cache was emptied; they were told
    return review(by=by, at=now)


def review(*, by: Standing, at: datetime) -> int:
    """Tell whoever coordinates which threads miss a hop, if any does; return how many."""
    found = [line for agreement in facts.agreements() if (line := _missing(agreement, by))]
    told = list(dict.fromkeys(one.person for one in people(day=by.day, role=Role.COORDINATOR)))
    if found and told:
        notify(
            f"{counted(len(found), 'thread misses', 'threads miss')} a hop",
            text="\n".join(found),
            people=told,
            topic=Topic.VISITS,
            url=reverse("threads"),
            by=by,
            at=at,
        )
    return len(found)


def _missing(agreement: Agreement, by: Standing) -> str:
    """Say which hops of a thread are missing and who owes each; "" where none is."""
    said = hops.states(facts.facts_of(agreement, viewer=by), day=by.day)
    owed = [f"{one.hop.name}, owed by {one.hop.owed_by}" for one in said if one.is_missing]
    return f"{agreement.reference} {agreement.title}: {'; '.join(owed)}." if owed else ""
