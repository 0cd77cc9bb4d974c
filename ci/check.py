"""
Run every check that is not a test, to the end, and say which failed.

Where one fails, what it said is shown; where all pass, one line each. `make check` here and in CI are the same.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

# A partnership as it would be hosted; the key only has to be long.
PRODUCTION = {
    "COLLEGIATE_SECRET_KEY": "check-" * 12 + "0123456789",
    "COLLEGIATE_HOSTS": "partnership.example.org",
    "COLLEGIATE_ADDRESS": "https://partnership.example.org",
    "COLLEGIATE_HTTPS": "1",
    "EMAIL_URL": "smtp://mail.example.org:587",
}

CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("lint", ["ruff", "check", "--quiet", "."], {}),
    ("format", ["ruff", "format", "--quiet", "--check", "."], {}),
    ("types", ["mypy", "--no-error-summary"], {}),
    ("import contracts", ["lint-imports", "--no-logo"], {}),
    ("templates", ["djlint", "src", "--lint", "--quiet"], {}),
    ("missing migrations", ["collegiate", "makemigrations", "--check", "--dry-run"], {}),
    ("generated docs", ["collegiate", "docs", "--check"], {}),
    ("production settings", ["collegiate", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def run(name: str, command: list[str], setting: dict[str, str]) -> bool:
    """Run one check and say how it went."""
    began = time.monotonic()
    mine = {
        key: value for key, value in os.environ.items() if not key.startswith(("COLLEGIATE_", "DATABASE_", "EMAIL_"))
    }
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=REPOSITORY,
        env={**mine, **setting, "COLLEGIATE_STATE": str(REPOSITORY / "var" / "check")},
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {name}  ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main() -> int:
    """Run all, or those whose names are given."""
    wanted = sys.argv[1:]
    results = [run(*check) for check in CHECKS if not wanted or check[0] in wanted]
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
