"""Who is reminded of what: everything that every chapter says somebody has still to do, a digest a person."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from collegiate.partnership.communications import commands
from collegiate.partnership.communications import queries as communications
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Person
from collegiate.values import Owed, Standing


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody, and all that they have still to do, the soonest first."""

    person: Person
    owed: list[Owed]


def due(*, at: datetime) -> list[Reminder]:
    """
    Return who is to be reminded at a moment, by name.

    A day has come, since they were last reminded, on which something they have still to do asks for it; whoever was
    reminded today is left alone.
    """
    day = localtime(at).date()
    owed: dict[int, list[Owed]] = {}
    for one in [*governance.owed(at=at), *members.owed(day=day)]:
        owed.setdefault(one.person_id, []).append(one)
    return [
        Reminder(person, sorted(owed[pk], key=lambda one: one.due_on))
        for pk, (person, last) in communications.to_remind(owed).items()
        if last != day and any(one.reminds(day, since=last) for one in owed[pk])
    ]


def send(*, by: Standing, at: datetime) -> list[Reminder]:
    """
    Remind everybody who is to be, each in a deed of their own; return who was.

    :raises NotAllowed: if it is not the partnership's own job, or not the time for it
    """
    communications.can_remind(by, at=at).insist()
    sent = []
    for one in due(at=at):
        with suppress(commands.RemindedToday):  # another sweep was faster
            commands.remind(one.person, owed=one.owed, by=by, at=at)
            sent.append(one)
    return sent
