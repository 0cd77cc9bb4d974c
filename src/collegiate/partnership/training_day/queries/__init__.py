"""Questions about training days."""

from collegiate.partnership.training_day.queries.board import Board, Row, board
from collegiate.partnership.training_day.queries.mine import (
    Outcome,
    Part,
    booking,
    may_wish,
    my_wishes,
    outcomes,
    places_from,
    timetable,
    to_wish,
)
from collegiate.partnership.training_day.queries.programme import (
    OnOffer,
    SlotProgramme,
    days,
    free_seat,
    get,
    people_with_a_place,
    programme,
    room,
    session,
    slot,
    to_choose_from,
)

__all__ = [
    "Board",
    "OnOffer",
    "Outcome",
    "Part",
    "Row",
    "SlotProgramme",
    "board",
    "booking",
    "days",
    "free_seat",
    "get",
    "may_wish",
    "my_wishes",
    "outcomes",
    "people_with_a_place",
    "places_from",
    "programme",
    "room",
    "session",
    "slot",
    "timetable",
    "to_choose_from",
    "to_wish",
]
