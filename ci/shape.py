"""Say how large the house is: lines by floor and chapter, the longest modules and the longest functions."""

import ast
import statistics
import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.architecture.reading import HOUSE, ours  # noqa: E402 - the repository must be importable first
from tests.architecture.shape import length_of  # noqa: E402 - as above


def main() -> None:
    """Print the shape of the house."""
    sizes = {source.name: source.text.count("\n") for source in ours(HOUSE)}
    functions = {
        f"{source.name}:{function.lineno} {function.name}": length_of(function)
        for source in ours(HOUSE)
        for function in source.functions()
    }
    chapters = Counter[str]()
    for name, lines in sizes.items():
        chapters[".".join(name.split(".")[1:3])] += lines
    tests = sum(path.read_text("utf-8").count("\n") for path in (REPOSITORY / "tests").rglob("*.py"))

    print("Lines by chapter")
    for chapter, lines in sorted(chapters.items()):
        print(f"  {lines:6}  {chapter or 'collegiate'}")
    print(f"  {sum(sizes.values()):6}  in all, and {tests} of tests")
    written = [lines for lines in sizes.values() if lines]
    print(f"\nModules: {len(written)}, median {statistics.median(written):.0f} lines; the longest")
    _longest(sizes)
    print(f"\nFunctions: {len(functions)}, median {statistics.median(functions.values()):.0f} lines; the longest")
    _longest(functions)
    print(
        f"\nClasses: {sum(isinstance(node, ast.ClassDef) for source in ours(HOUSE) for node in ast.walk(source.tree))}"
    )


def _longest(sizes: dict[str, int]) -> None:
    for name, lines in sorted(sizes.items(), key=lambda item: -item[1])[:10]:
        print(f"  {lines:6}  {name}")


if __name__ == "__main__":
    main()
