"""What people fill in when they are asked."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import Once
from collegiate.partnership.feedback.models import Kind, Question

SCALE = [(5, "5 – very much"), (4, "4"), (3, "3 – partly"), (2, "2"), (1, "1 – not at all")]
MOST_WORDS = 1000  # characters; two minutes' worth


class Answers(Once):
    """A form's own questions, each a field called ``question_<id>``."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({f"question_{one.pk}": _field(one) for one in questions})
        self.questions = questions

    def answers(self) -> dict[int, int | str | None]:
        """Return what was filled in, by the question's id."""
        return {one.pk: self.cleaned_data[f"question_{one.pk}"] for one in self.questions}


class ReplyToIt(Once):
    """A reply to what was said of one's work."""

    text = forms.CharField(
        label="What do you say to it?",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="Everybody who was asked reads it. Say what you heard, and what you will do.",
    )


def _field(question: Question) -> forms.Field:
    if question.kind == Kind.SCALE:
        return forms.TypedChoiceField(
            label=question.text,
            choices=SCALE,
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": f"Choose a number from 1 to 5 for “{question.text}”"},
        )
    return forms.CharField(
        label=question.text,
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Please name nobody, and nothing that would tell who you are.",
    )
