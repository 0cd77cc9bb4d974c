"""Deeds of the training day."""

from collegiate.partnership.training_day.commands.giving import (
    NoPlace,
    SessionFull,
    SomewhereElse,
    TooManyWishes,
    allocate,
    give_up_place,
    take_place,
    wish,
)
from collegiate.partnership.training_day.commands.planning import (
    add_room,
    add_session,
    add_slot,
    close_day,
    open_wishes,
    publish,
    set_day,
)

__all__ = [
    "NoPlace",
    "SessionFull",
    "SomewhereElse",
    "TooManyWishes",
    "add_room",
    "add_session",
    "add_slot",
    "allocate",
    "close_day",
    "give_up_place",
    "open_wishes",
    "publish",
    "set_day",
    "take_place",
    "wish",
]
