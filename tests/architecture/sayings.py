"""Rules about the tests themselves: a test says what a reader would see."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import sources


def more_than_two_hundred(tests: Path) -> Iterator[str]:
    """No test asserts only that a page answered 200: an empty page does so too."""
    for source in sources(tests):
        if "bad" in source.parts:
            continue
        for function in source.functions():
            claims = [node.test for node in ast.walk(function) if isinstance(node, ast.Assert)]
            if function.name.startswith("test_") and claims and all(map(_only_answers, claims)):
                yield f"{source.at(function.lineno)} {function.name}: say what the reader sees, not only that it answers."


def _only_answers(claim: ast.expr) -> bool:
    return (
        isinstance(claim, ast.Compare)
        and ast.unparse(claim.left).endswith("status_code")
        and len(claim.comparators) == 1
        and ast.unparse(claim.comparators[0]) in {"200", "HTTPStatus.OK"}
    )
