"""Forms about people: inviting, leaving, interests."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collegiate.foundation.ui.forms import DateField, Once
from collegiate.partnership.members.models import InterestKind, Organisation, Person, misplaced
from collegiate.partnership.members.queries import Row
from collegiate.values import Role

MOST_LINES = 500
LARGEST = 200_000  # bytes of a list: 500 long lines are a quarter of it
COLUMNS = {
    "name": "name",
    "email": "email",
    "e-mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "role": "role",
    "school": "place",
    "organisation": "place",
    "urn": "place",
    "title": "title",
}
NEEDED = ("name", "role")


def _places(organisations: Iterable[Organisation], none: str = "") -> list[tuple[str, str]]:
    return [*([("", none)] if none else []), *((str(one.pk), one.known_as) for one in organisations)]


class Invite(Once):
    """Somebody to be given a role and, with an e-mail address, a sign-in."""

    name = forms.CharField(label="Their name", max_length=150)
    role = forms.ChoiceField(label="What will they be?")
    organisation = forms.ChoiceField(label="At which organisation?", required=False)
    title = forms.CharField(
        label="What they are called there",
        max_length=100,
        required=False,
        help_text="For example, deputy head or chair.",
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="They get a link to sign in. Leave it empty for somebody who will not sign in.",
    )
    from_on = DateField(label="First day in the role")
    is_under_18 = forms.BooleanField(
        label="They are under 18",
        required=False,
        help_text="They get no sign-in, and their link adult speaks for them.",
    )
    link_adult = forms.ChoiceField(label="Link adult", required=False, help_text="For somebody under 18.")

    def __init__(
        self,
        *args: Any,
        roles: Sequence[Role],
        organisations: Sequence[Organisation],
        adults: Sequence[Person],
        may_be_anywhere: bool,
        today: date,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"from_on": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.pk): one for one in organisations}
        self._adults = {str(one.pk): one for one in adults}
        choices: dict[str, list[tuple[str, str]]] = {
            "role": [("", "Choose a role"), *((role.value, role.words.capitalize()) for role in roles)],
            "organisation": _places(organisations, "None: the whole partnership" if may_be_anywhere else ""),
            "link_adult": [("", "Nobody"), *((str(one.pk), one.name) for one in adults)],
        }
        for name, choice in choices.items():
            self.fields[name].choices = choice  # type: ignore[attr-defined]  # they are choice fields

    def clean(self) -> dict[str, Any]:
        """Put each thing that does not fit beside the box it is about."""
        found = super().clean() or self.cleaned_data
        found["organisation"] = self._organisations.get(found.get("organisation") or "")
        found["link_adult"] = self._adults.get(found.get("link_adult") or "")
        if role := found.get("role"):
            found["role"] = Role(role)
            if wrong := misplaced(found["role"], at_an_organisation=found["organisation"] is not None):
                self.add_error("organisation", wrong)
        if found.get("is_under_18") and found.get("email"):
            self.add_error("email", "Somebody under 18 has no sign-in: leave the e-mail address empty.")
        if found.get("is_under_18") and not found["link_adult"]:
            self.add_error("link_adult", "Choose who speaks for them.")
        if not found.get("is_under_18"):
            found["link_adult"] = None
        return found


class InviteList(Once):
    """A list of people, pasted or from a file; nothing is done until it has been looked at."""

    text = forms.CharField(
        label="Paste the list",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=(
            "The first line names the columns: name, email, role, school, title. The school may be its name or its URN; "
            "columns may be separated by commas or tabs."
        ),
    )
    file = forms.FileField(label="Or choose a CSV file", required=False)

    def clean(self) -> dict[str, Any]:
        """Read the list into `rows`."""
        found = super().clean() or self.cleaned_data
        text, file = found.get("text") or "", found.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", f"The file is larger than {LARGEST // 1000} KB: send it in parts.")
            return found
        if file is not None:
            text = _decoded(file.read())
        if not text.strip():
            self.add_error(None, "Paste a list, or choose a file.")
            return found
        try:
            found["rows"] = rows_of(text)
        except ValidationError as wrong:
            self.add_error("file" if file is not None else "text", wrong)
        found["text"] = text
        return found


class Confirm(Once):
    """The list that was looked at, sent back to be done."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)

    def clean_text(self) -> str:
        """Read the list again: only what is sent now counts."""
        text: str = self.cleaned_data["text"]
        self.rows = rows_of(text)
        return text


class InviteAgain(Once):
    """That somebody shall have a new link."""


class LeaveOrganisation(Once):
    """The last day of somebody at an organisation."""

    left_on = DateField(label="Their last day there")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"left_on": today}, **kwargs)


class DeclareInterest(Once):
    """An interest of one's own."""

    organisation = forms.ChoiceField(label="In which organisation?")
    kind = forms.ChoiceField(label="What ties you to it?", choices=InterestKind.choices, widget=forms.RadioSelect)
    nature = forms.CharField(
        label="In a few words", max_length=300, help_text="Members of the partnership can read this."
    )
    from_on = DateField(label="First day")
    until_on = DateField(
        label="Last day", required=False, help_text="If it has ended. It still counts for twelve months."
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = _places(organisations, "Choose an organisation")  # type: ignore[attr-defined]  # it is a choice field

    def clean_organisation(self) -> Organisation:
        """Return the organisation that was chosen."""
        return self._organisations[self.cleaned_data["organisation"]]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, beside the box it is typed in."""
        found = super().clean() or self.cleaned_data
        if found.get("from_on") and found.get("until_on") and found["until_on"] < found["from_on"]:
            self.add_error("until_on", "An interest cannot end before it begins.")
        return found


class EndInterest(Once):
    """The day an interest ended."""

    until_on = DateField(label="Last day")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until_on": today}, **kwargs)


def rows_of(text: str) -> list[Row]:
    """
    Read a list of people.

    :raises ValidationError: if it is no list with the columns that are needed, or too long
    """
    first = text.lstrip("\ufeff\r\n ").splitlines()[0]
    mark = "\t" if "\t" in first else ";" if ";" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        raise ValidationError(
            f"Line {reader.line_num} cannot be read: look for a quote mark that is never closed."
        ) from None
    (_, header), *rest = lines
    columns = [COLUMNS.get(" ".join(cell.split()).casefold(), "") for cell in header]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise ValidationError(f"The first line must name the columns; it lacks {' and '.join(missing)}.")
    if not rest:
        raise ValidationError("There is nobody under the first line.")
    if len(rest) > MOST_LINES:
        raise ValidationError(f"There are {len(rest):,} people: send at most {MOST_LINES} at a time.")
    return [_row(line, columns, cells) for line, cells in rest]


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    found = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    return Row(line, *(found.get(name, "") for name in ("name", "email", "role", "place", "title")))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
