"""Axes for pictures of numbers, in the strokes of the project's own charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collegiate.foundation.ui.charts.drawing import GRID, INK, PAPER, QUIET, SIZE, mark, picture, text, width_of
from collegiate.foundation.ui.charts.scale import Scale, reach, round_numbers

WIDE, HIGH = 720.0, 400.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 40.0, 52.0


@dataclass(frozen=True)
class Axes:
    """Two straight scales, with round numbers along both."""

    across: Scale
    up: Scale
    columns: Sequence[float]
    rows: Sequence[float]

    @classmethod
    def of(cls, across: Iterable[float], up: Iterable[float]) -> "Axes":
        """Return axes that reach over all of these values."""
        columns, rows = round_numbers(*reach(across), about=6), round_numbers(*reach(up), about=5)
        return cls(
            Scale(columns[0], columns[-1], LEFT, WIDE - RIGHT),
            Scale(rows[0], rows[-1], HIGH - BOTTOM, TOP),
            columns,
            rows,
        )

    def drawn(self, under: str, beside: str, *, rows: bool = True) -> list[str]:
        """Return the lines, their numbers, and what they are."""
        parts = [mark("rect", x=0, y=0, width=WIDE, height=HIGH, fill=PAPER)]
        for value in self.columns:
            x = self.across(value)
            parts.append(mark("path", d=f"M{x:.1f} {TOP:.1f}V{HIGH - BOTTOM:.1f}", stroke=GRID, stroke_width=1))
            parts.append(
                text(f"{value:g}", x, HIGH - BOTTOM + 18, text_anchor="middle", font_size=SIZE - 1, fill=QUIET)
            )
        for value in self.rows if rows else ():
            y = self.up(value)
            parts.append(mark("path", d=f"M{LEFT:.1f} {y:.1f}H{WIDE - RIGHT:.1f}", stroke=GRID, stroke_width=1))
            parts.append(text(f"{value:g}", LEFT - 8, y + 5, text_anchor="end", font_size=SIZE - 1, fill=QUIET))
        parts.append(text(under, WIDE - RIGHT, HIGH - 10, text_anchor="end"))
        parts.append(text(beside, 4, 20))
        return parts

    def line(self, xs: Sequence[float], ys: Sequence[float], **given: object) -> str:
        """Return a line through places."""
        places = "L".join(f"{self.across(x):.1f} {self.up(y):.1f}" for x, y in zip(xs, ys, strict=True))
        return mark("path", d=f"M{places}", fill="none", **given)

    def dot(self, x: float, y: float, **given: object) -> str:
        """Return a dot."""
        return mark("circle", cx=self.across(x), cy=self.up(y), **given)


def labelled(words: str, x: float, y: float) -> str:
    """Return words on a paper ground, to be read over marks."""
    ground = mark("rect", x=x - 3, y=y - 15, width=width_of(words) + 6, height=20, fill=PAPER, fill_opacity="0.85")
    return ground + text(words, x, y, fill=INK, font_weight="700")


def whole(key: str, title: str, description: str, parts: Iterable[str], *, height: float = HIGH) -> str:
    """Return the picture."""
    return picture(key, width=WIDE, height=height, title=title, description=description, parts=parts)
