"""The nouns of delivery."""

from collegiate.improvement.delivery.models.day import DAY_MOVES, DayElement, DayStage, DevelopmentDay, Element
from collegiate.improvement.delivery.models.workshop import Programme, Workshop, WorkshopPlace

__all__ = [
    "DAY_MOVES",
    "DayElement",
    "DayStage",
    "DevelopmentDay",
    "Element",
    "Programme",
    "Workshop",
    "WorkshopPlace",
]
