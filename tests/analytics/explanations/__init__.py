"""
The explanations of the numbers: their examples run, and their pictures drawn from what the examples worked out.

``python -m tests.analytics.explanations`` (``make docs``) draws the pictures anew. A picture can so never show anything but
the example beside it, and a test holds that it is fresh.
"""

import doctest
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.analytics.explanations import growth, tables, towns

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "explanation"

Worked = dict[str, Any]

#: How each page's picture is drawn from the names its example leaves behind.
PICTURES: dict[str, Callable[[Worked], str]] = {
    "allocation": tables.allocation,
    "disclosure": tables.disclosure,
    "growth": growth.growth,
    "impact": towns.impact,
    "value-added": towns.value_added,
}


def run(page: str) -> tuple[Worked, list[str]]:
    """Run a page's example; return the names it leaves behind, and what it says otherwise than the page."""
    text = (FOLDER / f"{page}.md").read_text("utf-8").replace("\n```", "\n\n```")
    example = doctest.DocTestParser().get_doctest(text, {}, page, f"{page}.md", 0)
    assert example.examples, f"{page}.md has no example"
    faults: list[str] = []
    doctest.DocTestRunner(verbose=False).run(example, out=faults.append, clear_globs=False)
    return example.globs, faults


def drawn(page: str, worked: Worked) -> str:
    """Return a page's picture."""
    return f"{PICTURES[page](worked)}\n"
