"""The words templates use for what many pages show; each component's markup is in one template."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from collegiate.foundation.ui import showing
from collegiate.foundation.ui.components import Link
from collegiate.foundation.ui.frame import PLAIN, Frame
from collegiate.values import CannotSay, Money

register = template.Library()


@register.simple_tag(takes_context=True)
def frame_or_plain(context: Context) -> Frame:
    """Return the page's frame, or a plain one where nobody handed one over (an error page)."""
    return context.get("frame") or PLAIN


@register.filter
def has_errors(form: Any) -> bool:
    """Say whether a form (or formset) was sent and cannot be done."""
    return bool(form) and form.is_bound and not form.is_valid()


@register.filter
def every_error(form: Any) -> list[Link]:
    """Return each sentence about a form once, with where it leads."""
    forms = getattr(form, "forms", [form])
    found = dict.fromkeys(
        Link(str(sentence), f"#{field.focus_id}" if not field.is_hidden else "")
        for one in forms
        for field in one
        for sentence in field.errors
    )
    above = [*form.non_form_errors()] if hasattr(form, "non_form_errors") else []
    above += [sentence for one in forms for sentence in one.non_field_errors()]
    return [*(Link(str(sentence), "") for sentence in dict.fromkeys(above)), *found]


@register.filter
def describedby(attrs: dict[str, Any]) -> str:
    """Return an attribute whose name holds a hyphen, which a template cannot spell."""
    return str(attrs.get("aria-describedby", ""))


@register.filter
def shown(value: Any) -> SafeString | str:
    """Show any value of ours: money, a day, a link, a tag, "cannot say"."""
    return showing.shown(value)


@register.filter
def cannot_say(value: Any) -> SafeString | str:
    """Show why a value cannot be given, in grey italics; any other value as `shown` does."""
    return showing.shown(value)


@register.filter
def day(value: Any) -> str:
    """Return "Tuesday 3 March 2026"; nothing for no day."""
    return showing.day(value) if value else ""


@register.filter
def moment(value: Any) -> str:
    """Return "Tuesday 3 March 2026 at 4:05pm"; nothing for no moment."""
    return showing.moment(value) if value else ""


@register.filter
def money(value: Any) -> SafeString | str:
    """Return an amount with its pence; of a number, that many pence."""
    return showing.shown(value) if isinstance(value, CannotSay) else str(_money(value))


@register.filter
def pounds(value: Any) -> SafeString | str:
    """Return an amount in whole pounds, for sentences; of a number, that many pence."""
    return showing.shown(value) if isinstance(value, CannotSay) else _money(value).pounds


def _money(value: Any) -> Money:
    return value if isinstance(value, Money) else Money(value)
