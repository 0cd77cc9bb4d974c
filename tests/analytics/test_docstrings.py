"""
Every public function of the numbers is documented alike, its examples run, and some test tries it.

Public is what a module's ``__all__`` names, or, without one, what it defines without a leading underscore.
Modules whose name begins with an underscore are nobody's business but their neighbours'.
"""

import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import re
import types
import typing
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from numpydoc.validate import validate

import collegiate.analytics

HERE = Path(__file__).parent

SECTIONS = ("Parameters", "Returns", "Raises", "Notes", "Source", "Examples")

NOT_ASKED = {
    "ES01",  # one line may be all there is to say
    "SA01",  # a See Also that repeats the listing helps nobody
    "GL06",  # Source is our own section
    "GL07",  # numpydoc knows no place for Source; the order is tested here
    "PR06",  # "integer" reads better than "int" in a sentence about counts
    "PR08",  # a description may begin with a name in lower case
    "RT02",  # a named result is easier to speak of
}


def every_module() -> Iterator[types.ModuleType]:
    for found in pkgutil.walk_packages(collegiate.analytics.__path__, "collegiate.analytics."):
        yield importlib.import_module(found.name)


def modules() -> Iterator[types.ModuleType]:
    """Every module of the numbers that others may import from."""
    for module in every_module():
        if not any(part.startswith("_") for part in module.__name__.split(".")):
            yield module


def public_names(module: types.ModuleType) -> list[str]:
    if hasattr(module, "__all__"):
        return list(module.__all__)
    inside_a_package_that_says = any(
        hasattr(importlib.import_module(parent), "__all__")
        for parent in _parents(module.__name__)
        if parent.startswith("collegiate.analytics.")
    )
    if inside_a_package_that_says:
        return []
    return [
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    ]


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def public(kind: Callable[[object], bool]) -> list[tuple[str, str]]:
    """(module, name) of each public thing of a kind, once, at the first door it is seen at."""
    seen: dict[int, tuple[str, str]] = {}
    for module in modules():
        for name in public_names(module):
            thing = getattr(module, name)
            if kind(thing):
                seen.setdefault(id(thing), (module.__name__, name))
    return sorted(seen.values())


def load(place: tuple[str, str]) -> typing.Any:
    return getattr(importlib.import_module(place[0]), place[1])


FUNCTIONS = public(inspect.isfunction)
RECORDS = public(lambda thing: inspect.isclass(thing) and dataclasses.is_dataclass(thing))


def sections(docstring: str) -> list[str]:
    return re.findall(r"^([A-Z][A-Za-z ]+)\n-{3,}$", docstring, flags=re.MULTILINE)


def named(place: tuple[str, str]) -> str:
    return ".".join(place).removeprefix("collegiate.analytics.")


def complaints(place: tuple[str, str]) -> list[str]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"(?s).*Unknown section Source")
        found = validate(".".join(place))["errors"]
    return [f"{code} {words}" for code, words in found if code not in NOT_ASKED]


def test_a_public_function_passes_numpydoc():
    assert {named(place): found for place in FUNCTIONS if (found := complaints(place))} == {}


def unsaid(place: tuple[str, str]) -> Iterator[str]:
    """Yield what a public function does not say: its sections in their order, and when not to use it."""
    function = load(place)
    said = inspect.getdoc(function) or ""
    found = sections(said)
    optional = {"Notes"} if inspect.signature(function).parameters else {"Notes", "Parameters"}
    yield from (f"no section {name}" for name in SECTIONS if name not in optional and name not in found)
    if found[-1:] != ["Examples"]:
        yield "Examples come last"
    if not re.search(r"when\s+not\s+to\s+use", said, flags=re.IGNORECASE):
        yield "say in the Notes when not to use it: “When not to use it: …”"


def test_a_public_function_says_what_comes_in_what_comes_out_what_is_refused_whose_method_it_is_and_when_not_to_use_it():
    assert [f"{named(place)}: {what}" for place in FUNCTIONS for what in unsaid(place)] == []


def test_a_public_function_has_types():
    untyped = [
        f"{named(place)}: {name}"
        for place in FUNCTIONS
        for function in [load(place)]
        for name in [*inspect.signature(function).parameters, "return"]
        if name not in function.__annotations__
    ]

    assert untyped == []


def test_a_public_function_is_tried_by_some_test():
    others = [path for path in sorted(HERE.glob("test_*.py")) if path.name != Path(__file__).name]
    called = set(re.findall(r"\b(\w+)\(", "\n".join(path.read_text(encoding="utf-8") for path in others)))

    assert [named(place) for place in FUNCTIONS if place[1] not in called] == []


def undescribed(place: tuple[str, str]) -> Iterator[str]:
    """Yield what is wrong with a public record: it can be changed, or an attribute is not described."""
    record = load(place)
    docstring = inspect.getdoc(record) or ""
    if not record.__dataclass_params__.frozen:
        yield "it can be changed after it was worked out"
    for field in dataclasses.fields(record):
        if not re.search(rf"^[\w, ]*\b{field.name}\b[\w, ]* : ", docstring, flags=re.MULTILINE):
            yield f"{field.name} is not described under Attributes"


def test_a_public_record_is_frozen_and_describes_each_attribute():
    assert [f"{named(place)}: {what}" for place in RECORDS for what in undescribed(place)] == []


def records_within(annotation: object) -> Iterator[type]:
    if dataclasses.is_dataclass(annotation) and inspect.isclass(annotation):
        yield annotation
    for part in typing.get_args(annotation):
        yield from records_within(part)


def dumb(place: tuple[str, str]) -> Iterator[str]:
    """Yield what a public function returns that cannot say itself."""
    returned = typing.get_type_hints(load(place))["return"]
    if returned in (dict, tuple, list):
        yield "return a frozen record that says its units, not a bare container"
    for record in records_within(returned):
        if not callable(getattr(record, "sentence", None)):
            yield f"{record.__name__} has no sentence()"


def test_what_a_public_function_returns_can_say_itself_in_a_sentence():
    assert [f"{named(place)}: {what}" for place in FUNCTIONS for what in dumb(place)] == []


@pytest.mark.parametrize("module", list(every_module()), ids=lambda module: module.__name__)
def test_the_examples_run(module):
    outcome = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)

    assert outcome.failed == 0
    if any(load(place).__module__ == module.__name__ for place in FUNCTIONS):
        assert outcome.attempted > 0, f"{module.__name__} has no example that runs"


def test_a_module_says_what_question_it_answers():
    assert [module.__name__ for module in every_module() if not (module.__doc__ or "").strip()] == []
