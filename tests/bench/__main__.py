"""Time everything there is to time, and say on what machine; fail where a promise is broken."""

import importlib
import logging
import os
import pkgutil
import platform
import resource
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.test.utils import setup_test_environment

from tests.bench import Bar, Line


def machine() -> str:
    """Describe the machine in one line."""
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[0]
    return (
        f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB, load {busy:.1f}; {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Django {django.__version__}, SQLite {sqlite3.sqlite_version}"
    )


def names(asked: Sequence[str]) -> list[str]:
    """Return the modules asked for, or all."""
    import tests.bench as here

    there = sorted(found.name for found in pkgutil.iter_modules(here.__path__) if found.name != "__main__")
    unknown = set(asked) - set(there)
    if unknown:
        sys.exit(f"There is no bench of {', '.join(sorted(unknown))}. There are: {', '.join(there)}.")
    return [name for name in there if not asked or name in asked]


def main(asked: Sequence[str]) -> int:
    """Print what was measured and, at the end, every promise; return 1 if one is broken."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    setup_test_environment()
    logging.disable(logging.INFO)  # a line a request would bury the table
    from tests.databases import TOWN, Databases

    say = sys.stdout.write
    say(f"{machine()}\n\n{'what':<62} {'p50 ms':>9} {'p95 ms':>9}\n")
    modules = [importlib.import_module(f"tests.bench.{name}") for name in names(asked)]
    databases = Databases() if any(getattr(module, "TOWN", False) for module in modules) else None
    promises: list[Line | Bar] = []
    try:
        if databases:
            databases.show(TOWN, spoils=True)
        for module in modules:
            for one in module.measure():
                say(f"{one.written()}\n")
                sys.stdout.flush()
                promises += [one] if isinstance(one, Bar) or one.limit is not None else []
    finally:
        if databases:
            databases.close()
    kept = sum(one.is_kept for one in promises)
    say(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\n")
    say(f"{kept} of {len(promises)} promises held.\n")
    return 0 if kept == len(promises) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
