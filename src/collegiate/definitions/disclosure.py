"""The smallest numbers that may be shown."""

from dataclasses import dataclass

from collegiate.definitions.reading import Checked


@dataclass(frozen=True, kw_only=True)
class Disclosure(Checked):
    """
    From how many on something may be shown.

    Attributes
    ----------
    fewest_answers : int
        Answers to a form, before anything of them is shown to anybody.
    fewest_pupils : int
        Pupils behind a figure, before it is shown outside the school or team it is about.
    reason : str
        Why, as a sentence for the person who asks.
    """

    fewest_answers: int
    fewest_pupils: int
    reason: str
