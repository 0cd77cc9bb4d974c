"""Building the imaginary town, from an empty folder, by the command that people type."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import Line
from tests.settings import REPOSITORY

MOST_MS = 90_000
MOST_MIB = 1_024


def measure() -> Iterator[Line]:
    """Yield the time from the command to its digest, migrations included, and the most memory it took."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'town.sqlite3'}"
        began = time.perf_counter()
        taken = alone("demo", DATABASE_URL=address)
        whole = (time.perf_counter() - began) * 1000
    yield Line("collegiate demo, 71 schools, migrations too", whole, whole, "once", MOST_MS)
    yield Line("collegiate demo: peak MiB", taken, taken, "", MOST_MIB)


def alone(*command: str, **environment: str) -> float:
    """Run one of our commands in a process of its own, and return the most memory it took, MiB."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from collegiate.config.console import main; main()", *command],
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "collegiate.config.settings", "PYTHONPATH": str(REPOSITORY / "src")}
        | environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"collegiate {' '.join(command)} ended with {process.returncode}.")
    return peak(used)


def peak(used: resource.struct_rusage) -> float:
    """Return the most memory that was held at once, MiB."""
    return used.ru_maxrss / 1024
