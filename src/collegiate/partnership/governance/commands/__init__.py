"""Deeds of deciding together."""

from collegiate.partnership.governance.commands.agenda import add_item, name_party, order_agenda, put_off
from collegiate.partnership.governance.commands.answers import answer
from collegiate.partnership.governance.commands.attendance import arrive, depart
from collegiate.partnership.governance.commands.calendar import follow, unfollow
from collegiate.partnership.governance.commands.chairs_action import bring_back, take_chairs_action
from collegiate.partnership.governance.commands.confidential import open_confidential
from collegiate.partnership.governance.commands.corrections import find_interest
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
from collegiate.partnership.governance.commands.matters import drop, fall_due, keep_waiting, propose, take_up
from collegiate.partnership.governance.commands.meetings import (
    call,
    cancel,
    close,
    open_meeting,
    plan_meeting,
    plan_series,
    reschedule,
)
from collegiate.partnership.governance.commands.minutes import agree_minutes, minute_item
from collegiate.partnership.governance.commands.papers import (
    Attached,
    Sealed,
    open_paper,
    open_sealed,
    rewrite_paper,
    write_paper,
)
from collegiate.partnership.governance.commands.seats import end_seat, make_seat, seat, unseat
from collegiate.partnership.governance.commands.terms import adopt_terms, take_the_chair
from collegiate.partnership.governance.commands.voting import cast, close_vote, defer, draft, open_vote, withdraw

__all__ = [
    "Attached",
    "Sealed",
    "add_item",
    "adopt_terms",
    "agree_minutes",
    "answer",
    "arrive",
    "bring_back",
    "call",
    "cancel",
    "cast",
    "close",
    "close_vote",
    "decide",
    "declare_for_item",
    "defer",
    "depart",
    "dispense",
    "draft",
    "drop",
    "end_seat",
    "fall_due",
    "find_interest",
    "follow",
    "freeze_formula",
    "hand_the_chair",
    "keep_waiting",
    "make_seat",
    "minute_item",
    "name_class",
    "name_party",
    "open_confidential",
    "open_meeting",
    "open_paper",
    "open_sealed",
    "open_vote",
    "order_agenda",
    "plan_meeting",
    "plan_series",
    "propose",
    "put_off",
    "raise_interest",
    "refer",
    "reschedule",
    "respond",
    "rewrite_paper",
    "rule_on_interest",
    "seat",
    "show_shares",
    "take_chairs_action",
    "take_the_chair",
    "take_up",
    "unfollow",
    "unseat",
    "withdraw",
    "write_paper",
]
