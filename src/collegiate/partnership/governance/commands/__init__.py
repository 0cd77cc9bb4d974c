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
from collegiate.partnership.governance.commands.seats import end_seat, make_seat, seat, unseat
from collegiate.partnership.governance.commands.terms import adopt_terms, take_the_chair

__all__ = [
    "add_item",
    "adopt_terms",
    "arrive",
    "call",
    "cancel",
    "close",
    "decide",
    "depart",
    "end_seat",
    "make_seat",
    "name_party",
    "open_meeting",
    "plan_meeting",
    "respond",
    "seat",
    "take_the_chair",
    "unseat",
    "write_paper",
]
