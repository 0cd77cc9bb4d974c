"""What is filled in to plan meetings, to move them, and to say what becomes of items."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.utils import pretty_name

from collegiate.foundation.clock import LONDON
from collegiate.foundation.ui.forms import DateField, Once, Versioned, say_what_to_do
from collegiate.foundation.ui.showing import day, moment
from collegiate.partnership.governance.forms.meeting import OneOf
from collegiate.partnership.governance.models import AgendaItem, ItemPurpose, Matter, Meeting, Stage
from collegiate.partnership.governance.queries import Proposed
from collegiate.partnership.members.models import Group

FORTNIGHTS = 26  # weeks: the longest step between two meetings of a series
PLACE = Meeting._meta.get_field("place").max_length
REASON = Matter._meta.get_field("because").max_length


class SeriesRule(forms.Form):
    """When a group meets in a year; sent by GET, so that the days it comes to can be looked at first."""

    use_required_attribute = False
    method = "get"

    group = OneOf(label="Group")
    first_on = DateField(label="First day")
    weeks = forms.IntegerField(label="Weeks from one to the next", min_value=1, max_value=FORTNIGHTS, initial=6)
    until_on = DateField(label="Not later than")
    starts = forms.TimeField(label="Time they start", help_text="For example 16:00.")
    place = forms.CharField(max_length=PLACE)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].offer(groups)  # type: ignore[attr-defined]  # a field of ours
        for name, field in self.fields.items():
            field.label = field.label or pretty_name(name)
            say_what_to_do(field)


class PlanSeries(Once):
    """The days of a series that are wanted."""

    days = forms.MultipleChoiceField(label="Which of these days?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, days: Sequence[Proposed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["days"]
        field.choices = [(str(one.on), _words(one)) for one in days]
        field.initial = [key for key, _ in field.choices]

    def chosen(self) -> list[date]:
        """Return the days that were ticked."""
        return [date.fromisoformat(one) for one in self.cleaned_data["days"]]


def _words(one: Proposed) -> str:
    if one.instead_of is None:
        return day(one.on)
    return f"{day(one.on)} (schools are closed on {one.instead_of.day} {one.instead_of:%B})"


class Reschedule(Versioned):
    """Another time or place for a meeting."""

    on = DateField(label="Day of the meeting")
    starts = forms.TimeField(
        label="Time it starts", help_text="For example 16:00.", widget=forms.TimeInput(format="%H:%M")
    )
    place = forms.CharField(max_length=PLACE)
    because = forms.CharField(label="Why it moves", required=False, max_length=REASON)

    def __init__(self, *args: Any, row: Meeting, **kwargs: Any) -> None:
        initial = {name: self.stored(name, row) for name in ("on", "starts", "place")}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        if row.stage == Stage.CALLED:
            self.fields["because"].required = True
            self.fields["because"].help_text = "Those who were called read it."

    def stored(self, name: str, row: Any) -> Any:
        """Return the meeting's day and time apart."""
        starts_at = row.starts_at.astimezone(LONDON)
        known = {"on": starts_at.date(), "starts": starts_at.time(), "because": ""}
        return known[name] if name in known else getattr(row, name)

    def starts_at(self) -> datetime:
        """Return the moment that was chosen."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["starts"], tzinfo=LONDON)


class Close(Once):
    """The closing of a meeting, with what it did not come to."""

    not_reached = forms.TypedMultipleChoiceField(
        label="Was any of these not reached?",
        help_text="Tick what waits for another meeting. It goes to the backlog.",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            self.fields["not_reached"].choices = [(item.pk, f"{item.place}. {item.title}") for item in items]  # type: ignore[attr-defined]
        else:
            del self.fields["not_reached"]


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=REASON, widget=forms.Textarea(attrs={"rows": 2}))


class Waits(Once):
    """Why something waits."""

    because = _reason("Why it waits")


class Drops(Once):
    """Why something is not taken up."""

    because = _reason("Why it is not taken up")


class Cancel(Once):
    """The cancelling of a meeting."""

    because = forms.CharField(
        label="Why it is cancelled",
        required=False,
        max_length=REASON,
        help_text="Whoever was called reads this in a notice.",
    )


class OrderAgenda(Versioned):
    """The number of each item on an agenda."""

    def __init__(self, *args: Any, row: Meeting, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.items = list(items)
        for item in items:
            self.fields[f"item_{item.pk}"] = forms.IntegerField(
                label=item.title, min_value=1, max_value=999, initial=item.place
            )

    def stored(self, name: str, row: Any) -> Any:
        """Return the place an item has now."""
        return next((item.place for item in self.items if name == f"item_{item.pk}"), None)

    def order(self) -> list[int]:
        """Return the items' keys in the order given; two with one number stay as they were."""
        return [
            item.pk for item in sorted(self.items, key=lambda one: (self.cleaned_data[f"item_{one.pk}"], one.place))
        ]


class Propose(Once):
    """Something a group should deal with."""

    title = forms.CharField(label="What about", max_length=Matter._meta.get_field("title").max_length)
    why = forms.CharField(
        label="Why it matters",
        max_length=Matter._meta.get_field("why").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    purpose = forms.ChoiceField(label="What is asked of the group", choices=ItemPurpose, widget=forms.RadioSelect)
    on_behalf_of = OneOf(label="For which group do you ask?", required=False)

    def __init__(self, *args: Any, group: Group, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in groups if one.pk != group.pk]
        if others:
            self.fields["on_behalf_of"].offer(others, nothing="For myself")  # type: ignore[attr-defined]
        else:
            del self.fields["on_behalf_of"]


class TakeUp(Once):
    """The meeting that takes a matter up."""

    meeting = OneOf(label="Meeting")
    minutes = forms.IntegerField(label="Minutes set aside", min_value=1, max_value=240)

    def __init__(self, *args: Any, matter: Matter, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, initial={"minutes": matter.minutes}, **kwargs)
        field: Any = self.fields["meeting"]
        field.offer(meetings)
        field.choices = [("", "Choose one"), *((str(one.pk), moment(one.starts_at)) for one in meetings)]


class Follow(Once):
    """Which meetings a calendar follows."""

    group = OneOf(label="Which meetings?", required=False)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].offer(groups, nothing="Those of all my groups")  # type: ignore[attr-defined]
