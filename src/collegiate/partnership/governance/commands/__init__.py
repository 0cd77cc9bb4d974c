"""Deeds of deciding together."""

from collegiate.partnership.governance.commands.decisions import decide, respond
from collegiate.partnership.governance.commands.equality import freeze_formula, name_class, show_shares
from collegiate.partnership.governance.commands.interests import (
    declare_for_item,
    dispense,
    hand_the_chair,
    raise_interest,
    refer,
    rule_on_interest,
)
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
    "declare_for_item",
    "depart",
    "dispense",
    "end_seat",
    "freeze_formula",
    "hand_the_chair",
    "make_seat",
    "name_class",
    "name_party",
    "open_meeting",
    "plan_meeting",
    "raise_interest",
    "refer",
    "respond",
    "rule_on_interest",
    "seat",
    "show_shares",
    "take_the_chair",
    "unseat",
    "write_paper",
]
