"""How much help a school has: four levels with kind words, and what each entitles a school to."""

from dataclasses import dataclass

from collegiate.definitions.reading import Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportLevel:
    """
    One level of support.

    Attributes
    ----------
    words : str
        What it means, in a sentence a head teacher would be glad to read aloud.
    entitlement : tuple of str
        What the school can expect of the partnership, a line each.
    from_share : float
        The smallest share of the most an index of need can be (0 to 1) from which this level is suggested. People decide.
    """

    code: str
    name: str
    words: str
    entitlement: tuple[str, ...]
    from_share: float


@dataclass(frozen=True, kw_only=True)
class Levels(Checked):
    """The file: levels from the least help to the most."""

    levels: tuple[SupportLevel, ...]

    def __post_init__(self) -> None:
        """
        Refuse levels that are out of order.

        :raises ValueError: if a level's share is not above the one before, or the first is not 0
        """
        super().__post_init__()
        shares = [level.from_share for level in self.levels]
        if shares[:1] != [0.0] or sorted(set(shares)) != shares:
            raise ValueError("levels must begin at from_share 0 and go up")
