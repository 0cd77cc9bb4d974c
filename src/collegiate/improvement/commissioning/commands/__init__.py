"""Deeds of commissioning."""

from collegiate.improvement.commissioning.commands.agreements import (
    accept_milestone,
    agree,
    ask_again,
    complete,
    end_early,
    propose_agreement,
    withdraw_agreement,
)
from collegiate.improvement.commissioning.commands.briefs import (
    answer_need,
    take_to_groups,
    withdraw_brief,
    write_brief,
)

__all__ = [
    "accept_milestone",
    "agree",
    "answer_need",
    "ask_again",
    "complete",
    "end_early",
    "propose_agreement",
    "take_to_groups",
    "withdraw_agreement",
    "withdraw_brief",
    "write_brief",
]
