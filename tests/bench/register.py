"""Beginning a partnership from a register of 50,000 rows and 140 columns, beside reading the file and one bulk upsert."""

import csv
import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from collegiate.doors.exchange.register_row import COLUMNS
from tests.bench import Line
from tests.bench.town import alone
from tests.doors.exchange.registers import bulk, rows
from tests.settings import REPOSITORY

ROWS, WIDE = 50_000, 140
REAL = REPOSITORY.parent / "shared" / "data" / "gias" / "edubasealldata_compiled.csv.gz"
UPSERTED = 25  # columns
MOST_TIMES = 3
MOST_MIB = 150
IMPORT = """
import time
from pathlib import Path
from django.core.management import call_command
import django; django.setup()
from django.urls import get_resolver
import collegiate.doors.exchange.management.commands.begin
assert get_resolver().url_patterns  # all code is read before the clock starts
began = time.perf_counter()
call_command("begin", register=Path({path!r}), authority="941", town="Northampton",
             coordinator=["Noor Ahmed", "noor@example.org"], verbosity=0, stdout=open("/dev/null", "w"))
print(time.perf_counter() - began)
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def measure() -> Iterator[Line]:
    """Yield the floor, the whole import in times of it, and the most memory of the process that imports."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, made_from = write(folder / "edubasealldata.csv")
        size = path.stat().st_size / 2**20
        read, upserted = floor(path, folder / "floor.sqlite3")
        least = (read + upserted) * 1000
        database = f"sqlite:///{folder / 'begin.sqlite3'}"
        alone("migrate", DATABASE_URL=database, COLLEGIATE_STATE=name)
        whole, peak = _import(path, DATABASE_URL=database, COLLEGIATE_STATE=name)
        again, _ = _import(path, DATABASE_URL=database, COLLEGIATE_STATE=name)
    about = f"{size:.0f} MiB, {made_from}"
    yield Line("register, 50,000 x 140: csv.reader and one upsert", least, least, about)
    yield Line("register: the whole import", whole, whole, f"{whole / least:.1f} x that", MOST_TIMES * least)
    yield Line("register: the same file again", again, again, f"{again / least:.1f} x that", MOST_TIMES * least)
    yield Line("register: peak MiB of the process", peak, peak, "", MOST_MIB)


def write(path: Path) -> tuple[Path, str]:
    """Write the register; return its path, and a word on what it is made from."""
    if REAL.exists():
        with gzip.open(REAL, "rt", encoding="cp1252", newline="") as file:
            header, *real = csv.reader(file)
        authority = header.index("LA (code)")
        others = [row for row in real if row[authority] != "941"]
        more = ([f"{int(row[0]) + 400_000}", *row[1:]] for row in others[: ROWS - len(real)])
        lines, made_from = [header, *real, *more], "from the real one"
    else:
        header, *some = bulk(*rows(100), *rows(ROWS - 100, town="Kettering", **{"authority": "940"}))
        wide = [f"More {number}" for number in range(WIDE - len(header))]
        lines, made_from = [header + wide, *(row + [""] * len(wide) for row in some)], "made up"
    filling = ("Not applicable", "")  # so that it is as long as the published one, whose blanks are fewer
    needed = {lines[0].index(column) for column in COLUMNS} | {0}
    with path.open("w", encoding="cp1252", newline="") as file:
        write_row = csv.writer(file, lineterminator="\r\n").writerow
        write_row(lines[0])
        for row in lines[1:]:
            write_row([cell or ("" if place in needed else filling[place % 2]) for place, cell in enumerate(row)])
    return path, made_from


def floor(path: Path, database: Path) -> tuple[float, float]:
    """Return seconds for reading the file by csv.reader, and for one upsert of the rows that an import takes."""
    began = time.perf_counter()
    with path.open(encoding="cp1252", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        authority = header.index("LA (code)")
        taken = [row[:UPSERTED] for row in reader if row[authority] == "941"]
    read = time.perf_counter() - began
    names = [f"c{number}" for number in range(UPSERTED)]
    began = time.perf_counter()
    with sqlite3.connect(database) as file:
        file.execute(f"CREATE TABLE school ({', '.join(names)}, PRIMARY KEY (c0))")
        began = time.perf_counter()
        file.executemany(
            f"INSERT INTO school VALUES ({', '.join('?' * UPSERTED)}) ON CONFLICT (c0) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in names[1:]),
            taken,
        )
        file.commit()
    return read, time.perf_counter() - began


def _import(path: Path, **environment: str) -> tuple[float, float]:
    """Return milliseconds of the import in a process that has only been started for it, and that process's peak MiB."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT.format(path=str(path))],
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "collegiate.config.settings", "PYTHONPATH": str(REPOSITORY / "src")}
        | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, kibibytes = done.stdout.split()[-2:]
    return float(seconds) * 1000, int(kibibytes) / 1024
