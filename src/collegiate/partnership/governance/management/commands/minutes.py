"""Are the published minutes still what was agreed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collegiate.foundation import clock
from collegiate.partnership.governance import queries


class Command(BaseCommand):
    help = (
        "Read each published file of minutes again; exit 1 and name those that are not what was agreed.\n"
        "File, row and record hold the same digest. Without --all those of the last year. The last line is "
        "`minutes N, broken N`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"], help="verify: compare file, row and record")
        parser.add_argument("--all", action="store_true", help="every one, not only those of the last year")

    def handle(self, *args: Any, **options: Any) -> None:
        found = queries.verify_minutes(since=None if options["all"] else clock.today() - queries.LATELY)
        broken = [one for one in found if one.fault]
        for one in broken:
            self.stdout.write(f"{one.name}: {one.fault}.")
        self.stdout.write(f"minutes {len(found)}, broken {len(broken)}")
        if broken:
            raise SystemExit(1)
