"""What stands where a value cannot be given: never 0, never NaN, always a reason."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Why a value is missing, from one list for the whole of Collegiate."""

    SUPPRESSED = "suppressed"
    TOO_FEW = "too_few"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    NOT_LOADED = "not_loaded"

    @property
    def words(self) -> str:
        """The status as a person reads it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class CannotSay:
    """
    A first-class answer: this cannot be said, because.

    Attributes
    ----------
    because : str
        A sentence that a head teacher can read. It ends with a full stop.
    status : Status
        The kind of reason, for counting and for exports.
    """

    because: str
    status: Status = Status.TOO_FEW

    def __post_init__(self) -> None:
        if not self.because.strip():
            raise ValueError("Give the reason: CannotSay(because=…) is shown to a person.")

    def sentence(self) -> str:
        """Return the words to show in place of the value."""
        return f"Cannot say: {self.because[0].lower()}{self.because[1:]}"

    def __str__(self) -> str:
        return self.sentence()
