"""Every page that needs no number in its address, in-process, as the coordinator of the imaginary town."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from collegiate.foundation.accounts.door import walk
from collegiate.partnership.members.models import Person
from collegiate.values import Role
from tests.bench import Line, timed

TIMES = 30
P95_LIMIT = 100.0  # milliseconds, in-process
BUSIEST = 10
NOT_PAGES = ("accounts/", "static/", "healthz")


def measure() -> Iterator[Line]:
    """Yield the slowest ten."""
    client = Client()
    coordinator = Person.objects.filter(roles__role=Role.COORDINATOR, account__isnull=False).order_by("pk")[0]
    client.force_login(coordinator.account)
    lines = []
    for address in addresses():
        if client.get(address).status_code != 200:
            continue
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        asked = len(queries)  # the log is emptied by the next request
        p50, p95 = timed(lambda here=address: client.get(here), times=TIMES)
        lines.append(Line(f"page {address}", p50, p95, f"{asked} queries", P95_LIMIT))
    yield from sorted(lines, key=lambda line: -line.p95)[:BUSIEST]


def addresses() -> list[str]:
    """Return the addresses of our own pages that need no argument."""
    paths = (path for path, pattern in walk(get_resolver().url_patterns) if "<" not in path)
    return sorted({f"/{path}" for path in paths if not path.startswith(NOT_PAGES)})
