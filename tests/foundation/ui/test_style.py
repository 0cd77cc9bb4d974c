"""What is served: our own face and colours, nothing of the government's brand, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from collegiate.foundation import ui

STATIC = Path(ui.__file__).parent / "static/ui"
BUILT = STATIC / "built"
STYLE = BUILT / "collegiate.css"
ELSEWHERE = re.compile(r"(?:https?:)?//[a-z0-9.-]+", re.IGNORECASE)


@pytest.fixture(scope="module")
def style() -> str:
    if not STYLE.exists():
        pytest.fail("The style is not built: run `make setup`.")
    return STYLE.read_text("utf-8")


@pytest.mark.parametrize("brand", ["gds", "crown", "crest", "gov.uk"])
def test_the_style_has_nothing_of_the_governments_brand(style, brand):
    assert brand not in style.lower()


def test_the_style_names_only_our_own_fonts_beside_it(style):
    named = set(re.findall(r"url\(\"?([^)\"]+)\"?\)", style))

    assert len(named) == 6
    assert all(name.startswith("atkinson-hyperlegible-next-") and (BUILT / name).is_file() for name in named)
    assert set(re.findall(r"@font-face\{font-family:\"?([^;\"]+)", style)) == {"Atkinson Hyperlegible Next"}


def test_the_style_fetches_nothing_from_elsewhere(style):
    fetched = re.findall(r"(?:url\(|@import|src=)[^;)]*", style)

    assert fetched
    assert not [one for one in fetched if ELSEWHERE.search(one)]


def test_the_style_is_small_enough_for_a_phone(style):
    assert len(style) < 140_000


@pytest.mark.parametrize("script", ["menu.js", "start.js", "built/govuk-frontend.min.js"])
def test_scripts_fetch_nothing_from_elsewhere(script):
    words = (STATIC / script).read_text("utf-8")

    assert not re.findall(r"(?:import|fetch|src)\s*\(?\s*[\"'](?:https?:)?//", words)
    assert "sourceMappingURL" not in words


def test_scripts_need_no_exception_in_the_content_policy():
    words = (BUILT / "govuk-frontend.min.js").read_text("utf-8")

    assert not re.search(r"\beval\(|new Function|\.innerHTML\s*=\s*[\"'`]<style", words)


def test_paper_has_the_same_face_as_the_screen():
    faces = {path.name.removesuffix(".woff2") for path in BUILT.glob("*.woff2")}

    assert {path.name.removesuffix(".ttf") for path in BUILT.glob("*.ttf")} == faces
