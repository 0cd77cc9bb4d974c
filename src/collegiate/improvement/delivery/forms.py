"""Forms of delivery."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime

from collegiate.definitions import Strand
from collegiate.foundation.clock import LONDON
from collegiate.foundation.ui.forms import DateField, Once, Versioned
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery.models import (
    DevelopmentDay,
    Element,
    Programme,
    ProgrammeStrand,
    Workshop,
    WorkshopPlace,
)
from collegiate.partnership.members.models import Organisation, Person


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    form.fields[name].choices = [("", "Choose one"), *choices]  # type: ignore[attr-defined]  # it is a choice field


class ProgrammeFields(forms.Form):
    """What a programme is: its name, its years, and what should be different on each strand."""

    name = forms.CharField(label="What is the programme called?", max_length=150)
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")

    def _ask_for_aims(self, strands: Sequence[Strand]) -> None:
        self.strands = strands
        for one in strands:
            self.fields[f"aim_{one.code}"] = forms.CharField(
                label=f"{one.name}: the aim", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first, and a programme that aims at nothing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "The last day lies before the first.")
        if not any(cleaned.get(f"aim_{one.code}") for one in self.strands):
            self.add_error(
                f"aim_{self.strands[0].code}", "Say on one strand at least what should be different at the end."
            )
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in, as the deeds take it."""
        given = self.cleaned_data
        aims = {one.code: given[f"aim_{one.code}"] for one in self.strands if given[f"aim_{one.code}"]}
        return {name: given[name] for name in ("name", "starts_on", "ends_on")} | {"aims": aims}


class PlanProgramme(ProgrammeFields, Once):
    """A programme for an agreement, begun with what the agreement says."""

    def __init__(self, *args: Any, agreement: Agreement, strands: Sequence[Strand], **kwargs: Any) -> None:
        begun = {"name": agreement.title, "starts_on": agreement.starts_on, "ends_on": agreement.ends_on}
        super().__init__(*args, initial=begun, **kwargs)
        self._ask_for_aims(strands)


class ChangeProgramme(ProgrammeFields, Versioned):
    """A programme that is planned."""

    def __init__(self, *args: Any, row: Programme, strands: Sequence[Strand], **kwargs: Any) -> None:
        now = {name: getattr(row, name) for name in ("name", "starts_on", "ends_on")}
        super().__init__(*args, row=row, initial=now | _aims(row.strands.all()), **kwargs)
        self._ask_for_aims(strands)

    def stored(self, name: str, row: Programme) -> Any:
        """Return what the programme says now; its aims are rows of their own."""
        return _aims(row.strands.all()).get(name, "") if name.startswith("aim_") else getattr(row, name)


def _aims(stored: Iterable[ProgrammeStrand]) -> dict[str, str]:
    return {f"aim_{one.strand}": one.aim for one in stored}


class WorkshopFields(forms.Form):
    """What a workshop is: its strand, title, time, place and how many may come."""

    strand = forms.ChoiceField(label="Strand")
    title = forms.CharField(label="What is it called?", max_length=150)
    on = DateField(label="On which day?")
    starts = forms.TimeField(
        label="When does it begin?", help_text="For example 13:30.", widget=forms.TimeInput(format="%H:%M")
    )
    place = forms.CharField(label="Where is it?", max_length=150)
    places = forms.IntegerField(label="How many places are there?", min_value=1, max_value=1_000)

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in, as the deeds take it."""
        given = self.cleaned_data
        facts = {name: given[name] for name in ("strand", "title", "place", "places")}
        return facts | {"starts_at": datetime.combine(given["on"], given["starts"], LONDON)}


class AddWorkshop(WorkshopFields, Once):
    """A workshop to be added to a programme, on one of its strands."""

    def __init__(self, *args: Any, strands: Sequence[Strand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "strand", [(one.code, one.name) for one in strands])


class ChangeWorkshop(WorkshopFields, Versioned):
    """A workshop that is to come."""

    def __init__(self, *args: Any, row: Workshop, strands: Sequence[Strand], **kwargs: Any) -> None:
        now = {name: self.stored(name, row) for name in WorkshopFields.base_fields}
        super().__init__(*args, row=row, initial=now, **kwargs)
        _choose(self, "strand", [(one.code, one.name) for one in strands])

    def stored(self, name: str, row: Workshop) -> Any:
        """Return what the workshop says now; day and time are one moment there."""
        begins = localtime(row.starts_at)
        return {"on": begins.date(), "starts": begins.time()}.get(name) or getattr(row, name)


class TakePlace(Once):
    """Whose place is taken at a workshop."""

    person = forms.ChoiceField(label="Who is coming?")

    def __init__(self, *args: Any, people: Sequence[tuple[Person, Organisation]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"{person.pk}-{place.pk}": (person, place) for person, place in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"), *((key, f"{person.name}, {place}") for key, (person, place) in self.people.items()),
        ]  # fmt: skip


class WhoCame(Versioned):
    """Who of those with a place came to a workshop."""

    came = forms.MultipleChoiceField(label="Who came?", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, places: Sequence[WorkshopPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(str(one.pk), f"{one.person.name}, {one.organisation}") for one in places]  # type: ignore[attr-defined]
        self.fields["came"].initial = _came(places)

    def stored(self, name: str, row: Workshop) -> Any:
        """Return who is recorded now."""
        return _came(row.taken.all())


def _came(places: Iterable[WorkshopPlace]) -> list[str]:
    return [str(one.pk) for one in places if one.came]


class DayFields(forms.Form):
    """What a development day is: who goes, when, on which strand, why, and the aim of each element."""

    adviser = forms.ChoiceField(label="Who goes?")
    on = DateField(label="On which day?")
    strand = forms.ChoiceField(label="Strand")
    why = forms.CharField(
        label="Why, and what should the school prepare?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def _offer(self, advisers: Sequence[Person], strands: Sequence[Strand]) -> None:
        self.advisers = {str(one.pk): one for one in advisers}
        _choose(self, "adviser", [(key, one.name) for key, one in self.advisers.items()])
        _choose(self, "strand", [(one.code, one.name) for one in strands])
        for element in Element:
            self.fields[f"aim_{element.value}"] = forms.CharField(
                label=f"{element.label}: what is the aim?", max_length=300
            )

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in, as the deeds take it."""
        given = self.cleaned_data
        aims = {element: given[f"aim_{element.value}"] for element in Element}
        return {name: given[name] for name in ("on", "strand", "why")} | {
            "adviser": self.advisers[given["adviser"]],
            "aims": aims,
        }


class PlanDay(DayFields, Once):
    """A development day, agreed with a school."""

    organisation = forms.ChoiceField(label="In which school?")
    field_order = ("organisation",)

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
        _choose(self, "organisation", [(key, str(one)) for key, one in self.schools.items()])
        self._offer(advisers, strands)


class ChangeDay(DayFields, Versioned):
    """A development day that is agreed."""

    def __init__(
        self, *args: Any, row: DevelopmentDay, advisers: Sequence[Person], strands: Sequence[Strand], **kwargs: Any
    ) -> None:
        aims = {f"aim_{one.element}": one.aim for one in row.elements.all()}
        now = {name: self.stored(name, row) for name in DayFields.base_fields}
        super().__init__(*args, row=row, initial=now | aims, **kwargs)
        self._offer(advisers, strands)

    def stored(self, name: str, row: DevelopmentDay) -> Any:
        """Return what the day says now; its aims are rows of their own."""
        if name.startswith("aim_"):
            return next((one.aim for one in row.elements.all() if name == f"aim_{one.element}"), "")
        return str(row.adviser_id) if name == "adviser" else getattr(row, name)


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
    """Why a day or a workshop is cancelled."""

    because = forms.CharField(label="Why is it cancelled?", max_length=300)


class Confirm(Once):
    """A deed that needs nothing typed."""
