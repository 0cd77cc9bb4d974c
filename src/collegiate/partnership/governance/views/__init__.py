"""The pages of deciding together."""

from collegiate.partnership.governance.views.decisions import decision, decisions, notice
from collegiate.partnership.governance.views.items import decide, item, name_party
from collegiate.partnership.governance.views.meetings import add_item, call, meeting, meetings, move, plan
from collegiate.partnership.governance.views.papers import paper, respond, write_paper
from collegiate.partnership.governance.views.room import come_in, room
from collegiate.partnership.governance.views.seats import who_sits_where

__all__ = [
    "add_item",
    "call",
    "come_in",
    "decide",
    "decision",
    "decisions",
    "item",
    "meeting",
    "meetings",
    "move",
    "name_party",
    "notice",
    "paper",
    "plan",
    "respond",
    "room",
    "who_sits_where",
    "write_paper",
]
