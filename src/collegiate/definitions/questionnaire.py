"""Standing questions: asked in the same words every time, so that one answer can be laid beside the next."""

from dataclasses import dataclass
from enum import StrEnum

from collegiate.definitions.reading import Checked


class AnswerKind(StrEnum):
    """How a question is answered; the values are those that feedback keeps."""

    SCALE = "scale5"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingQuestion:
    """One question, in the words that people read."""

    text: str
    kind: AnswerKind


@dataclass(frozen=True, kw_only=True)
class Questionnaire(Checked):
    """
    Questions that belong together.

    Attributes
    ----------
    code : str
        What code calls it; the file is named after it.
    purpose : str
        What the answers are for, as those who are asked read it.
    minutes : int
        How long it takes to answer.
    """

    code: str
    purpose: str
    minutes: int
    questions: tuple[StandingQuestion, ...]

    def __post_init__(self) -> None:
        """
        Refuse a questionnaire that asks nothing.

        :raises ValueError: if it does
        """
        super().__post_init__()
        if not self.questions:
            raise ValueError("a questionnaire needs a question")

    def asked(self) -> list[tuple[str, str]]:
        """Return the questions as feedback takes them: (text, kind)."""
        return [(question.text, question.kind.value) for question in self.questions]
