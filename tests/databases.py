"""
Which database a test sees.

For each state of the code there is one migrated *template* and, for tests that ask for the `town`, one
with the imaginary town in it, built on a copy of the first. They are made once, by the product's own
commands in a process of their own, and kept; each worker gets a copy, which takes milliseconds. SQLite's
are files (in a shared in-memory database concurrent writers die of "table is locked"); PostgreSQL copies
by TEMPLATE.
"""

import fcntl
import hashlib
import inspect
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests.scenes import Make

HOUSE = Path(__file__).resolve().parents[1] / "src" / "collegiate"
EMPTY, TOWN = "empty", "town"
BUILD = {EMPTY: ["migrate"], TOWN: ["demo", "--seed", "7"]}
TEMPLATES_KEPT = 4
ANY_TOWN = "COLLEGIATE_TEST_ANY_TOWN"
"""Set this to take a town of older code, if its tables are the same: a new one takes a minute."""


class Files:
    """SQLite: one file a database, in a folder that git does not see."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for path in folder.glob("*_copy_*.sqlite3"):  # left by a run that was cut off
            if not Path("/proc", path.stem.rsplit("_", 1)[-1]).exists() and Path("/proc").exists():
                self.drop(path.stem)

    def path(self, name: str) -> Path:
        """Return the file of a database, whose name is also what Django calls it."""
        return self.folder / f"{name}.sqlite3"

    def address(self, name: str) -> str:
        return f"sqlite:///{self.path(name)}"

    def names(self) -> list[str]:
        return [path.stem for path in sorted(self.folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)]

    def copy(self, template: str, name: str) -> None:
        self.drop(name)
        shutil.copyfile(self.path(template), self.path(name))

    def rename(self, old: str, new: str) -> None:
        with sqlite3.connect(self.path(old)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.close()
        self.path(old).replace(self.path(new))

    def make(self, name: str) -> None:
        self.drop(name)

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path(name)}{ending}").unlink(missing_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        with (self.folder / "templates.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class Server:
    """PostgreSQL: databases are made by way of the one that the address names."""

    def __init__(self, url: str) -> None:
        self.url = url

    def address(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def names(self) -> list[str]:
        with psycopg.connect(self.url) as server:
            return [row[0] for row in server.execute("SELECT datname FROM pg_database ORDER BY oid")]

    def copy(self, template: str, name: str) -> None:
        self.drop(name)
        self._do("CREATE DATABASE {} TEMPLATE {}", name, template)

    def rename(self, old: str, new: str) -> None:
        self._do("ALTER DATABASE {} RENAME TO {}", old, new)

    def make(self, name: str) -> None:
        self.drop(name)
        self._do("CREATE DATABASE {}", name)

    def drop(self, name: str) -> None:
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @contextmanager
    def lock(self) -> Iterator[None]:
        with psycopg.connect(self.url, autocommit=True) as server:
            server.execute("SELECT pg_advisory_lock(1729)")
            yield


class Databases:
    """The copies of one worker, of which the connection shows one at a time."""

    def __init__(self) -> None:
        on_files = connection.vendor == "sqlite"
        self.store: Files | Server = Files(Path(settings.KEPT)) if on_files else Server(os.environ["DATABASE_URL"])
        self.worker = f"{settings.WORKER}_{os.getpid()}"
        self.copies: dict[str, str] = {}
        self.scenes: dict[tuple[Make, ...], tuple[str, dict[str, Any]]] = {}
        self.spoiled: set[str] = set()

    def show(self, kind: str, *, spoils: bool) -> None:
        """
        Let the tests see a fresh database of a kind, `EMPTY` or `TOWN`.

        `spoils` says that the test to come will not roll back what it does: the database is copied anew
        for whoever comes next.
        """
        if kind not in self.copies or kind in self.spoiled:
            self.copies[kind] = self._copy(kind, kind)
        self.spoiled.discard(kind)
        if spoils:
            self.spoiled.add(kind)
        self._see(self.copies[kind])

    def begin_with(self, scenes: tuple[Make, ...]) -> dict[str, Any]:
        """Let the tests see a database in which scenes were made, and return a copy of what each made, by its name."""
        if scenes not in self.scenes:
            name = self._copy(EMPTY, f"scene{len(self.scenes)}")
            self._see(name)
            made: dict[str, Any] = {}
            for make in scenes:
                made[make.__name__] = make(*(made[other] for other in inspect.signature(make).parameters))
            self.scenes[scenes] = name, made
        name, made = self.scenes[scenes]
        self._see(name)
        return deepcopy(made)

    def _copy(self, kind: str, called: str) -> str:
        name = f"{called}_copy_{self.worker}"
        connection.close()
        self.store.copy(self.template(kind), name)
        return name

    def _see(self, name: str) -> None:
        """Point the connection at a database; one that it shows already it keeps open."""
        shown = str(self.store.path(name)) if isinstance(self.store, Files) else name
        if connection.settings_dict["NAME"] != shown:
            connection.close()
            connection.settings_dict["NAME"] = shown

    def template(self, kind: str) -> str:
        """Return the name of the template for the code as it is; make it if need be."""
        tables, code = fingerprint(), fingerprint(with_code=True) if kind == TOWN else ""
        name = f"{kind}_{tables}{code}"
        begin_with = self.template(EMPTY) if kind == TOWN else ""
        with self.store.lock():
            have = self.store.names()
            if kind == TOWN and os.environ.get(ANY_TOWN):
                name = next((old for old in reversed(have) if old.startswith(f"{kind}_{tables}")), name)
            if name not in have:
                self.build(kind, name, begin_with)
        return name

    def build(self, kind: str, name: str, begin_with: str) -> None:
        """
        Make a template by the product's own command, in a process that leaves nothing behind in this one.

        :raises RuntimeError: with what the command said, if it failed
        """
        templates = [old for old in self.store.names() if old.startswith(f"{kind}_") and "_copy_" not in old]
        for old in templates[:-TEMPLATES_KEPT]:
            self.store.drop(old)
        unfinished = (
            f"{kind}_copy_{os.getpid()}"  # by its maker: another run clears away only what nobody makes any more
        )
        if begin_with:
            self.store.copy(begin_with, unfinished)
        else:
            self.store.make(unfinished)
        done = subprocess.run(
            [sys.executable, "-c", "from collegiate.config.console import main; main()", *BUILD[kind]],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "collegiate.config.settings",
                "DATABASE_URL": self.store.address(unfinished),
                "PYTHONPATH": str(HOUSE.parent),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"collegiate {' '.join(BUILD[kind])} failed:\n{done.stdout}{done.stderr}")
        self.store.rename(unfinished, name)

    def close(self) -> None:
        """Remove this worker's copies."""
        connection.close()
        for name in (*self.copies.values(), *(name for name, _ in self.scenes.values())):
            self.store.drop(name)


def fingerprint(*, with_code: bool = False) -> str:
    """Return a digest of the migrations and the guards (the models name theirs), or of the whole of the house."""
    files = {path for path in HOUSE.rglob("*") if path.suffix in {".py", ".yaml"}} if with_code else set()
    for app in apps.get_app_configs():
        files |= {path for room in ("migrations", "models") for path in Path(app.path).glob(f"{room}/*.py")}
        files |= set(Path(app.path).glob("models.py"))
    files |= set((HOUSE / "foundation" / "record").glob("*.py"))
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
