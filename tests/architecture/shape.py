"""Rules about files: their names, their size, and that each says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import ours

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
DRAWERS = {"utils", "helpers", "common", "core", "services", "managers", "mixins", "base", "misc", "lib", "admin"}
ENDINGS = {"util", "utils", "helper", "helpers", "mixin", "mixins", "manager", "managers"}

EXCEPTIONS: dict[str, str] = {
    "collegiate.doors.town.build._a_year": "A year told in its order; the steps are functions inside it.",
}
"""Modules and functions (``module.function``) past the limit, each with the reason why a split would be worse."""


def no_drawers(package: Path) -> Iterator[str]:
    """A file is named after what is in it, never after where things were put for want of a name."""
    for path in sorted(package.rglob("*")):
        if path.suffix != ".py" and not path.is_dir():
            continue
        if path.stem in DRAWERS or path.stem.rsplit("_", 1)[-1] in ENDINGS:
            yield f"{path.relative_to(package.parent)}: name it after the noun it holds; it must not become a drawer."


def every_folder_is_a_package(package: Path) -> Iterator[str]:
    """A folder of Python without ``__init__.py`` is invisible to the import contracts."""
    folders = {folder for path in package.rglob("*.py") for folder in path.parents if folder.is_relative_to(package)}
    for folder in sorted(folders):
        if not (folder / "__init__.py").exists():
            yield f"{folder.relative_to(package.parent)} has no __init__.py: the import contracts cannot see into it."


def small(package: Path) -> Iterator[str]:
    """A module has at most 300 lines and a function at most 40, signature and docstring not counted."""
    for source in ours(package):
        lines = source.text.count("\n")
        if lines > LONGEST_MODULE and source.name not in EXCEPTIONS:
            yield f"{source.name} has {lines} lines: make it a package of the same name, one noun a file."
        for function in source.functions():
            length = length_of(function)
            if length > LONGEST_FUNCTION and f"{source.name}.{function.name}" not in EXCEPTIONS:
                yield f"{source.at(function.lineno)} {function.name} has {length} lines: split logic, not loops."


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body: what it takes and its docstring are for its readers."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return ((body[-1].end_lineno or 0) - body[0].lineno + 1) if body else 0


def every_module_says_what_it_is_for(package: Path) -> Iterator[str]:
    """A module's docstring says what question the file answers; an empty ``__init__`` and ``apps`` need none."""
    for source in ours(package):
        is_a_room = source.parts[-1] != "apps" and source.text.strip()
        if is_a_room and not ast.get_docstring(source.tree):
            yield f"{source.name}: begin with a docstring of a line or two that says what question the file answers."
