"""Time everything there is to time, and say on what machine; fail where a promise is broken."""

import importlib
import logging
import os
import pkgutil
import platform
import resource
import sqlite3
import sys
from pathlib import Path

import django
from django.test.utils import setup_test_environment


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


def main() -> int:
    """Print the table; return 1 if a promise is broken."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    setup_test_environment()
    logging.disable(logging.INFO)  # a line a request would bury the table
    import tests.bench as here
    from tests.databases import TOWN, Databases

    say = sys.stdout.write
    say(f"{machine()}\n\n{'what':<60} {'p50 ms':>9} {'p95 ms':>9}\n")
    databases = Databases()
    kept = True
    try:
        databases.show(TOWN, spoils=True)
        for name in sorted(found.name for found in pkgutil.iter_modules(here.__path__) if found.name != "__main__"):
            for line in importlib.import_module(f"{here.__name__}.{name}").measure():
                kept &= line.is_kept
                broken = "" if line.is_kept else f"  OVER {line.limit:.0f}"
                say(f"{line.what:<60} {line.p50:>9.1f} {line.p95:>9.1f}  {line.remark}{broken}\n")
                sys.stdout.flush()
    finally:
        databases.close()
    say(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
