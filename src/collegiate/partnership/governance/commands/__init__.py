"""Deeds of deciding together."""

from collegiate.partnership.governance.commands.decisions import decide, respond
from collegiate.partnership.governance.commands.meetings import (
    add_item,
    arrive,
    call,
    cancel,
    close,
    depart,
    name_party,
    open_meeting,
    plan_meeting,
    write_paper,
)
from collegiate.partnership.governance.commands.seats import adopt_terms, make_seat, seat, unseat

__all__ = [
    "add_item",
    "adopt_terms",
    "arrive",
    "call",
    "cancel",
    "close",
    "decide",
    "depart",
    "make_seat",
    "name_party",
    "open_meeting",
    "plan_meeting",
    "respond",
    "seat",
    "unseat",
    "write_paper",
]
