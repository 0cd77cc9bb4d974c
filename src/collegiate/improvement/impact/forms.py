"""Forms of a study."""

from django import forms

from collegiate.foundation.ui.forms import Once
from collegiate.values import AcademicYear


class Freeze(Once):
    """Which year's outcome judges the support."""

    year = forms.CharField(
        label="Which school year’s figures will show the outcome?", help_text="Write it like 2025/26."
    )

    def clean_year(self) -> AcademicYear:
        """Read the year."""
        try:
            return AcademicYear.parse(self.cleaned_data["year"])
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


class Confirm(Once):
    """A deed that needs nothing typed."""
