"""``collegiate attack WHAT``: does it hold against somebody who means harm?"""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from collegiate.doors.town.attacks import ATTACKS
from collegiate.doors.town.attacks.ground import LAST_LINE, on_the_other_kind
from collegiate.foundation.record.scratch import scratch_database

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Command(BaseCommand):
    help = """Attack what must always hold, in a database of its own, and say what refused each try.

    The database that is named stays as it is: a new one of the same kind is made for the attack, and thrown away after.
    Attacks on votes and decisions, and the killing of processes, are tried on the other kind of database too. Exit 1 if anything was let through."""

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        for name, one in ATTACKS.items():
            own = what.add_parser(name, help=one.HELP)
            for option, (default, words) in one.OPTIONS.items():
                own.add_argument(f"--{option}", type=int, default=default, help=f"{words} ({default})")
            if hasattr(one, "BOTH_KINDS"):
                own.add_argument("--here", action="store_true", help="only on the kind of database that is named")
                own.add_argument("--postgres", default="", metavar="ADDRESS", help="of a server to try PostgreSQL on")

    def handle(self, *args: Any, **options: Any) -> None:
        one = ATTACKS[options["what"]]
        both = hasattr(one, "BOTH_KINDS") and not options["here"]
        if hasattr(one, "BOTH_KINDS"):
            self.stdout.write(f"On {KINDS[connection.vendor]}:")
        logging.disable(logging.ERROR)  # what is refused is said here, once
        try:
            with scratch_database():
                last, held = one.attack(self.stdout.write, **{option: options[option] for option in one.OPTIONS})
        finally:
            logging.disable(logging.NOTSET)
        if both:
            (word, held_here, of_here) = LAST_LINE.findall(last)[0]
            there = on_the_other_kind(options["what"], postgres=options["postgres"], say=self.stdout.write)
            good, count = int(held_here) + there[0], int(of_here) + there[1]
            last, held = f"{word} {good} of {count}", held and good == count
        self.stdout.write(last)
        if not held:
            raise SystemExit(1)
