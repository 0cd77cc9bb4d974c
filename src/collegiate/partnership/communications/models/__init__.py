"""The nouns of telling people things: notices, their deliveries, what people want by mail, and whom never to mail."""

from collegiate.partnership.communications.models.choice import Preference, Suppression, SuppressionReason, Topic
from collegiate.partnership.communications.models.digest import Digest
from collegiate.partnership.communications.models.notice import MOVES, Delivery, Fault, Notice, State

__all__ = [
    "MOVES",
    "Delivery",
    "Digest",
    "Fault",
    "Notice",
    "Preference",
    "State",
    "Suppression",
    "SuppressionReason",
    "Topic",
]
