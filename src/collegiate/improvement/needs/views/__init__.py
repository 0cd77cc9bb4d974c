"""Pages of needs."""

from collegiate.improvement.needs.views.levels import agree, answer, contest, level, levels, propose
from collegiate.improvement.needs.views.needs import close_need, need, needs, raise_need, school, understand
from collegiate.improvement.needs.views.offers import end_offer, offer_help, offers
from collegiate.improvement.needs.views.rounds import close_round, open_round, overview, rounds, sheet
from collegiate.improvement.needs.views.steps import close_step, give_step, own_schools, step

__all__ = [
    "agree",
    "answer",
    "close_need",
    "close_round",
    "close_step",
    "contest",
    "end_offer",
    "give_step",
    "level",
    "levels",
    "need",
    "needs",
    "offer_help",
    "offers",
    "open_round",
    "overview",
    "own_schools",
    "propose",
    "raise_need",
    "rounds",
    "school",
    "sheet",
    "step",
    "understand",
]
