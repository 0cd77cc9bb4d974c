"""What people fill in to plan a training day, to wish, and to take a place."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.definitions import strands
from collegiate.foundation.ui.forms import DateField, Once, Versioned
from collegiate.partnership.training_day.models import Room, Session, Slot
from collegiate.partnership.training_day.queries import OnOffer, Wished

WISHES = ("first", "second", "third")


class Wishes(Versioned):
    """Three wishes, the dearest first."""

    first = forms.ChoiceField(label="First wish")
    second = forms.ChoiceField(label="Second wish", required=False)
    third = forms.ChoiceField(label="Third wish", required=False)

    def __init__(self, *args: Any, on_offer: Sequence[tuple[Slot, list[Session]]], row: Wished, **kwargs: Any) -> None:
        initial = {name: self.stored(name, row) for name in WISHES}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        self.sessions = {str(one.pk): one for _, sessions in on_offer for one in sessions}
        choices: list[Any] = [("", "No wish")]
        choices += [(str(slot), [(one.pk, str(one)) for one in sessions]) for slot, sessions in on_offer]
        for name in WISHES:
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # they are the ChoiceFields above

    def stored(self, name: str, row: Wished) -> int | str:
        """Return the session that is wished for first, second or third."""
        place = WISHES.index(name)
        return row.sessions[place] if place < len(row.sessions) else ""

    def chosen(self) -> list[Session]:
        """Return the sessions wished for, the dearest first."""
        return [self.sessions[self.cleaned_data[name]] for name in WISHES if self.cleaned_data[name]]


class Take(Once):
    """One session out of those that are on in a slot and have a free place."""

    session = forms.ChoiceField(label="Which session?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, on_offer: Sequence[OnOffer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(one.session.pk): one.session for one in on_offer}
        self.fields["session"].choices = [  # type: ignore[attr-defined]  # it is the ChoiceField above
            (one.session.pk, f"{one.session.title}, {one.session.room.name}, with {one.session.leader} ({left(one)})")
            for one in on_offer
        ]

    def chosen(self) -> Session:
        """Return the session that was chosen."""
        return self.sessions[self.cleaned_data["session"]]


def left(one: OnOffer) -> str:
    """Return how many places are left, in words."""
    return "1 place left" if one.free == 1 else f"{one.free} places left" if one.free else "full"


class SetDay(Once):
    """A new training day."""

    name = forms.CharField(label="What is it called?", max_length=150)
    on = DateField(label="Day")
    place = forms.CharField(label="Where is it?", max_length=200)


class AddSlot(Once):
    """A part of the day."""

    starts = forms.TimeField(label="Starts at", help_text="Such as 9:30", widget=forms.TextInput)
    ends = forms.TimeField(label="Ends at", help_text="Such as 10:45", widget=forms.TextInput)


class AddRoom(Once):
    """A room."""

    name = forms.CharField(label="Name of the room", max_length=100)
    capacity = forms.IntegerField(label="How many people may be in it?", min_value=1, max_value=5000)
    step_free = forms.BooleanField(label="It can be reached without a step", required=False)


class AddSession(Once):
    """What is on in a room during a slot."""

    slot = forms.ChoiceField(label="When?")
    room = forms.ChoiceField(label="In which room?")
    title = forms.CharField(label="Title", max_length=150)
    leader = forms.CharField(label="Who leads it?", max_length=150)
    strand = forms.ChoiceField(label="Strand of school improvement", required=False)
    capacity = forms.IntegerField(
        label="Places", min_value=1, max_value=5000, required=False, help_text="Left empty: as many as the room holds."
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], rooms: Sequence[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots, self.rooms = {str(one.pk): one for one in slots}, {str(one.pk): one for one in rooms}
        self._offer("slot", [(pk, str(one)) for pk, one in self.slots.items()])
        self._offer("room", [(pk, f"{one.name} (holds {one.capacity})") for pk, one in self.rooms.items()])
        self._offer("strand", [(one.code, one.name) for one in strands().values()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "Choose…"), *choices]

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, slot and room as themselves."""
        said = {name: self.cleaned_data[name] for name in ("title", "leader", "strand", "capacity")}
        return {**said, "slot": self.slots[self.cleaned_data["slot"]], "room": self.rooms[self.cleaned_data["room"]]}
