"""
Run every test on SQLite and on PostgreSQL in one pytest, so that one closing line counts both.

Three workers run side by side (xdist's ``--dist each``): one a database, and one for the journeys on SQLite, which wait
for Chromium more than they work, and for what asks no database.
``--only postgres`` runs the database tests on PostgreSQL alone. The server is started for the run and
ended with it, unless COLLEGIATE_TEST_POSTGRES gives the address of one on which databases may be made.
Ends with pytest's own code: 1 where a test failed, 5 where none ran; 3 where there is no PostgreSQL.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SCRIPT = str(REPOSITORY / "ci" / "postgres.sh")
ADDRESS = "COLLEGIATE_TEST_POSTGRES"
SIDE_BY_SIDE = ["--dist", "each", *(f"--tx=popen//id={worker}" for worker in ("sqlite", "postgres", "journeys"))]
QUIET = ["-o", "console_output_style=classic"]  # a percentage of two collections at once means nothing


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL for as long as the block lasts, and give its address."""
    if given := os.environ.get(ADDRESS):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="cpg-", dir="/tmp"))  # short: a socket's path has at most 100 bytes
    folder.chmod(0o755)
    started = subprocess.run([SCRIPT, str(folder / "data")], stdout=subprocess.PIPE, text=True, check=False)
    try:
        if started.returncode:
            sys.exit(started.returncode)
        yield started.stdout.strip()
    finally:
        subprocess.run([SCRIPT, "--stop", str(folder / "data")], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the tests, passing on what is asked of pytest."""
    only_postgres = arguments[:2] == ["--only", "postgres"]
    how = ["-n", os.environ.get("JOBS", "2"), "--dist", "worksteal"] if only_postgres else [*SIDE_BY_SIDE, *QUIET]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is ended then too
    with postgres() as address:
        environment = os.environ | {ADDRESS: address} | ({"COLLEGIATE_TEST_ON": "postgres"} if only_postgres else {})
        command = [sys.executable, "-m", "pytest", *how, *arguments[2 if only_postgres else 0 :]]
        return subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
