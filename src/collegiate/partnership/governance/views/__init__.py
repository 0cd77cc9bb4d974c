"""The pages of deciding together."""

from collegiate.partnership.governance.views.afterwards import bring_back, correct, dispense, open_confidential
from collegiate.partnership.governance.views.agenda import add_item, order_agenda, put_off
from collegiate.partnership.governance.views.alike import formula, freeze_formula, name_class, show_shares
from collegiate.partnership.governance.views.calendar import calendar, calendars, unfollow
from collegiate.partnership.governance.views.decisions import decision, decisions, notice
from collegiate.partnership.governance.views.drafts import act_alone, draft
from collegiate.partnership.governance.views.groups import form_group, gaps, group, terms
from collegiate.partnership.governance.views.hearing import answer, respond
from collegiate.partnership.governance.views.interests import (
    declare,
    hand_the_chair,
    raise_interest,
    refer,
    rule,
)
from collegiate.partnership.governance.views.items import decide, item, name_party
from collegiate.partnership.governance.views.matters import backlog, drop, keep_waiting, propose, take_up
from collegiate.partnership.governance.views.meetings import meeting, meetings
from collegiate.partnership.governance.views.minutes import agree_minutes, minute_item, minutes, minutes_on_paper
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
from collegiate.partnership.governance.views.votes import (
    cast,
    cast_for,
    close_vote,
    end_vote,
    open_vote,
    vote,
)

__all__ = [
    "act_alone",
    "add_item",
    "adopt_terms",
    "agree_minutes",
    "answer",
    "backlog",
    "bring_back",
    "calendar",
    "calendars",
    "call",
    "cast",
    "cast_for",
    "close_vote",
    "come_in",
    "confidential",
    "correct",
    "decide",
    "decision",
    "decisions",
    "declare",
    "dispense",
    "draft",
    "drop",
    "end_seat",
    "end_tenure",
    "end_vote",
    "fill_seat",
    "form_group",
    "formula",
    "freeze_formula",
    "gaps",
    "group",
    "hand_the_chair",
    "item",
    "keep_waiting",
    "make_seat",
    "meeting",
    "meetings",
    "minute_item",
    "minutes",
    "minutes_on_paper",
    "move",
    "name_class",
    "name_party",
    "notice",
    "open_confidential",
    "open_vote",
    "order_agenda",
    "paper",
    "paper_file",
    "plan",
    "plan_series",
    "propose",
    "put_off",
    "raise_interest",
    "refer",
    "reschedule",
    "respond",
    "rewrite_paper",
    "room",
    "rule",
    "show_shares",
    "take_the_chair",
    "take_up",
    "terms",
    "unfollow",
    "version",
    "vote",
    "who_sits_where",
    "write_paper",
]
