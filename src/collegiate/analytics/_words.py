"""How numbers are written in sentences: as exactly as they are known and no more."""

from math import floor, isfinite, log10


def decimals_for(width: float, *ends: float) -> int:
    """Return how many decimals show an interval: two figures of its width, and no end that is not nought shown as nought."""
    decimals = max(0, 1 - floor(log10(width))) if width > 0 and isfinite(width) else 1
    decimals = min(decimals, 6)
    while decimals < 12 and any(end and round(end, decimals) == 0 for end in ends):
        decimals += 1
    return decimals


def written(value: float, decimals: int) -> str:
    """Return a number with commas and so many decimals, never "-0"."""
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def percentage(share: float) -> str:
    """Return a share as a percentage: whole, or with one decimal where whole would say 0% or 100% wrongly."""
    text = f"{share:.0%}"
    return f"{share:.1%}" if (text == "0%" and share > 0) or (text == "100%" and share < 1) else text


def percent(level: float) -> str:
    """Return an interval's level: "95%", "99.8%"."""
    return f"{100 * level:g}%"
