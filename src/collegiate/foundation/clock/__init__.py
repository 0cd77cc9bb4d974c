"""
What time it is. Read in views, middleware, tasks and management only, and handed on as ``at=``.

A demonstration stops its day (a row of this chapter's one table), so that desks are never empty and
screenshots repeat; the time of day goes on.
"""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.apps import apps as registry
from django.db import DatabaseError

LONDON: Final = ZoneInfo("Europe/London")


class _Day:
    """The day this process has stopped on; read once from the database, at the first question."""

    known: bool = False
    stopped_on: date | None = None


def now() -> datetime:
    """Return this moment in London, on the stopped day where there is one."""
    real = datetime.now(LONDON)
    stopped_on = _stopped_on()
    if stopped_on is None:
        return real
    return real.replace(year=stopped_on.year, month=stopped_on.month, day=stopped_on.day)


def today() -> date:
    """Return the day it is in London, or the stopped day."""
    return now().date()


def stop(day: date | None) -> None:
    """Take a day as today in this process, or (None) the real one; `keep_stopped` makes it last."""
    _Day.known, _Day.stopped_on = True, day


def keep_stopped(day: date) -> None:
    """Stop the clock on a day for every process of this database."""
    registry.get_model("clock", "StoppedDay").objects.update_or_create(pk=1, defaults={"on": day})
    stop(day)


def _stopped_on() -> date | None:
    if not _Day.known:
        try:
            row = registry.get_model("clock", "StoppedDay").objects.filter(pk=1).first()
        except DatabaseError:  # asked before the first migration: ask again later
            return None
        stop(row.on if row else None)
    return _Day.stopped_on
