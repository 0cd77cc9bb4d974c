"""Pages of commissioning: briefs, agreements waiting and made, milestones."""

from collegiate.improvement.commissioning.views.agreements import (
    accept,
    agree,
    agreement,
    agreements,
    complete,
    waiting,
    withdraw,
)
from collegiate.improvement.commissioning.views.briefs import brief, briefs, propose, take_to_groups, write_brief

__all__ = [
    "accept",
    "agree",
    "agreement",
    "agreements",
    "brief",
    "briefs",
    "complete",
    "propose",
    "take_to_groups",
    "waiting",
    "withdraw",
    "write_brief",
]
