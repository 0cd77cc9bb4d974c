"""Deeds of deciding together."""

from collegiate.partnership.governance.commands.agenda import add_item, name_party, order_agenda, put_off
from collegiate.partnership.governance.commands.attendance import arrive, depart
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
from collegiate.partnership.governance.commands.matters import drop, keep_waiting, propose, take_up
from collegiate.partnership.governance.commands.meetings import (
    call,
    cancel,
    close,
    open_meeting,
    plan_meeting,
    plan_series,
    reschedule,
)
from collegiate.partnership.governance.commands.papers import write_paper
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
    "drop",
    "end_seat",
    "freeze_formula",
    "hand_the_chair",
    "keep_waiting",
    "make_seat",
    "name_class",
    "name_party",
    "open_meeting",
    "order_agenda",
    "plan_meeting",
    "plan_series",
    "propose",
    "put_off",
    "raise_interest",
    "refer",
    "reschedule",
    "respond",
    "rule_on_interest",
    "seat",
    "show_shares",
    "take_the_chair",
    "take_up",
    "unseat",
    "write_paper",
]
