"""How a value is shown, in one place: in a table's cell, a summary list, a sentence, on paper."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from collegiate.foundation.ui.components import Link, Tag
from collegiate.values import CannotSay


def day(value: date | datetime) -> str:
    """Return a day as people say it: "Tuesday 3 March 2026"; of a moment, the day it was in London."""
    on = localtime(value) if isinstance(value, datetime) else value
    return f"{on:%A} {on.day} {on:%B %Y}"


def moment(value: datetime) -> str:
    """Return a day and a time: "Tuesday 3 March 2026 at 4:05pm"."""
    at = localtime(value)
    return f"{day(at)} at {hour(at.time())}"


def hour(at: time) -> str:
    """Return a time of the day: "4:05pm"."""
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def words_of(value: Any) -> str:
    """Return a value in plain words, for where no markup can stand; nothing is an empty string."""
    if value is None:
        return ""
    return next((say(value) for kind, say in WORDS if isinstance(value, kind)), str(value))


WORDS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool, lambda value: "Yes" if value else "No"),
    (datetime, moment),
    (date, day),
    (int | float, lambda value: f"{value:,}"),
    (Link | Tag, lambda value: value.text),
    (list | tuple, lambda value: ", ".join(words_of(one) for one in value)),
)


def shown(value: Any) -> SafeString | str:
    """Return a value as a page shows it: links, tags and "cannot say" as markup, all else in plain words."""
    match value:
        case CannotSay():
            return format_html('<em class="c-cannot-say">{}</em>', value.sentence())
        case Link():
            return link(value)
        case Tag():
            return tag(value)
        case list() | tuple():
            return format_html_join(", ", "{}", ((shown(one),) for one in value))
        case _:
            return value if isinstance(value, SafeString) else words_of(value)


def link(value: Link) -> SafeString:
    """Return a link; what is hidden is read aloud after the words."""
    hidden = format_html('<span class="govuk-visually-hidden"> {}</span>', value.hidden) if value.hidden else ""
    return format_html('<a class="govuk-link" href="{}">{}{}</a>', value.url, value.text, hidden)


def tag(value: Tag) -> SafeString:
    """Return a state in words on its colour."""
    kind = f" c-tag--{value.kind}" if value.kind else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', kind, value.text)
