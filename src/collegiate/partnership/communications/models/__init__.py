"""The nouns of telling and asking: notices, their deliveries, what people want by mail, whom never to mail, questions."""

from collegiate.partnership.communications.models.choice import Preference, Suppression, SuppressionReason, Topic
from collegiate.partnership.communications.models.digest import Digest
from collegiate.partnership.communications.models.enquiry import Enquiry
from collegiate.partnership.communications.models.notice import MOVES, Delivery, Fault, Notice, State

__all__ = [
    "MOVES",
    "Delivery",
    "Digest",
    "Enquiry",
    "Fault",
    "Notice",
    "Preference",
    "State",
    "Suppression",
    "SuppressionReason",
    "Topic",
]
