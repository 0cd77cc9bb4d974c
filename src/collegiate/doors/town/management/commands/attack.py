"""``collegiate attack WHAT``: does it hold against somebody who means harm?"""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collegiate.doors.town.attacks import ATTACKS
from collegiate.doors.town.attacks.ground import scratch_database


class Command(BaseCommand):
    help = """Attack what must always hold, in a database of its own, and say what refused each try.

    The database that is named stays as it is: a new one of the same kind is made for the attack, and thrown away after.
    Exit 1 if anything was let through."""

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        for name, one in ATTACKS.items():
            own = what.add_parser(name, help=one.HELP)
            for option, (default, words) in one.OPTIONS.items():
                own.add_argument(f"--{option}", type=int, default=default, help=f"{words} ({default})")

    def handle(self, *args: Any, **options: Any) -> None:
        one = ATTACKS[options["what"]]
        logging.disable(logging.ERROR)  # what is refused is said here, once
        try:
            with scratch_database():
                last, held = one.attack(self.stdout.write, **{option: options[option] for option in one.OPTIONS})
        finally:
            logging.disable(logging.NOTSET)
        self.stdout.write(last)
        if not held:
            raise SystemExit(1)
