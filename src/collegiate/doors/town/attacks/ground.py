"""An attack on a database of the other kind than the one that is named."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db import connection

STARTS_POSTGRES = Path(__file__).resolve().parents[5] / "ci" / "postgres.sh"
RUN = "from collegiate.config.console import main; main()"
LAST_LINE = re.compile(r"(refused|whole) (\d+) of (\d+)")
NO_POSTGRES = "PostgreSQL was not tried: none was found here. Give the address of one with --postgres."


def on_the_other_kind(what: str, *, postgres: str, say: Callable[[str], None]) -> tuple[int, int]:
    """
    Run an attack on a database of the other kind than the one named; return how many tries held, and of how many.

    PostgreSQL is the one at the address given, else one that is started for the attack where its binaries are. Where there
    is none that is said, and nothing is counted.
    """
    with tempfile.TemporaryDirectory(prefix="catt-", dir="/tmp") as folder:  # short: a socket's path has 100 bytes
        if connection.vendor == "postgresql":
            return _run(what, f"sqlite:///{folder}/named.sqlite3", say)
        if postgres:
            return _run(what, postgres, say)
        Path(folder).chmod(0o755)
        data = str(Path(folder) / "data")
        try:
            started = subprocess.run(
                [STARTS_POSTGRES, data],
                env=os.environ | {"PYTHON": sys.executable},
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError:
            say(NO_POSTGRES)
            return 0, 0
        if started.returncode:
            say(NO_POSTGRES)
            return 0, 0
        try:
            return _run(what, started.stdout.strip(), say)
        finally:
            subprocess.run([STARTS_POSTGRES, "--stop", data], check=False)


def _run(what: str, address: str, say: Callable[[str], None]) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, "attack", what, "--here"],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    *lines, last = done.stdout.splitlines() or [""]
    for line in lines:
        say(line)
    found = LAST_LINE.fullmatch(last)
    if found is None:
        say(done.stderr)
        return 0, 1  # it did not come to its end: that is not a refusal
    return int(found[2]), int(found[3])
