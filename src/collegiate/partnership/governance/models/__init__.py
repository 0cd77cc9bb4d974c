"""The nouns of deciding together."""

from collegiate.partnership.governance.models.decision import Decision, Eligibility, Method
from collegiate.partnership.governance.models.dispensation import Dispensation
from collegiate.partnership.governance.models.equality import Formula, ItemClass, Share
from collegiate.partnership.governance.models.instead import Chairing, Referral
from collegiate.partnership.governance.models.interest import (
    EFFECTS,
    FLAG_MOVES,
    Effect,
    FlagStage,
    InterestFlag,
    Nearness,
    Power,
    Source,
    Why,
)
from collegiate.partnership.governance.models.matter import MATTER_MOVES, Matter, MatterStage
from collegiate.partnership.governance.models.meeting import (
    MOVES,
    AgendaItem,
    Attendance,
    ItemParty,
    ItemPurpose,
    Meeting,
    Outcome,
    Part,
    Stage,
)
from collegiate.partnership.governance.models.paper import Consideration, Paper, Weight
from collegiate.partnership.governance.models.seat import Capacity, Seat, Tenure
from collegiate.partnership.governance.models.terms import Publication, TermsOfReference, VotingRule

__all__ = [
    "EFFECTS",
    "FLAG_MOVES",
    "MATTER_MOVES",
    "MOVES",
    "AgendaItem",
    "Attendance",
    "Capacity",
    "Chairing",
    "Consideration",
    "Decision",
    "Dispensation",
    "Effect",
    "Eligibility",
    "FlagStage",
    "Formula",
    "InterestFlag",
    "ItemClass",
    "ItemParty",
    "ItemPurpose",
    "Matter",
    "MatterStage",
    "Meeting",
    "Method",
    "Nearness",
    "Outcome",
    "Paper",
    "Part",
    "Power",
    "Publication",
    "Referral",
    "Seat",
    "Share",
    "Source",
    "Stage",
    "Tenure",
    "TermsOfReference",
    "VotingRule",
    "Weight",
    "Why",
]
