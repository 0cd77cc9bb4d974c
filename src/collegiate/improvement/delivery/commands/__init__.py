"""Deeds of delivery."""

from collegiate.improvement.delivery.commands.days import agree_day, cancel_day, change_day, write_up
from collegiate.improvement.delivery.commands.programmes import (
    add_workshop,
    cancel_workshop,
    change_programme,
    change_workshop,
    plan_programme,
)
from collegiate.improvement.delivery.commands.workshops import give_up_place, record_who_came, take_place

__all__ = [
    "add_workshop",
    "agree_day",
    "cancel_day",
    "cancel_workshop",
    "change_day",
    "change_programme",
    "change_workshop",
    "give_up_place",
    "plan_programme",
    "record_who_came",
    "take_place",
    "write_up",
]
