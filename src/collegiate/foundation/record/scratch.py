"""A database beside the one that is named, with nothing in it; it is thrown away after."""

import os
import tempfile
from collections.abc import Iterator
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
        with tempfile.TemporaryDirectory(prefix="collegiate-scratch-") as folder:
            yield str(Path(folder) / "scratch.sqlite3")
        return
    given = connection.get_connection_params()
    server = {key: given[key] for key in ("host", "port", "user", "password") if key in given}
    name = f"collegiate_scratch_{os.getpid()}"
    with psycopg.connect(dbname=named, autocommit=True, **server) as door:
        door.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield name
        finally:
            door.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
