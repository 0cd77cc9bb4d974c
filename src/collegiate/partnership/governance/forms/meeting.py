"""What is filled in to prepare a meeting, to record what it does, and to find what was decided."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, Filters, Once
from collegiate.partnership.governance.models import AgendaItem, ItemPurpose, Meeting, Paper, Part
from collegiate.partnership.members.models import Group, Organisation, Person

LONG = 4000  # characters; about two pages
MOST_VOTES = 200


class OneOf(forms.TypedChoiceField):
    """One of the rows handed to the form as a list; what comes out is the row."""

    def offer(self, rows: Iterable[Any], *, nothing: str = "Choose one") -> None:
        """Offer these rows, named as they name themselves, with a first line that chooses none."""
        found = {str(row.pk): row for row in rows}
        self.choices = [("", nothing), *((key, str(row)) for key, row in found.items())]
        self.coerce = found.get
        self.empty_value = None


def long_text(label: str, hint: str = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    """Return a box for several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def votes(label: str, *, required: bool = False) -> forms.IntegerField:
    """Return a box for how many voted so."""
    return forms.IntegerField(label=label, required=required, min_value=0, max_value=MOST_VOTES)


class WhichDecisions(Filters):
    """Decisions by the words in them."""

    words = forms.CharField(label="Words in a decision", max_length=100)


class OnWhichDay(Filters):
    """Who sat where on a day."""

    on = DateField(label="On this day")


class Plan(Once):
    """A meeting to be planned."""

    group = OneOf(label="Group")
    on = DateField(label="Day of the meeting")
    starts = forms.TimeField(label="Time it starts", help_text="For example 16:00.")
    place = forms.CharField(max_length=Meeting._meta.get_field("place").max_length)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].offer(groups)  # type: ignore[attr-defined]  # a field of ours


class Call(Once):
    """The calling of a meeting."""

    because = forms.CharField(
        label="Why at short notice",
        required=False,
        max_length=Meeting._meta.get_field("short_notice_because").max_length,
        help_text="Leave this empty where the notice is long enough. It stands in the minutes.",
    )


class AddItem(Once):
    """An item for an agenda."""

    title = forms.CharField(max_length=AgendaItem._meta.get_field("title").max_length)
    purpose = forms.ChoiceField(label="What is asked of the group", choices=ItemPurpose, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label="Minutes set aside", min_value=1, max_value=240, initial=10)
    paper = OneOf(
        label="Paper",
        required=False,
        help_text="To advise or decide on a paper is the group’s consideration of it: each group has one.",
    )
    presenter = OneOf(label="Who presents it", required=False)
    confidential = forms.BooleanField(label="Only those who sit on the group may know what it is about", required=False)

    def __init__(self, *args: Any, papers: Sequence[Paper], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].offer(people, nothing="Nobody is named")  # type: ignore[attr-defined]
        self.fields["paper"].offer(papers, nothing="No paper")  # type: ignore[attr-defined]


class NameParty(Once):
    """An organisation that gains or loses by an item."""

    organisation = OneOf(label="Organisation")
    part = forms.ChoiceField(label="How the item touches it", choices=Part, widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)  # type: ignore[attr-defined]


class ComeIn(Once):
    """Somebody who has no seat on the group and comes into the room."""

    person = OneOf(label="Who came in?")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class Move(Once):
    """One press of a button beside a name: came in, or left. `item` is the page it is pressed on, if that is an item's."""

    person = OneOf(widget=forms.HiddenInput)
    deed = forms.ChoiceField(choices=[("arrive", "came in"), ("depart", "left")], widget=forms.HiddenInput)
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, auto_id=False, **kwargs)  # many stand on a page: no ids
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class Respond(Once):
    """What a group that advises said about a paper."""

    response = long_text("What the group said", "It is final once recorded, and stands above the decision.", rows=6)
    in_favour = votes("How many were in favour")
    against = votes("How many were against")

    def clean(self) -> dict[str, Any]:
        """Refuse half a tally."""
        given = super().clean() or {}
        counts = [given.get("in_favour"), given.get("against")]
        if counts.count(None) == 1 and not self.errors:
            missing = "against" if counts[1] is None else "in_favour"
            self.add_error(missing, "Give both numbers, or neither where nobody counted.")
        return given
