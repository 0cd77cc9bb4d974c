"""What people fill in to write a notice, and to choose what they are mailed about."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import Once, Versioned
from collegiate.partnership.communications.models import SuppressionReason, Topic
from collegiate.partnership.communications.queries import Audience, Choice
from collegiate.partnership.members.models import Organisation


class Write(Once):
    """A notice of one's own."""

    audience = forms.ChoiceField(label="Whom do you write to?")
    topic = forms.ChoiceField(
        label="What is it about?",
        choices=Topic.choices,
        help_text="People choose by this what they are mailed about. Everybody finds the notice on their own page.",
    )
    subject = forms.CharField(label="Its subject", max_length=150)
    text = forms.CharField(
        label="The notice itself",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=5000,
        help_text="Plain words, strengths first. Never name a pupil.",
    )
    bad_news = forms.BooleanField(
        required=False,
        label="This is bad news for somebody",
        help_text="It then waits for a Monday to Thursday in term, before the last week, when somebody is there to talk.",
    )

    def __init__(self, *args: Any, audiences: Sequence[Audience], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose…"), *((one.code, f"{one.name} ({people_words(one.people)})") for one in audiences)]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]  # it is the ChoiceField above


def people_words(how_many: int) -> str:
    """Return "1 person" or "71 people"."""
    return "1 person" if how_many == 1 else f"{how_many:,} people"


class Preferences(Versioned):
    """What somebody wants to be mailed about: a tick for each topic."""

    topics = forms.MultipleChoiceField(
        label="Mail me about",
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, row: Choice, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"topics": self.stored("topics", row)}, **kwargs)

    def stored(self, name: str, row: Choice) -> list[str]:
        """Return the topics that are wanted now."""
        return [topic.value for topic, wanted in row.topics.items() if wanted]

    def by_mail(self) -> dict[Topic, bool]:
        """Return for every topic whether it is wanted by mail."""
        return {topic: topic.value in self.cleaned_data["topics"] for topic in Topic}


class Never(Once):
    """An address that is never to be mailed."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    reason = forms.ChoiceField(label="Why?", choices=SuppressionReason.choices, widget=forms.RadioSelect)


class Ask(Once):
    """A question about a school, or about all of us."""

    about = forms.ChoiceField(label="What is it about?")
    text = forms.CharField(
        label="What do you want to know?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text="Name no pupil and no colleague. The head teacher or the coordinator answers, and you are told.",
    )

    def __init__(self, *args: Any, schools: Sequence[Organisation], of_us_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(one.pk): one for one in schools}
        everybody = [("all", "The whole partnership")] if of_us_all else []
        choices = [*everybody, *((key, str(one)) for key, one in self.schools.items())]
        self.fields["about"].choices = choices if len(choices) <= 1 else [("", "Choose one"), *choices]  # type: ignore[attr-defined]  # as above

    @property
    def organisation(self) -> Organisation | None:
        """The school that it is about; none where it is about all of us."""
        return self.schools.get(self.cleaned_data["about"])


class AnswerEnquiry(Once):
    """An answer, and what changed."""

    answer = forms.CharField(label="Your answer", widget=forms.Textarea(attrs={"rows": 6}), max_length=4000)
    changed = forms.CharField(
        label="What changed because of it?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Leave it empty where nothing had to.",
    )
