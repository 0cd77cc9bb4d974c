"""How Django draws our forms: GOV.UK's patterns, by `{{ form }}` inside a `<form>`."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from collegiate.foundation.ui.fields import DateBoxes, MoneyInput

# The first that fits; a subclass stands before its parent.
KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.HiddenInput, "hidden", ""),
    (DateBoxes, "date", "govuk-date-input__input govuk-input"),
    (MoneyInput, "money", "govuk-input govuk-input--width-10"),
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.CheckboxInput, "tick", "govuk-checkboxes__input"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.NumberInput, "number", "govuk-input govuk-input--width-5"),
    (forms.Widget, "input", "govuk-input"),
)
SHOWS_ERROR = {"govuk-input", "govuk-select", "govuk-textarea", "govuk-file-upload"}


class Field(BoundField):
    """A field on a page: its kind, its ids, and what it is described by."""

    @property
    def kind(self) -> str:
        """Which of our few kinds of field this is."""
        return self._kind(self.field.widget)[0]

    @property
    def hint_id(self) -> str:
        """The id of the hint."""
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        """The id of the error message."""
        return f"{self.auto_id}-error"

    @property
    def focus_id(self) -> str:
        """The id that an error leads to: the first box or choice of several."""
        if self.kind in ("radios", "checkboxes"):
            return f"{self.auto_id}_0"
        return self.id_for_label

    @property
    def count(self) -> int | None:
        """The most characters that may be typed, where a hint counts them."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def may_be_left(self) -> bool:
        """Whether the label says "(optional)"; not of boxes to tick, where none ticked is an answer."""
        return not (
            self.field.required or self.kind in ("tick", "checkboxes") or getattr(self.form, "method", "") == "get"
        )

    @property
    def aria_describedby(self) -> str | None:
        """The ids of hint, error and count, in the order in which they are read."""
        if self.is_hidden or self.field.widget.attrs.get("aria-describedby"):
            return None
        ids = [self.hint_id] if self.help_text else []
        ids += [self.error_id] if self.errors else []
        ids += [f"{self.auto_id}-info"] if self.count else []
        return " ".join(ids)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the classes that GOV.UK's style goes by to what Django builds."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        kind, classes = self._kind(widget)
        if self.errors:
            classes += "".join(f" {name}--error" for name in classes.split() if name in SHOWS_ERROR)
        given = widget.attrs.get("class", "")
        if classes:
            counts = " govuk-js-character-count" if self.count else ""
            attrs["class"] = f"{classes}{counts} {given}".strip()
        if kind in ("radios", "checkboxes", "date"):
            attrs.pop("aria-invalid", None)  # said of the group, once, by its error message
        if kind == "money":
            attrs.setdefault("inputmode", "decimal")
            attrs.setdefault("spellcheck", "false")
        return attrs

    @staticmethod
    def _kind(widget: forms.Widget) -> tuple[str, str]:
        return next((kind, classes) for shape, kind, classes in KINDS if isinstance(widget, shape))


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER; every form, a library's too, is drawn in our pattern."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field
