"""
Who gets what: shares to the unit, days under a cap, support for schools, and places on the training day.

Each answer is the best there is by a price that is written down, with its proof, and can say why each one got what
they got. People decide: the solver proposes and says what departing from its proposal costs.
"""

from collegiate.analytics.allocation.days import DaysShared, share_days
from collegiate.analytics.allocation.shares import Shares, largest_remainder
from collegiate.analytics.allocation.support.broker import price_of_departing, propose
from collegiate.analytics.allocation.support.choices import Choices, Grounds
from collegiate.analytics.allocation.support.proposal import Departure, Match, Proposal
from collegiate.analytics.allocation.support.top import Candidate, TopOffers, top_offers
from collegiate.analytics.allocation.support.worth import Need, Offer, weigh

__all__ = [
    "Candidate",
    "Choices",
    "DaysShared",
    "Departure",
    "Grounds",
    "Match",
    "Need",
    "Offer",
    "Proposal",
    "Shares",
    "TopOffers",
    "largest_remainder",
    "price_of_departing",
    "propose",
    "share_days",
    "top_offers",
    "weigh",
]
