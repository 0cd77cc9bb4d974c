"""Somebody presses while a page is still waking: on a slow line its script and its typeface come long after its words."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SCREENS

LONG = 1_500  # milliseconds; far longer than a browser waits for a typeface before it does without


@pytest.fixture
def late(page):
    """What the page asked for besides its words, its style and what it runs at once: held back until it is let come."""
    held = []
    for late in ("**/start.js", "**/*.woff2"):
        page.route(late, lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes on what it is given
    return held


@pytest.mark.parametrize("screen", [one for one in SCREENS if one.script], ids=str, indirect=True)
def test_a_link_that_is_pressed_while_the_page_wakes_is_followed(page, live_server, sign_in, beth, screen, late):
    sign_in(beth)
    page.goto(f"{live_server.url}/search/?q=hillside", wait_until="commit")
    link = page.locator("main").get_by_role("link", name="Hillside Primary")
    expect(link).to_be_visible()
    page.wait_for_timeout(LONG)
    box = link.bounding_box()

    page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2)
    page.mouse.down()
    for one in [*late]:
        one.continue_()
    expect(page.locator("body.js-enabled")).to_be_visible()
    page.wait_for_timeout(LONG)
    assert link.bounding_box() == box
    page.mouse.up()

    expect(page.get_by_role("heading", level=1, name="Hillside Primary")).to_be_visible()
    menu = page.get_by_role("button", name="Menu")
    assert menu.is_visible() == (screen.width == 320)


@pytest.mark.parametrize("screen", SCREENS[2:3], ids=str, indirect=True)
def test_the_menu_answers_before_anything_else_of_the_page_has_come(page, live_server, sign_in, beth, late):
    sign_in(beth)
    page.goto(f"{live_server.url}/search/?q=hillside", wait_until="commit")
    schools = page.get_by_role("navigation", name="Main").get_by_role("link", name="Schools")
    expect(page.get_by_role("button", name="Menu", expanded=False)).to_be_visible()
    assert not schools.is_visible()

    page.get_by_role("button", name="Menu").click()

    expect(page.get_by_role("button", name="Menu", expanded=True)).to_be_visible()
    assert schools.is_visible()
    assert late
