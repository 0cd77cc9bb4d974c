"""Rules about imports that no contract can hold: front doors, frames, plain Python, signals, migrations."""

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import CHAPTER_FLOORS, Source, ours, sources

RANK = {"models": 0, "policies": 1, "figures": 1, "queries": 2, "commands": 3}
OPEN = ("models", "queries", "commands")
PLAIN_FLOORS = ("values", "definitions", "analytics")
FRAMES = ("polars", "numpy", "scipy")


def _places(source: Source, known: set[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line, parts) of each module imported; ``from a.b import c`` names a.b.c where that is a module."""
    for line, module, name in source.imports():
        full = f"{module}.{name}"
        yield line, tuple((full if name and full in known else module).split("."))


def front_doors(package: Path) -> Iterator[str]:
    """From another chapter import only models, queries and commands, and only as high as your own room."""
    known = {source.name for source in sources(package)}
    for source in ours(package):
        if source.floor == "config":
            continue
        for line, there in _places(source, known):
            if len(there) < 4 or there[0] != package.name or there[1] not in CHAPTER_FLOORS:
                continue
            if (source.floor, source.chapter) == there[1:3]:
                continue
            if there[3] not in OPEN:
                yield (
                    f"{source.at(line)} imports {'.'.join(there)}: "
                    "from another chapter import only its models, queries or commands."
                )
            elif source.floor in CHAPTER_FLOORS and RANK[there[3]] > RANK.get(source.room, 9):
                yield (
                    f"{source.at(line)} imports {'.'.join(there)}: {source.room} may not reach another chapter's "
                    f"{there[3]}; let a higher room ask, and hand the facts down."
                )


def frames(package: Path) -> Iterator[str]:
    """Arrays and frames are seen in analytics, in a chapter's figures and in exchange's tables only."""
    for source in ours(package):
        allowed = (
            source.floor == "analytics"
            or source.room == "figures"
            or (source.floor, source.chapter, source.room) == ("doors", "exchange", "tables")
        )
        for line, module, _ in source.imports():
            if module.split(".")[0] in FRAMES and not allowed:
                yield f"{source.at(line)} imports {module}: frames live in figures.py, numbers in analytics."


def plain_floors(package: Path) -> Iterator[str]:
    """The words and the numbers are plain Python, so that they work in a notebook."""
    for source in ours(package):
        for line, module, _ in source.imports():
            if source.floor in PLAIN_FLOORS and module.split(".")[0] in ("django", "allauth"):
                yield f"{source.at(line)} imports {module}: {source.floor} is plain Python; let a chapter bring the rows."


def no_signals(package: Path) -> Iterator[str]:
    """Chapters send and receive no signals; the record's guard is the one receiver."""
    for source in ours(package):
        if (source.floor, source.chapter) == ("foundation", "record"):
            continue
        for line, module, name in source.imports():
            if module == "django.dispatch" or "signals" in (*module.split("."), name):
                yield f"{source.at(line)} imports {module}: call a command instead; a signal hides what a deed does."


def migrations_stand_alone(package: Path) -> Iterator[str]:
    """A migration imports nothing of ours: it must still run when the code has moved on."""
    for source in sources(package):
        if "migrations" not in source.parts:
            continue
        for line, module, _ in source.imports():
            if module.split(".")[0] == package.name:
                yield f"{source.at(line)} imports {module}: write into the migration what it needs."
