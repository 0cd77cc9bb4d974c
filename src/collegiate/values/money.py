"""Money in whole pence, never floats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """
    An amount of pounds sterling, held in whole pence.

    Shown with pence ("£1,234.50") in ledgers and confirmations; `.pounds` gives whole pounds for sentences.
    """

    pence: int

    def __post_init__(self) -> None:
        if type(self.pence) is not int:
            raise TypeError(f"Money is whole pence, not {self.pence!r}.")

    @classmethod
    def parse(cls, text: str) -> "Money":
        """
        Read what a person types: "12,000", "£12,000.50", "-3.2".

        :raises ValueError: if it is not an amount, or has parts of a penny
        """
        plain = text.strip().replace("£", "").replace(",", "").replace(" ", "")
        try:
            pence = Decimal(plain) * 100
        except InvalidOperation:
            raise ValueError(f"“{text}” is not an amount of money. Write it like 1,234.50.") from None
        if not pence.is_finite() or pence != pence.to_integral_value():
            raise ValueError(f"“{text}” has parts of a penny. Write it like 1,234.50.")
        return cls(int(pence))

    @classmethod
    def total(cls, amounts: "Iterable[Money]") -> "Money":
        """Return the sum; nothing adds up to £0.00."""
        return cls(sum(amount.pence for amount in amounts))

    def __str__(self) -> str:
        sign = "-" if self.pence < 0 else ""
        pounds, pence = divmod(abs(self.pence), 100)
        return f"{sign}£{pounds:,}.{pence:02d}"

    @property
    def plain(self) -> str:
        """The amount as other programs read it, to the penny: "-1234.50"."""
        pounds, pence = divmod(abs(self.pence), 100)
        return f"{'-' if self.pence < 0 else ''}{pounds}.{pence:02d}"

    @property
    def pounds(self) -> str:
        """The amount in whole pounds, halves rounded to even, for use inside sentences."""
        rounded = round(Decimal(self.pence) / 100)
        return f"{'-' if rounded < 0 else ''}£{abs(rounded):,}"

    def __bool__(self) -> bool:
        return self.pence != 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.pence + other.pence)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.pence - other.pence)

    def __neg__(self) -> "Money":
        return Money(-self.pence)

    def __mul__(self, times: int) -> "Money":
        return Money(self.pence * times)

    def __lt__(self, other: "Money") -> bool:
        return self.pence < other.pence

    def shared(self, weights: Sequence[int]) -> "list[Money]":
        """
        Share the amount by weights, to the penny, by largest remainder; ties go to the earlier.

        :raises ValueError: if a weight is negative or all are 0
        """
        whole = sum(weights)
        if min(weights, default=0) < 0 or whole == 0:
            raise ValueError("Weights must not be negative, and one at least must count.")
        parts = [divmod(self.pence * weight, whole) for weight in weights]
        left = self.pence - sum(part for part, _ in parts)
        first = set(sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))[:left])
        return [Money(part + (i in first)) for i, (part, _) in enumerate(parts)]
