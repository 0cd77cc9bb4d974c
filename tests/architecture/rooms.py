"""Rules about what each room may do: deeds in commands, questions in queries, and nobody else at the database."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.reading import CHAPTER_FLOORS, Source, ours

Function = ast.FunctionDef | ast.AsyncFunctionDef

SAVING = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
MAY_ASK_THE_DATABASE = {"queries", "commands"}
MAY_READ_THE_CLOCK = {"views", "middleware", "tasks", "management"}

_POST = (
    "a mail goes out between the two, and a line in the record for each of thousands would drown it; `report` notes."
)
NOT_A_DEED: dict[str, str] = {
    "collegiate.partnership.communications.commands.posting.take_next": _POST,
    "collegiate.partnership.communications.commands.posting.settle": _POST,
}
"""Public functions of a ``commands`` room that need no ruling or note of their own, each with the reason."""


def every_command(package: Path) -> Iterator[tuple[Source, Function]]:
    """Yield every public function at the top of a ``commands`` room; a file ``_so_named`` serves the deeds beside it."""
    for source in ours(package):
        if source.room == "commands" and not source.parts[-1].startswith("_"):
            for node in source.tree.body:
                if isinstance(node, Function) and not node.name.startswith("_"):
                    yield source, node


def who_and_when(package: Path) -> Iterator[str]:
    """Every command is told who and when, by name only, and says in a docstring what it does."""
    for source, command in every_command(package):
        where = f"{source.at(command.lineno)} {command.name}"
        by_name_only = {argument.arg for argument in command.args.kwonlyargs}
        if not {"by", "at"} <= by_name_only:
            yield f"{where}: take `*, by: Standing, at: datetime`, so that every deed knows who and when."
        if len(command.args.posonlyargs) + len(command.args.args) > 1:
            yield f"{where}: only the thing acted upon may stand without its name; put a `*` after it."
        if not ast.get_docstring(command):
            yield f"{where}: say in a docstring what it does and which refusals it raises."


def deeds_are_ruled_on_and_noted(package: Path) -> Iterator[str]:
    """Every command is a ``@record.deed``, insists on a ruling and notes what it did."""
    for source, command in every_command(package):
        if f"{source.name}.{command.name}" in NOT_A_DEED:
            continue
        where = f"{source.at(command.lineno)} {command.name}"
        if not {"deed", "record.deed"} & {ast.unparse(mark) for mark in command.decorator_list}:
            yield f"{where}: mark it @record.deed, so that it is one transaction and its notes are kept."
        called = _called(command, _neighbours(source.parts[:4], package))
        if "insist" not in called:
            yield f"{where}: ask policies.may_…(by, …).insist() before doing anything."
        if "note" not in called:
            yield f"{where}: note(…) what was done, or the record will not know."


@cache
def _neighbours(room: tuple[str, ...], package: Path) -> dict[str, Function]:
    """Return the functions of the same ``commands`` room, and all deeds, by name: a deed may be ruled on by the deed inside it."""
    deeds = {command.name: command for _, command in every_command(package)}
    beside = {
        node.name: node
        for neighbour in ours(package)
        if neighbour.parts[:4] == room
        for node in neighbour.tree.body
        if isinstance(node, Function)
    }
    return deeds | beside


def _called(function: Function, neighbours: dict[str, Function]) -> set[str]:
    """Return the last name of everything called, by functions of the same room that it calls too."""
    names: set[str] = set()
    waiting, read = [function], set()
    while waiting:
        here = waiting.pop()
        read.add(here.name)
        for node in ast.walk(here):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rsplit(".", 1)[-1]
                names.add(name)
                if name in neighbours and name not in read:
                    waiting.append(neighbours[name])
    return names


def only_queries_and_commands_ask(package: Path) -> Iterator[str]:
    """Views, forms, policies and the rest never use a model's manager; a query is the place to make it fast."""
    for source in ours(package):
        if source.floor not in (*CHAPTER_FLOORS, "doors") or source.room in MAY_ASK_THE_DATABASE:
            continue
        if source.floor == "doors" and source.room not in {"views", "forms", "urls", "middleware", "context"}:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
                yield f"{source.at(node.lineno)} uses {ast.unparse(node)}: ask a function of queries.py."


def only_commands_save(package: Path) -> Iterator[str]:
    """A change is made in commands.py, the one place to see what a deed does."""
    for source in ours(package):
        if source.floor not in CHAPTER_FLOORS or source.room == "commands":
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAVING:
                yield f"{source.at(node.lineno)} calls {ast.unparse(node.func)}: let a command save it."


def the_clock_is_handed_on(package: Path) -> Iterator[str]:
    """The clock is read in views, middleware, tasks and management, and handed on as ``at=``."""
    for source in ours(package):
        if source.room in MAY_READ_THE_CLOCK or source.floor in ("config", "foundation"):
            continue
        if source.floor == "doors" and source.chapter == "town":
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and _reads_the_clock(ast.unparse(node.func)):
                yield f"{source.at(node.lineno)} calls {ast.unparse(node.func)}: take `at` or `day` as an argument."
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                yield f"{source.at(node.value.lineno)} sets {node.arg}: the command that saves the row knows when."


def _reads_the_clock(called: str) -> bool:
    *module, name = called.split(".")
    return bool(module) and (
        (module[-1] in {"clock", "timezone"} and name in {"now", "today", "localdate", "localtime"})
        or (module[-1] in {"datetime", "date"} and name in {"now", "today", "utcnow"})
    )
