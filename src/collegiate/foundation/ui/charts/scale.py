"""From numbers to places on paper, and the round numbers that an axis names."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values (`low` to `high`) to places (`start` to `end`, in drawing units)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_numbers(low: float, high: float, *, about: int = 4) -> list[float]:
    """
    Return about so many evenly spaced round numbers that reach from `low` or below to `high` or above.

    >>> round_numbers(0, 87)
    [0.0, 25.0, 50.0, 75.0, 100.0]
    >>> round_numbers(52.1, 66.9)
    [50.0, 55.0, 60.0, 65.0, 70.0]
    >>> round_numbers(3, 3)
    [3.0, 3.25, 3.5, 3.75, 4.0]
    """
    if high <= low:
        high = low + 1
    rough = (high - low) / about
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(step * size for step in STEPS if step * size >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(place * step, 10) for place in range(first, last + 1)]


def reach(values: Iterable[float]) -> tuple[float, float]:
    """Return the least and the greatest of some values; of none, 0 and 1."""
    found = list(values)
    return (min(found), max(found)) if found else (0.0, 1.0)
