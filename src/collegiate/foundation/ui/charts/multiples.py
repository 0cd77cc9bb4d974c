"""Several small lines side by side, over the same years, one table for all."""

from dataclasses import dataclass
from typing import Any

from collegiate.foundation.ui.charts.drawing import FACE, legend, mark, number, patterns, picture, text, wrapped
from collegiate.foundation.ui.charts.line import Line
from collegiate.foundation.ui.components import Column, Table
from collegiate.values import CannotSay

PANEL, GAP, HEAD = 320, 28, 20


@dataclass(frozen=True, slots=True)
class SmallMultiples:
    """
    Small charts of one school over the same years; each keeps its own unit and scale.

    :raises ValueError: if the charts are not over the same years
    """

    title: str
    charts: tuple[Line, ...]
    source: str = ""

    def __post_init__(self) -> None:
        if len({tuple(point.label for point in chart.points) for chart in self.charts}) > 1:
            raise ValueError("Small multiples are over the same years: give each chart a point for each year.")

    @property
    def description(self) -> str:
        """What each small chart shows, a sentence each."""
        return " ".join(f"{chart.title}. {chart.description}" for chart in self.charts)

    def table(self) -> Table:
        """Return the same values as a table: a row a year, a column a chart."""
        years = [point.label for point in self.charts[0].points] if self.charts else []
        rows = [[year, *(_cell(chart, i) for chart in self.charts)] for i, year in enumerate(years)]
        label = self.charts[0].label if self.charts else "Year"
        return Table(
            self.title, [Column(label), *(Column(chart.title) for chart in self.charts)], rows, quiet_caption=True
        )

    def svg(self, key: str = "chart", *, width: float = 720, class_: str = "") -> str:
        """Return all in one picture, as paper needs it; a page draws each by itself so that they can wrap."""
        across = max(1, int((width + GAP) // (PANEL + GAP)))
        wide = (width - GAP * (across - 1)) / across
        parts, top = self._explained(key, width)
        for first in range(0, len(self.charts), across):
            tallest = 0.0
            for place, chart in enumerate(self.charts[first : first + across]):
                body, height = chart.draw(f"{key}-{first + place}", wide, explained=False)
                lines = wrapped(chart.title, wide)
                head = HEAD * len(lines) + 8
                words = [text(words, 0, 15 + HEAD * i, font_weight="700") for i, words in enumerate(lines)]
                parts.append(_moved(place * (wide + GAP), top, *words, _moved(0, head, *body)))
                tallest = max(tallest, height + head)
            top += tallest + GAP
        return picture(
            key,
            width=width,
            height=top - GAP,
            title=self.title,
            description=self.description,
            parts=parts,
            class_=class_,
        )

    def panels(self, key: str) -> list[tuple[str, str]]:
        """Return each chart's title and picture by itself, so that on a page they can wrap."""
        return [(chart.title, self._panel(f"{key}-{place}", chart)) for place, chart in enumerate(self.charts)]

    def legend(self, key: str, *, width: float, class_: str) -> str:
        """Return a picture of what the marks mean, for all the charts; hidden from those who hear the table."""
        parts, height = self._explained(key, width)
        return mark(
            "svg", *parts, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}",
            width=width, height=height, aria_hidden="true", font_family=FACE, class_=class_,
        )  # fmt: skip

    def _panel(self, key: str, chart: Line) -> str:
        body, height = chart.draw(key, PANEL, explained=False)
        return picture(key, width=PANEL, height=height, title=chart.title, description=chart.description, parts=body)

    def _explained(self, key: str, width: float) -> tuple[list[str], float]:
        """Return the legend of the chart that needs most explaining, with the pattern it uses."""
        items = max((chart.explained(key) for chart in self.charts), key=len, default=[])
        parts, height = legend(items, width)
        return [patterns(key, ()), *parts], height


def _moved(right: float, down: float, *parts: str) -> str:
    return mark("g", *parts, transform=f"translate({number(right)} {number(down)})")


def _cell(chart: Line, place: int) -> Any:
    """Return a point in words: the value, its likely range, where schools like it lie; or why it cannot be said."""
    point = chart.points[place]
    if isinstance(point.value, CannotSay):
        return point.value
    more = [
        f"likely {chart.likely(point)}" if chart.likely(point) else "",
        f"{chart.like_name.lower()} {chart.like(point)}" if chart.like(point) else "",
        point.n,
    ]
    said = "; ".join(words for words in more if words)
    return f"{chart.said(point)} ({said})" if said else chart.said(point)
