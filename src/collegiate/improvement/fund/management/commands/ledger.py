"""Does the ledger add up?"""

from typing import Any

from django.core.management.base import BaseCommand

from collegiate.improvement.fund import queries


class Command(BaseCommand):
    help = "Say whether every entry, fund and commitment adds up to the penny; exit 1 and say what does not."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = queries.faults()
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise SystemExit(1)
        entries, legs = queries.size()
        self.stdout.write(f"every fund adds up: entries {entries}, legs {legs}")
