"""Walking the record's chain from its first entry."""

from collections.abc import Iterator
from datetime import datetime

from collegiate.foundation.clock import LONDON
from collegiate.foundation.record import chain
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.models import Head
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing, job
from tests.bench import Line, timed

TOWN = True
ENTRIES = 100_000
AT = datetime(2026, 10, 6, 10, 0, tzinfo=LONDON)


@deed
def looked(about: Organisation, times: int, *, by: Standing, at: datetime) -> None:
    """Note the same thing again and again."""
    for time in range(times):
        note("members.looked", subject=about, data={"time": time, "indicator": "ks2_rwm_exp", "digest": "f" * 64})


def measure() -> Iterator[Line]:
    """Yield how long 100,000 entries take to be walked from the first."""
    about = Organisation.objects.order_by("pk")[0]
    lacking = ENTRIES - Head.objects.get(pk=1).seq
    if lacking > 0:
        looked(about, lacking, by=job("bench", day=AT.date()), at=AT)
    p50, p95 = timed(lambda: chain.verify(everything=True), times=3)
    entries = Head.objects.get(pk=1).seq
    yield Line("verify, from the first entry", p50, p95, f"{entries:,} entries, {p50 / entries * 1000:.0f} µs each")
