"""Pages of commissioning: briefs, agreements waiting and made, milestones."""

from collegiate.improvement.commissioning.views.agreements import (
    accept,
    agree,
    agreement,
    agreements,
    ask_again,
    complete,
    end_early,
    waiting,
    withdraw,
)
from collegiate.improvement.commissioning.views.briefs import (
    answer_need,
    brief,
    briefs,
    propose,
    take_to_groups,
    withdraw_brief,
    write_brief,
)

__all__ = [
    "accept",
    "agree",
    "agreement",
    "agreements",
    "answer_need",
    "ask_again",
    "brief",
    "briefs",
    "complete",
    "end_early",
    "propose",
    "take_to_groups",
    "waiting",
    "withdraw",
    "withdraw_brief",
    "write_brief",
]
