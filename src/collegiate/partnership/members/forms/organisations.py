"""Forms about organisations."""

from datetime import date
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, Filters, Once, Versioned
from collegiate.partnership.members.models import Basis, Kind, Phase, Scheme

FACTS = ("name", "street", "locality", "town", "postcode", "telephone", "website", "age_from", "age_to")
TEXTS = ("street", "locality", "town", "postcode", "telephone", "website")


class WhichMembers(Filters):
    """Members by a part of their name or place, by kind, and schools by phase."""

    words = forms.CharField(label="Name, place or number", max_length=100)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *Kind.choices])
    phase = forms.ChoiceField(label="Phase", choices=[("", "Every phase"), *Phase.choices])


class _Details(forms.Form):
    name = forms.CharField(max_length=200)
    street = forms.CharField(max_length=200, required=False)
    locality = forms.CharField(max_length=100, required=False, help_text="The village or part of the town.")
    town = forms.CharField(max_length=100, required=False)
    postcode = forms.CharField(max_length=10, required=False)
    telephone = forms.CharField(max_length=30, required=False)
    website = forms.CharField(max_length=300, required=False)
    age_from = forms.IntegerField(label="Youngest age", min_value=0, max_value=99, required=False)
    age_to = forms.IntegerField(label="Oldest age", min_value=0, max_value=99, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse ages that are not in order, beside the box they are typed in."""
        found = super().clean() or self.cleaned_data
        youngest, oldest = found.get("age_from"), found.get("age_to")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_to", "The oldest age cannot be below the youngest.")
        return found

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {name: self.cleaned_data[name] for name in FACTS}


class EditOrganisation(Versioned, _Details):
    """An organisation's details; give it `row`."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(row, name) for name in FACTS} | (kwargs.get("initial") or {})
        super().__init__(*args, row=row, **kwargs)
        if row.is_school:
            self.fields["name"].required = bool(row.name)  # the register publishes some schools without one


class AddMember(Once, _Details):
    """A new member of any kind."""

    kind = forms.ChoiceField(label="What is it?", choices=[("", "Choose a kind"), *Kind.choices])
    phase = forms.ChoiceField(choices=[("", "Not a school"), *Phase.choices], required=False, help_text="Schools only.")
    urn = forms.RegexField(
        label="URN",
        regex=r"^[1-9]\d{4,6}$",
        required=False,
        help_text="The school’s number in the national register.",
        error_messages={"invalid": "Enter a URN of six figures."},
    )
    charity = forms.CharField(label="Charity number", max_length=20, required=False)
    company = forms.CharField(label="Company number", max_length=20, required=False)
    basis = forms.ChoiceField(label="On what terms does it join?", choices=Basis.choices, widget=forms.RadioSelect)
    voting = forms.BooleanField(label="It has a vote", required=False, initial=True)
    joined_on = DateField(label="Day it joins")

    field_order = ["kind", "phase", "name", "urn", "charity", "company"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"joined_on": today, "basis": Basis.SUBSCRIPTION.value} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Insist on a phase for a school and on none for anything else, and on a URN for a school."""
        found = super().clean()
        is_school = found.get("kind") == Kind.SCHOOL
        if is_school and not found.get("phase"):
            self.add_error("phase", "Choose the phase of the school.")
        if is_school and not found.get("urn") and "urn" not in self.errors:
            self.add_error("urn", "Enter the URN of the school.")
        if found.get("kind") and not is_school and found.get("phase"):
            self.add_error("phase", "Only a school has a phase.")
        return found

    def identifiers(self) -> dict[str, str]:
        """Return the numbers that were typed, by scheme."""
        given = {Scheme.URN: "urn", Scheme.CHARITY: "charity", Scheme.COMPANY: "company"}
        return {scheme.value: self.cleaned_data[name] for scheme, name in given.items() if self.cleaned_data[name]}


class LeavePartnership(Once):
    """The day an organisation leaves the partnership."""

    left_on = DateField(label="Last day as a member")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"left_on": today}, **kwargs)
