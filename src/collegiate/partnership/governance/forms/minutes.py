"""What is filled in to write minutes and to agree them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import Once, Versioned
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.governance.forms.meeting import OneOf
from collegiate.partnership.governance.models import AgendaItem, Meeting, Minutes
from collegiate.partnership.members.models import Person


class MinuteItem(Versioned):
    """What was said on an item."""

    said = forms.CharField(
        label="What was said",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Decision, reason and votes stand in the minutes by themselves. The public reads this once it is agreed.",
    )

    def __init__(self, *args: Any, row: Meeting, item: AgendaItem, **kwargs: Any) -> None:
        self.item = item
        super().__init__(*args, row=row, initial={"said": item.said}, **kwargs)

    def stored(self, name: str, row: Any) -> Any:
        """Return what is minuted of the item now."""
        return self.item.said


class AgreeMinutes(Once):
    """At which meeting the minutes are agreed, and on whose word."""

    agreed_in = OneOf(label="Meeting that agrees them")
    mover = OneOf(label="Member who says that they are right")
    because = forms.CharField(
        label="Why they are put right",
        max_length=Minutes._meta.get_field("because").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, meetings: Sequence[Meeting], people: Sequence[Person], again: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreed_in"]
        field.offer(meetings)
        field.choices = [("", "Choose one"), *((str(one.pk), moment(one.starts_at)) for one in meetings)]
        self.fields["mover"].offer(people)  # type: ignore[attr-defined]  # a field of ours
        if not again:
            del self.fields["because"]
