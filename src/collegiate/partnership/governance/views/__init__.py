"""The pages of deciding together."""

from collegiate.partnership.governance.views.agenda import add_item, order_agenda, put_off
from collegiate.partnership.governance.views.decisions import decision, decisions, notice
from collegiate.partnership.governance.views.groups import form_group, gaps, group, terms
from collegiate.partnership.governance.views.hearing import answer, respond
from collegiate.partnership.governance.views.items import decide, item, name_party
from collegiate.partnership.governance.views.matters import backlog, drop, keep_waiting, propose, take_up
from collegiate.partnership.governance.views.meetings import meeting, meetings
from collegiate.partnership.governance.views.papers import (
    confidential,
    paper,
    paper_file,
    rewrite_paper,
    version,
    write_paper,
)
from collegiate.partnership.governance.views.planning import call, move, plan, plan_series, reschedule
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
    "answer",
    "backlog",
    "call",
    "come_in",
    "confidential",
    "decide",
    "decision",
    "decisions",
    "drop",
    "end_seat",
    "end_tenure",
    "fill_seat",
    "form_group",
    "gaps",
    "group",
    "item",
    "keep_waiting",
    "make_seat",
    "meeting",
    "meetings",
    "move",
    "name_party",
    "notice",
    "order_agenda",
    "paper",
    "paper_file",
    "plan",
    "plan_series",
    "propose",
    "put_off",
    "reschedule",
    "respond",
    "rewrite_paper",
    "room",
    "take_the_chair",
    "take_up",
    "terms",
    "version",
    "who_sits_where",
    "write_paper",
]
