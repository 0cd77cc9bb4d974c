"""Questions about seats, meetings, papers and decisions."""

from collegiate.partnership.governance.queries.decisions import (
    decision,
    decisions,
    decisions_for_purposes,
    find_decisions,
    news,
)
from collegiate.partnership.governance.queries.interests import Why, interests_ahead, interests_at, interests_in
from collegiate.partnership.governance.queries.meetings import (
    TimedItem,
    agenda,
    considerations_of,
    get_consideration,
    get_item,
    get_meeting,
    get_paper,
    meetings,
    papers,
    waiting_for,
)
from collegiate.partnership.governance.queries.room import (
    Attending,
    InTheRoom,
    Room,
    attending,
    room_for,
    who_may_come,
)
from collegiate.partnership.governance.queries.seats import GroupSeats, SeatHeld, terms_in_force, who_sits_where

__all__ = [
    "Attending",
    "GroupSeats",
    "InTheRoom",
    "Room",
    "SeatHeld",
    "TimedItem",
    "Why",
    "agenda",
    "attending",
    "considerations_of",
    "decision",
    "decisions",
    "decisions_for_purposes",
    "find_decisions",
    "get_consideration",
    "get_item",
    "get_meeting",
    "get_paper",
    "interests_ahead",
    "interests_at",
    "interests_in",
    "meetings",
    "news",
    "papers",
    "room_for",
    "terms_in_force",
    "waiting_for",
    "who_may_come",
    "who_sits_where",
]
