"""A database beside the one that is named, with nothing in it; it is thrown away after."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings as ours
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql


@contextmanager
def scratch_database() -> Iterator[None]:
    """
    Let everything here see a fresh database of the same kind as the one that is named, which stays as it is.

    It is copied where a database to begin with is given, and brought up to date either way: from nothing that takes long.
    """
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


def _begins_with() -> str:
    """Return the file or the name of the database to begin with, of the kind in use; nothing where none is given."""
    given = [urlsplit(address) for address in ours.SCRATCH_FROM.split()]
    return next((one.path[1:] for one in given if one.scheme.startswith(connection.vendor[:8])), "")


@contextmanager
def _made(named: str) -> Iterator[str]:
    begins_with = _begins_with()
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="collegiate-scratch-") as folder:
            file = str(Path(folder) / "scratch.sqlite3")
            if begins_with:
                shutil.copyfile(begins_with, file)
            yield file
        return
    given = connection.get_connection_params()
    server = {key: given[key] for key in ("host", "port", "user", "password") if key in given}
    name = f"collegiate_scratch_{os.getpid()}"
    with psycopg.connect(dbname=named, autocommit=True, **server) as door:
        copied = sql.SQL(" TEMPLATE {}").format(sql.Identifier(begins_with)) if begins_with else sql.SQL("")
        door.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + copied)
        try:
            yield name
        finally:
            door.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
