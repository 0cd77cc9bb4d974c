"""From a page's data to a tagged PDF (PDF/UA-1), the same bytes for the same data on every machine."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.template import engines
from django.utils.timezone import localtime

from collegiate.foundation import ui
from collegiate.foundation.documents.encoding import plain
from collegiate.foundation.ui.showing import day

LAYOUT = Path(__file__).parent / "layout.typ"
BUILT = Path(ui.__file__).parent / "static/ui/built"


def pdf(template: str, data: Mapping[str, Any], *, title: str, at: datetime) -> bytes:
    """
    Return a document as a tagged PDF.

    The values go to Typst as JSON and are never pasted into markup, so no word of theirs can be taken for a command.

    Parameters
    ----------
    template : str
        A Typst file among the chapters' templates ("accountability/report.typ"). It begins
        ``#import "/layout.typ": *`` and ``#show: paper``; see the layout for what it may then use.
    data : mapping
        What the page shows: text, numbers, Money, dates, CannotSay, figures, tables, charts, records of these (see
        `encoding.plain`). `partnership`, `joint_message` and `head` (the hash that the record ends with) stand in the frame.
    title : str
        The document's title, its first heading.
    at : aware datetime
        When it is made; its day is shown.

    :raises FileNotFoundError: if no chapter has the template, or the style has not been built
    :raises TypeError: if `data` holds what paper cannot show
    :raises typst.TypstError: if the template is at fault, or an image has no words for those who cannot see it
    """
    on = localtime(at)
    whole = {"title": title, "day": day(on), "date": [on.year, on.month, on.day], "data": plain(data)}
    files: Any = {  # typst's own types leave out that it takes several files at once
        "main.typ": found(template).read_bytes(),
        "layout.typ": LAYOUT.read_bytes(),
        "whole.json": json.dumps(whole, ensure_ascii=False).encode(),
    }
    # "main.typ" is the name by which Typst knows which of the files to begin with.
    return typst.compile(files, font_paths=faces(), pdf_standards=["ua-1"], timestamp=int(at.timestamp()))


def found(template: str) -> Path:
    """Return where a chapter keeps a template."""
    django: Any = engines["django"]
    for loader in django.engine.template_loaders:
        for origin in loader.get_template_sources(template):
            if (place := Path(origin.name)).is_file():
                return place
    raise FileNotFoundError(f"No chapter has the template {template}.")


@cache
def faces() -> typst.Fonts:
    """Return our own typeface and no other, so that a machine's own fonts change nothing."""
    if not any(BUILT.glob("*.ttf")):
        raise FileNotFoundError(f"There are no fonts in {BUILT}. `make setup` builds them.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(BUILT)])
