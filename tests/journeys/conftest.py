"""
Chromium for journeys: a person's work from page to page, every page looked at by axe.

Each journey runs with and without JavaScript, at 1280 and at 320 px; on PostgreSQL only the first of the
four, and only if it is marked ``postgres_too``. Fixtures: `page`, `see`, `sign_in`, `shot`; `beth`, where there is no town.
"""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Page, expect, sync_playwright

from collegiate.foundation.accounts.models import Account
from collegiate.values import Role
from tests.cast import person, school
from tests.settings import REPOSITORY

PATIENCE = 45_000  # milliseconds; a machine that does something else besides is slow, not wrong
expect.set_options(timeout=PATIENCE)
SCREENSHOTS = REPOSITORY / "docs" / "screenshots"
FLAGS = [
    "--no-sandbox",  # for root in a container; pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A page does without its typeface where that comes late, and here it always may: what is routed is never kept. A picture waits.
TYPEFACE = """() => {
  const named = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => [rule, sheet.href]));
  return Promise.all(named.filter(([rule]) => rule instanceof CSSFontFaceRule).map(([rule, sheet]) => {
    const file = new URL(rule.style.src.match(/url\\("?([^")]+)/)[1], sheet);
    const { fontWeight: weight, fontStyle: style } = rule.style;
    const face = new FontFace(rule.style.fontFamily.replaceAll('"', ""), `url(${file})`, {
      weight, style, unicodeRange: rule.style.getPropertyValue("unicode-range"),
    });
    document.fonts.add(face);
    return face.load();
  })).then((faces) => faces.length);
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """How somebody looks at the pages."""

    width: int
    script: bool

    def __str__(self) -> str:
        return f"{self.width}px-{'script' if self.script else 'no script'}"


SCREENS = [Screen(1280, script=True), Screen(1280, script=False), Screen(320, script=True), Screen(320, script=False)]


@dataclass
class Noticed:
    """What a browser complains of behind a person's back."""

    lines: list[str] = field(default_factory=list)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what is in this folder as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def browser():
    """Debian's Chromium, started once."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.fail("Chromium is not installed; `make journeys` installs it, or says how.")
    assert get_resolver().url_patterns  # read every page's code now, so that no first page waits for it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=SCREENS[:1] if settings.ON_POSTGRES else SCREENS, ids=str)
def screen(request):
    """The width of the window, and whether script runs in it."""
    return request.param


@pytest.fixture
def context(browser, screen):
    """One person's browser, with nothing remembered and nothing but this machine to talk to."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": 900},
        java_script_enabled=screen.script,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def noticed():
    """What the browser complained of so far: errors, refusals of the content policy, other hosts asked for."""
    return Noticed()


@pytest.fixture
def page(context, live_server, noticed):
    """An empty tab; a request for any other host is refused and remembered."""

    def only_here(route):
        if route.request.url.startswith((live_server.url, "data:")):
            route.continue_()
        else:
            noticed.lines.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", only_here)
    page = context.new_page()
    page.on("pageerror", lambda error: noticed.lines.append(str(error)))
    page.on("console", lambda line: noticed.lines.append(line.text) if _is_a_complaint(line) else None)
    return page


def _is_a_complaint(line) -> bool:
    """A page that answers 403, 404 or 422 is meant to; anything else that the console calls an error is not."""
    return line.type in {"error", "warning"} and "the server responded with a status of 4" not in line.text


@pytest.fixture
def looked_at(page, browser, screen):
    """
    Return the tab for axe to look at: the page itself or, where script is off, what it shows, opened in a tab of its own.

    Axe is script. Without it the page is read as it stands and shown again, its own scripts left out.
    """
    if screen.script:
        yield lambda: page
        return
    beside = browser.new_context(viewport={"width": screen.width, "height": 900}, reduced_motion="reduce")
    copy = beside.new_page()

    def show_again() -> Page:
        body = re.sub(r"<script\b.*?</script>", "", page.content(), flags=re.DOTALL)
        beside.unroute_all()
        beside.route(page.url.partition("#")[0], lambda route: route.fulfill(body=body, content_type="text/html"))
        copy.goto(page.url)
        return copy

    yield show_again
    beside.close()


@pytest.fixture
def see(page, looked_at, screen, noticed):
    """
    Wait for a page by its heading, and look at it: axe, the width, the console.

    ``see("Agreements waiting for a decision")``
    """
    axe = Axe()

    def look(heading: str) -> None:
        expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
        assert _violations(axe, looked_at()) == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"“{heading}” is {wide} px too wide for a window of {screen.width} px."
        assert noticed.lines == [], f"“{heading}”: the browser complains."

    return look


def _violations(axe: Axe, page: Page) -> list[str]:
    """Return a line for each violation that axe finds, of any impact."""
    found = axe.run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}, at {' '.join(map(str, node['target']))}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.fixture
def sign_in(context, live_server):
    """
    Sign somebody in without the sign-in page: ``sign_in(person)``, with a `Person` or an `Account`.

    The page itself has a journey of its own.
    """

    def enter(who) -> None:
        client = Client()
        client.force_login(getattr(who, "account", None) or who)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return enter


@pytest.fixture
def shot(page, screen):
    """
    Keep a picture of the page for the docs: ``shot("desk-head-teacher")``.

    Only `make docs` asks for them, and only the ordinary window is kept.
    """

    def keep(name: str) -> None:
        if os.environ.get("COLLEGIATE_SCREENSHOTS") and screen == SCREENS[0]:
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            assert page.evaluate(TYPEFACE)
            page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return keep


@pytest.fixture
def beth(transactional_db):
    """Beth, who leads Hillside, was invited and has chosen her password."""
    beth = person("Beth Arden", Role.HEAD_TEACHER, at=school("Hillside Primary"))
    beth.account = Account.objects.create_user("beth@hillside.example.org", "a longer password than most")
    beth.save(update_fields=["account"])
    return beth
