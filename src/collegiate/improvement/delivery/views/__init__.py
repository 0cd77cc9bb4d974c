"""Pages of delivery: programmes and their workshops, places at them, development days and what they found."""

from collegiate.improvement.delivery.views.days import cancel, change_day, day, days, plan_day, write_up
from collegiate.improvement.delivery.views.programmes import (
    add_workshop,
    change_programme,
    plan_programme,
    programme,
    programmes,
)
from collegiate.improvement.delivery.views.workshops import (
    cancel_workshop,
    change_workshop,
    give_up,
    who_came,
    workshop,
)

__all__ = [
    "add_workshop",
    "cancel",
    "cancel_workshop",
    "change_day",
    "change_programme",
    "change_workshop",
    "day",
    "days",
    "give_up",
    "plan_day",
    "plan_programme",
    "programme",
    "programmes",
    "who_came",
    "workshop",
    "write_up",
]
