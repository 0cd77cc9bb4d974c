"""The nouns of delivery."""

from collegiate.improvement.delivery.models.day import DAY_MOVES, DayElement, DayStage, DevelopmentDay, Element
from collegiate.improvement.delivery.models.workshop import (
    WORKSHOP_MOVES,
    Programme,
    ProgrammeStrand,
    Workshop,
    WorkshopPlace,
    WorkshopStage,
)

__all__ = [
    "DAY_MOVES",
    "WORKSHOP_MOVES",
    "DayElement",
    "DayStage",
    "DevelopmentDay",
    "Element",
    "Programme",
    "ProgrammeStrand",
    "Workshop",
    "WorkshopPlace",
    "WorkshopStage",
]
