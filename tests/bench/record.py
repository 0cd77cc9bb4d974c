"""Walking the record's chain from its first entry."""

from collections.abc import Iterator

from collegiate.foundation.record import chain
from collegiate.foundation.record.models import Head
from tests.bench import Line, timed


def measure() -> Iterator[Line]:
    """Yield the whole walk over the town's record."""
    p50, p95 = timed(lambda: chain.verify(everything=True), times=3)
    entries = Head.objects.get(pk=1).seq
    yield Line("verify, from the first entry", p50, p95, f"{entries:,} entries, {p50 / entries * 1000:.0f} µs each")
