"""The log is lines of JSON that name no person, each under the id of the request it belongs to."""

import json
import logging
import re
from io import StringIO

import pytest
import structlog
from django.http import HttpResponse
from django.urls import path

from collegiate.config import urls as product
from collegiate.config.logs import configure
from collegiate.foundation.accounts.door import allowed_to, anyone
from tests import cast

PEOPLE = ("Okoro", "hillside.example.org", "%40hillside", "Beth")


@allowed_to(anyone)
def fails(request, name=""):
    """Fail as a database does: with the row in the message."""
    try:
        raise KeyError("Failing row contains (7, Beth Okoro, beth@hillside.example.org).")
    except KeyError as fault:
        raise ValueError(f"Beth Okoro cannot be stored, nor {request.POST.get('name')}") from fault


@allowed_to(anyone)
def tells(request):
    logging.getLogger("some.library").warning("Sent a mail to %s", "beth@hillside.example.org")
    return HttpResponse("told")


handler500 = product.handler500
handler404 = product.handler404
urlpatterns = [
    path("fails/", fails),
    path("fails/<str:name>/", fails),
    path("tells/", tells),
    *product.urlpatterns,
]


@pytest.fixture
def logged(settings):
    """Let the product's own log write where this test reads it, line by line; put back afterwards what pytest has there."""
    settings.ROOT_URLCONF = __name__
    root = logging.getLogger()
    before = root.handlers
    configure({"level": "INFO"})
    (handler,) = root.handlers
    handler.setStream(written := StringIO())

    def read():
        lines = [json.loads(line) for line in written.getvalue().splitlines()]
        written.seek(0)
        written.truncate()
        return lines

    root.handlers = [*before, handler]  # pytest takes its own away again
    yield read
    root.removeHandler(handler)


@pytest.fixture
def quiet_client(client):
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_id_route_and_answer(client, logged):
    response = client.get("/search/?q=Beth+Okoro", headers={"user-agent": "Beth's telephone"})

    (line,) = logged()
    assert {key: line[key] for key in ("event", "method", "route", "status", "request", "level")} == {
        "event": "request",
        "method": "GET",
        "route": "search/",
        "status": 200,
        "request": response["X-Request-ID"],
        "level": "info",
    }
    assert set(line) == {"event", "method", "route", "status", "request", "level", "logger", "timestamp"}


@pytest.mark.django_db
def test_every_answer_carries_an_id_of_its_own(client):
    answers = [client.get(where) for where in ("/", "/healthz", "/no-such-page/", "/fund/", "/accounts/login/")]

    ids = [answer["X-Request-ID"] for answer in answers]
    assert all(re.fullmatch(r"[0-9a-f]{12}", one) for one in ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where",
    [
        "/search/?q=Beth+Okoro",
        "/Beth%20Okoro/",
        "/evidence/beth@hillside.example.org/",
        "/accounts/login/?next=/beth@hillside.example.org/",
        "/notices/unsubscribe/Beth-Okoro/",
        "/tells/",
    ],
)
def test_no_name_or_address_that_was_typed_is_logged(client, logged, where):
    client.get(where)

    lines = logged()
    assert lines
    assert not [word for word in PEOPLE if word in json.dumps(lines)]


@pytest.mark.django_db
def test_signing_in_and_failing_to_logs_no_address(client, logged):
    for _ in range(6):
        client.post("/accounts/login/", {"login": "beth@hillside.example.org", "password": "Okoro the password"})

    assert not [word for word in PEOPLE if word in json.dumps(logged())]


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["/fails/", "/fails/Beth%20Okoro/"])
def test_a_page_that_fails_is_logged_with_where_and_what_kind_but_not_what_it_said(quiet_client, logged, where):
    response = quiet_client.post(where, {"name": "Beth Okoro", "email": "beth@hillside.example.org"})

    lines = logged()
    (failed,) = [line for line in lines if line["event"] == "a page failed"]
    assert failed["request"] == response["X-Request-ID"]
    assert re.search(
        r"test_logs\.py:\d+ in fails\nbuiltins\.ValueError\nbecause of\n.*\nbuiltins\.KeyError$", failed["exception"]
    )
    assert not [word for word in PEOPLE if word in json.dumps(lines)]


@pytest.mark.django_db
def test_the_page_of_a_failure_shows_the_id_to_quote_and_no_trace(quiet_client, logged):
    response = quiet_client.get("/fails/")

    page = response.content.decode()
    assert response.status_code == 500
    assert response["X-Request-ID"] in page
    assert not [word for word in ("Traceback", "ValueError", "test_logs", *PEOPLE) if word in page]


@pytest.mark.django_db
def test_a_name_in_a_host_is_not_logged(client, logged):
    response = client.get("/", headers={"host": "beth.okoro.hillside.example.org"})

    assert response.status_code == 400
    assert not [word for word in ("okoro", *PEOPLE) if word in json.dumps(logged())]


@pytest.mark.parametrize(
    "address", ["beth@hillside.example.org", "b.o+x@a.co", "BETH_O@school.sch.uk", "<beth@hillside.example.org>,"]
)
def test_an_address_in_any_message_is_replaced(logged, address):
    logging.getLogger("some.library").warning("Bounced: %s (550)", address)
    structlog.get_logger("ours").warning("bounced", to=address)

    theirs, ours = logged()
    assert "[address]" in theirs["event"]
    assert ours["to"].strip("<>,") == "[address]"
    assert "@" not in json.dumps([theirs, ours])


@pytest.mark.django_db
def test_a_deed_logs_nothing_of_whom_it_is_about(logged):
    cast.person("Beth Okoro", email="beth@hillside.example.org")

    assert not [word for word in PEOPLE if word in json.dumps(logged())]
