"""Deeds of telling people things, and of asking them."""

from collegiate.partnership.communications.commands.asking import answer, ask
from collegiate.partnership.communications.commands.choosing import choose, list_address, unlist_address, unsubscribe
from collegiate.partnership.communications.commands.posting import give_up_on, report, settle, take_next, try_again
from collegiate.partnership.communications.commands.reminding import RemindedToday, remind
from collegiate.partnership.communications.commands.telling import hasten, notify, write

__all__ = [
    "RemindedToday",
    "answer",
    "ask",
    "choose",
    "give_up_on",
    "hasten",
    "list_address",
    "notify",
    "remind",
    "report",
    "settle",
    "take_next",
    "try_again",
    "unlist_address",
    "unsubscribe",
    "write",
]
