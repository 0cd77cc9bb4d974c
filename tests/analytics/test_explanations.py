"""The explanations say what the numbers say: their examples run, and their pictures are drawn from them."""

import re

import pytest

from tests.analytics.explanations import FOLDER, PICTURES, drawn, run

PARTS = ("## The mathematics", "## What is assumed", "## When not to believe it", "## An example")


@pytest.mark.parametrize("page", PICTURES)
def test_the_example_gives_the_numbers_on_the_page_and_the_picture_beside_it(page):
    worked, faults = run(page)

    assert faults == []
    assert (FOLDER / f"{page}.svg").read_text("utf-8") == drawn(page, worked), "Draw it anew: make docs"


@pytest.mark.parametrize("page", PICTURES)
def test_a_page_has_its_parts_in_order_and_shows_its_picture(page):
    text = (FOLDER / f"{page}.md").read_text("utf-8")
    places = [text.find(f"\n{part}\n") for part in PARTS]

    assert min(places) > 0
    assert places == sorted(places)
    assert re.search(rf"^!\[[^\]]+\]\({page}\.svg\)$", text, re.MULTILINE)


def test_every_page_is_run_and_listed():
    pages = {path.stem for path in FOLDER.glob("*.md")} - {"README"}

    assert pages == set(PICTURES)
    assert set(re.findall(r"\(([a-z-]+)\.md\)", (FOLDER / "README.md").read_text("utf-8"))) == pages
