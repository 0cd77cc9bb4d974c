"""Every page that people reach by its links, in-process, on the imaginary town: the ten that take longest."""

import re
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, get_resolver, resolve

import collegiate.config.wsgi  # noqa: F401 - pages are timed as the server answers them, once everything is loaded
from collegiate.foundation.accounts.door import walk
from collegiate.partnership.members.models import Person
from collegiate.values import Role
from tests.bench import Line, timed

TOWN = True
TIMES = 30
P95_LIMIT = 100.0  # milliseconds, in-process
BUSIEST = 10
NOT_PAGES = ("/accounts/", "/static/", "/healthz", "/cast/")
LINK = re.compile(r'href="(/[^"#?]*)')
LOOKERS = (Role.COORDINATOR, Role.HEAD_TEACHER)


def measure() -> Iterator[Line]:
    """Yield the slowest ten of each looker's pages, each kind of page once."""
    lines = []
    for role in LOOKERS:
        client = Client()
        looker = Person.objects.filter(roles__role=role, account__isnull=False).order_by("pk")[0]
        client.force_login(looker.account)
        lines += [_timed(client, address, role) for address in reached(client)]
    yield from sorted(lines, key=lambda line: -line.p95)[:BUSIEST]


def _timed(client: Client, address: str, role: Role) -> Line:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)  # the log is emptied by the next request
    p50, p95 = timed(lambda: client.get(address), times=TIMES)
    return Line(f"page {address}", p50, p95, f"{asked} queries, {role.value}", P95_LIMIT)


def reached(client: Client) -> list[str]:
    """Return one address of each kind of page that can be reached: those without a number, and where their links lead."""
    waiting = [f"/{path}" for path, _ in walk(get_resolver().url_patterns) if "<" not in path]
    kinds: dict[str, str] = {}
    while waiting:
        address = waiting.pop(0)
        try:
            kind = resolve(address).route
        except Resolver404:
            continue
        if kind in kinds or address.startswith(NOT_PAGES):
            continue
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            kinds[kind] = address
            waiting += LINK.findall(answer.text)
    return sorted(kinds.values())
