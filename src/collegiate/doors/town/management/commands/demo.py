"""The imaginary town."""

import sys
from datetime import date, datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collegiate.doors.town.build import NotEmpty, build
from collegiate.foundation.clock import LONDON


class Command(BaseCommand):
    help = "Build Ashmere, an imaginary town of 71 schools, to try everything in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=7, help="another seed makes another town")
        parser.add_argument("--schools", type=int, default=71, help="how many schools and settings, 30 to 300")
        parser.add_argument("--today", type=date.fromisoformat, help="the day it should stand on, such as 2026-11-24")
        parser.add_argument("--with-gap", action="store_true", help="add a thread in which hops are missing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 30 <= options["schools"] <= 300:
            raise CommandError("--schools: give a number from 30 to 300.")
        call_command("migrate", verbosity=0)
        today = options["today"] or datetime.now(LONDON).date()
        try:
            built = build(
                seed=options["seed"], schools=options["schools"], today=today, with_gap=options["with_gap"], say=self.say
            )  # fmt: skip
        except (NotEmpty, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Ashmere stands on {built.today:%A %-d %B %Y}, with {built.schools} schools (seed {built.seed})."
        )
        self.stdout.write(f"digest {built.digest}")

    def say(self, done: int, of: int, what: str) -> None:
        """Draw how far it is, on one line, where somebody watches."""
        if sys.stderr.isatty():
            bar = "█" * (30 * done // of)
            self.stderr.write(f"\r{bar:<30} {done}/{of} {what:<60.60}", ending="" if done < of else "\n")
