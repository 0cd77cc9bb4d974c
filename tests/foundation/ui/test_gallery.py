"""The gallery shows every component, works without script, and holds under the strict content policy."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from collegiate.foundation import ui

from .reading import read

COMPONENTS = Path(ui.__file__).parent / "templates/ui/components"
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.fixture
def gallery(client, db):
    return client.get(reverse("gallery"))


@pytest.mark.usefixtures("db", "no_queries_while_rendering")
def test_the_gallery_is_open_to_anyone(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # the partnership's name, for the frame
        answer = client.get(reverse("gallery"))

    assert read(answer.content).one("h1").text == "What pages are made of"


def test_every_component_is_in_the_gallery(gallery):
    shown = {template.name for template in gallery.templates}

    assert {f"ui/components/{path.name}" for path in COMPONENTS.glob("*.html")} <= shown


def test_nothing_on_the_page_needs_an_exception_in_the_content_policy(gallery):
    assert not INLINE.findall(gallery.content.decode())


def test_every_id_is_its_own_and_everything_pointed_to_is_there(gallery):
    page = read(gallery.content)
    ids = [element["id"] for element in page.all() if element.get("id")]
    pointed = {
        name
        for element in page.all()
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for")
        for name in element.get(attribute).split()
    }
    led = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}

    assert len(ids) == len(set(ids))
    assert pointed <= set(ids)
    assert led <= set(ids)


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    place = shutil.which("chromium")
    if place is None:
        pytest.skip("Chromium is not installed here; `make test` says how to install it.")
    with pytest.MonkeyPatch.context() as setting, sync_playwright() as driver:
        setting.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver keeps a loop running beside the test
        browser = driver.chromium.launch(
            executable_path=place, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.mark.journey
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_gallery_is_open_to_everybody_at_every_width(chromium, live_server, width, script):
    context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.on("request", lambda request: None if request.url.startswith(live_server.url) else refused.append(request.url))
    page.goto(live_server.url + reverse("gallery"))
    page.get_by_role("heading", name="What pages are made of").wait_for()

    wide = page.evaluate("document.documentElement.scrollWidth")
    # axe itself is script, so where the browser runs none only what needs none is looked at
    faults = Axe().run(page).response["violations"] if script else []

    assert [fault["id"] for fault in faults] == []
    assert refused == []
    assert wide <= width
    context.close()
