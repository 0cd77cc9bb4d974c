"""The words templates use for what many pages show; each component's markup is in one template."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from collegiate.foundation.ui import showing
from collegiate.foundation.ui.charts import Chart, SmallMultiples
from collegiate.foundation.ui.components import Figure, Line, Link, Table, Tag
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


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*pairs: str, here: str = "") -> dict[str, Any]:
    """
    Show the way here: texts and urls in turn, the page itself last, by `here` or as a text without url.

    ``{% breadcrumbs "Schools" schools_url here=school.name %}``
    """
    if len(pairs) % 2:
        *steps, here = pairs
    else:
        steps = list(pairs)
    return {"steps": [Link(text, url) for text, url in zip(steps[::2], steps[1::2], strict=True)], "here": here}


@register.inclusion_tag("ui/components/table.html")
def table(table: Table) -> dict[str, Any]:
    """Show a `Table`."""
    return {"table": table, "sorts": any(column.sort_url for column in table.columns)}


@register.inclusion_tag("ui/components/summary.html")
def summary(lines: Iterable[Line]) -> dict[str, Any]:
    """Show a summary list of `Line`s."""
    lines = list(lines)
    return {"lines": lines, "acts": any(line.action for line in lines)}


@register.simple_tag
def tag(text: str, kind: Any = "") -> SafeString:
    """Show a state in words; kinds are those of `components.Tag`."""
    return showing.tag(Tag(text, kind))


@register.inclusion_tag("ui/components/tasks.html")
def tasks(tasks: Iterable[Any], key: str = "task") -> dict[str, Any]:
    """Show a task list of `Task`s; a second list on a page needs a `key` of its own."""
    return {"tasks": tasks, "key": key}


@register.inclusion_tag("ui/components/banner.html")
def banner(text: str, kind: str = "", id: str = "b") -> dict[str, Any]:
    """Show a sentence nobody should miss; kinds: success, error, or plain."""
    return {"text": text, "kind": kind, "id": id, "still": True}


@register.inclusion_tag("ui/components/empty.html")
def empty(sentence: str, link: Link | None = None) -> dict[str, Any]:
    """Say that there is nothing yet, and when there will be; with where to begin, if the person may."""
    return {"sentence": sentence, "link": link}


@register.inclusion_tag("ui/components/figure.html")
def figure(figure: Figure) -> dict[str, Any]:
    """Show a number with its unit, year, n and source."""
    return {"figure": figure}


@register.inclusion_tag("ui/components/restricted.html")
def restricted(sentence: str) -> dict[str, Any]:
    """Say who can see this page."""
    return {"sentence": sentence}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Show the way through a long list, keeping what was filtered for; nothing where one page holds all."""
    words = context["request"].GET.copy()

    def url(number: Any) -> str:
        words["page"] = str(number)
        return f"?{words.urlencode()}"

    numbers = [
        Link(str(number), url(number) if isinstance(number, int) else "", current=number == page.number)
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "many": page.has_other_pages(),
        "numbers": numbers,
        "before": url(page.number - 1) if page.has_previous() else "",
        "after": url(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("ui/components/download.html")
def download(text: str, url: str, kind: str = "") -> dict[str, Any]:
    """Show the way to a file: what it holds and of what kind it is ("spreadsheet, 12 KB")."""
    return {"text": text, "url": url, "kind": kind}


@register.inclusion_tag("ui/components/filters.html")
def filters(form: Any, clear_url: str = "", button: str = "Show") -> dict[str, Any]:
    """Show a `forms.Filters` as a row above a list; `clear_url` where something is filtered for."""
    return {"form": form, "clear_url": clear_url, "button": button}


@register.inclusion_tag("ui/components/progress.html")
def progress(done: int, of: int, what: str) -> dict[str, Any]:
    """Say how far long work is: ``{% progress 12 71 "schools read" %}``."""
    return {"done": done, "of": of, "what": what}


@register.inclusion_tag("ui/components/deed.html")
def deed(text: str, url: str, refusal: str = "", hidden: str = "", kind: str = "") -> dict[str, Any]:
    """Show the way to a deed, or in its place the sentence that refuses it."""
    return {"text": text, "url": url, "refusal": refusal, "hidden": hidden, "kind": kind}


@register.inclusion_tag("ui/components/submit.html")
def submit(text: str, kind: str = "", name: str = "", value: str = "") -> dict[str, Any]:
    """Show the button that does it: it says the deed ("Make this agreement"). Kinds: secondary, warning."""
    return {"text": text, "kind": kind, "name": name, "value": value}


@register.inclusion_tag("ui/components/form.html", takes_context=True)
def form_to(context: Context, form: Any, button: str, kind: str = "", cancel_url: str = "") -> dict[str, Any]:
    """Show a whole form, to be posted to this page: ``{% form_to form "Make this agreement" %}``."""
    return {"form": form, "button": button, "kind": kind, "cancel_url": cancel_url}


@register.inclusion_tag("ui/components/hops.html")
def hops(hops: Iterable[Any]) -> dict[str, Any]:
    """Show a thread: its line of `Hop`s."""
    return {"hops": hops}


@register.simple_block_tag
def card(content: str, title: str, url: str = "", meta: str = "", kind: str = "", level: int = 3) -> str:
    """Wrap what is inside in a card with a heading. Kinds: mine (it waits for the person), harm."""
    values = {"content": content, "title": title, "url": url, "meta": meta, "kind": kind, "level": level}
    return render_to_string("ui/components/card.html", values)


@register.simple_block_tag
def inset(content: str) -> str:
    """Set apart what is inside."""
    return render_to_string("ui/components/inset.html", {"content": content})


@register.simple_block_tag
def warning(content: str) -> str:
    """Warn of what cannot be undone."""
    return render_to_string("ui/components/warning.html", {"content": content})


@register.simple_block_tag
def details(content: str, title: str) -> str:
    """Fold what is inside away under its title."""
    return render_to_string("ui/components/details.html", {"content": content, "title": title})


@register.inclusion_tag("ui/components/chart.html", takes_context=True)
def chart(context: Context, chart: Chart) -> dict[str, Any]:
    """Show a chart with its table; its ids are its own, however many stand on the page."""
    drawn: Any = context.render_context.dicts[0]  # the one place shared by all templates of a page
    drawn["charts"] = place = int(drawn.get("charts", 0)) + 1
    key = f"chart-{place}"
    if isinstance(chart, SmallMultiples):
        return {
            "chart": chart,
            "panels": [(title, _markup(picture)) for title, picture in chart.panels(key)],
            "wide": _markup(chart.legend(f"{key}-w", width=720, class_="c-chart__wide")),
            "narrow": _markup(chart.legend(f"{key}-n", width=320, class_="c-chart__narrow")),
        }
    return {
        "chart": chart,
        "wide": _markup(chart.svg(f"{key}-w", width=720, class_="c-chart__wide")),
        "narrow": _markup(chart.svg(f"{key}-n", width=320, class_="c-chart__narrow")),
    }


def _markup(svg: str) -> SafeString:
    return SafeString(svg)  # our own drawing; every word in it was escaped where it was written
