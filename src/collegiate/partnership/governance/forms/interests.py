"""What is filled in about interests: declared, raised, ruled on, found, dispensed, and given to every school alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, MoneyField, Once
from collegiate.partnership.governance.forms.meeting import OneOf
from collegiate.partnership.governance.models import (
    Formula,
    InterestFlag,
    Nearness,
    Power,
)
from collegiate.partnership.members.models import Organisation, Person, Phase
from collegiate.values import Money

GRANTED = [(power.value, power.label.capitalize()) for power in (Power.SEE, Power.SCORE, Power.VOTE)]
NEAR = [
    (Nearness.DIRECT.value, "Direct: they, or who pays them, would gain or lose"),
    (Nearness.NEAR.value, "Near: close family would, or the tie ended in the last twelve months"),
]


class DeclareInterest(Once):
    """An interest in one item, of whoever declares it or of somebody else."""

    person = OneOf(label="Who has an interest?")
    nearness = forms.ChoiceField(label="How near is it?", choices=NEAR, widget=forms.RadioSelect)
    because = forms.CharField(
        label="What is the interest?",
        max_length=InterestFlag._meta.get_field("because").max_length,
        help_text="In a few words, for the minutes: “Her brother runs the hall”.",
    )
    organisation = OneOf(label="Organisation", required=False)

    def __init__(
        self, *args: Any, people: Iterable[Person], organisations: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
        self.fields["organisation"].offer(organisations, nothing="None of those the item names")  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["person"].initial = str(people[0].pk)


class RuleOnInterest(Once):
    """Whether an interest that was raised stands."""

    stands = forms.ChoiceField(
        label="Does it stand?",
        choices=[("yes", "It stands: they leave for this item"), ("no", "It does not: they stay")],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Reason, for the minutes", max_length=InterestFlag._meta.get_field("ruling").max_length
    )


class WhichPerson(Once):
    """One of some people."""

    person = OneOf(label="Who?")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class FindInterest(WhichPerson):
    """An interest that was found after a decision."""

    because = forms.CharField(
        label="What was the interest?", max_length=300, help_text="In a few words, for the correction that is minuted."
    )


class Dispense(WhichPerson):
    """What a decision lets somebody do despite their interest."""

    organisation = OneOf(label="Organisation in which they have an interest")
    powers = forms.MultipleChoiceField(
        label="What they may do", choices=GRANTED, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="They count to the quorum in any case, and never chair the item.",
    )  # fmt: skip
    until_on = DateField(label="Last day")

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)  # type: ignore[attr-defined]

    def deed(self) -> dict[str, Any]:
        """Return what was filled in as `commands.dispense` takes it."""
        given = self.given()
        return given | {"powers": frozenset(Power(one) for one in given["powers"])}


class FreezeFormula(Once):
    """What every school of a class gets."""

    name = forms.CharField(label="What each school gets", max_length=Formula._meta.get_field("name").max_length)
    phase = forms.ChoiceField(label="Which schools", choices=[("", "Every school"), *Phase.choices], required=False)
    each = MoneyField(label="For each school", required=False, least=Money(0))
    for_each_unit = MoneyField(label="For each unit", required=False, least=Money(0))
    unit = forms.CharField(
        label="Unit", required=False, max_length=Formula._meta.get_field("unit").max_length,
        help_text="For example: pupil on the roll. Leave it empty where every school gets the same.",
    )  # fmt: skip

    def deed(self) -> dict[str, Any]:
        """Return what was filled in as `commands.freeze_formula` takes it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "phase": Phase(given["phase"]) if given["phase"] else None,
            "each": given["each"] or Money(0),
            "for_each_unit": given["for_each_unit"] or Money(0),
            "unit": given["unit"],
        }


class ShowShares(Once):
    """How many units each school of a class has, pasted from a spreadsheet."""

    units = forms.CharField(
        label="Units of each school",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="One school a line: its name, then the number. Leave it empty where every school gets the same.",
    )

    def __init__(self, *args: Any, schools: Sequence[Organisation], counts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools, self.counts = schools, counts

    def clean_units(self) -> dict[int, int]:
        """Return the units by the school's id; each line names a school of the class, once."""
        if not self.counts:
            return {school.pk: 0 for school in self.schools}
        known = {str(school).casefold(): school.pk for school in self.schools}
        found: dict[int, int] = {}
        for line in filter(str.strip, self.cleaned_data["units"].splitlines()):
            name, _, number = line.strip().replace("\t", " ").rpartition(" ")
            pk = known.get(name.strip(" ,;").casefold())
            if pk is None or not number.isdecimal():
                raise forms.ValidationError(f"“{line.strip()}” is not a school of the class and a number.")
            found[pk] = int(number)
        return found


class NameClass(Once):
    """The formula by which an item gives every school alike."""

    formula = OneOf(label="Formula")

    def __init__(self, *args: Any, formulas: Iterable[Formula], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["formula"].offer(formulas)  # type: ignore[attr-defined]
