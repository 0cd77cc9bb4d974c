"""``collegiate import results FILE…``: published figures, from files as they were published."""  # noqa: N999 -- the command is called import

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from collegiate.doors.exchange.results import Results, load_results, read_results
from collegiate.doors.exchange.tables import TableRefused
from collegiate.foundation import clock
from collegiate.improvement.evidence.commands import Loaded
from collegiate.partnership.members import queries as members
from collegiate.values import AcademicYear, Refused, job


class Command(BaseCommand):
    help = """Read published figures of the member schools from their files.

    results FILE…   files of the school performance tables (key stage 2, absence, census), plain or .gz. The school year
    is the one that the file's name begins with (2018-2019_england_abs.csv), or the one given with --year."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["results"], help="what to read: results")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the files, as they were published")
        parser.add_argument(
            "--year", type=_year, help="the school year, like 2018/19, where the file's name does not say"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = members.urns()
        if not known:
            raise CommandError("No school is a member yet. Begin the partnership first: collegiate begin --help")
        refused = 0
        for path in options["files"]:
            try:
                self._load(path, known, options["year"])
            except (TableRefused, Refused) as refusal:
                self.stderr.write(str(refusal))
                refused += 1
        if refused:
            one = refused == 1
            raise CommandError(
                f"{_some(refused, 'file')} {'was' if one else 'were'} refused; nothing of {'it' if one else 'them'} was taken."
            )

    def _load(self, path: Path, known: dict[str, int], year: AcademicYear | None) -> None:
        results = read_results(path, members=known, year=year)
        by = job("import_results", day=clock.today())
        self._say(results, load_results(results, path, by=by, at=clock.now()))

    def _say(self, results: Results, loaded: Loaded) -> None:
        self.stdout.write(f"{results.file}: {results.kind} of {results.year}, {_some(results.seen, 'row')}")
        self.stdout.write(f"  taken: {_some(results.taken, 'member school')}; left: {results.left}")
        for indicator in results.indicators:
            self.stdout.write(f"  {indicator.title}: {results.tally(indicator)}")
        for refusal in results.bad:
            self.stderr.write(f"  left out: {refusal}")
        self.stdout.write(f"  figures: new {loaded.new}, revised {loaded.revised}, unchanged {loaded.unchanged}")


def _year(text: str) -> AcademicYear:
    try:
        return AcademicYear.parse(text)
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from None


def _some(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
