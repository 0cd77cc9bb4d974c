"""``collegiate export_360giving``: what schools were awarded, as the 360Giving Data Standard has it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collegiate.doors.exchange.awards import as_csv, as_package, awards


class Command(BaseCommand):
    help = """Write what schools were awarded from the pooled fund to standard output, as a 360Giving package in JSON.

    With --csv, as its table. People's names and confidential decisions are left out. Exit 1 where there is no award yet."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--csv", action="store_true", help="the table instead of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = awards()
        if not found.awards:
            raise CommandError(
                "No decision has awarded anything to a school yet, and a package without an award is none."
            )
        if options["csv"]:
            for line in as_csv(found):
                self.stdout.write(line, ending="")
            return
        self.stdout.write(json.dumps(as_package(found), ensure_ascii=False, indent=2))
