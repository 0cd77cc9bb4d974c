"""Questions about needs."""

from collegiate.improvement.needs.queries.levels import (
    STAGE_WORDS,
    Order,
    history,
    level,
    level_of,
    levels,
    on_the_table,
)
from collegiate.improvement.needs.queries.needs import need, needs, needs_of
from collegiate.improvement.needs.queries.news import news
from collegiate.improvement.needs.queries.offers import offer, offering_for, offers
from collegiate.improvement.needs.queries.reasons import Case, Suggestion, case_for, suggested
from collegiate.improvement.needs.queries.rounds import (
    AnswerInWords,
    Overview,
    OverviewRow,
    Sheet,
    in_words,
    last_sheet,
    my_schools,
    open_round,
    overview,
    round,
    rounds,
    seen_school,
    sheet,
    sheet_for,
    sheets_of,
)

__all__ = [
    "STAGE_WORDS",
    "AnswerInWords",
    "Case",
    "Order",
    "Overview",
    "OverviewRow",
    "Sheet",
    "Suggestion",
    "case_for",
    "history",
    "in_words",
    "last_sheet",
    "level",
    "level_of",
    "levels",
    "my_schools",
    "need",
    "needs",
    "needs_of",
    "news",
    "offer",
    "offering_for",
    "offers",
    "on_the_table",
    "open_round",
    "overview",
    "round",
    "rounds",
    "seen_school",
    "sheet",
    "sheet_for",
    "sheets_of",
    "suggested",
]
