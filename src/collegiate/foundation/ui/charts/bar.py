"""Bars that lie, so that the names of schools can be read beside them."""

from dataclasses import dataclass

from collegiate.foundation.ui.charts.drawing import (
    INK,
    NARROW,
    QUIET,
    SIZE,
    fill,
    legend,
    mark,
    patterns,
    picture,
    said,
    size_of,
    text,
    tip,
    width_of,
    wrapped,
)
from collegiate.foundation.ui.charts.scale import Scale
from collegiate.foundation.ui.components import Column, Table
from collegiate.values import CannotSay, Money

THICK = 24
LINE = 19


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: its label, its value or why there is none, which series it belongs to, and a small note ("58 pupils")."""

    label: str
    value: float | int | Money | CannotSay
    series: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """
    A bar chart from zero.

    Attributes
    ----------
    unit : str
        "%", "£" or a word ("days"); Money says its own.
    series : tuple of str
        What the series are called, at most five; needed only where there are several.
    highest : float or None
        Where the scale ends (100 for shares of a whole); by default a round number past the longest bar.
    """

    title: str
    marks: tuple[Mark, ...]
    unit: str = ""
    series: tuple[str, ...] = ()
    source: str = ""
    highest: float | None = None
    label: str = "Name"

    def __post_init__(self) -> None:
        if any(_length(one) < 0 for one in self.marks):
            raise ValueError("A bar begins at zero and goes one way: show values below zero in a table.")

    @property
    def description(self) -> str:
        """What the picture shows, in a sentence; the figures are in the table."""
        known = [one for one in self.marks if not isinstance(one.value, CannotSay)]
        gaps = len(self.marks) - len(known)
        words = f"Bar chart of {len(self.marks)} values"
        if known:
            least, most = min(known, key=_length), max(known, key=_length)
            words += (
                f", from {said(least.value, self.unit)} ({least.label}) to {said(most.value, self.unit)} ({most.label})"
            )
        return f"{words}.{f' {gaps} cannot be said.' if gaps else ''} The table has every figure."

    def table(self) -> Table:
        """Return the same values as a table."""
        noted, several = any(one.note for one in self.marks), len(self.series) > 1
        columns = [Column(self.label), *([Column("Group")] if several else []), Column("Value", numeric=True)]
        rows = [
            [
                one.label,
                *([self.series[one.series]] if several else []),
                one.value if isinstance(one.value, CannotSay) else said(one.value, self.unit),
                *([one.note] if noted else []),
            ]
            for one in self.marks
        ]
        columns += [Column("Of")] if noted else []
        return Table(self.title, columns, rows, quiet_caption=True, stack=len(columns) > 2)

    def svg(self, key: str = "chart", *, width: float = 720, class_: str = "") -> str:
        """Return the picture; `key` begins its ids and must be its own on a page."""
        explained = [
            (mark("rect", width=24, height=14, fill=fill(key, series)), name) for series, name in enumerate(self.series)
        ]
        parts, top = legend(explained if len(explained) > 1 else [], width)
        above = width < NARROW
        gutter = 0 if above else min(width * 0.36, max(width_of(one.label) for one in self.marks) + 14)
        room = max((width_of(_beside(one, self.unit)) for one in self.marks if _length(one)), default=0) + 12
        scale = Scale(0, self._end(), gutter, width - room)
        y = top
        for one in self.marks:
            drawn, y = self._one(one, key, scale, y, above=above)
            parts += drawn
        axis = "" if above else mark("path", d=f"M{gutter:.1f} {top:.1f}V{y:.1f}", stroke=INK, stroke_width=1.5)
        body = [patterns(key, (one.series for one in self.marks)), *parts, axis]
        return picture(
            key, width=width, height=y + 4, title=self.title, description=self.description, parts=body, class_=class_
        )

    def _end(self) -> float:
        if self.highest is not None:
            return self.highest
        return max((_length(one) for one in self.marks), default=0) or 1

    def _one(self, one: Mark, key: str, scale: Scale, y: float, *, above: bool) -> tuple[list[str], float]:
        """Return one bar with its label and value, and where the next begins."""
        parts, lines = [], wrapped(one.label, scale.end if above else scale.start - 14)
        if above:
            parts += [text(words, 0, y + 15 + LINE * i) for i, words in enumerate(lines)]
            y += LINE * len(lines) + 3
            tall = THICK
        else:
            tall = max(THICK, LINE * len(lines))
            first = y + tall / 2 + 5 - LINE * (len(lines) - 1) / 2
            parts += [
                text(words, scale.start - 12, first + LINE * i, text_anchor="end") for i, words in enumerate(lines)
            ]
        middle = y + tall / 2
        if isinstance(one.value, CannotSay):
            gap = mark(
                "rect",
                tip(f"{one.label}: {one.value.sentence()}"),
                x=scale.start,
                y=middle - 9,
                width=64,
                height=18,
                fill=f"url(#{key}-gap)",
            )
            words = text("cannot say", scale.start + 72, middle + 5, fill=QUIET, class_="c-cannot-say")
            return [*parts, gap, words], y + tall + 12
        end = scale(size_of(one.value))
        parts.append(
            mark(
                "rect", tip(f"{one.label}: {_beside(one, self.unit)}"),
                x=min(scale.start, end), y=middle - THICK / 2, width=abs(end - scale.start), height=THICK, fill=fill(key, one.series),
            )
        )  # fmt: skip
        parts.append(text(_beside(one, self.unit), max(end, scale.start) + 8, middle + 5, font_size=SIZE))
        return parts, y + tall + 12


def _length(one: Mark) -> float:
    return 0.0 if isinstance(one.value, CannotSay) else size_of(one.value)


def _beside(one: Mark, unit: str) -> str:
    """Return the words at a bar's end."""
    return said(one.value, unit) + (f" · {one.note}" if one.note else "")
