"""Forms of the report."""

from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, Once, Versioned


class Draft(Once):
    """The time a report is on."""

    title = forms.CharField(label="What is the report called?", max_length=200)
    from_on = DateField(label="From which day?")
    until_on = DateField(label="Until which day?")

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("from_on") and cleaned.get("until_on") and cleaned["until_on"] < cleaned["from_on"]:
            self.add_error("until_on", "The last day lies before the first.")
        return cleaned


class Foreword(Versioned):
    """The words before the four aspects."""

    foreword = forms.CharField(label="Foreword", widget=forms.Textarea(attrs={"rows": 8}), required=False)


class Confirm(Once):
    """A deed that needs nothing typed."""
