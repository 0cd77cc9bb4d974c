"""What can be set from outside: each named, with what it becomes; the secret key made once and never in the repository."""

import stat
import subprocess
from pathlib import Path

import pytest

from collegiate.config import environment
from tests.settings import REPOSITORY


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for variable in environment.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)


def test_the_secret_key_is_made_on_the_first_run_for_its_owner_only(tmp_path):
    state = tmp_path / "new" / "state"

    key = environment.secret_key(state)

    assert len(key) >= 50
    assert stat.S_IMODE((state / "secret_key").stat().st_mode) == 0o600
    assert environment.secret_key(state) == key  # and is the same afterwards
    assert environment.secret_key(tmp_path / "another") != key


def test_a_secret_key_that_is_given_is_taken_and_none_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("COLLEGIATE_SECRET_KEY", "given")

    assert environment.secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_the_secret_key_can_not_be_committed():
    if not (REPOSITORY / ".git").exists():
        pytest.skip("This is not a clone.")
    asked = subprocess.run(["git", "check-ignore", "var/secret_key"], cwd=REPOSITORY, capture_output=True, check=False)
    tracked = subprocess.run(["git", "ls-files", "*secret_key"], cwd=REPOSITORY, capture_output=True, check=False)

    assert asked.returncode == 0
    assert tracked.stdout == b""


def test_a_variable_that_is_not_in_the_list_is_never_read(monkeypatch):
    monkeypatch.setenv("COLLEGIATE_SURPRISE", "1")

    with pytest.raises(KeyError, match="COLLEGIATE_SURPRISE is not one of our variables"):
        environment.read("COLLEGIATE_SURPRISE")


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), (" Yes ", True), ("", False), ("0", False), ("no", False)]
)
def test_a_switch_is_on_only_where_somebody_says_so(monkeypatch, value, on):
    monkeypatch.setenv("COLLEGIATE_DEMO", value)

    assert environment.is_on("COLLEGIATE_DEMO") is on


@pytest.mark.parametrize(
    ("url", "engine", "named"),
    [
        ("sqlite:////srv/data/c.sqlite3", "sqlite3", {"NAME": "/srv/data/c.sqlite3"}),
        ("sqlite:///c.sqlite3", "sqlite3", {"NAME": "c.sqlite3"}),
        ("sqlite:////srv/our%20data/c.sqlite3", "sqlite3", {"NAME": "/srv/our data/c.sqlite3"}),
        ("postgres://us:p%40ss@db.example:5433/coll", "postgresql",
         {"NAME": "coll", "USER": "us", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"}),
        ("postgresql:///coll?host=/run/pg&sslmode=require", "postgresql",
         {"NAME": "coll", "HOST": "/run/pg", "OPTIONS": {"sslmode": "require"}}),
    ],
)  # fmt: skip
def test_a_database_is_named_by_its_address(monkeypatch, url, engine, named):
    monkeypatch.setenv("DATABASE_URL", url)

    found = environment.database(Path("/unused"))

    assert found["ENGINE"] == f"django.db.backends.{engine}"
    assert {key: found[key] for key in named} == named


def test_without_an_address_the_database_is_a_file_in_the_state_folder(tmp_path):
    assert environment.database(tmp_path)["NAME"] == str(tmp_path / "collegiate.sqlite3")


def test_a_database_of_another_kind_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")

    with pytest.raises(ValueError, match="begins with mysql: it must be sqlite: or postgres:"):
        environment.database(Path("/unused"))


def test_mail_goes_nowhere_until_a_server_is_named():
    assert environment.mail() == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://us:pw@mail.example:587", 587, True, False),
        ("smtp://mail.example:25", 25, False, False),
        ("smtp://us:pw@mail.example", 587, True, False),
        ("smtps://us:pw@mail.example", 465, False, True),
    ],
)
def test_a_mail_server_is_named_by_its_address(monkeypatch, url, port, tls, ssl):
    monkeypatch.setenv("EMAIL_URL", url)

    found = environment.mail()

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_a_mail_server_of_another_kind_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "imap://mail.example")

    with pytest.raises(ValueError, match="begins with imap: it must be smtp: or smtps:"):
        environment.mail()
