"""What people fill in to give us a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collegiate.foundation.ui.forms import MoneyField, Once
from collegiate.values import AcademicYear


class ResultsFile(Once):
    """A file of the performance tables, as it was published."""

    file = forms.FileField(
        label="File",
        help_text="CSV, plain or .gz, under the name it was published under, like 2018-2019_england_abs.csv.",
        error_messages={"empty": "The file is empty. Fetch or save it again."},
    )
    year = forms.CharField(
        label="School year, if the file’s name does not say it", required=False, max_length=9, help_text="Like 2018/19."
    )

    def clean_year(self) -> AcademicYear | None:
        """Read the school year, if one was given."""
        text: Any = self.cleaned_data["year"]
        try:
            return AcademicYear.parse(text) if text else None
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class OpeningFile(Once):
    """A spreadsheet of what each fund held."""

    file = forms.FileField(
        label="File",
        help_text="CSV or .xlsx with the columns fund, on, amount and perhaps note; one row a fund.",
        error_messages={"empty": "The file is empty. Save it again."},
    )


class StatementFile(Once):
    """A bank statement as the bank exports it."""

    file = forms.FileField(
        label="File",
        help_text="CSV or OFX, exported from online banking. Which column is which is found from their names.",
        error_messages={"empty": "The file is empty. Export it again."},
    )
    closing = MoneyField(label="What did the account hold at the end, if the file does not say?", required=False)


class AsRead(Once):
    """That a file, kept when it was read, is taken as it was shown."""

    digest = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
