"""How a statement writes its amounts: British or continental marks, and the many ways to say that money went out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collegiate.values import Money

CONTINENTAL = re.compile(r"^[^\d]*\d{1,3}(\.\d{3})*,\d{2}\D*$|^[^\d]*\d+,\d{2}\D*$")
OUT = re.compile(r"\b(dr|d)\b\.?$", re.IGNORECASE)
IN = re.compile(r"\b(cr|c)\b\.?$", re.IGNORECASE)
NOISE = re.compile(r"gbp|£|\s|\u00a0", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amounts:
    """The marks of one file."""

    continental: bool

    @classmethod
    def as_in(cls, rows: Iterable[Sequence[str]], places: Sequence[int]) -> "Amounts":
        """Return the marks that every amount of a file is written with: 1.234,56 only if all are."""
        cells = [row[place] for row in rows for place in places if place < len(row) and row[place].strip(" -")]
        return cls(bool(cells) and all(CONTINENTAL.match(cell.strip()) for cell in cells))

    def read(self, text: str) -> Money:
        """
        Return an amount, negative where money went out: -12.50, 12.50-, (12.50), 12.50 DR.

        :raises ValueError: if it is not an amount in whole pence
        """
        plain = text.strip().replace("\u2212", "-").replace("−", "-")
        negative = False
        if OUT.search(plain):
            plain, negative = OUT.sub("", plain), True
        else:
            plain = IN.sub("", plain)
        plain = NOISE.sub("", plain)
        if plain.startswith("(") and plain.endswith(")"):
            plain, negative = plain[1:-1], True
        if plain.endswith("-"):
            plain, negative = plain[:-1], True
        if self.continental:
            plain = plain.replace(".", "").replace(",", ".")
        try:
            amount = Money.parse(plain.removeprefix("+"))
        except ValueError:
            raise ValueError(f"“{text.strip()}” is not an amount in whole pence.") from None
        return -amount if negative else amount
