"""A docstring of the numbers taken apart: its words, and its sections as numpydoc has them."""

import inspect
import re
from dataclasses import dataclass

_HEADING = re.compile(r"^([A-Z][A-Za-z ]+)\n-{3,}$", re.MULTILINE)
#: Sections in which each line that begins at the margin names something, and what is indented under it says what it is.
_OF_NAMES = {"Parameters", "Returns", "Raises", "Attributes", "Yields"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a section names: an argument, an attribute, an error."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section: as it stands, and what it names, if it is one of names."""

    text: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Docstring:
    """What is said before the first section, and the sections in their order."""

    words: str
    sections: dict[str, Section]


def read(thing: object) -> Docstring:
    """Take a docstring apart."""
    words, *rest = _HEADING.split(inspect.getdoc(thing) or "")
    return Docstring(
        words.strip(),
        {
            title: Section(text.strip("\n"), _entries(text) if title in _OF_NAMES else ())
            for title, text in zip(rest[::2], rest[1::2], strict=True)
        },
    )


def _entries(text: str) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for line in text.strip("\n").splitlines():
        if line[:1].strip():
            name, _, kind = line.partition(" : ")
            found.append(Entry(name.strip(), kind.strip(), ""))
        elif found:
            last = found.pop()
            found.append(Entry(last.name, last.kind, f"{last.meaning} {line.strip()}".strip()))
    return tuple(found)
