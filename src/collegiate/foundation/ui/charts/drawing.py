"""The strokes that every chart is drawn with: text, patterns, legend, and the picture round them."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from collegiate.values import CannotSay, Money

FACE = "Atkinson Hyperlegible Next, Atkinson Hyperlegible Next Extended, system-ui, sans-serif"
INK, QUIET, GRID, BAND, PAPER, TEAL = "#0b0c0c", "#505a5f", "#d9dedf", "#d3d9db", "#ffffff", "#0b5563"
SERIES = (TEAL, "#e69f00", "#009e73", "#cc79a7", "#56b4e9")  # ours, then Okabe and Ito's; each with its own pattern
SIZE = 15
# Widths in ems, as measured in our face's bold; a letter not named is as wide as a small one.
WIDTHS = dict.fromkeys("0123456789£", 0.64) | {
    "%": 0.97,
    " ": 0.31,
    ".": 0.27,
    ",": 0.27,
    "/": 0.44,
    "·": 0.3,
    "m": 0.85,
    "w": 0.8,
}
LARGE, SMALL = 0.67, 0.51
NARROW = 480


def number(value: float) -> str:
    """Return a coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def attributes(given: dict[str, Any]) -> str:
    """Return attributes; an underscore in a name stands for a hyphen, and at its end for nothing."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(number(value) if isinstance(value, int | float) else str(value))}"'
        for name, value in given.items()
    )


def mark(name: str, *inside: str, **given: Any) -> str:
    """Return an element; what is inside is markup already."""
    return f"<{name}{attributes(given)}>{''.join(inside)}</{name}>" if inside else f"<{name}{attributes(given)}/>"


def tip(words: str) -> str:
    """Return the words that a pointer resting on a mark brings up."""
    return mark("title", escape(words))


def text(words: str, x: float, y: float, **given: Any) -> str:
    """Return words at a place."""
    return mark("text", escape(words), **{"x": x, "y": y, "font_size": SIZE, "fill": INK, **given})


def width_of(words: str, size: float = SIZE) -> float:
    """Return about how wide words are, in drawing units."""
    return size * sum(WIDTHS.get(letter, LARGE if letter.isupper() else SMALL) for letter in words)


def wrapped(words: str, width: float, size: float = SIZE) -> list[str]:
    """Return words in lines of about a width."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def said(value: float | int | Money | CannotSay, unit: str = "") -> str:
    """
    Return a value with its unit, as chart and table both say it.

    >>> said(61.25, "%"), said(1200, "£"), said(3, "days"), said(1, ""), said(-2.0, " points")
    ('61.2%', '£1,200', '3 days', '1', '-2 points')
    """
    if isinstance(value, CannotSay):
        return value.sentence()
    if isinstance(value, Money):
        return value.pounds
    tenth = f"{value:,.1f}".removesuffix(".0")
    if unit == "£":
        return f"-£{tenth[1:]}" if tenth.startswith("-") else f"£{tenth}"
    return f"{tenth}{unit if unit in ('', '%') else ' ' + unit.strip()}"


def size_of(value: float | int | Money) -> float:
    """Return a value as a length; of money, in pounds."""
    return value.pence / 100 if isinstance(value, Money) else float(value)


def fill(key: str, series: int) -> str:
    """Return what a mark of a series is filled with."""
    return f"url(#{key}-p{series})" if series else SERIES[0]


def patterns(key: str, used: Iterable[int]) -> str:
    """Return the patterns of the series used (the first is plain), and of gaps."""
    shapes = (
        "",
        "M-3 3L3 -3M0 12L12 0M9 15L15 9",
        "M4 4h4v4h-4z",
        "M0 6H12M6 0V12",
        "M3 0V12M9 0V12",
    )
    drawn = [
        mark(
            "pattern",
            mark("rect", width=12, height=12, fill=SERIES[series]),
            mark("path", d=shapes[series], stroke=PAPER, stroke_width=2.5, fill=PAPER if series == 2 else "none"),
            id=f"{key}-p{series}", width=12, height=12, patternUnits="userSpaceOnUse",
        )
        for series in sorted(set(used))
        if series
    ]  # fmt: skip
    gap = mark(
        "pattern",
        mark("path", d="M-2 2L2 -2M0 8L8 0M6 10L10 6", stroke="#c3cacc", stroke_width=1.5),
        id=f"{key}-gap", width=8, height=8, patternUnits="userSpaceOnUse",
    )  # fmt: skip
    return mark("defs", *drawn, gap)


def legend(items: Sequence[tuple[str, str]], width: float) -> tuple[list[str], float]:
    """Return the marks that explain the others (each a mark 24 by 14 at its own origin, and words), and their height."""
    parts: list[str] = []
    x, y = 0.0, 0.0
    for drawn, words in items:
        wide = 32 + width_of(words) + 20
        if x and x + wide > width:
            x, y = 0.0, y + 22
        parts.append(
            mark("g", drawn, text(words, 32, 12, font_size=SIZE - 1), transform=f"translate({number(x)} {number(y)})")
        )
        x += wide
    return parts, (y + 30 if items else 0)


def picture(
    key: str, *, width: float, height: float, title: str, description: str, parts: Iterable[str], class_: str = ""
) -> str:
    """Return a whole picture, named and described for those who cannot see it."""
    return mark(
        "svg",
        mark("title", escape(title), id=f"{key}-title"),
        mark("desc", escape(description), id=f"{key}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}",
        width=width, height=height, role="img", aria_labelledby=f"{key}-title {key}-desc",
        font_family=FACE, **({"class_": class_} if class_ else {}),
    )  # fmt: skip
