"""What is missing for the groups to work, and do the decisions still agree with their votes?"""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collegiate.foundation import clock
from collegiate.partnership.governance import queries


class Command(BaseCommand):
    help = (
        "List what is missing for the groups to meet; exit 1 where one of them cannot.\n"
        "Vacant seats, terms over or ending, no terms of reference, no chair, no clerk, fewer seats or people than the "
        "quorum; chair's actions not ratified, decisions due to be looked at again. The last line is `gaps N, stopping N`.\n"
        "check works every decision out again, from attendance, votes and interests as they are known now, and looks for "
        "each whose review is over: an agenda or a backlog has it, or a later decision answered it. It ends with "
        "`decisions N, faults N`; exit 1 where there is a fault."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["gaps", "check"], help="gaps: what is missing; check: the decisions")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="2026-11-24", help="as of a day; today if left out"
        )
        parser.add_argument(
            "--within", type=int, default=queries.SOON, metavar="DAYS", help="ends of terms to list (90)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document and no other line")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "check":
            return self._check(options["on"] or clock.today())
        day = options["on"] or clock.today()
        found = queries.gaps(day=day, within=options["within"])
        stopping = sum(gap.stops for gap in found)
        if options["json"]:
            self.stdout.write(
                json.dumps({"on": str(day), "gaps": [_as_json(gap) for gap in found], "stopping": stopping})
            )
        else:
            for gap in found:
                self.stdout.write(f"{gap.group.name}: {gap.words}{' It cannot meet.' if gap.stops else ''}")
            self.stdout.write(f"gaps {len(found)}, stopping {stopping}")
        if stopping:
            raise SystemExit(1)
        return None

    def _check(self, day: date) -> None:
        decided = queries.decisions_with_an_outcome()
        faults = [fault for one in decided for fault in queries.faults_of(one)]
        faults += queries.forgotten(day=day)
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"decisions {len(decided)}, faults {len(faults)}")
        if faults:
            raise SystemExit(1)


def _as_json(gap: queries.Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "group": gap.group.name,
        "seat": gap.seat or None,
        "on": str(gap.on) if gap.on else None,
        "stops": gap.stops,
        "words": gap.words,
    }
