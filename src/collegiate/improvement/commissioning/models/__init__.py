"""The nouns of commissioning."""

from collegiate.improvement.commissioning.models.agreement import (
    AGREEMENT_MOVES,
    MADE,
    Agreement,
    AgreementSchool,
    AgreementStage,
    Claim,
    Milestone,
    MilestoneStage,
    WhyChosen,
)
from collegiate.improvement.commissioning.models.brief import BRIEF_MOVES, Brief, BriefNeed, BriefStage

__all__ = [
    "AGREEMENT_MOVES",
    "BRIEF_MOVES",
    "MADE",
    "Agreement",
    "AgreementSchool",
    "AgreementStage",
    "Brief",
    "BriefNeed",
    "BriefStage",
    "Claim",
    "Milestone",
    "MilestoneStage",
    "WhyChosen",
]
