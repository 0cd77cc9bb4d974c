"""What can be set from outside, each with its default and what it is for; read once, at start."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable."""

    name: str
    default: str
    words: str


VARIABLES = (
    Variable("DATABASE_URL", "sqlite:///<state>/collegiate.sqlite3", "Where the data is: sqlite:////path/to/file or postgres://user:password@host:port/name."),
    Variable("COLLEGIATE_STATE", "var", "The folder for what this installation keeps beside the database: the secret key and uploads."),
    Variable("COLLEGIATE_SECRET_KEY", "made on first run, in <state>/secret_key", "The key that signs sessions and one-use links."),
    Variable("COLLEGIATE_HOSTS", "localhost,127.0.0.1,[::1]", "The names this site answers to, with commas between."),
    Variable("COLLEGIATE_ADDRESS", "http://localhost:8000", "The address people use, for links in mail and calendars."),
    Variable("COLLEGIATE_DEMO", "", "1 for a demonstration: one-click sign-in as anybody in the imaginary town. Never in a real partnership."),
    Variable("COLLEGIATE_HTTPS", "", "1 where people reach the site by https: cookies and redirects then insist on it."),
    Variable("EMAIL_URL", "", "The mail server: smtp://user:password@host:587 (smtps:// for TLS from the start). Without it mail goes to the outbox page only."),
    Variable("COLLEGIATE_MAIL_FROM", "partnership@localhost", "The address that mail comes from."),
    Variable("COLLEGIATE_SCRATCH_FROM", "", "The address of an empty database that is migrated, or of one of each kind with a space between: `attack` and `ledger perf` copy theirs from it, which is quicker than migrating from nothing."),
    Variable("COLLEGIATE_LOG_LEVEL", "INFO", "How much is logged: WARNING, INFO or DEBUG."),
)  # fmt: skip


def read(name: str, instead: str = "") -> str:
    """
    Return a variable's value, or `instead` where it is not set.

    :raises KeyError: if the variable is not in the list above, so that the list stays whole
    """
    if name not in {variable.name for variable in VARIABLES}:
        raise KeyError(f"{name} is not one of our variables.")
    return os.environ.get(name, "").strip() or instead


def is_on(name: str) -> bool:
    """Say whether a switch is on."""
    return read(name).lower() in {"1", "true", "yes", "on"}


def secret_key(state: Path) -> str:
    """Return the secret key; make it on the first run, readable by its owner only, never in the repository."""
    given = read("COLLEGIATE_SECRET_KEY")
    if given:
        return given
    place = state / "secret_key"
    if not place.exists():
        state.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(50))
        except FileExistsError:  # another process was faster
            pass
    return place.read_text()


SQLITE = {
    # IMMEDIATE: a writer waits its turn at BEGIN; with Django's default most contended writes fail.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # recursive_triggers: without it INSERT OR REPLACE walks past the guards against deleting.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
    "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
}


def database(state: Path) -> dict[str, Any]:
    """
    Return Django's settings for the database.

    :raises ValueError: if DATABASE_URL names another kind of database
    """
    url = urlsplit(read("DATABASE_URL", f"sqlite:////{str(state / 'collegiate.sqlite3').lstrip('/')}"))
    if url.scheme == "sqlite":
        path = unquote(url.path)[1:]  # sqlite:////absolute/path, sqlite:///relative/path
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": SQLITE,
            "TEST": {"NAME": str(Path(path).with_suffix(".test.sqlite3"))},
        }
    if url.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(url.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": options.pop("host", "") or unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ValueError(f"DATABASE_URL begins with {url.scheme}: it must be sqlite: or postgres:.")


def mail() -> dict[str, Any]:
    """
    Return Django's settings for sending mail, from EMAIL_URL.

    :raises ValueError: if it is not smtp:// or smtps://
    """
    url = urlsplit(read("EMAIL_URL"))
    if not url.scheme:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if url.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"EMAIL_URL begins with {url.scheme}: it must be smtp: or smtps:.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp" and bool(url.username),
        "EMAIL_TIMEOUT": 20,
    }
