"""``collegiate ledger …``: does the ledger add up, what does it hold, and what did the funds hold before it began?"""

import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from collegiate.doors.exchange.books import ENDINGS, written
from collegiate.doors.exchange.books.growing import Took, grown
from collegiate.doors.exchange.opening import read_opening
from collegiate.doors.exchange.tables import TableRefused
from collegiate.foundation import clock
from collegiate.foundation.accounts.models import Account
from collegiate.foundation.record.chain import head_now
from collegiate.foundation.record.scratch import scratch_database
from collegiate.improvement.fund import commands, queries
from collegiate.partnership.members import queries as members
from collegiate.values import Refused


class Command(BaseCommand):
    help = """Say whether the ledger of the pooled fund adds up, hand it on, or bring balances forward.

    check           every entry balances in every fund and is what the record says was posted; every fund and commitment
                    says what its ledger says. Exit 1 and say what does not. The last line is
                    `entries N, legs N, funds N, unbalanced 0`.
    export KIND     the whole ledger to standard output: as beancount, which `bean-check` reads, csv or xlsx. With --public,
                    without the names of people and what is confidential, as everybody may read it.
    perf            post --entries N in a database that is made for it and thrown away, and say how long posting, checking,
                    a school's page, the fund's page and bean-check take. Exit 1 if it is longer than promised.
    opening FILE    post what each fund held before this ledger began, all or nothing, from a CSV or .xlsx file with the
                    columns fund, on, amount and perhaps note. With --dry-run, only say what would be posted."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        what.add_parser("check", help="does everything add up to the penny?")
        export = what.add_parser("export", help="the whole ledger as a file")
        export.add_argument("kind", choices=ENDINGS, help="beancount, csv or xlsx")
        export.add_argument("--public", action="store_true", help="without names, as everybody may read it")
        perf = what.add_parser("perf", help="how fast it is with so many entries, in a database of its own")
        perf.add_argument("--entries", type=int, default=100_000, help="how many (100000)")
        opening = what.add_parser("opening", help="bring forward what funds held before")
        opening.add_argument("file", type=Path, metavar="FILE", help="the spreadsheet")
        opening.add_argument("--dry-run", action="store_true", help="only read it, and say what would be posted")
        opening.add_argument("--by", metavar="EMAIL", help="the bookkeeper who posts it; needed unless --dry-run")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "check":
            self._check()
        elif options["what"] == "export":
            self._export(options["kind"], public=options["public"])
        elif options["what"] == "perf":
            self._perf(options["entries"])
        else:
            self._opening(options["file"], by=options["by"], dry=options["dry_run"])

    def _check(self) -> None:
        faults = queries.faults()
        for fault in faults:
            self.stdout.write(fault)
        entries, legs, funds = queries.size()
        self.stdout.write(f"head of the record {head_now().hash}")
        self.stdout.write(f"entries {entries}, legs {legs}, funds {funds}, unbalanced {len(queries.unbalanced())}")
        if faults:
            raise SystemExit(1)

    def _export(self, kind: str, *, public: bool) -> None:
        if kind == "xlsx" and sys.stdout.isatty():
            raise CommandError("A spreadsheet is not for the screen. Send it to a file: … export xlsx > ledger.xlsx")
        for part in written(kind, public=public):
            sys.stdout.buffer.write(part)
        sys.stdout.flush()

    def _perf(self, entries: int) -> None:
        logging.disable(logging.ERROR)  # a line a page would bury what is measured
        try:
            with scratch_database():
                took = list(self._said(grown(entries)))
        finally:
            logging.disable(logging.NOTSET)
        kept = sum(one.is_kept for one in took)
        self.stdout.write(f"promises kept {kept} of {len(took)}")
        if kept < len(took):
            raise SystemExit(1)

    def _said(self, took: Iterable[Took]) -> Iterator[Took]:
        for one in took:
            self.stdout.write(f"{'' if one.is_kept else 'MISSED  '}{one}")
            self.stdout.flush()
            yield one

    def _opening(self, file: Path, *, by: str | None, dry: bool) -> None:
        try:
            read = read_opening(file, funds=queries.funds(), done=queries.brought_forward(), today=clock.today())
        except TableRefused as refusal:
            raise CommandError(str(refusal)) from None
        for bad in read.bad:
            self.stderr.write(str(bad))
        if read.bad:
            raise CommandError("Nothing was posted.")
        for one in read.balances:
            self.stdout.write(f"{one.fund.name}: {one.amount} on {one.on:%-d %B %Y}")
        if dry:
            self.stdout.write(f"would be posted: {len(read.balances)} funds, {read.total}")
            return
        standing = members.standing_of(Account.objects.filter(email__iexact=by or "").first(), clock.today())
        if standing.person_id is None:
            raise CommandError("Say which bookkeeper posts this: --by, with the e-mail address they sign in with.")
        try:
            commands.bring_forward(read.balances, by=standing, at=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"posted: {len(read.balances)} funds, {read.total}")
