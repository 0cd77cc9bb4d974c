"""The two kinds of answer that a browser has no good box for: a day and an amount of money."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collegiate.values import Money

PARTS = ("day", "month", "year")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
YEAR_DIGITS = 4


class DateBoxes(forms.Widget):
    """
    Three boxes for a day, a month and a year, sent as ``name_day``, ``name_month`` and ``name_year``.

    A whole date sent as ``name`` (2026-03-03) is read too, so that a link can carry one.
    """

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def id_for_label(self, id_: str) -> str:
        """Return the first box's id, so that an error leads to it."""
        return f"{id_}_day"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """Return day, month and year as they were typed."""
        if whole := data.get(name):
            return list(reversed(f"{whole}--".split("-")[: len(PARTS)]))
        return [str(data.get(f"{name}_{part}", "")).strip() for part in PARTS]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether none of the boxes was sent."""
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: three boxes with ids, names and values."""
        context = super().get_context(name, None, attrs)
        typed = [value.day, value.month, value.year] if isinstance(value, date) else value or ["", "", ""]
        id_ = context["widget"]["attrs"].get("id", name)
        context["widget"]["boxes"] = [
            {"label": part.capitalize(), "id": f"{id_}_{part}", "name": f"{name}_{part}", "value": text, "part": part}
            for part, text in zip(PARTS, typed, strict=True)
        ]
        return context


class DateField(forms.Field):
    """A day, typed in three boxes; the month may be a number or a name."""

    widget = DateBoxes

    def to_python(self, value: Any) -> date | None:
        """
        Return the day, or None where nothing was typed.

        :raises ValidationError: saying which box is empty or wrong and what to do
        """
        if value is None or isinstance(value, date):
            return value
        typed = dict(zip(PARTS, value, strict=True))
        missing = [part for part, text in typed.items() if not text]
        if len(missing) == len(PARTS):
            return None
        name = self.label or "The date"
        if missing:
            raise ValidationError(f"{name} must include a {' and a '.join(missing)}.", code="incomplete")
        month = MONTHS.get(typed["month"].lower(), typed["month"])
        if not typed["year"].isdecimal() or len(typed["year"]) != YEAR_DIGITS:
            raise ValidationError(f"{name} must have a year of four figures, like 2026.", code="year")
        try:
            return date(int(typed["year"]), int(month), int(typed["day"]))
        except ValueError:
            raise ValidationError(f"{name} must be a real date, like 3 3 2026.", code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether another day was typed."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class MoneyInput(forms.TextInput):
    """A box with a pound sign before it."""

    template_name = "ui/forms/money.html"


class MoneyField(forms.Field):
    """An amount of money, read into `Money`; "12,000", "£12,000.50" and "3.20" are all understood."""

    widget = MoneyInput

    def __init__(self, *, least: Money | None = None, most: Money | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> Money | None:
        """
        Return the amount, or None where nothing was typed.

        :raises ValidationError: if it is not an amount in whole pence
        """
        if value is None or isinstance(value, Money):
            return value
        if not str(value).strip():
            return None
        try:
            return Money.parse(str(value))
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from None

    def validate(self, value: Any) -> None:
        """Refuse an amount outside what was asked for."""
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(f"{self.label or 'The amount'} must be {self.least} or more.", code="too_little")
        if self.most is not None and value > self.most:
            raise ValidationError(f"{self.label or 'The amount'} must be {self.most} or less.", code="too_much")

    def prepare_value(self, value: Any) -> Any:
        """Return an amount as a person would type it; what was typed stays as it is."""
        return f"{value}".replace("£", "") if isinstance(value, Money) else value
