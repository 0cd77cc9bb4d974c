"""Forms of sharing practice."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.definitions import Strand
from collegiate.foundation.ui.forms import DateField, Filters, Once
from collegiate.improvement.practice.models import EvidenceLevel, Origin
from collegiate.partnership.members.models import Organisation


class WhichPractices(Filters):
    """Which practices are listed."""

    strand = forms.ChoiceField(label="Strand", required=False)
    words = forms.CharField(label="With the words", required=False, max_length=60)

    def __init__(self, *args: Any, strands: Sequence[Strand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strand"].choices = [("", "Every strand"), *((one.code, one.name) for one in strands)]  # type: ignore[attr-defined]


class WriteUp(Once):
    """An account of practice, what went wrong included."""

    title = forms.CharField(label="What is it, in a few words?", max_length=200)
    organisation = forms.ChoiceField(label="Whose is it?", required=False)
    source = forms.CharField(
        label="Where is it from, if not from a school here?", max_length=300, required=False,
        help_text="A book, a trial, another partnership.",
    )  # fmt: skip
    strand = forms.ChoiceField(label="Strand")
    problem = forms.CharField(label="What was the problem?", widget=forms.Textarea(attrs={"rows": 3}))
    what_we_did = forms.CharField(label="What did you do?", widget=forms.Textarea(attrs={"rows": 4}))
    what_went_wrong = forms.CharField(
        label="What went wrong?", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Something always does, and it is what the next school needs most.",
    )  # fmt: skip
    cost_and_time = forms.CharField(label="What did it cost, in money and time?", max_length=300)
    evidence_level = forms.ChoiceField(
        label="How sure are you that it works?", widget=forms.RadioSelect,
        choices=[one for one in EvidenceLevel.choices if one[0] != EvidenceLevel.MEASURED],
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        elsewhere: bool,
        strands: Sequence[Strand],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not elsewhere:
            del self.fields["source"]
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", "From elsewhere" if elsewhere else "Choose one"), *((key, str(one)) for key, one in self.organisations.items()),
        ]  # fmt: skip
        self.fields["strand"].choices = [("", "Choose one"), *((one.code, one.name) for one in strands)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a school or for where it is from."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("organisation") and not cleaned.get("source"):
            elsewhere = "source" in self.fields
            self.add_error(
                "source" if elsewhere else "organisation",
                "Choose a school, or say where it is from." if elsewhere else "Choose a school.",
            )
        return cleaned

    @property
    def school(self) -> Organisation | None:
        """The school that was chosen."""
        return self.organisations.get(self.cleaned_data["organisation"])

    @property
    def origin(self) -> Origin:
        """Whether it is ours."""
        return Origin.OURS if self.school else Origin.ELSEWHERE


class Publish(Once):
    """Until when an account stands before it is looked at again."""

    review_on = DateField(label="When is it looked at again?")


class Withdraw(Once):
    """Why an account is withdrawn."""

    because = forms.CharField(label="Why is it withdrawn?", max_length=300, help_text="The page stays, and says this.")


class Confirm(Once):
    """A deed that needs nothing typed."""
