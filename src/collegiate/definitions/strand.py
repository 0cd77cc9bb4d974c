"""The five strands of school improvement, and the four answers a school can give on each."""

from dataclasses import dataclass

from collegiate.definitions.reading import Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """
    One strand.

    Attributes
    ----------
    letter, colour : str
        What marks it everywhere: one letter, and the name of one colour of the palette.
    question : str
        What a school is asked about it in a needs round.
    """

    code: str
    name: str
    letter: str
    colour: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One answer a school can give about itself; never shown beside another school's."""

    value: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Strands(Checked):
    """The file: strands in their order, and ratings from most help wanted to most help offered."""

    strands: tuple[Strand, ...]
    ratings: tuple[Rating, ...]
