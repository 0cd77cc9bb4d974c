"""Questions about needs."""

from collegiate.improvement.needs.queries.levels import (
    STAGE_WORDS,
    history,
    level,
    level_of,
    levels,
    on_the_table,
)
from collegiate.improvement.needs.queries.needs import need, needs, needs_of
from collegiate.improvement.needs.queries.news import news
from collegiate.improvement.needs.queries.offers import offer, offers
from collegiate.improvement.needs.queries.rounds import (
    Overview,
    OverviewRow,
    Sheet,
    last_sheet,
    open_round,
    overview,
    round,
    rounds,
    sheet,
    sheets_of,
)

__all__ = [
    "STAGE_WORDS",
    "Overview",
    "OverviewRow",
    "Sheet",
    "history",
    "last_sheet",
    "level",
    "level_of",
    "levels",
    "need",
    "needs",
    "needs_of",
    "news",
    "offer",
    "offers",
    "on_the_table",
    "open_round",
    "overview",
    "round",
    "rounds",
    "sheet",
    "sheets_of",
]
