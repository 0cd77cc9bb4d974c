"""What stands round every page, and the pages for when something is wrong."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.core.exceptions import PermissionDenied
from django.template import Context
from django.template.loader import get_template
from django.test import Client, RequestFactory

from collegiate.foundation.ui import views
from collegiate.foundation.ui.components import Link
from collegiate.foundation.ui.frame import Frame

from .reading import read

FRAME = Frame(
    partnership="Ashmere Partnership",
    message="Every child in Ashmere.",
    home_url="/home/",
    navigation=(Link("My desk", "/desk/"), Link("Schools", "/schools/", current=True)),
    person="Beth Marlow",
    desk="head teacher at Hillside Primary",
    desk_url="/desks/",
    search_url="/search/",
    sign_in_url="/in/",
    sign_out_url="/out/",
    footer=(Link("Privacy notice", "/privacy/"),),
    notice="This town is imaginary.",
)


def page(template="ui/errors/404.html", **values):
    request = RequestFactory().get("/search/?q=hill")
    return read(get_template(template).template.render(Context({"request": request, "csrf_token": "t", **values})))


def test_the_frame_says_whose_page_it_is_and_who_is_looking():
    shown = page(frame=FRAME)
    header = shown.one("header")

    assert header.one("a", class_="c-header__name").text == "Ashmere Partnership"
    assert header.one("p", class_="c-header__message").text == "Every child in Ashmere."
    assert "Beth Marlow, acting as head teacher at Hillside Primary" in header.text
    assert shown.one("title").text == "Page not found – Ashmere Partnership"
    assert "This town is imaginary." in shown.text


def test_the_frame_leads_to_search_to_places_and_out():
    shown = page(frame=FRAME)
    search = shown.one("form", role="search")

    assert (search["action"], search["method"]) == ("/search/", "get")
    assert search.one("input")["value"] == "hill"
    assert shown.one("label", for_="search-words").text == "Search for organisations, people and decisions"
    assert [link.text for link in shown.one("nav").all("a")] == ["My desk", "Schools"]
    assert shown.one("nav").one("a", aria_current="true").text == "Schools"
    assert shown.one("form", action="/out/").one("input", name="csrfmiddlewaretoken")["value"] == "t"
    assert shown.one("footer").all("a")[0]["href"] == "/privacy/"


def test_who_has_not_signed_in_is_led_to_do_so():
    shown = page(frame=Frame(sign_in_url="/in/", search_url="/search/"))

    assert shown.one("a", href="/in/").text == "Sign in"
    assert "Sign out" not in shown.text


def test_a_page_stands_by_itself_where_nobody_gives_it_a_frame():
    shown = page()

    assert shown.one("a", class_="c-header__name").text == "Collegiate"
    assert not shown.all("nav")
    assert not shown.all("form")


def test_the_first_link_skips_to_what_the_page_is_about():
    shown = page(frame=FRAME)
    first = shown.all("a")[0]

    assert first["href"] == f"#{shown.one('main')['id']}"


@pytest.mark.parametrize(
    ("level", "heading", "role"), [(25, "Done", "alert"), (20, "Please note", "region"), (40, "Not done", "alert")]
)
def test_what_has_just_been_done_is_said_once_at_the_top(level, heading, role):
    shown = page(messages=[Message(level, "Coaching is agreed."), Message(level, "It is set aside.")])
    banners = shown.all(class_="govuk-notification-banner")

    assert [banner.text for banner in banners] == [f"{heading} Coaching is agreed.", f"{heading} It is set aside."]
    assert {banner["role"] for banner in banners} == {role}
    assert len({banner["aria-labelledby"] for banner in banners}) == 2
    assert {"autofocus" in banner.attributes for banner in banners} == {role == "alert"}


def test_a_refusal_is_shown_in_the_sentence_of_its_ruling(rf):
    answer = views.handler403(rf.get("/"), PermissionDenied("Only members of the Strategic Group can see this."))

    assert answer.status_code == 403
    assert "Only members of the Strategic Group can see this." in answer.content.decode()


def test_what_is_not_there_says_nothing_of_what_may_be(rf):
    answer = views.handler404(rf.get("/schools/secret-name/"), Exception("No Organisation matches secret-name"))

    assert answer.status_code == 404
    assert "secret-name" not in answer.content.decode()


def test_a_fault_of_ours_shows_the_request_and_no_trace(rf):
    request = rf.get("/")
    request.id = "5c40349042a0"
    answer = views.handler500(request)

    assert answer.status_code == 500
    assert read(answer.content).one("strong").text == "5c40349042a0"
    assert "Traceback" not in answer.content.decode()


def test_what_makes_no_sense_is_said_to_make_none(rf):
    answer = views.handler400(rf.get("/"), Exception("bad"))

    assert answer.status_code == 400
    assert "We could not understand that" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_a_page_open_too_long_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "beth@example.org"})

    assert answer.status_code == 403
    assert "reload it and send it again" in answer.content.decode()


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_answered_in_our_own_words(client):
    answer = client.get("/there/is/no/such/page/")

    assert answer.status_code == 404
    assert read(answer.content).one("h1").text == "Page not found"
    assert not list(get_messages(answer.wsgi_request))
