"""Reminding somebody of what they have still to do."""

from collections.abc import Sequence
from datetime import datetime

from collegiate.definitions import terms
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.communications import policies
from collegiate.partnership.communications.commands.telling import notify
from collegiate.partnership.communications.models import Digest, Topic
from collegiate.partnership.members.models import Person
from collegiate.values import Owed, Refused, Standing, counted


class RemindedToday(Refused):
    """They were reminded today already."""


@deed
def remind(person: Person, *, owed: Sequence[Owed], by: Standing, at: datetime) -> Digest:
    """
    Remind somebody, by one notice, of everything they have still to do; once a day at most.

    :raises NotAllowed: if it is not the partnership's own job, or not the time for it
    :raises RemindedToday: if they were reminded today
    """
    policies.may_remind(by, is_time=policies.is_time_to_remind(at, terms())).insist()
    Person.objects.select_for_update().get(pk=person.pk)  # two sweeps may run at once
    if Digest.objects.filter(person=person, on=by.day).exists():
        raise RemindedToday(f"{person.name} was reminded today already.")
    notice = notify(
        f"{counted(len(owed), 'thing waits', 'things wait')} for you",
        text="\n\n".join(f"By {in_words(one.due_on)}: {one.sentence}" for one in owed),
        people=[person],
        topic=Topic.DECISIONS,
        url="/",
        by=by,
        at=at,
    )
    digest = Digest.objects.create(person=person, on=by.day, notice=notice)
    note("communications.remind", subject=person, because=notice, data={"things": len(owed)})
    return digest
