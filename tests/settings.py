"""
The product's own settings, pointed at databases and folders that are for tests only.

`tests/databases.py` says which database a test sees. On its own, pytest uses SQLite; with
COLLEGIATE_TEST_POSTGRES (the address of a server on which databases may be made) and a worker
called ``postgres``, or with COLLEGIATE_TEST_ON=postgres, it uses that server.
"""

import os
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
KEPT = REPOSITORY / "var" / "tests"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
ON_POSTGRES = WORKER == "postgres" or os.environ.get("COLLEGIATE_TEST_ON") == "postgres"

# Keep compiled modules: else each worker, and each process that a test starts, compiles them all again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

KEPT.mkdir(parents=True, exist_ok=True)
for name in [name for name in os.environ if name.startswith(("COLLEGIATE_", "EMAIL_")) and "_TEST_" not in name]:
    if name != "COLLEGIATE_SCREENSHOTS":
        del os.environ[name]  # what a developer has set for a server of their own is not for tests
os.environ["COLLEGIATE_STATE"] = str(KEPT)
os.environ["COLLEGIATE_SECRET_KEY"] = "for tests only, and long enough that no check complains about it"
os.environ["DATABASE_URL"] = (
    os.environ["COLLEGIATE_TEST_POSTGRES"] if ON_POSTGRES else f"sqlite:///{KEPT / 'nothing.sqlite3'}"
)

from collegiate.config.settings import *  # noqa: E402, F403 - the product's settings, after the environment is ready
from collegiate.config.settings import DATABASES  # noqa: E402 - as above

DATABASES["default"]["CONN_MAX_AGE"] = 0  # a connection kept by a live server's thread would hold its database
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and of no worth outside a test
