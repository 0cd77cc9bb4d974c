"""The nouns of needs."""

from collegiate.improvement.needs.models.level import LEVEL_MOVES, Contest, Level, LevelReason, LevelStage
from collegiate.improvement.needs.models.need import NEED_MOVES, Need, NeedEvidence, NeedStage
from collegiate.improvement.needs.models.round import ROUND_MOVES, Answer, Offer, Round, RoundStage
from collegiate.improvement.needs.models.step import StatutoryStep, StepOutcome

__all__ = [
    "LEVEL_MOVES",
    "NEED_MOVES",
    "ROUND_MOVES",
    "Answer",
    "Contest",
    "Level",
    "LevelReason",
    "LevelStage",
    "Need",
    "NeedEvidence",
    "NeedStage",
    "Offer",
    "Round",
    "RoundStage",
    "StatutoryStep",
    "StepOutcome",
]
