"""What people fill in to look through the directory, and to keep their own entries."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import Filters, Once, Versioned
from collegiate.partnership.childrens_services.models import OLDEST, Kind
from collegiate.partnership.members.models import Organisation


class Look(Filters):
    """What narrows the directory."""

    words = forms.CharField(label="Words", max_length=100)
    age = forms.IntegerField(label="Age", min_value=0, max_value=OLDEST)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *Kind.choices])


class Entry(forms.Form):
    """What an entry says."""

    name = forms.CharField(label="Name of the service", max_length=150)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose…"), *Kind.choices])
    description = forms.CharField(
        label="What it does, and for whom",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Plain words that a family would use.",
    )
    age_from = forms.IntegerField(label="Youngest age", min_value=0, max_value=OLDEST)
    age_to = forms.IntegerField(label="Oldest age", min_value=0, max_value=OLDEST)
    area = forms.CharField(label="Where it works", max_length=150, help_text="Such as “the whole town” or “Eastfield”.")
    how_to_reach = forms.CharField(
        label="How to reach it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Who may get in touch, how, when, and how long the wait is.",
    )
    telephone = forms.CharField(required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    website = forms.URLField(
        label="Web address", required=False, max_length=300, assume_scheme="https", widget=forms.TextInput()
    )


class Add(Entry, Once):
    """A new entry, for one of the organisations that the person may keep entries of."""

    organisation = forms.ChoiceField(label="Which organisation runs it?")
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [("", "Choose…"), *((pk, str(one)) for pk, one in self.organisations.items())]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]  # it is the ChoiceField above

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, the organisation as itself."""
        filled = {name: self.cleaned_data[name] for name in Entry.base_fields}
        return {**filled, "organisation": self.organisations[self.cleaned_data["organisation"]]}


class Change(Entry, Versioned):
    """An entry that is there."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in Entry.base_fields}
        super().__init__(*args, row=row, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {name: self.cleaned_data[name] for name in Entry.base_fields}
