"""Reads a source tree without importing it, so that the same rules run on the house and on the bad trees."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HOUSE = REPOSITORY / "src" / "collegiate"
CHAPTER_FLOORS = ("partnership", "improvement")


@dataclass(frozen=True)
class Source:
    """One Python file: its dotted name, and what it says."""

    name: str
    path: Path
    text: str
    tree: ast.Module
    is_package: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """The dotted name in parts, the root package first."""
        return tuple(self.name.split("."))

    @property
    def floor(self) -> str:
        """The floor it stands on: ``partnership``; nothing for the root package."""
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def chapter(self) -> str:
        """The chapter it belongs to: ``members``; nothing for a floor's own ``__init__``."""
        return self.parts[2] if len(self.parts) > 2 else ""

    @property
    def room(self) -> str:
        """The room it stands in: ``models``, also for ``models/people.py``; nothing for the chapter's ``__init__``."""
        return self.parts[3] if len(self.parts) > 3 else ""

    def at(self, line: int) -> str:
        """Return where a fault stands, so that an editor can jump to it."""
        return f"{self.name}:{line}"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[tuple[int, str, str]]:
        """Yield (line, module, name) of every import, wherever it stands; name is empty for a plain ``import``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name, ""
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield node.lineno, self._absolute(node), alias.name

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        above = len(self.parts) - node.level + (1 if self.is_package else 0)
        return ".".join((*self.parts[:above], *((node.module,) if node.module else ())))


@cache
def sources(package: Path) -> tuple[Source, ...]:
    """Read every Python file of a package, sorted by name."""
    found = []
    for path in sorted(package.rglob("*.py")):
        text = path.read_text("utf-8")
        parts = [package.name, *path.relative_to(package).with_suffix("").parts]
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Source(name, path, text, ast.parse(text), is_package))
    return tuple(found)


def ours(package: Path) -> Iterator[Source]:
    """Yield the files that people write: migrations left out."""
    yield from (source for source in sources(package) if "migrations" not in source.parts)


def templates(package: Path) -> Iterator[tuple[tuple[str, str], Path, str]]:
    """Yield ((floor, chapter), path, text) of every template."""
    for path in sorted(package.rglob("templates/**/*.*")):
        if path.suffix in {".html", ".txt", ".svg"}:
            floor, chapter, *_ = (*path.relative_to(package).parts, "")
            yield (floor, chapter), path, path.read_text("utf-8")


@cache
def order(contract: str) -> dict[str, int]:
    """Return each layer's place in one contract of pyproject.toml, highest first; siblings share a number."""
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == contract)
    return {name.strip(" ()"): place for place, layer in enumerate(layers) for name in layer.split("|")}


def lies_below(lower: tuple[str, str], upper: tuple[str, str]) -> bool:
    """Say whether the first (floor, chapter) may be named by the second: the same one, or one further down."""
    if lower == upper:
        return True
    if lower[0] != upper[0]:
        return order("floors")[lower[0]] > order("floors")[upper[0]]
    if not (lower[1] and upper[1]):
        return True
    places = order(lower[0])
    return places[lower[1]] > places[upper[1]]
