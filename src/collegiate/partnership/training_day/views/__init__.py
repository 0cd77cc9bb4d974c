"""Pages of the training day: the programme, my wishes and timetable, the organisers' board."""

from collegiate.partnership.training_day.views.mine import choose, give_up, mine, wishes
from collegiate.partnership.training_day.views.organising import add_room, add_session, add_slot, board, move, set_day
from collegiate.partnership.training_day.views.programme import days, programme

__all__ = [
    "add_room",
    "add_session",
    "add_slot",
    "board",
    "choose",
    "days",
    "give_up",
    "mine",
    "move",
    "programme",
    "set_day",
    "wishes",
]
