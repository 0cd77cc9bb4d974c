"""What people fill in about needs: a school's sheet, a need, an offer, a round, a level."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collegiate.definitions import levels, ratings, statutory_steps, strands
from collegiate.foundation.ui.forms import DateField, Filters, Once, Versioned
from collegiate.improvement.needs.commands import Given
from collegiate.improvement.needs.models import LevelStage, StepOutcome
from collegiate.improvement.needs.queries import STAGE_WORDS, Sheet
from collegiate.values import AcademicYear

CANNOT_SAY = "0"
OTHERS = "others"
LONGEST = 1_000


class SheetForm(Versioned):
    """A school's answers on every strand, begun from those of last time."""

    def __init__(self, *args: Any, row: Sheet, last: Sheet | None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        choices = [*((str(value), words) for value, words in ratings().items()), (CANNOT_SAY, "We cannot say yet")]
        for code, strand in strands().items():
            begun = row.answers[code] or (last.answers[code] if last else None)
            self.fields[f"rating_{code}"] = forms.ChoiceField(
                label=f"{strand.name}: {strand.question[0].lower()}{strand.question[1:]}",
                choices=choices,
                widget=forms.RadioSelect,
                initial=_rating(begun) if begun else None,
                error_messages={"required": f"Answer on {strand.name.lower()}, or say that you cannot yet."},
                help_text=_last_time(last, code),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=f"In your own words, on {strand.name.lower()}",
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=begun.text if begun else "",
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a few words wherever the school cannot say yet."""
        cleaned = super().clean() or self.cleaned_data
        for code in strands():
            if cleaned.get(f"rating_{code}") == CANNOT_SAY and not cleaned.get(f"text_{code}", "").strip():
                self.add_error(f"text_{code}", "Say in a few words why you cannot say yet.")
        return cleaned

    def answers(self) -> dict[str, Given]:
        """Return the answers by strand."""
        return {
            code: Given(int(self.cleaned_data[f"rating_{code}"]) or None, self.cleaned_data[f"text_{code}"])
            for code in strands()
        }

    def stored(self, name: str, row: Sheet) -> Any:
        """Return what the sheet holds now for a field."""
        kind, _, code = name.partition("_")
        answer = row.answers[code]
        if answer is None:
            return ""
        return answer.text if kind == "text" else _rating(answer)


def _rating(answer: Any) -> str:
    return str(answer.rating or CANNOT_SAY)


def _last_time(last: Sheet | None, code: str) -> str:
    answer = last.answers[code] if last else None
    if last is None or answer is None:
        return ""
    said = ratings()[answer.rating] if answer.rating else "We cannot say yet"
    return f"{last.round.name}: {said}."


class RoundForm(Once):
    """A round to open."""

    name = forms.CharField(label="Name of the round", max_length=100, help_text="Like “Autumn 2026”.")
    year = forms.CharField(label="School year", max_length=9, help_text="Like 2026/27.")
    opens_on = DateField(label="It opens on")
    closes_on = DateField(label="To be answered by")

    def clean_year(self) -> AcademicYear:
        """Read the school year."""
        try:
            return AcademicYear.parse(self.cleaned_data["year"])
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


def strand_choices() -> list[tuple[str, str]]:
    """Return the strands to choose from."""
    return [(code, strand.name) for code, strand in strands().items()]


class NeedForm(Once):
    """A need of a school, with the figures it rests on."""

    strand = forms.ChoiceField(label="Strand", choices=strand_choices)
    title = forms.CharField(label="The need in a few words", max_length=200)
    text = forms.CharField(
        label="What is the need?",
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Begin with what goes well. Name no child.",
    )

    def __init__(self, *args: Any, figures: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if figures:
            self.fields["evidence"] = forms.MultipleChoiceField(
                label="Which figures does it rest on?",
                choices=[(str(pk), words) for pk, words in figures],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def chosen(self) -> set[int]:
        """Return the figures that were ticked."""
        return {int(pk) for pk in self.cleaned_data.get("evidence", [])}


class WordsForm(Once):
    """A few words: what was understood, why a need is closed, why a school disagrees, what it is answered."""

    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint
        self.fields["text"].error_messages["required"] = f"Answer “{label}”."


class OfferForm(Once):
    """Help to offer."""

    organisation = forms.ChoiceField(label="Who offers it?")
    strand = forms.ChoiceField(label="Strand", choices=strand_choices)
    title = forms.CharField(label="The offer in a few words", max_length=200)
    what = forms.CharField(
        label="What is it, and for whom?", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    days_a_term = forms.IntegerField(label="How many days a term?", min_value=1, max_value=60)
    until_on = DateField(label="Until which day?", required=False)

    def __init__(self, *args: Any, organisations: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in organisations.items()]
        self.fields["organisation"] = forms.ChoiceField(
            label="Who offers it?", choices=choices, initial=choices[0][0] if len(choices) == 1 else None
        )


class EndForm(Once):
    """The day an offer ends."""

    until_on = DateField(label="On which day does it end?")


class LevelForm(Once):
    """A level of support to propose, with its reasons."""

    level = forms.ChoiceField(label="Which level of support?", widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label="Which of these are reasons?", widget=forms.CheckboxSelectMultiple, required=False
    )
    own_reason = forms.CharField(
        label="Another reason",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence that the head teacher will read.",
    )
    end_test = forms.CharField(
        label="What would end it?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Said in advance, so that the school can see when it is done.",
    )
    from_on = DateField(label="From which day?")
    review_on = DateField(label="When do we look at it again?")

    def __init__(
        self,
        *args: Any,
        reasons: Sequence[tuple[str, str]],
        ticked: Sequence[str],
        suggested: str,
        from_on: date,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"from_on": from_on, "level": suggested or None, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        level, given = self.fields["level"], self.fields["reasons"]
        level.choices = [(code, f"{one.name}: {one.words}") for code, one in levels().items()]  # type: ignore[attr-defined]
        given.choices = list(reasons)  # type: ignore[attr-defined]
        given.initial = list(ticked)
        if not reasons:
            del self.fields["reasons"]

    def clean(self) -> dict[str, Any]:
        """Insist on a reason."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("reasons") and not cleaned.get("own_reason", "").strip():
            self.add_error("own_reason", "Give at least one reason.")
        return cleaned


class StepForm(Once):
    """A statutory step that was given."""

    kind = forms.ChoiceField(
        label="Which step is it?",
        choices=lambda: [(one.code, f"{one.name}: {one.words} ({one.law})") for one in statutory_steps().kinds],
        widget=forms.RadioSelect,
    )
    given_on = DateField(label="On which day was it given?")
    asks = forms.CharField(
        label="What is asked?",
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="As in your letter, in short. It cannot be changed once it is recorded. Name no child.",
    )
    due_on = DateField(label="By which day is it to be done?")


class CloseStepForm(Once):
    """What a school answered to a statutory step, and how it ended."""

    outcome = forms.ChoiceField(label="How did it end?", choices=StepOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label="What did the school answer, and what follows?",
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A step that is closed stays as it is.",
    )


class WhichOwnSchools(Filters):
    """Schools of the local authority: those it maintains, or the others."""

    which = forms.ChoiceField(label="Schools", choices=[("", "Maintained schools"), (OTHERS, "Academies and others")])


class WhichLevels(Filters):
    """Levels of a stage."""

    stage = forms.ChoiceField(
        label="Stage",
        choices=[
            ("", "Every stage"),
            *((stage.value, words) for stage, words in STAGE_WORDS.items() if stage != LevelStage.REPLACED),
        ],
    )


class WhichStrand(Filters):
    """Needs or offers of a strand."""

    strand = forms.ChoiceField(label="Strand", choices=lambda: [("", "Every strand"), *strand_choices()])
