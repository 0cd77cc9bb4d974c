"""`collegiate begin`: a partnership of real schools, from the national register's own file."""

import re
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.core.validators import validate_email

from collegiate.doors.exchange.beginning import begin, read_register
from collegiate.doors.exchange.register import Reading, Wanted
from collegiate.doors.exchange.register_report import report, write_rejects
from collegiate.doors.exchange.register_row import URN
from collegiate.doors.exchange.tables import TableRefused
from collegiate.foundation import clock
from collegiate.values import Refused

EXAMPLE = """\
For example:
  collegiate begin --register edubasealldata.csv --authority 941 --town Northampton \\
    --coordinator "Noor Ahmed" noor@example.org
Run it again with a newer register to bring the schools up to date; the same file changes nothing.
"""


class _AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Leave the lines of the example as they are."""


class Command(BaseCommand):
    help = "Begin a partnership of real schools from the national register's file."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, formatter_class=_AsWritten, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--register", required=True, type=Path, metavar="FILE", help="the register's CSV, plain or .gz"
        )
        parser.add_argument(
            "--authority", required=True, type=_authority, help="the local authority's code, such as 941"
        )
        parser.add_argument("--town", required=True, type=_words, help="the postal town, in any capitals")
        parser.add_argument(
            "--coordinator", required=True, nargs=2, metavar=("NAME", "EMAIL"), help="who opens it first"
        )
        parser.add_argument(
            "--also", type=_urns, default=[], action="extend", metavar="URN,…", help="take these too, wherever they are"
        )
        parser.add_argument(
            "--without", type=_urns, default=[], action="extend", metavar="URN,…", help="leave these out"
        )
        parser.add_argument("--independent", action="store_true", help="take independent schools too")
        parser.add_argument(
            "--name", default="", help="the partnership's name; else “<town> Area Improvement Partnership”"
        )
        parser.add_argument("--rejects", type=Path, metavar="FILE", help="where rows that cannot be read are listed")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Wanted(
            authority=options["authority"],
            town=options["town"],
            also=frozenset(options["also"]),
            without=frozenset(options["without"]),
            independent=options["independent"],
        )
        if both := wanted.also & wanted.without:
            raise CommandError(f"--also and --without both name {', '.join(sorted(both))}.")
        try:
            reading, _ = read_register(options["register"], wanted)
            self._keep_rejects(reading, options["rejects"], options["register"])
            begun = begin(
                options["register"],
                reading,
                wanted=wanted,
                name=options["name"].strip(),
                coordinator=_coordinator(*options["coordinator"]),
                at=clock.now(),
            )
        except (TableRefused, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in report(reading, wanted, every_school=options["verbosity"] > 1):
            self.stdout.write(line)
        self.stdout.write(f"{begun.partnership.name} {'has begun' if begun.is_new else 'is up to date'}.")
        self.stdout.write(begun.coordinator)
        if begun.link:
            self.stdout.write(f"  {settings.ADDRESS.rstrip('/')}{begun.link}")
        taken = begun.taken
        self.stdout.write(
            f"schools {len(reading.schools)}, new {taken.new}, changed {taken.changed}, unchanged {taken.unchanged}, "
            f"rejected {len(reading.rejects)}"
        )

    def _keep_rejects(self, reading: Reading, given: Path | None, register: Path) -> None:
        """Write the rejects where it was asked, or beside the terminal where there are any."""
        if given is None and not reading.rejects:
            return
        path = given or Path(f"{register.name.split('.')[0]}-rejects.csv")
        try:
            write_rejects(reading.rejects, path)
        except OSError as fault:
            raise CommandError(f"{path}: it cannot be written: {(fault.strerror or str(fault)).lower()}.") from fault
        self.stdout.write(f"Rows that cannot be read are listed in {path}.")


def _authority(text: str) -> str:
    if not re.fullmatch(r"\d{3}", text.strip(), re.ASCII):
        raise ArgumentTypeError(f"“{text}” is not a local authority's code, which has three figures.")
    return text.strip()


def _words(text: str) -> str:
    if not text.strip():
        raise ArgumentTypeError("it is empty.")
    return " ".join(text.split())


def _urns(text: str) -> list[str]:
    urns = [urn for urn in re.split(r"[,\s]+", text.strip()) if urn]
    for urn in urns:
        if not URN.fullmatch(urn):
            raise ArgumentTypeError(f"“{urn}” is not a URN, which has six figures.")
    return urns


def _coordinator(name: str, email: str) -> tuple[str, str]:
    try:
        validate_email(email.strip())
    except ValidationError:
        raise CommandError(f"“{email}” is not an e-mail address; give --coordinator a name, then an address.") from None
    if not name.strip():
        raise CommandError("Give --coordinator a name, then an address.")
    return " ".join(name.split()), email.strip()
