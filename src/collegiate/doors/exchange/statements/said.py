"""What a bank said."""

from dataclasses import dataclass
from datetime import date

from collegiate.values import Money


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of a statement: money in, or out where it is negative; `balance` after it, where the bank says so."""

    place: int  # the line of the file it stands on
    on: date
    amount: Money
    words: str
    reference: str = ""
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """
    A whole statement, its lines the oldest first.

    Attributes
    ----------
    opening, closing : Money or None
        What the account held before the first line and after the last, where the bank says so.
    """

    file: str
    lines: tuple[SaidLine, ...]
    opening: Money | None
    closing: Money | None

    @property
    def from_on(self) -> date:
        """The day of the first line."""
        return self.lines[0].on

    @property
    def until_on(self) -> date:
        """The day of the last line."""
        return self.lines[-1].on
