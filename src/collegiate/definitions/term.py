"""When schools teach: the terms of each school year, with the week away in the middle."""

from dataclasses import dataclass

from collegiate.definitions.reading import Checked
from collegiate.values import Term


@dataclass(frozen=True, kw_only=True)
class Terms(Checked):
    """The file: terms, the earliest first."""

    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        """
        Refuse terms that are out of order.

        :raises ValueError: if one does not begin after the one before it ended
        """
        super().__post_init__()
        for before, after in zip(self.terms, self.terms[1:], strict=False):
            if after.first_on <= before.last_on:
                raise ValueError(f"{after.name} begins before {before.name} ends")
