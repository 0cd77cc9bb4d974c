"""The numbers: every public function and result of `analytics`, as its docstring has it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from types import ModuleType
from typing import Any

from collegiate import analytics
from collegiate.config.docs.docstring import Docstring, Entry, read
from collegiate.config.docs.markdown import page, paragraph, table

INTRODUCTION = """\
Plain Python, usable in a notebook without Django: arrays in, frozen results out, no clock, no chance but from a seed, no
files and no settings. Every result has `.sentence()`, which says it in plain English. What cannot be said is a `CannotSay`
with its reason. How the larger methods work, and when not to believe them, is in [the explanations](../explanation/README.md)."""

#: Written at the foot of a method: sections in which each line that begins at the margin names something.
NAMING = {"Parameters": "what goes in", "Returns": "what comes out", "Raises": "refused with"}


def reference() -> str:
    """Return the page."""
    parts = sorted(found.name for found in pkgutil.iter_modules(analytics.__path__) if not found.name.startswith("_"))
    return page(
        "Numbers",
        INTRODUCTION,
        *map(_part, (importlib.import_module(f"{analytics.__name__}.{name}") for name in parts)),
    )


def _part(module: ModuleType) -> str:
    name = module.__name__.rpartition(".")[2]
    things = [(each, getattr(module, each)) for each in _public(module)]
    functions = [_function(each, thing) for each, thing in things if inspect.isfunction(thing)]
    kinds = [_kind(each, thing) for each, thing in things if inspect.isclass(thing)]
    plain = [f"- `{each}`: `{thing!r}`" for each, thing in things if isinstance(thing, int | str)]
    return "\n\n".join(
        [f"## {name}", inspect.getdoc(module) or "", *functions, *kinds, *(["\n".join(plain)] if plain else [])]
    )


def _public(module: ModuleType) -> list[str]:
    """Return what a module offers: what it says, or else what it defines."""
    if hasattr(module, "__all__"):
        return list(module.__all__)
    return [
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    ]


def _function(name: str, function: Any) -> str:
    said = read(function)
    return "\n\n".join([f"### {name}", f"```python\n{name}({_arguments(function)})\n```", *_written(said)])


def _arguments(function: Any) -> str:
    """Return the arguments by name with what they are without being given; their kinds stand in the table below."""
    plain = [
        each.replace(annotation=inspect.Parameter.empty) for each in inspect.signature(function).parameters.values()
    ]
    return str(inspect.Signature([each.replace(default=_default(each.default)) for each in plain])).strip("()")


class _Said:
    """A default that is written as a person writes it."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        return self._words


def _default(value: Any) -> Any:
    if isinstance(value, Enum):
        return _Said(str(value))
    return _Said(value.__name__) if inspect.isfunction(value) else value


def _kind(name: str, kind: type) -> str:
    if issubclass(kind, Enum):
        members = "\n".join(f"- `{member.name}`: {member.value}" for member in kind)
        return "\n\n".join([f"### {name}", paragraph(kind), members])
    if not is_dataclass(kind):
        return f"### {name}\n\n{paragraph(kind)}"
    said = read(kind)
    methods = "\n".join(_methods(kind))
    return "\n\n".join([f"### {name}", *_written(said), *([methods] if methods else [])])


def _methods(kind: type) -> Iterator[str]:
    """Yield what can be asked of a result beside its attributes."""
    for name, thing in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(thing, property):
            yield f"- `.{name}`: {paragraph(thing)}"
        elif inspect.isfunction(thing):
            given = ", ".join(list(inspect.signature(thing).parameters)[1:])
            yield f"- `.{name}({given})`: {paragraph(thing)}"


def _written(said: Docstring) -> Iterator[str]:
    yield said.words
    for title, section in said.sections.items():
        if title == "Examples":
            yield f"```python\n{section.text}\n```"
        elif section.entries:
            yield _entries(NAMING.get(title, "what it holds"), section.entries)
        else:
            yield f"*{title}.* {section.text}"


def _entries(heading: str, entries: tuple[Entry, ...]) -> str:
    if any(one.kind for one in entries):
        return table([heading, "kind", "meaning"], [[f"`{one.name}`", one.kind, one.meaning] for one in entries])
    return table([heading, "meaning"], [[f"`{one.name}`", one.meaning] for one in entries])
