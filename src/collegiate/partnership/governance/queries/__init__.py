"""Questions about seats, meetings, papers and decisions."""

from collegiate.partnership.governance.queries.decisions import (
    decision,
    decisions,
    decisions_for_purposes,
    find_decisions,
    news,
)
from collegiate.partnership.governance.queries.interests import interests_in
from collegiate.partnership.governance.queries.meetings import (
    Room,
    agenda,
    considerations_of,
    get_item,
    get_meeting,
    get_paper,
    meetings,
    room_for,
    waiting_for,
)
from collegiate.partnership.governance.queries.seats import GroupSeats, SeatHeld, terms_in_force, who_sits_where

__all__ = [
    "GroupSeats",
    "Room",
    "SeatHeld",
    "agenda",
    "considerations_of",
    "decision",
    "decisions",
    "decisions_for_purposes",
    "find_decisions",
    "get_item",
    "get_meeting",
    "get_paper",
    "interests_in",
    "meetings",
    "news",
    "room_for",
    "terms_in_force",
    "waiting_for",
    "who_sits_where",
]
