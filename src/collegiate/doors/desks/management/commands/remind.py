"""Who is reminded of what they have still to do?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collegiate.doors.desks import reminders
from collegiate.foundation import clock
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.communications import queries
from collegiate.values import job


class Command(BaseCommand):
    help = (
        "Remind people, by one digest a day at most, of what they have still to do.\n"
        "Papers to read, votes in writing, minutes to agree, chair's actions to ratify, decisions to look at again, terms "
        "that end, interests to confirm. Whoever has done it is not reminded. The last line is `people N, things N`; exit 1 where it is not the time to "
        "remind anybody. The worker does the same by itself, once an hour."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be reminded of what, and send nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by, now = job("reminders", day=clock.today()), clock.now()
        ruling = queries.can_remind(by, at=now)
        if not ruling:
            self.stdout.write(ruling.refusal)
        if not (ruling or options["dry_run"]):
            raise SystemExit(1)
        found = reminders.due(at=now) if options["dry_run"] else reminders.send(by=by, at=now)
        for one in found:
            self.stdout.write(f"{one.person.name}:")
            for owed in one.owed:
                self.stdout.write(f"  by {in_words(owed.due_on)}: {owed.sentence}")
        self.stdout.write(f"people {len(found)}, things {sum(len(one.owed) for one in found)}")
