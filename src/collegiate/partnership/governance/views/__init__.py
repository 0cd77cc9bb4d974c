"""The pages of deciding together."""

from collegiate.partnership.governance.views.decisions import decision, decisions, notice
from collegiate.partnership.governance.views.groups import form_group, gaps, group, terms
from collegiate.partnership.governance.views.items import decide, item, name_party
from collegiate.partnership.governance.views.meetings import add_item, call, meeting, meetings, move, plan
from collegiate.partnership.governance.views.papers import paper, respond, write_paper
from collegiate.partnership.governance.views.room import come_in, room
from collegiate.partnership.governance.views.seating import (
    adopt_terms,
    end_seat,
    end_tenure,
    fill_seat,
    make_seat,
    take_the_chair,
)
from collegiate.partnership.governance.views.seats import who_sits_where

__all__ = [
    "add_item",
    "adopt_terms",
    "call",
    "come_in",
    "decide",
    "decision",
    "decisions",
    "end_seat",
    "end_tenure",
    "fill_seat",
    "form_group",
    "gaps",
    "group",
    "item",
    "make_seat",
    "meeting",
    "meetings",
    "move",
    "name_party",
    "notice",
    "paper",
    "plan",
    "respond",
    "room",
    "take_the_chair",
    "terms",
    "who_sits_where",
    "write_paper",
]
