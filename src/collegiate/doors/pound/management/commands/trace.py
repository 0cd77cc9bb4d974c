"""``collegiate trace pence PAYMENT``: from a payment back to the needs it answers."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from collegiate.doors.pound import chain
from collegiate.foundation import clock
from collegiate.improvement.fund.models import Payment
from collegiate.values import job


class Command(BaseCommand):
    help = """Follow money back.

    pence PAYMENT   print the chain of a payment: milestone, commitment, decision, agreement, brief, needs and evidence;
                    with --json as data. Exit 1 if it reaches no decision or no need."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        pence = what.add_parser("pence", help="a payment back to its needs")
        pence.add_argument("payment", type=int, metavar="PAYMENT", help="its number, as its page's address has it")
        pence.add_argument("--json", action="store_true", help="as data")

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = job("trace", day=clock.today())
        try:
            payment = chain.payment(options["payment"], viewer=viewer)
        except Payment.DoesNotExist:
            raise CommandError(f"There is no payment {options['payment']}.") from None
        links = chain.back_from(payment, viewer=viewer)
        if options["json"]:
            said = {"payment": payment.pk, "pence": payment.pence, "chain": chain.as_data(links)}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            for one in links:
                self.stdout.write(f"{one.kind}: {one.title}{f' ({one.money})' if one.money else ''}")
        if not {"decision", "need"} <= {one.kind for one in links}:
            raise SystemExit(1)
