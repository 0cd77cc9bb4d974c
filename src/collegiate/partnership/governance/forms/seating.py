"""What is filled in to form a group, to adopt its terms, and to make, fill and end its seats."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, MoneyField, Once, Versioned
from collegiate.partnership.governance.forms.meeting import OneOf
from collegiate.partnership.governance.models import Capacity, Publication, Seat, TermsOfReference, VotingRule
from collegiate.partnership.governance.queries import MEETS
from collegiate.partnership.members.models import Group, GroupKind, Person
from collegiate.values import Money

NAME_OR_MAIL = "Their name as the partnership knows it, or their e-mail address."


def _longest(model: Any, field: str) -> int:
    return int(model._meta.get_field(field).max_length)


class FormGroup(Once):
    """A group to be formed."""

    kind = forms.ChoiceField(
        label="What kind of group", choices=[(kind.value, kind.label) for kind in MEETS], widget=forms.RadioSelect
    )
    name = forms.CharField(label="Its name", max_length=_longest(Group, "name"))
    purpose = forms.CharField(label="What it is for", max_length=_longest(Group, "purpose"), required=False)
    starts_on = DateField(label="Its first day")

    def clean_kind(self) -> GroupKind:
        """Return the kind itself."""
        return GroupKind(self.cleaned_data["kind"])


class AdoptTerms(Versioned):
    """A new version of a group's terms of reference."""

    purpose = forms.CharField(
        label="What the group is for",
        max_length=_longest(TermsOfReference, "purpose"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    quorum = forms.IntegerField(
        label="Quorum",
        min_value=2,
        max_value=200,
        help_text="How many people with a vote, and without an interest, must be in the room.",
    )
    voting_rule = forms.ChoiceField(label="How it decides", choices=VotingRule, widget=forms.RadioSelect)
    notice_days = forms.IntegerField(label="Days of notice of a meeting", min_value=0, max_value=90)
    publication = forms.ChoiceField(label="What the public may read", choices=Publication, widget=forms.RadioSelect)
    reserve_panel = OneOf(
        label="Reserve panel",
        required=False,
        help_text="The panel that decides where interests leave too few in the room.",
    )
    chairs_action = MoneyField(
        label="Most the chair may spend between meetings",
        required=False,
        least=Money(0),
        help_text="Leave it empty where the chair may not act alone.",
    )
    initials = forms.CharField(
        label="Initials",
        max_length=_longest(TermsOfReference, "initials"),
        help_text="They begin the number of each decision, like SG.",
    )
    agreed_on = DateField(label="Day it was agreed", help_text="The terms are in force from this day.")

    def __init__(
        self, *args: Any, panels: Sequence[Group], row: TermsOfReference | None, today: date, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"agreed_on": today}
        if row is not None:
            kept = (
                "purpose",
                "quorum",
                "voting_rule",
                "notice_days",
                "publication",
                "initials",
                "reserve_panel",
                "chairs_action",
            )
            initial |= {name: self.stored(name, row) for name in kept}
        super().__init__(*args, row=row or TermsOfReference(version=0), initial=initial, **kwargs)
        self.fields["reserve_panel"].offer(panels, nothing="No panel")  # type: ignore[attr-defined]  # a field of ours

    def stored(self, name: str, row: TermsOfReference) -> Any:
        """Return what the version in force says."""
        return (row.reserve_panel_id or "") if name == "reserve_panel" else super().stored(name, row)

    def deed(self) -> dict[str, Any]:
        """Return what was filled in as `commands.adopt_terms` takes it."""
        given = self.given()
        return given | {
            "after": self.cleaned_data["version"],
            "voting_rule": VotingRule(given["voting_rule"]),
            "publication": Publication(given["publication"]),
            "chairs_action": given["chairs_action"] or Money(0),
        }


class MakeSeat(Once):
    """A seat to be made on a group."""

    label = forms.CharField(label="Name of the seat", max_length=_longest(Seat, "label"))
    constituency = forms.CharField(
        label="Whom it speaks for", max_length=_longest(Seat, "constituency"), required=False
    )
    appointer = forms.CharField(label="Who appoints to it", max_length=_longest(Seat, "appointer"), required=False)
    voting = forms.BooleanField(label="Whoever sits in it has a vote", required=False, initial=True)
    term_months = forms.IntegerField(
        label="Months of a term",
        required=False,
        min_value=1,
        max_value=120,
        help_text="Leave it empty where no term is set.",
    )
    carry_over_days = forms.IntegerField(
        label="Days somebody stays on after their term",
        required=False,
        min_value=0,
        max_value=366,
        help_text="Only while nobody has been appointed.",
    )
    from_on = DateField(label="Its first day")

    def clean(self) -> dict[str, Any]:
        """Refuse a carry-over that follows no term."""
        given = super().clean() or {}
        if given.get("carry_over_days") and not given.get("term_months") and not self.errors:
            self.add_error("term_months", "Enter the months of a term: only a seat with one carries over.")
        return given

    def deed(self) -> dict[str, Any]:
        """Return what was filled in as `commands.make_seat` takes it."""
        given = self.given()
        return given | {"carry_over_days": given["carry_over_days"] or 0}


class _OfSomebody(Once):
    """About one person, found by name or address; `found` are those who are called what was typed."""

    who = forms.CharField(label="Who", max_length=200, help_text=NAME_OR_MAIL)

    def __init__(self, *args: Any, found: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found

    def clean_who(self) -> Person:
        """Return the one person who is meant."""
        if not self.found:
            raise forms.ValidationError(
                "Nobody in the partnership is called that. Invite them first, or check the spelling."
            )
        if len(self.found) > 1:
            raise forms.ValidationError(f"{len(self.found)} people are called that. Enter the e-mail address.")
        return self.found[0]


class FillSeat(_OfSomebody):
    """Who is to sit in a seat, from when."""

    capacity = forms.ChoiceField(label="As what", choices=Capacity, initial=Capacity.MEMBER, widget=forms.RadioSelect)
    from_on = DateField(label="First day")
    until_on = DateField(
        label="Last day", required=False, help_text="It still counts. Leave it empty for the seat’s term."
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "Enter a last day that is not before the first.")
        return given


class TakeTheChair(_OfSomebody):
    """Who is to chair a group, from when."""

    from_on = DateField(label="First day")


class LastDay(Once):
    """The day on which something ends; it still counts."""

    until_on = DateField(label="Last day", help_text="It still counts.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"until_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
