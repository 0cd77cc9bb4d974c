"""A ledger of 100,000 entries on both databases: posting, checking, its pages, and the outside auditor on the same ledger."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import Bar
from tests.bench.town import peak
from tests.settings import REPOSITORY

ENTRIES = 100_000
MOST_MIB = 1_024
TOOK = re.compile(
    r"(?:MISSED  )?(?P<what>.+): (?P<measured>[\d,.]+) ?(?P<unit>\w*)(?: \(at (?P<side>least|most) (?P<amount>[\d,.]+)\))?"
)
RUN = [sys.executable, "-c", "from collegiate.config.console import main; main()"]


def measure() -> Iterator[Bar]:
    """Yield what `collegiate ledger perf` measures on SQLite and, where there is one, on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured("SQLite", f"sqlite:///{Path(folder) / 'named.sqlite3'}")
    with _postgres() as address:
        if address:
            yield from _measured("PostgreSQL", address)


def _measured(kind: str, address: str) -> Iterator[Bar]:
    process = subprocess.Popen(
        [*RUN, "ledger", "perf", "--entries", str(ENTRIES)],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "collegiate.config.settings",
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DATABASE_URL": address,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",  # bean-check lies beside Python
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if found := TOOK.fullmatch(line.strip()):
            yield Bar(
                f"{kind}, {ENTRIES:,} entries: {found['what']}",
                _number(found["measured"]),
                least=_number(found["amount"]) if found["side"] == "least" else None if found["side"] else 0.0,
                most=_number(found["amount"]) if found["side"] == "most" else None,
                unit=found["unit"],
            )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    yield Bar(f"{kind}, {ENTRIES:,} entries: peak memory", peak(used), most=MOST_MIB, unit="MiB")


def _number(text: str) -> float:
    return float(text.replace(",", ""))


@contextmanager
def _postgres() -> Iterator[str]:
    """Start a PostgreSQL for as long as it is measured, and give its address; nothing where there is none."""
    script = str(REPOSITORY / "ci" / "postgres.sh")
    with tempfile.TemporaryDirectory(prefix="cpg-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        started = subprocess.run([script, f"{folder}/data"], stdout=subprocess.PIPE, text=True, check=False)
        try:
            yield started.stdout.strip() if not started.returncode else ""
        finally:
            subprocess.run([script, "--stop", f"{folder}/data"], check=False)
