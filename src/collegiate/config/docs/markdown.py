"""The few shapes of Markdown that the reference is made of."""

import inspect
from collections.abc import Iterable, Sequence

WRITTEN_BY = "*Written by `collegiate docs` from the code; change the code, not this page.*"


def page(title: str, introduction: str, *sections: str) -> str:
    """Return a whole page."""
    return "\n\n".join([f"# {title}", WRITTEN_BY, introduction, *(section for section in sections if section)]) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a cell's line breaks and bars are made harmless."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def paragraph(thing: object) -> str:
    """Return the first paragraph of something's docstring."""
    return " ".join((inspect.getdoc(thing) or "").partition("\n\n")[0].split())


def subject(rule: object) -> str:
    """Return what a ruling rules on, without the words that every ruling's docstring begins with."""
    return paragraph(rule).removeprefix("Rule on ")
