"""A database for one attack, beside the one that is named, with nothing in it; it is thrown away after."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql


@contextmanager
def scratch_database() -> Iterator[None]:
    """Let everything here see a fresh database of the same kind as the one that is named, which stays as it is."""
    settings = connections.settings["default"]
    named = settings["NAME"]
    connections.close_all()
    with _made(named) as name:
        settings["NAME"] = name
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", verbosity=0)
            yield
        finally:
            connections.close_all()
            settings["NAME"] = named
            connection.settings_dict["NAME"] = named


@contextmanager
def _made(named: str) -> Iterator[str]:
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="collegiate-attack-") as folder:
            yield str(Path(folder) / "attacked.sqlite3")
        return
    given = connection.get_connection_params()
    server = {key: given[key] for key in ("host", "port", "user", "password") if key in given}
    name = f"collegiate_attack_{os.getpid()}"
    with psycopg.connect(dbname=named, autocommit=True, **server) as door:
        door.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield name
        finally:
            door.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


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
