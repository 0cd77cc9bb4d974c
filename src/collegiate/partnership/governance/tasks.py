"""What falls due by itself; safe to repeat, and to be killed at any moment."""

from collegiate.foundation import clock
from collegiate.partnership.governance import commands, queries
from collegiate.values import job


def sweep() -> int:
    """Put the decisions that have to come back by today into their groups' backlogs; return how many."""
    by = job("decisions_due", day=clock.today())
    due = queries.to_fall_due(day=by.day)
    for decision, why in due:
        commands.fall_due(decision, why=why, by=by, at=clock.now())
    return len(due)
