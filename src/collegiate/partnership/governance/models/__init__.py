"""The nouns of deciding together."""

from collegiate.partnership.governance.models.afterwards import ConfidentialPart, Correction, Return, WhyBack
from collegiate.partnership.governance.models.ballot import Ballot, Choice, Urn
from collegiate.partnership.governance.models.calendar import CalendarFeed
from collegiate.partnership.governance.models.decision import (
    BALLOTS,
    DECISION_MOVES,
    Decision,
    DecisionStage,
    Does,
    Method,
)
from collegiate.partnership.governance.models.dispensation import Dispensation
from collegiate.partnership.governance.models.eligibility import Eligibility
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
from collegiate.partnership.governance.models.minutes import Minutes
from collegiate.partnership.governance.models.paper import (
    Answer,
    Consideration,
    Paper,
    PaperOpening,
    PaperVersion,
    SealedPart,
    Weight,
)
from collegiate.partnership.governance.models.seat import Capacity, Seat, Tenure
from collegiate.partnership.governance.models.terms import Publication, TermsOfReference, VotingRule

__all__ = [
    "BALLOTS",
    "DECISION_MOVES",
    "EFFECTS",
    "FLAG_MOVES",
    "MATTER_MOVES",
    "MOVES",
    "AgendaItem",
    "Answer",
    "Attendance",
    "Ballot",
    "CalendarFeed",
    "Capacity",
    "Chairing",
    "Choice",
    "ConfidentialPart",
    "Consideration",
    "Correction",
    "Decision",
    "DecisionStage",
    "Dispensation",
    "Does",
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
    "Minutes",
    "Nearness",
    "Outcome",
    "Paper",
    "PaperOpening",
    "PaperVersion",
    "Part",
    "Power",
    "Publication",
    "Referral",
    "Return",
    "SealedPart",
    "Seat",
    "Share",
    "Source",
    "Stage",
    "Tenure",
    "TermsOfReference",
    "Urn",
    "VotingRule",
    "Weight",
    "Why",
    "WhyBack",
]
