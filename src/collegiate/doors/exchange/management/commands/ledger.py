"""``collegiate ledger check``: does the ledger add up, and is it what the record says?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from collegiate.foundation.record.chain import head_now
from collegiate.improvement.fund import queries


class Command(BaseCommand):
    help = """Say whether the ledger of the pooled fund adds up to the penny.

    check           every entry balances in every fund and is what the record says was posted; every fund and commitment
                    says what its ledger says. Exit 1 and say what does not. The last line is
                    `entries N, legs N, funds N, unbalanced 0`."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["check"], help="what to do: check")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = queries.faults()
        for fault in faults:
            self.stdout.write(fault)
        entries, legs, funds = queries.size()
        self.stdout.write(f"head of the record {head_now().hash}")
        self.stdout.write(f"entries {entries}, legs {legs}, funds {funds}, unbalanced {len(queries.unbalanced())}")
        if faults:
            raise SystemExit(1)
