"""A rule about forms: one that shows what a row says carries the row's version, so that a stale form is refused."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import Source, ours

NOT_ROWS = {"self", "kwargs", "forms", "form", "request", "clock", "queries", "policies"}
# These begin a new row with what another says; nothing that is stored is overwritten by them.
BEGINNINGS = {
    "Propose": "An agreement begins with its brief's title, ceiling and schools.",
    "PlanProgramme": "A programme begins with its agreement's name and days.",
    "PlanSeries": "A year's meetings begin with every day that the rule comes to.",
    "TakeUp": "An item begins with the minutes that its matter asked for.",
    "Move": "A line of attendance begins with the person whose button was pressed.",
}


def edits_carry_their_version(package: Path) -> Iterator[str]:
    """A form filled in from a row is a `Versioned` one: somebody may change the row while it lies open."""
    sources = list(ours(package))
    versioned = _versioned(sources)
    for source in sources:
        for line, name in _filled_from_a_row(source):
            if name not in versioned and name not in BEGINNINGS:
                yield (
                    f"{source.at(line)} fills {name} in from a row: make it Versioned, give it `row`, and let its "
                    "command say must_match, so that a stale form is refused and shows both."
                )


def _versioned(sources: list[Source]) -> set[str]:
    """Return the names of the forms that carry a version, their heirs too."""
    bases = {
        node.name: {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"Versioned"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def _filled_from_a_row(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each form that begins with a row's own values: in its class, or where a view makes it."""
    if source.room == "forms":
        for form in ast.walk(source.tree):
            if isinstance(form, ast.ClassDef):
                yield from ((value.lineno, form.name) for value in _initials(form) if _reads_a_row(value))
    if source.room == "views":
        for call in ast.walk(source.tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("forms."):
                given = [word.value for word in call.keywords if word.arg == "initial"]
                name = ast.unparse(call.func).removeprefix("forms.")
                yield from ((value.lineno, name) for value in given if _reads_a_row(value))


def _initials(form: ast.ClassDef) -> Iterator[ast.expr]:
    """Yield what a form's methods give its fields to begin with, also where it is first given a name."""
    for node in ast.walk(form):
        if isinstance(node, ast.Assign) and "initial" in ast.unparse(node.targets[0]):
            yield node.value
        if isinstance(node, ast.keyword) and node.arg == "initial":
            if isinstance(node.value, ast.Name):
                yield from _named(form, node.value.id)
            yield node.value


def _named(form: ast.ClassDef, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(form):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            yield node.value


def _reads_a_row(value: ast.expr) -> bool:
    """Say whether a value is read from a thing: ``found.foreword``, ``getattr(row, name)``, but not ``Kind.SCHOOL``."""
    if any(isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr" for node in ast.walk(value)):
        return True
    reads = [node.value for node in ast.walk(value) if isinstance(node, ast.Attribute)]
    return any(isinstance(node, ast.Name) and node.id.islower() and node.id not in NOT_ROWS for node in reads)
