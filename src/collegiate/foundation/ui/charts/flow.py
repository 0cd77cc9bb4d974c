"""What came and went over time, up and down from nothing, and a line of what that left."""

from collections.abc import Iterator
from dataclasses import dataclass

from collegiate.foundation.ui.charts.drawing import (
    GRID,
    INK,
    NARROW,
    PAPER,
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
)
from collegiate.foundation.ui.charts.scale import Scale, reach, round_numbers
from collegiate.foundation.ui.components import Column, Table
from collegiate.values import Money

PLOT = {True: 220, False: 260}  # how high the plot is, narrow or wide


@dataclass(frozen=True, slots=True)
class Time:
    """One time: its label, an amount for each series (below nothing where it goes out), and what that leaves."""

    label: str
    amounts: tuple[Money, ...]
    left: Money


@dataclass(frozen=True, slots=True)
class Flow:
    """
    Money over time.

    Attributes
    ----------
    series : tuple of (str, int)
        What each amount is called, and which of the five colours it has.
    left : str
        What the line is called.
    now : int
        Place of the time it is now; what comes after it is drawn beyond a dashed line.
    """

    title: str
    times: tuple[Time, ...]
    series: tuple[tuple[str, int], ...]
    left: str
    now: int
    source: str = ""
    label: str = "Month"

    @property
    def description(self) -> str:
        """What the picture shows, in a sentence; the figures are in the table."""
        first, now, last = (self.times[place] for place in (0, self.now, -1))
        told = ", ".join(f"{said(one.left)} in {one.label}" for one in dict.fromkeys((first, now, last)))
        return f"Columns of {len(self.times)} months, and a line: {self.left.lower()} {told}. The table has every month in which something moves."

    def table(self) -> Table:
        """Return the times in which something moved: what goes out without its sign, since its column says so."""
        moved = [one for place, one in enumerate(self.times) if any(one.amounts) or place == self.now]
        rows = [[one.label, *(_plain(amount) for amount in one.amounts), one.left] for one in moved]
        columns = [Column(self.label), *(Column(name, numeric=True) for name, _ in self.series)]
        return Table(
            self.title, [*columns, Column(self.left, numeric=True)], rows, quiet_caption=True,
            note="Months in which nothing moves are left out." if len(moved) < len(self.times) else "",
        )  # fmt: skip

    def svg(self, key: str = "chart", *, width: float = 720, class_: str = "") -> str:
        """Return the picture; `key` begins its ids and must be its own on a page."""
        explained = [(mark("rect", width=24, height=14, fill=fill(key, colour)), name) for name, colour in self.series]
        line = mark("path", d="M0 7H24", stroke=PAPER, stroke_width=6) + mark(
            "path", d="M0 7H24", stroke=INK, stroke_width=3
        )
        parts, top = legend([*explained, (line, self.left)], width)
        places = round_numbers(*self._reach())
        bottom = top + 14 + PLOT[width < NARROW]
        gutter = max(width_of(said(place, "£")) for place in places) + 10
        up = Scale(places[0], places[-1], bottom, top + 14)
        step = (width - gutter - 6) / max(len(self.times), 1)
        across = [gutter + step * (i + 0.5) for i in range(len(self.times))]
        body = [
            patterns(key, (colour for _, colour in self.series)),
            *parts,
            *self._grid(places, up, gutter, width),
            *self._columns(key, across, step * 0.72, up),
            *self._line(across, up),
            *self._now(across, step, up),
            *self._when(across, step, bottom, width),
        ]  # fmt: skip
        return picture(
            key,
            width=width,
            height=bottom + 30,
            title=self.title,
            description=self.description,
            parts=body,
            class_=class_,
        )

    def _reach(self) -> tuple[float, float]:
        ends = [0.0]
        for one in self.times:
            sizes = [size_of(amount) for amount in one.amounts]
            ends += [
                sum(size for size in sizes if size > 0),
                sum(size for size in sizes if size < 0),
                size_of(one.left),
            ]
        return reach(ends)

    def _grid(self, places: list[float], up: Scale, gutter: float, width: float) -> Iterator[str]:
        for place in places:
            stroke = INK if place == 0 else GRID
            yield mark("path", d=f"M{gutter:.1f} {up(place):.1f}H{width:.1f}", stroke=stroke, stroke_width=1)
            yield text(said(place, "£"), gutter - 8, up(place) + 5, text_anchor="end", fill=QUIET, font_size=SIZE - 1)

    def _columns(self, key: str, across: list[float], wide: float, up: Scale) -> Iterator[str]:
        """Yield the amounts of each time, stacked away from nothing on either side."""
        for one, x in zip(self.times, across, strict=True):
            reached = {True: 0.0, False: 0.0}
            for (name, colour), amount in zip(self.series, one.amounts, strict=True):
                if not amount:
                    continue
                size = size_of(amount)
                begin = reached[size > 0]
                reached[size > 0] = begin + size
                high, low = up(max(begin, begin + size)), up(min(begin, begin + size))
                words = tip(f"{one.label}, {name.lower()}: {said(_plain(amount))}")
                yield mark(
                    "rect", words, x=x - wide / 2, y=high, width=wide, height=max(low - high, 1), fill=fill(key, colour)
                )

    def _line(self, across: list[float], up: Scale) -> Iterator[str]:
        places = "L".join(f"{x:.1f} {up(size_of(one.left)):.1f}" for one, x in zip(self.times, across, strict=True))
        for colour, wide in ((PAPER, 6), (INK, 3)):
            yield mark("path", d=f"M{places}", stroke=colour, stroke_width=wide, fill="none", stroke_linejoin="round")

    def _now(self, across: list[float], step: float, up: Scale) -> Iterator[str]:
        if self.now < len(self.times) - 1:
            x = across[self.now] + step / 2
            yield mark(
                "path",
                d=f"M{x:.1f} {up.end:.1f}V{up.start:.1f}",
                stroke=QUIET,
                stroke_width=1.5,
                stroke_dasharray="4 4",
            )
            yield text("to come", x + 6, up.end + 4, fill=QUIET, font_size=SIZE - 1)

    def _when(self, across: list[float], step: float, bottom: float, width: float) -> Iterator[str]:
        """Yield the times under the plot, the present one among them and no two touching."""
        widest = max((width_of(one.label, SIZE - 1) for one in self.times), default=0) + 10
        every = max(1, -int(-widest // step))
        for i, (one, x) in enumerate(zip(self.times, across, strict=True)):
            half = width_of(one.label, SIZE - 1) / 2
            if (i - self.now) % every == 0 and x + half <= width:
                yield text(one.label, x, bottom + 22, text_anchor="middle", fill=INK, font_size=SIZE - 1)


def _plain(amount: Money) -> Money:
    """Return an amount without its sign."""
    return Money(abs(amount.pence))
