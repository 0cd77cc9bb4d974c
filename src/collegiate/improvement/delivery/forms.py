"""Forms of delivery."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.definitions import Strand
from collegiate.foundation.ui.forms import DateField, Once
from collegiate.improvement.delivery.models import Element, WorkshopPlace
from collegiate.partnership.members.models import Organisation, Person


class TakePlace(Once):
    """Whose place is taken at a workshop."""

    person = forms.ChoiceField(label="Who is coming?")

    def __init__(self, *args: Any, people: Sequence[tuple[Person, Organisation]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"{person.pk}-{place.pk}": (person, place) for person, place in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"), *((key, f"{person.name}, {place}") for key, (person, place) in self.people.items()),
        ]  # fmt: skip


class WhoCame(Once):
    """Who of those with a place came to a workshop."""

    came = forms.MultipleChoiceField(label="Who came?", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, places: Sequence[WorkshopPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(str(one.pk), f"{one.person.name}, {one.organisation}") for one in places]  # type: ignore[attr-defined]
        self.fields["came"].initial = [str(one.pk) for one in places if one.came]


class PlanDay(Once):
    """A development day, agreed with a school."""

    organisation = forms.ChoiceField(label="In which school?")
    adviser = forms.ChoiceField(label="Who goes?")
    on = DateField(label="On which day?")
    strand = forms.ChoiceField(label="Strand")
    why = forms.CharField(
        label="Why, and what should the school prepare?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        schools: Sequence[Organisation],
        advisers: Sequence[Person],
        strands: Sequence[Strand],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(one.pk): one for one in schools}
        self.advisers = {str(one.pk): one for one in advisers}
        names = [(key, str(one)) for key, one in self.schools.items()]
        self.fields["organisation"].choices = [("", "Choose one"), *names]  # type: ignore[attr-defined]
        self.fields["adviser"].choices = [("", "Choose one"), *((key, one.name) for key, one in self.advisers.items())]  # type: ignore[attr-defined]
        self.fields["strand"].choices = [("", "Choose one"), *((one.code, one.name) for one in strands)]  # type: ignore[attr-defined]
        for element in Element:
            self.fields[f"aim_{element.value}"] = forms.CharField(
                label=f"{element.label}: what is the aim?", max_length=300
            )

    @property
    def aims(self) -> dict[Element, str]:
        """The aim of each element."""
        return {element: self.cleaned_data[f"aim_{element.value}"] for element in Element}


class WriteUp(Once):
    """What happened in each element of a day, and what was agreed next."""

    agreed_next = forms.CharField(label="What was agreed next?", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.fields.pop("agreed_next")
        for element in Element:
            self.fields[f"happened_{element.value}"] = forms.CharField(
                label=f"{element.label}: what happened?", widget=forms.Textarea(attrs={"rows": 3}),
                help_text="What you saw and heard; strengths first.",
            )  # fmt: skip
            self.fields[f"next_{element.value}"] = forms.CharField(
                label=f"{element.label}: the next step", max_length=300, required=False
            )
        self.fields["agreed_next"] = last

    @property
    def elements(self) -> dict[Element, tuple[str, str]]:
        """What happened and the next step, for each element."""
        given = self.cleaned_data
        return {element: (given[f"happened_{element.value}"], given[f"next_{element.value}"]) for element in Element}


class Cancel(Once):
    """Why a day is cancelled."""

    because = forms.CharField(label="Why is it cancelled?", max_length=300)


class Confirm(Once):
    """A deed that needs nothing typed."""
