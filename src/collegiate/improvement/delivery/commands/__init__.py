"""Deeds of delivery."""

from collegiate.improvement.delivery.commands.days import agree_day, cancel_day, write_up
from collegiate.improvement.delivery.commands.workshops import (
    add_workshop,
    give_up_place,
    plan_programme,
    record_who_came,
    take_place,
)

__all__ = [
    "add_workshop",
    "agree_day",
    "cancel_day",
    "give_up_place",
    "plan_programme",
    "record_who_came",
    "take_place",
    "write_up",
]
