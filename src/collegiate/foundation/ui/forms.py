"""What every form of ours carries: a one-use key, and the version it was made from."""

from collections.abc import Container
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import pretty_name
from django.utils.choices import flatten_choices

from collegiate.foundation.record.versions import Stale
from collegiate.foundation.ui.fields import DateField, MoneyField
from collegiate.foundation.ui.showing import words_of

__all__ = ["DateField", "Filters", "MoneyField", "Once", "Versioned"]

NOT_WHOLE = "This form did not arrive whole. Check it and send it again."
KNOWN_AS_IT_IS = {
    "a",
    "an",
    "how",
    "its",
    "our",
    "that",
    "the",
    "their",
    "this",
    "what",
    "when",
    "where",
    "who",
    "why",
    "your",
}
# Django says what is wrong; a person needs to know what to do.
INSTEAD = {
    "max_length": "Use %(limit_value)d characters or fewer. There are %(show_value)d now.",
    "min_length": "Use %(limit_value)d characters or more. There are %(show_value)d now.",
    "min_value": "Enter %(limit_value)s or more.",
    "max_value": "Enter %(limit_value)s or less.",
    "invalid_choice": "Choose one of those listed.",
    "invalid_list": "Choose one of those listed.",
}
INVALID = {
    forms.EmailField: "Enter an e-mail address, like name@example.org.",
    forms.IntegerField: "Enter a whole number, like 12.",
    forms.DecimalField: "Enter a number, like 12.5.",
    forms.URLField: "Enter a web address, like https://example.org.",
    forms.TimeField: "Enter a time, like 15:30.",
}


class OnceKey(forms.UUIDField):
    """A key for one sending; a form that arrives without one gets a new one, so that it can be sent again."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NOT_WHOLE, "invalid": NOT_WHOLE}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return the key that was sent, if it is one."""
        try:
            return UUID(str(data))
        except ValueError:
            return uuid4()


class Once(forms.Form):
    """A form that does its deed once, however often it is sent."""

    use_required_attribute = False  # errors are said on the page, by words of ours, not by the browser

    once = OnceKey(initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = field.label or pretty_name(name)
            say_what_to_do(field)

    def given(self, *, but: Container[str] = ()) -> dict[str, Any]:
        """Return what was filled in by field, without what is the form's own, and without what is named."""
        own = ("once", "version")
        return {name: value for name, value in self.cleaned_data.items() if name not in own and name not in but}


def say_what_to_do(field: forms.Field) -> None:
    """Put sentences that say what to do in place of Django's own; sentences of ours stay."""
    djangos = [kind for kind in reversed(type(field).__mro__) if kind.__module__.startswith("django.")]
    plain = {code: words for kind in djangos for code, words in getattr(kind, "default_error_messages", {}).items()}
    ours = INSTEAD | {"required": asks_for(field, str(field.label))}
    if type(field) in INVALID:
        ours["invalid"] = INVALID[type(field)]
    for code, words in ours.items():
        if field.error_messages.get(code) == plain.get(code):
            field.error_messages[code] = words


def asks_for(field: forms.Field, label: str) -> str:
    """Return the sentence that stands beside a field left empty, saying what to do."""
    if label.endswith("?"):
        return f"Answer “{label}”."
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on."
    thing = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    article = "" if thing.partition(" ")[0] in KNOWN_AS_IT_IS else "the "
    return f"{'Choose' if isinstance(field, forms.FileField | forms.ChoiceField) else 'Enter'} {article}{thing}."


class Filters(forms.Form):
    """What narrows a list: sent by GET, nothing in it is required, and it does nothing."""

    use_required_attribute = False
    method = "get"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


@dataclass(frozen=True, slots=True)
class Both:
    """One field of a form that was overtaken: what is stored now and what was typed."""

    label: str
    now: str
    typed: str


class Versioned(Once):
    """A form made from a row that others may change meanwhile; give it `row`, which has a `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE})

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": row.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.row = row
        self.now: Any = None

    def overtaken(self, stale: Stale) -> None:
        """Say that somebody was faster, keep what was typed, and let it be sent again over the new version."""
        self.add_error(None, str(stale))
        data: Any = copy(self.data)  # a QueryDict stays one, with its lists
        data[self.add_prefix("version")] = str(stale.row.version)
        self.data = data
        self.now = stale.row

    def stored(self, name: str, row: Any) -> Any:
        """Return what a row holds for a field; a form whose fields are not named like the row's says so here."""
        return getattr(row, name)

    def both(self) -> list[Both]:
        """Return the fields in which what is stored now differs from what was typed; none before it was overtaken."""
        if self.now is None:
            return []
        pairs = [
            Both(str(field.label), _stored_words(field, self.stored(field.name, self.now)), _typed_words(field))
            for field in self.visible_fields()
        ]
        return [pair for pair in pairs if pair.now != pair.typed]


def _stored_words(field: BoundField, value: Any) -> str:
    """Return a stored value as the person knows it: a choice by its label, nothing as a word."""
    if isinstance(field.field, forms.ChoiceField):
        choices: Any = field.field.choices
        labels = {str(key): str(label) for key, label in flatten_choices(choices)}  # type: ignore[var-annotated]  # the stubs leave the type open
        chosen = value if isinstance(value, list | tuple | set | frozenset) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in chosen if one not in ("", None)) or "Nothing"
    return words_of(value) or "Nothing"


def _typed_words(field: BoundField) -> str:
    """Return what was typed, read where it can be read, so that "£5" and a stored £5.00 are the same."""
    try:
        return _stored_words(field, field.field.to_python(field.data))
    except ValidationError:
        return words_of(field.data)
