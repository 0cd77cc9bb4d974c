"""Is a hop of any thread missing?"""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collegiate.doors.thread import facts, hops
from collegiate.foundation import clock
from collegiate.improvement.commissioning.models import Agreement, AgreementStage
from collegiate.values import job


class Command(BaseCommand):
    help = "Say of each agreement whether its thread is complete, open, or missing a hop; exit 1 if one is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check-all", action="store_true", help="every agreement")
        parser.add_argument("--ref", metavar="A/26/03", help="one agreement, hop by hop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["ref"]:
            self.one(options["ref"])
            return
        counted: Counter[str] = Counter(complete=0, open=0, missing=0)
        for agreement in facts.agreements():
            verdict = hops.verdict(self.states(agreement))
            if agreement.stage == AgreementStage.PROPOSED and verdict == "open":
                continue  # a proposal is no thread yet; one whose decision is overdue shows as missing
            counted[verdict.split(":")[0]] += 1
            self.stdout.write(f"{agreement.reference} {verdict}")
        self.stdout.write(f"complete {counted['complete']}, open {counted['open']}, missing {counted['missing']}")
        if counted["missing"]:
            raise SystemExit(1)

    def states(self, agreement: Agreement) -> list[hops.State]:
        """Return the hops of a thread today, told as to anybody."""
        today = clock.today()
        return hops.states(facts.facts_of(agreement, viewer=job("thread", day=today)), day=today)

    def one(self, reference: str) -> None:
        """Print the hops of one thread."""
        found = facts.agreements(slug=reference.replace("/", "-"))
        if not found:
            raise CommandError(f"There is no agreement {reference}.")
        for state in self.states(found[0]):
            words = (
                state.found.title
                if state.found
                else f"{'missing since' if state.is_missing else 'not due before'} {state.due_on}, owed by {state.hop.owed_by}"
            )
            self.stdout.write(f"{state.hop.name}: {words}")
