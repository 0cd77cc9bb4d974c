"""The nouns of deciding together."""

from collegiate.partnership.governance.models.decision import Decision, Eligibility, Method
from collegiate.partnership.governance.models.meeting import (
    MOVES,
    AgendaItem,
    Attendance,
    ItemParty,
    ItemPurpose,
    Meeting,
    Part,
    Stage,
)
from collegiate.partnership.governance.models.paper import Consideration, Paper, Weight
from collegiate.partnership.governance.models.seat import Capacity, Seat, Tenure
from collegiate.partnership.governance.models.terms import Publication, TermsOfReference, VotingRule

__all__ = [
    "MOVES",
    "AgendaItem",
    "Attendance",
    "Capacity",
    "Consideration",
    "Decision",
    "Eligibility",
    "ItemParty",
    "ItemPurpose",
    "Meeting",
    "Method",
    "Paper",
    "Part",
    "Publication",
    "Seat",
    "Stage",
    "Tenure",
    "TermsOfReference",
    "VotingRule",
    "Weight",
]
