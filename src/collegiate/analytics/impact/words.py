"""How a change is written: rounded as far as it is known, and never rounded across nought."""

from math import floor, log10


def decimals_for(lower: float, upper: float) -> int:
    """Return how many decimals show an interval: half its width keeps one figure, and no end turns to nought."""
    width = (upper - lower) / 2
    decimals = max(0, -floor(log10(width))) if width > 0 else 1
    ends = [abs(end) for end in (lower, upper) if end]
    while decimals < 12 and any(round(end, decimals) == 0 for end in ends):
        decimals += 1
    return decimals


def amount(value: float, unit: str, decimals: int) -> str:
    """Return "1 point", "4 points", "0.25 points": the size without its sign."""
    number = f"{abs(value):,.{decimals}f}"
    one = float(number.replace(",", "")) == 1
    return f"{number} {unit[:-1] if one and unit.endswith('s') else unit}"


def between(lower: float, upper: float, unit: str) -> str:
    """
    Return an interval of improvement in words.

    "2 and 6 points better", "2 and 6 points worse", "1 point worse and 4 points better".
    """
    places = decimals_for(lower, upper)
    if lower < 0 < upper:
        return f"{amount(lower, unit, places)} worse and {amount(upper, unit, places)} better"
    near, far = sorted((abs(lower), abs(upper)))
    return f"{near:,.{places}f} and {amount(far, unit, places)} {'worse' if upper <= 0 else 'better'}"
