"""Is the record whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collegiate.foundation.record import chain


class Command(BaseCommand):
    help = "Walk the record's chain and say whether it is whole; exit 1 and name the first broken entry if not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="walk from the first entry, not the last checkpoint")
        parser.add_argument("--head", metavar="HASH", help="also say whether this published head is in the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = chain.verify(everything=options["all"])
        if verdict.fault:
            self.stdout.write(verdict.fault)
            raise SystemExit(1)
        if options["head"] and not chain.holds(options["head"]):
            self.stdout.write(f"The published head {options['head']} is not in the chain: it was rewritten.")
            raise SystemExit(1)
        self.stdout.write(f"entries {verdict.entries}, head {verdict.head}")
