"""How these tests walk through the pages: by every link that somebody is shown, a few of each kind."""

import re
from collections import Counter, deque
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
ROW = re.compile(r"(?<=/)(\d+|[A-Z]{1,2}-\d+-\d+)(?=/)")
ELSEWHERE = ("/accounts/", "/static/", "/cast/")  # of a library, of the style, and the town's own door
PAGES, OF_A_KIND = 60, 2


def links_on(response):
    """Return the addresses in the house that a page offers, each once, in order."""
    if not response["Content-Type"].startswith("text/html"):
        return []
    found = (unescape(url) for url in LINK.findall(response.content.decode()))
    return [url for url in dict.fromkeys(found) if not url.startswith(ELSEWHERE)]


def leads_on(response):
    """Return where a page sends its reader within the house; nothing where it asks them to sign in."""
    url = response.get("Location", "")
    return [url] if url.startswith("/") and not url.startswith(ELSEWHERE) else []


def walk(client, *, begin=("/",)):
    """Follow links from the first page, and yield each address, where it was shown, its answer and its queries."""
    todo, seen, of_a_kind = deque((url, "") for url in begin), set(begin), Counter()
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
        for link in leads_on(response) or links_on(response):
            if link not in seen:
                seen.add(link)
                todo.append((link, url))
