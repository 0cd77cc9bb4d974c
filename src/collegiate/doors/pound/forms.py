"""What narrows where the money went."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.doors.pound.facts import in_words
from collegiate.foundation.ui.forms import Filters
from collegiate.improvement.fund.models import Fund
from collegiate.values import FinancialYear


class Where(Filters):
    """A fund and a financial year."""

    fund = forms.ChoiceField(label="Fund")
    year = forms.ChoiceField(label="Financial year")

    def __init__(self, *args: Any, funds: Sequence[Fund], years: Sequence[FinancialYear], **how: Any) -> None:
        super().__init__(*args, **how)
        self.years = {f"{one.books}-{one.starts}": one for one in years}
        self.fields["fund"].choices = [("", "Every fund"), *((str(one.pk), one.name) for one in funds)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "Every year"), *((key, in_words(one)) for key, one in self.years.items())]  # type: ignore[attr-defined]
