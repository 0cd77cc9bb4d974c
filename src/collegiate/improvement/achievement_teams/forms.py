"""Forms of a team's cycle: one for each step."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.definitions import Strand
from collegiate.foundation.ui.forms import DateField, Once, Versioned, say_what_to_do
from collegiate.improvement.achievement_teams.models import Band, Keep, Outcome
from collegiate.partnership.members.models import Organisation, Person

MOST = 2000  # pupils in one band; more is a slip of the hand


def counts() -> dict[str, forms.IntegerField]:
    """Return a field for each band, lowest first."""
    fields = {
        f"band_{band.value}": forms.IntegerField(label=f"{band.label}: how many pupils?", min_value=0, max_value=MOST)
        for band in Band
    }
    for field in fields.values():
        say_what_to_do(field)
    return fields


def given_counts(cleaned: dict[str, Any]) -> list[int]:
    """Return the counts that were given, lowest band first."""
    return [cleaned[f"band_{band.value}"] for band in Band]


class FormTeam(Once):
    """Who is in a new team."""

    name = forms.CharField(label="What is the team called?", max_length=150)
    organisation = forms.ChoiceField(label="Which school is it of?")
    facilitator = forms.ChoiceField(label="Who keeps it going?")
    members = forms.MultipleChoiceField(label="Who else is in it?", widget=forms.CheckboxSelectMultiple)
    starts_on = DateField(label="From which day?")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], staff: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.staff = {str(one.pk): one for one in staff}
        self.fields["organisation"].choices = [(key, str(one)) for key, one in self.organisations.items()]  # type: ignore[attr-defined]
        names = [(key, one.name) for key, one in self.staff.items()]
        self.fields["facilitator"].choices = [("", "Choose one"), *names]  # type: ignore[attr-defined]
        self.fields["members"].choices = names  # type: ignore[attr-defined]


class Start(Once):
    """The question of a cycle, and where pupils are now."""

    question = forms.CharField(label="What does the team ask?", max_length=300)
    strand = forms.ChoiceField(label="Strand")
    instrument = forms.CharField(
        label="What do pupils do, now and at the re-test?", max_length=150,
        help_text="Something the school does already, the same both times.",
    )  # fmt: skip

    def __init__(self, *args: Any, strands: Sequence[Strand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strand"].choices = [("", "Choose one"), *((one.code, one.name) for one in strands)]  # type: ignore[attr-defined]
        self.fields.update(counts())


class Evidence(Versioned):
    """What the evidence says."""

    evidence_statement = forms.CharField(
        label="What does the evidence say?", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Begin with a number: “14 of 30 pupils can … and cannot yet …, because …”. Name a cause you can change.",
    )  # fmt: skip


class Goal(Versioned):
    """The goal, the strategy and the day of the re-test."""

    goal = forms.CharField(label="What should be true at the re-test?", widget=forms.Textarea(attrs={"rows": 2}))
    strategy = forms.CharField(
        label="What do you try?", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two things. What would a colleague see if they came in?",
    )  # fmt: skip
    retest_on = DateField(label="When is the re-test?")


class Close(Versioned):
    """How it ended: where pupils are now, and what the team does next."""

    outcome = forms.ChoiceField(label="Was the goal met?", choices=Outcome.choices, widget=forms.RadioSelect)
    keep = forms.ChoiceField(label="What do you do with the strategy?", choices=Keep.choices, widget=forms.RadioSelect)
    learning = forms.CharField(label="What did you learn?", widget=forms.Textarea(attrs={"rows": 3}))
    why_different = forms.CharField(
        label="If not as many pupils as before: why?", max_length=300, required=False,
        help_text="Such as “two moved away”; never a name.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.fields
        self.fields = {**counts(), **last}

    def stored(self, name: str, row: Any) -> Any:
        """Return what the row holds; counts after are written only when it closes."""
        return getattr(row, name, "")


class GiveUp(Once):
    """Why a cycle is given up."""

    because = forms.CharField(label="Why, and what did you learn from it?", widget=forms.Textarea(attrs={"rows": 3}))
