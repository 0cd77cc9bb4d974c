"""What the documents say is there: files they link to, tasks, commands and settings they name."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from collegiate.config.environment import VARIABLES
from tests.architecture.reading import HOUSE, REPOSITORY, ours

PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
TASK = re.compile(r"`make ([a-z][a-z-]*)")
COMMAND = re.compile(r"`(?:\.venv/bin/)?collegiate ([a-z]\w*)")
VARIABLE = re.compile(r"COLLEGIATE_[A-Z_]+")
READS = re.compile(r"os\.environ\.get|os\.getenv|[=(]\s*os\.environ\[")
OF_TESTS = ("COLLEGIATE_TEST_", "COLLEGIATE_SCREENSHOTS")


@cache
def tasks() -> set[str]:
    """Return the tasks that the Makefile lists."""
    return set(re.findall(r"^([a-z-]+):.*##", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_a_page_speaks_of_what_is_there(page):
    text = page.read_text("utf-8")

    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []
    assert set(TASK.findall(text)) <= tasks()
    assert set(COMMAND.findall(text)) <= set(get_commands())
    known = {variable.name for variable in VARIABLES}
    assert {name for name in VARIABLE.findall(text) if not name.startswith(OF_TESTS)} <= known


def test_every_screenshot_is_shown_somewhere():
    """A picture that a page names and that is not there is a link to nowhere, above."""
    words = "".join(page.read_text("utf-8") for page in PAGES)
    idle = [picture.name for picture in (REPOSITORY / "docs" / "screenshots").glob("*") if picture.name not in words]

    assert idle == [], "Show it on a page, or let the journey no longer take it."


def test_only_the_settings_read_the_environment():
    """So that the list of variables is whole: everything else asks `environment`, which refuses what is not listed."""
    reading = [source.name for source in ours(HOUSE) if READS.search(source.text)]

    assert reading == ["collegiate.config.environment"]


def test_a_link_to_nowhere_would_be_seen(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("See [the house](NOWHERE.md), `make tea` and `collegiate brew`.")

    with pytest.raises(AssertionError, match=r"NOWHERE\.md"):
        test_a_page_speaks_of_what_is_there(page)
    assert set(TASK.findall(page.read_text())) - tasks() == {"tea"}
    assert set(COMMAND.findall(page.read_text())) - set(get_commands()) == {"brew"}
