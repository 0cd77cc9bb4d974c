"""Deeds of needs."""

from collegiate.improvement.needs.commands.levels import (
    NotAfter,
    Reason,
    UnknownLevel,
    agree_level,
    answer_contest,
    contest_level,
    propose_level,
)
from collegiate.improvement.needs.commands.needs import (
    EvidenceOfAnother,
    close_need,
    free_needs,
    join_needs,
    raise_need,
    understand_need,
)
from collegiate.improvement.needs.commands.rounds import (
    Given,
    NotEveryStrand,
    NotNow,
    UnknownStrand,
    answer_round,
    close_round,
    end_offer,
    offer_help,
    open_round,
)
from collegiate.improvement.needs.commands.steps import NotGivenYet, UnknownStep, close_step, give_step

__all__ = [
    "EvidenceOfAnother",
    "Given",
    "NotAfter",
    "NotEveryStrand",
    "NotGivenYet",
    "NotNow",
    "Reason",
    "UnknownLevel",
    "UnknownStep",
    "UnknownStrand",
    "agree_level",
    "answer_contest",
    "answer_round",
    "close_need",
    "close_round",
    "close_step",
    "contest_level",
    "end_offer",
    "free_needs",
    "give_step",
    "join_needs",
    "offer_help",
    "open_round",
    "propose_level",
    "raise_need",
    "understand_need",
]
