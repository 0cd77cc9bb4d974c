"""The pictures of disclosure (the table itself) and of allocation (wishes met, by two rules)."""

from typing import Any

from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.charts.drawing import GRID, INK, PAPER, QUIET, SIZE, TEAL, mark, patterns, text
from tests.analytics.explanations.plot import WIDE, whole

CELL_WIDE, CELL_HIGH, LEFT, TOP = 130.0, 62.0, 130.0, 40.0
COLUMNS, ROWS = ("group A", "group B", "group C", "total"), ("Hillside", "Brook", "Ashmere", "total")


def disclosure(worked: dict[str, Any]) -> str:
    """Return the table as it may be published, with the range of each hidden count."""
    safe = worked["safe"]
    parts = [mark("rect", x=0, y=0, width=WIDE, height=310, fill=PAPER), patterns("disclosure", ())]
    for column, words in enumerate(COLUMNS):
        parts.append(text(words, LEFT + (column + 0.5) * CELL_WIDE, TOP - 14, text_anchor="middle", fill=QUIET))
    for row, words in enumerate(ROWS):
        parts.append(text(words, LEFT - 12, TOP + (row + 0.6) * CELL_HIGH, text_anchor="end", fill=QUIET))
        for column in range(len(COLUMNS)):
            parts += _cell(safe, row, column)
    return whole("disclosure", "A table of counts that may be published", safe.sentence(), parts, height=310)


def _cell(safe: Any, row: int, column: int) -> list[str]:
    x, y = LEFT + column * CELL_WIDE, TOP + row * CELL_HIGH
    hidden, small = bool(safe.hidden[row, column]), bool(safe.primary[row, column])
    frame = mark(
        "rect", x=x, y=y, width=CELL_WIDE, height=CELL_HIGH,
        fill="url(#disclosure-gap)" if hidden else PAPER, stroke=TEAL if small else GRID, stroke_width=3 if small else 1,
    )  # fmt: skip
    if not hidden:
        total = "700" if "total" in (ROWS[row], COLUMNS[column]) else "400"
        count = str(safe.table[row, column])
        return [
            frame,
            text(count, x + CELL_WIDE / 2, y + 38, text_anchor="middle", font_size=SIZE + 3, font_weight=total),
        ]
    ground = mark("rect", x=x + 14, y=y + 10, width=CELL_WIDE - 28, height=CELL_HIGH - 20, fill=PAPER)
    what = "small, hidden" if small else "hidden with it"
    between = f"{safe.low[row, column]:.0f} to {safe.high[row, column]:.0f}"
    return [
        frame,
        ground,
        text(what, x + CELL_WIDE / 2, y + 28, text_anchor="middle", font_size=SIZE - 2, fill=INK),
        text(between, x + CELL_WIDE / 2, y + 46, text_anchor="middle", font_size=SIZE - 1, font_weight="700"),
    ]


def allocation(worked: dict[str, Any]) -> str:
    """Return how many people get how many wishes, by the best allocation and by the queue."""
    best, queue = worked["best"].score.met, worked["queue"].score.met
    marks = [
        Mark(words if series == 0 else " ", met.get(wishes, 0), series)
        for wishes, words in ((3, "three wishes"), (2, "two wishes"), (1, "one wish"), (0, "none"))
        for series, met in enumerate((best, queue))
    ]
    chart = Bar("Wishes met", tuple(marks), unit="people", series=("best allocation", "first come, first served"))
    return chart.svg("allocation").replace(
        "<title", f"{mark('rect', width='100%', height='100%', fill=PAPER)}<title", 1
    )
