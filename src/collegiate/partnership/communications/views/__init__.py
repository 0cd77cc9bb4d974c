"""Pages of notices: mine, everybody's, and what one is mailed about."""

from collegiate.partnership.communications.views.choosing import preferences, unsubscribe
from collegiate.partnership.communications.views.outbox import again, hasten, never, outbox, sending, unlist, write
from collegiate.partnership.communications.views.reading import mine, notice

__all__ = [
    "again",
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
