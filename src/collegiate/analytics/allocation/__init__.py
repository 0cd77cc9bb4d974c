"""
Who gets what: money by need, shares to the unit, days under a cap, support for schools, and places on the training day.

Each answer is the best there is by a price that is written down, with its proof, and can say why each one got what
they got. People decide: the solver proposes and says what departing from its proposal costs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from collegiate.analytics.allocation.by_need.claims import CannotShare, Claim, Terms
from collegiate.analytics.allocation.by_need.share import METHOD as BY_NEED
from collegiate.analytics.allocation.by_need.share import ByNeed, Share, share_by_need
from collegiate.analytics.allocation.by_need.steps import steps_of
from collegiate.analytics.allocation.by_need.veil import Band, veiled
from collegiate.analytics.allocation.days import DaysShared, share_days
from collegiate.analytics.allocation.shares import Shares, largest_remainder
from collegiate.analytics.allocation.support.choices import Choices, Grounds
from collegiate.analytics.allocation.support.proposal import Departure, Match, Proposal
from collegiate.analytics.allocation.support.top import Candidate, TopOffers, top_offers
from collegiate.analytics.allocation.support.worth import Need, Offer, weigh
from collegiate.analytics.allocation.training_day.day import Day, Delegate, Prices, Session
from collegiate.analytics.allocation.training_day.first_come import FirstCome, first_come
from collegiate.analytics.allocation.training_day.plan import Plan, Score, Seat
from collegiate.analytics.allocation.training_day.reasons import Reasons, WishTold, explain

if TYPE_CHECKING:
    from collegiate.analytics.allocation.support.broker import price_of_departing, propose
    from collegiate.analytics.allocation.training_day.allocate import allocate
    from collegiate.analytics.allocation.training_day.losses import Loss, Losses, each_loss
    from collegiate.analytics.allocation.training_day.relax import Limit, NoPlan, Relaxation
    from collegiate.analytics.allocation.training_day.repair import Move, Repair, cancel

__all__ = [
    "BY_NEED",
    "Band",
    "ByNeed",
    "Candidate",
    "CannotShare",
    "Choices",
    "Claim",
    "Day",
    "DaysShared",
    "Delegate",
    "Departure",
    "FirstCome",
    "Grounds",
    "Limit",
    "Loss",
    "Losses",
    "Match",
    "Move",
    "Need",
    "NoPlan",
    "Offer",
    "Plan",
    "Prices",
    "Proposal",
    "Reasons",
    "Relaxation",
    "Repair",
    "Score",
    "Seat",
    "Session",
    "Share",
    "Shares",
    "Terms",
    "TopOffers",
    "WishTold",
    "allocate",
    "cancel",
    "each_loss",
    "explain",
    "first_come",
    "largest_remainder",
    "price_of_departing",
    "propose",
    "share_by_need",
    "share_days",
    "steps_of",
    "top_offers",
    "veiled",
    "weigh",
]

NEEDS_THE_SOLVER = {
    "Limit": "training_day.relax",
    "Loss": "training_day.losses",
    "Losses": "training_day.losses",
    "Move": "training_day.repair",
    "NoPlan": "training_day.relax",
    "Relaxation": "training_day.relax",
    "Repair": "training_day.repair",
    "allocate": "training_day.allocate",
    "cancel": "training_day.repair",
    "each_loss": "training_day.losses",
    "price_of_departing": "support.broker",
    "propose": "support.broker",
}
"""What is read when it is first asked for: the solver is slow to read, and pages that share a pot by need do without."""

if not TYPE_CHECKING:  # so that a name that is nowhere is still an error of types

    def __getattr__(name: str) -> Any:
        if name in NEEDS_THE_SOLVER:
            return getattr(import_module(f"{__name__}.{NEEDS_THE_SOLVER[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
