"""Forms of the fund."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, MoneyField, Once
from collegiate.improvement.fund.models import Fund
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear


class OpenFund(Once):
    """A fund and what it is for."""

    name = forms.CharField(label="Name of the fund", max_length=150)
    purpose = forms.CharField(label="What is it for?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    opened_on = DateField(label="Opens on")


class Expect(Once):
    """What a member owes for a year."""

    organisation = forms.ChoiceField(label="Which member pays?")
    fund = forms.ChoiceField(label="Into which fund?")
    year = forms.ChoiceField(label="For which school year?")
    amount = MoneyField(label="Amount")
    due_on = DateField(label="Due on")

    def __init__(
        self,
        *args: Any,
        funds: Sequence[Fund],
        organisations: Sequence[Organisation],
        year: AcademicYear,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {str(one.pk): one for one in funds}
        self.organisations = {str(one.pk): one for one in organisations}
        members = [("", "Choose one"), *((key, str(one)) for key, one in self.organisations.items())]
        self.fields["organisation"].choices = members  # type: ignore[attr-defined]
        self.fields["fund"].choices = [(key, one.name) for key, one in self.funds.items()]  # type: ignore[attr-defined]
        years = [(str(one), str(one)) for one in (year, year + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class On(Once):
    """The day on which money came in or left, as the bank says."""

    on = DateField(label="On which day, as the bank statement says?")


class Authorise(Once):
    """That somebody authorises a payment; the form says which step it is, since the payment may have moved on."""

    step = forms.CharField(widget=forms.HiddenInput, initial="authorise")


class Pay(On):
    """That a payment left the bank."""

    step = forms.CharField(widget=forms.HiddenInput, initial="pay")


class Refuse(Once):
    """Why a payment is refused."""

    because = forms.CharField(label="Why is it refused?", max_length=300, help_text="Whoever asked for it reads this.")


class Confirm(Once):
    """A deed that needs nothing typed."""
