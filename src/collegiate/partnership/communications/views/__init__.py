"""Pages of notices: mine, everybody's, and what one is mailed about; and of questions asked and answered."""

from collegiate.partnership.communications.views.asking import answer, ask, enquiries, enquiry
from collegiate.partnership.communications.views.choosing import preferences, unsubscribe
from collegiate.partnership.communications.views.outbox import again, hasten, never, outbox, sending, unlist, write
from collegiate.partnership.communications.views.reading import mine, notice

__all__ = [
    "again",
    "answer",
    "ask",
    "enquiries",
    "enquiry",
    "hasten",
    "mine",
    "never",
    "notice",
    "outbox",
    "preferences",
    "sending",
    "unlist",
    "unsubscribe",
    "write",
]
