"""``collegiate numbers``: every analysis from files to files, without a database."""

import sys
from argparse import RawDescriptionHelpFormatter
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter

from collegiate.doors.exchange.management.commands import _numbers_arguments as arguments
from collegiate.doors.exchange.management.commands._numbers_bar import Bar
from collegiate.doors.exchange.tables import TableRefused

EXAMPLES = """\
For example:
  collegiate numbers growth pupils.csv --id ID --score SS_2024 --priors SS_2023,SS_2022 --output growth.csv
  collegiate numbers value-added pupils.csv --school URN --outcome Att8 --covariates KS2 --output schools.xlsx
  collegiate numbers disclose counts.csv --rows School --output publish.csv --explain
  collegiate numbers allocate day sessions.csv people.csv --compare --losses --output day.xlsx
"""


#: Where each number is worked out: the module in `figures`, and the function, which takes the arguments by name.
NUMBERS = {
    "growth": ("growth", "growth"),
    "value-added": ("value_added", "value_added"),
    "similar": ("similar", "similar"),
    "disclose": ("disclose", "disclose"),
    "impact": ("impact", "study_or_rehearsal"),
    "day": ("day", "day"),
    "support": ("support", "support"),
    "shares": ("shares", "shares"),
    "days": ("shares", "days"),
}
DJANGOS_OWN = {
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
    "command",
    "stdout",
    "stderr",
}


class _AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Leave the lines of the examples as they are."""


def _make_sure(output: str, given: dict[str, Any]) -> None:
    """Refuse an answer's name before the work and not after it."""
    from collegiate.doors.exchange.tables.write import may_write  # noqa: PLC0415 -- it brings Polars; help comes at once

    may_write(output, reads=[value for value in given.values() if isinstance(value, Path)])


class Command(BaseCommand):
    help = "Work numbers out from files, without a database."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLES, formatter_class=_AsWritten, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        arguments.add_all(
            parser.add_subparsers(
                dest="what", required=True, metavar="growth|value-added|similar|disclose|impact|allocate"
            )
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: value for name, value in options.items() if name not in DJANGOS_OWN}
        explain, output = given.pop("explain"), given.pop("output")
        module, function = NUMBERS[given.pop("kind", None) or given["what"]]
        del given["what"]
        try:
            if output:
                _make_sure(output, given)
            with Bar(sys.stderr) as bar:
                # Each number brings libraries of its own, and nobody should wait for those of the others.
                work_out = getattr(import_module(f"collegiate.doors.exchange.figures.{module}"), function)
                outcome = work_out(**given, tell=bar.tell)
            self._say(outcome, explain=explain, output=output)
        except (TableRefused, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _say(self, outcome: Any, *, explain: bool, output: str | None) -> None:
        if not outcome.said:
            raise CommandError(outcome.sentence)
        self.stdout.write(outcome.sentence)
        if explain:
            for sentence in outcome.explanation:
                self.stdout.write(f"  {sentence}")
        if output:
            self.stdout.write(outcome.write(output))
