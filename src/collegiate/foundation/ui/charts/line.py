"""A figure over time with its doubt, and schools like this one behind it as a grey band."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from collegiate.foundation.ui.charts.drawing import (
    BAND,
    GRID,
    INK,
    NARROW,
    PAPER,
    QUIET,
    SIZE,
    TEAL,
    legend,
    mark,
    patterns,
    picture,
    said,
    text,
    tip,
    width_of,
)
from collegiate.foundation.ui.charts.scale import Scale, reach, round_numbers
from collegiate.foundation.ui.components import Column, Table
from collegiate.values import CannotSay

PLOT = {True: 190, False: 230}  # how high the plot is, narrow or wide
LIKELY = "Likely range"


@dataclass(frozen=True, slots=True)
class Point:
    """
    A value at a time, or why there is none.

    `low` and `high` bound its likely range; `like_low` and `like_high` the middle half of schools like this one.
    """

    label: str
    value: float | int | CannotSay
    low: float | None = None
    high: float | None = None
    like_low: float | None = None
    like_high: float | None = None
    n: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line over time.

    Attributes
    ----------
    unit : str
        "%", "£" or a word ("points").
    name, like_name : str
        Whose line it is, and what the grey band is.
    lowest, highest : float or None
        Where the scale begins and ends; by default round numbers round what is drawn.
    """

    title: str
    points: tuple[Point, ...]
    unit: str = ""
    name: str = "This school"
    like_name: str = "Schools like it"
    source: str = ""
    label: str = "Year"
    lowest: float | None = None
    highest: float | None = None

    @property
    def known(self) -> list[Point]:
        """The points that have a value."""
        return [point for point in self.points if not isinstance(point.value, CannotSay)]

    @property
    def description(self) -> str:
        """What the picture shows, in a sentence; the figures are in the table."""
        if not self.known:
            return f"{self.name}: none of {len(self.points)} values can be said. The table says why."
        first, last = self.known[0], self.known[-1]
        words = f"{self.name}: {self.said(first)} in {first.label}"
        if last is not first:
            words += f" and {self.said(last)} in {last.label}"
        gaps = len(self.points) - len(self.known)
        return f"{words}.{f' {gaps} cannot be said.' if gaps else ''} The table has every figure."

    def table(self) -> Table:
        """Return the same values as a table."""
        optional: list[tuple[str, Callable[[Point], str]]] = [
            (LIKELY, self.likely), (self.like_name, self.like), ("Of", lambda point: point.n),
        ]  # fmt: skip
        there = [(name, say) for name, say in optional if any(say(point) for point in self.points)]
        rows = [
            [
                point.label,
                point.value if isinstance(point.value, CannotSay) else self.said(point),
                *(say(point) for _, say in there),
            ]
            for point in self.points
        ]
        columns = [Column(self.label), Column(self.name, numeric=True), *(Column(name) for name, _ in there)]
        return Table(self.title, columns, rows, quiet_caption=True, stack=len(columns) > 2)

    def likely(self, point: Point) -> str:
        """Return a point's likely range in words; nothing where it has none."""
        return self._range(point.low, point.high)

    def like(self, point: Point) -> str:
        """Return where schools like it lie, in words; nothing where that is not known."""
        return self._range(point.like_low, point.like_high)

    def svg(self, key: str = "chart", *, width: float = 720, class_: str = "") -> str:
        """Return the picture; `key` begins its ids and must be its own on a page."""
        body, height = self.draw(key, width)
        return picture(
            key, width=width, height=height, title=self.title, description=self.description, parts=body, class_=class_
        )

    def draw(self, key: str, width: float, *, explained: bool = True) -> tuple[list[str], float]:
        """Return what is inside the picture, and its height; small multiples explain their marks once, for all."""
        parts, top = legend(self.explained(key) if explained else [], width)
        places = round_numbers(*self._reach())
        bottom = top + 14 + PLOT[width < NARROW]
        gutter = max(width_of(said(place, self.unit)) for place in places) + 10
        up = Scale(places[0], places[-1], bottom, top + 14)
        step = (width - gutter - 12) / max(len(self.points), 1)
        across = [gutter + step * (i + 0.5) for i in range(len(self.points))]
        drawn = [
            patterns(key, ()),
            *parts,
            *self._grid(places, up, gutter, width),
            *self._gaps(key, across, step, up),
            *self._band(across, up),
            *self._path(across, up),
            *self._dots(across, up, step, width),
            *self._when(across, step, bottom),
        ]
        return drawn, bottom + 30

    def said(self, point: Point) -> str:
        """Return a point's value in words, or why there is none."""
        return said(point.value, self.unit)

    def _range(self, low: float | None, high: float | None) -> str:
        return "" if low is None or high is None else f"{said(low, self.unit)} to {said(high, self.unit)}"

    def _reach(self) -> tuple[float, float]:
        given = [
            value
            for point in self.points
            for value in (point.value, point.low, point.high, point.like_low, point.like_high)
            if value is not None and not isinstance(value, CannotSay)
        ]
        low, high = reach(float(value) for value in given)
        return (low if self.lowest is None else self.lowest), (high if self.highest is None else self.highest)

    def explained(self, key: str) -> list[tuple[str, str]]:
        """Return what the legend explains: only what is drawn."""
        line = mark("path", d="M0 7H24", stroke=TEAL, stroke_width=3) + mark("circle", cx=12, cy=7, r=4.5, fill=TEAL)
        items = [(line, self.name)]
        if any(self.likely(point) for point in self.known):
            items.append(
                (mark("path", d="M12 0V14M7 0H17M7 14H17", stroke=TEAL, stroke_width=2, fill="none"), LIKELY.lower())
            )
        if any(self.like(point) for point in self.points):
            items.append((mark("rect", width=24, height=14, fill=BAND), self.like_name))
        if len(self.known) < len(self.points):
            items.append((mark("rect", width=24, height=14, fill=f"url(#{key}-gap)"), "cannot say"))
        return items

    def _grid(self, places: list[float], up: Scale, gutter: float, width: float) -> Iterator[str]:
        for place in places:
            yield mark("path", d=f"M{gutter:.1f} {up(place):.1f}H{width:.1f}", stroke=GRID, stroke_width=1)
            yield text(
                said(place, self.unit), gutter - 8, up(place) + 5, text_anchor="end", fill=QUIET, font_size=SIZE - 1
            )

    def _gaps(self, key: str, across: list[float], step: float, up: Scale) -> Iterator[str]:
        wide = min(step * 0.6, 60)
        for point, x in zip(self.points, across, strict=True):
            if isinstance(point.value, CannotSay):
                said_why = tip(f"{point.label}: {point.value.sentence()}")
                yield mark(
                    "rect",
                    said_why,
                    x=x - wide / 2,
                    y=up.end,
                    width=wide,
                    height=up.start - up.end,
                    fill=f"url(#{key}-gap)",
                )

    def _band(self, across: list[float], up: Scale) -> Iterator[str]:
        """Yield the grey band, broken where schools like it are not known."""
        for run in _runs(self.points, across, lambda point: bool(self.like(point))):
            half = 12 if len(run) == 1 else 0  # one year alone is a short bar
            over = [
                f"{x + d:.1f} {up(point.like_high or 0):.1f}"
                for point, x in run
                for d in ((-half, half) if half else (0,))
            ]
            under = [
                f"{x + d:.1f} {up(point.like_low or 0):.1f}"
                for point, x in run
                for d in ((-half, half) if half else (0,))
            ]
            yield mark("path", d=f"M{'L'.join([*over, *reversed(under)])}Z", fill=BAND)

    def _path(self, across: list[float], up: Scale) -> Iterator[str]:
        """Yield the line, broken where a value cannot be said."""
        for run in _runs(self.points, across, lambda point: not isinstance(point.value, CannotSay)):
            places = "L".join(f"{x:.1f} {up(_value(point)):.1f}" for point, x in run)
            yield mark("path", d=f"M{places}", stroke=TEAL, stroke_width=3, fill="none", stroke_linejoin="round")

    def _dots(self, across: list[float], up: Scale, step: float, width: float) -> Iterator[str]:
        for point, x in zip(self.points, across, strict=True):
            if isinstance(point.value, CannotSay):
                continue
            y = up(point.value)
            if point.low is not None and point.high is not None:
                ends = f"M{x:.1f} {up(point.low):.1f}V{up(point.high):.1f}"
                caps = "".join(f"M{x - 5:.1f} {up(end):.1f}H{x + 5:.1f}" for end in (point.low, point.high))
                yield mark("path", d=ends + caps, stroke=TEAL, stroke_width=2, fill="none")
            likely = self.likely(point)
            words = f"{point.label}: {self.said(point)}{f' (likely {likely})' if likely else ''}"
            yield mark("circle", tip(words), cx=x, cy=y, r=5.5, fill=TEAL, stroke=PAPER, stroke_width=2)
            wide = width_of(self.said(point)) + 4
            if step >= wide + 12 or point is self.known[-1]:
                yield text(
                    self.said(point), min(x + 9, width - wide), y - 10, font_weight="700",
                    stroke=PAPER, stroke_width=4, paint_order="stroke", stroke_linejoin="round",
                )  # fmt: skip

    def _when(self, across: list[float], step: float, bottom: float) -> Iterator[str]:
        """Yield the times under the plot; where they would touch, every other one."""
        every = 1
        widest = max((width_of(point.label, SIZE - 1) for point in self.points), default=0) + 8
        while step * every < widest and every < len(self.points):
            every += 1
        for i, (point, x) in enumerate(zip(self.points, across, strict=True)):
            if (len(self.points) - 1 - i) % every == 0:
                yield text(point.label, x, bottom + 22, text_anchor="middle", fill=INK, font_size=SIZE - 1)


def _value(point: Point) -> float:
    return 0.0 if isinstance(point.value, CannotSay) else float(point.value)


def _runs(
    points: tuple[Point, ...], across: list[float], belongs: Callable[[Point], bool]
) -> Iterator[list[tuple[Point, float]]]:
    """Yield the stretches of points, with their places, that belong together without a gap."""
    run: list[tuple[Point, float]] = []
    for point, x in zip(points, across, strict=True):
        if belongs(point):
            run.append((point, x))
        elif run:
            yield run
            run = []
    if run:
        yield run
