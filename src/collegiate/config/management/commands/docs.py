"""The reference, from the code."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collegiate.config.docs import book


class Command(BaseCommand):
    help = "Write docs/reference/ from the code; with --check only say whether it is fresh."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a page is stale")
        parser.add_argument("--to", metavar="FOLDER", type=Path, default=book.FOLDER, help="where the pages are")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if stale := book.stale(options["to"]):
                raise CommandError(f"Stale: {', '.join(stale)}. Run `make docs` and commit what it writes.")
            self.stdout.write("The reference is fresh.")
            return
        changed = book.write(options["to"])
        self.stdout.write(f"Written: {', '.join(changed) or 'nothing, all was fresh'}.")
