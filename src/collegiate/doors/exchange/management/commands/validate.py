"""``collegiate validate WHAT FILE``: is open data in order?"""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collegiate.doors.exchange.awards import faults, faults_by_schema
from collegiate.doors.exchange.awards.checking import PACKAGE

BESIDE = Path(__file__).resolve().parents[7] / "shared" / "schemas"


class Command(BaseCommand):
    help = """Say whether a file of open data is in order, and where it is not.

    360giving       a package in JSON: by our own rules (what must be there, pence, every school by its URN) and, where the
                    schemas of the standard are there (--schemas, else ../shared/schemas beside the repository), by those too,
                    formats of days and addresses included. Exit 1 if anything is wrong. The last line is
                    `grants N, errors N`."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["360giving"], help="what kind of data")
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--schemas", type=Path, metavar="FOLDER", help="where the schemas of the standard are")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = sys.stdin.read() if options["file"] == "-" else Path(options["file"]).read_text("utf-8")
            package = json.loads(text)
        except (OSError, ValueError) as fault:
            raise CommandError(f"It cannot be read as JSON: {fault}") from None
        found = faults(package)
        folder = options["schemas"] or (BESIDE if (BESIDE / PACKAGE).exists() else None)
        if folder is None:
            self.stderr.write("The schemas of the standard are not here, so only our own rules were tried.")
        else:
            try:
                found += faults_by_schema(package, folder)
            except FileNotFoundError as fault:
                raise CommandError(f"The schemas are not there: {fault.filename}") from None
        for one in found:
            self.stdout.write(one)
        grants = package.get("grants", []) if isinstance(package, dict) else []
        self.stdout.write(f"grants {len(grants)}, errors {len(found)}")
        if found:
            raise SystemExit(1)
