"""Everybody of the cast follows every link they are shown: each leads to a page, cheaply, and none to a closed door."""

import re
from collections import Counter, deque
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegiate.doors.town.cast import DESKS, cast
from collegiate.foundation.accounts.models import Account

LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
ROW = re.compile(r"(?<=/)(\d+|[A-Z]{1,2}-\d+-\d+)(?=/)")
ELSEWHERE = ("/accounts/", "/static/", "/cast/")  # of a library, of the style, and the town's own door
PAGES, OF_A_KIND = 60, 2
LIST, THING, DESK = 12, 25, 25  # queries: of a list, of what gathers round one thing, of a desk

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def may_cost(url):
    """Return how many queries a page may make."""
    if url == "/":
        return DESK
    return THING if ROW.search(url) else LIST


def links_on(response):
    """Return the addresses in the house that a page offers, each once, in order."""
    if not response["Content-Type"].startswith("text/html"):
        return []
    found = (unescape(url) for url in LINK.findall(response.content.decode()))
    return [url for url in dict.fromkeys(found) if not url.startswith(ELSEWHERE)]


def walk(client):
    """Follow links from the first page, a few of each kind, and yield each address with its answer and its queries."""
    todo, seen, of_a_kind = deque([("/", "")]), {"/"}, Counter()
    walked = 0
    while todo and walked < PAGES:
        url, shown_on = todo.popleft()
        kind = ROW.sub("*", url.partition("?")[0])
        of_a_kind[kind] += 1
        if of_a_kind[kind] > OF_A_KIND:
            continue
        walked += 1
        with CaptureQueriesContext(connection) as asked:
            response = client.get(url)
        yield url, shown_on, response, len(asked)
        for link in links_on(response):
            if link not in seen:
                seen.add(link)
                todo.append((link, url))


@pytest.mark.parametrize(
    "role", [None, *(role for role, _ in DESKS)], ids=lambda role: role.value if role else "public"
)
def test_every_link_that_somebody_is_shown_leads_to_a_page_of_few_queries(client, town, role):
    if role is not None:
        player = next(one for one in cast(day=town) if one.role == role)
        client.force_login(Account.objects.get(pk=player.account_id))

    found = list(walk(client))

    closed = [
        f"{url}, shown on {shown_on}: {response.status_code} {response.get('Location', '')}"
        for url, shown_on, response, _ in found
        if response.status_code != 200
    ]
    dear = [f"{url}: {asked} queries" for url, _, _, asked in found if asked > may_cost(url)]
    assert not closed + dear, "\n".join(closed + dear)
    assert len(found) > 20
    assert reverse("accessibility") in {url for url, *_ in found}
