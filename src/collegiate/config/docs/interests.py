"""What an interest in an item leaves somebody: the rule as a clerk reads it, from the table that the rulings obey."""

from collegiate.config.docs.markdown import page, table
from collegiate.partnership.governance.models import EFFECTS, Nearness, Power, Source

INTRODUCTION = """\
Whoever has an interest in an item of a meeting's agenda is told so, with the reason in a sentence, from the day it is on the
agenda. What they may still do depends on the kind of interest and on nothing else. Of several interests the one that keeps
them out counts."""

KINDS = {
    Nearness.DIRECT: "Head teacher of a school that would receive the money; somebody paid by a bidder",
    Nearness.NEAR: "Close family there; a role or an interest that ended within the last twelve months",
    Nearness.DISPENSED: "A decision of people without an interest, with its reason, lets them do some things until a day",
    Nearness.CLASS_WIDE: "The item gives every school of a class alike, and that can be shown",
}
SOURCES = {
    Source.ROLE: "Worked out from roles held at an organisation that the item names, now or in the last twelve months",
    Source.REGISTER: "What the person put into the register of interests; it counts for twelve months after it ended",
    Source.MEETING: "The person says so for this item, in the meeting or before it; it stands at once",
    Source.RAISED: "Another member says so; whoever chairs the item rules, with a reason for the minutes. Until then nothing is decided",
}
RULES = """\
- **Class-wide** only where equality can be shown: one published formula, frozen before its figures were shown; a share for every
  school of the class and for no other; every share what the formula comes to. Where one of these fails, the interest is direct.
- **Dispensed** only by a decision in which the person took no part, and until its last day.
- **The chair**: whoever chairs and may not chair the item hands it to a voting member without an interest. Nothing is decided
  before.
- **Too few left**: where interests leave fewer than the quorum, the item moves to the reserve panel named in the terms of
  reference. It never falls to the chair.
- **Found afterwards**: the vote is void and stays visible, the votes are counted again, and a correction is minuted."""


def interests() -> str:
    """Return the page."""
    powers = [power.label for power in Power]
    rule = [[kind.label, words, *_effects(kind)] for kind, words in KINDS.items()]
    every = [[source.label, kind.label, *_effects(kind)] for source in SOURCES for kind in KINDS]
    return page(
        "What an interest leaves somebody",
        INTRODUCTION,
        "## May they…\n\n" + table(["kind", "for example", *powers], rule),
        "## How an interest comes to be known\n\n"
        + table(["source", "what it is"], [[one.label, words] for one, words in SOURCES.items()]),
        "## What always holds\n\n" + RULES,
        "## Every case\n\nSource, kind, and what they may still do; each is tried by `pytest -m interest`.\n\n"
        + table(["known from", "kind", *powers], every),
    )


def _effects(kind: Nearness) -> list[str]:
    return [EFFECTS[kind][power].label for power in Power]
