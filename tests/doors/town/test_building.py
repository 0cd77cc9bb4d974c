"""`collegiate demo`: the same seed and day make the same town, another seed another, and a gap shows."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from collegiate.definitions import terms
from collegiate.doors.town.plan import last_teaching_tuesday
from tests.databases import HOUSE

DAY, SCHOOLS = "2026-11-24", "30"
RUN = "from collegiate.config.console import main; main()"


def run(folder, *arguments):
    """Run a command of the product in a process of its own, on a database of its own."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env={key: value for key, value in os.environ.items() if not key.startswith("COLLEGIATE_")}
        | {
            "DJANGO_SETTINGS_MODULE": "collegiate.config.settings",
            "COLLEGIATE_STATE": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'town.sqlite3'}",
            "PYTHONPATH": str(HOUSE.parent),
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def folders(tmp_path):
    """Three folders, each with a database that is migrated and empty."""
    first, *others = folders = [tmp_path / name for name in ("first", "again", "other")]
    first.mkdir()
    assert run(first, "migrate").returncode == 0
    for other in others:
        shutil.copytree(first, other)
    return folders


def build(folder, *, seed, extra=()):
    made = run(folder, "demo", "--seed", str(seed), "--schools", SCHOOLS, "--today", DAY, *extra)
    assert made.returncode == 0, made.stderr
    return made.stdout.splitlines()


@pytest.mark.slow
def test_the_same_seed_makes_the_same_town_and_another_seed_another(folders):
    with ThreadPoolExecutor(max_workers=3) as side_by_side:
        towns = side_by_side.map(
            lambda folder, seed, extra: build(folder, seed=seed, extra=extra),
            folders,
            (7, 7, 8),
            ([], [], ["--with-gap"]),
        )
        first, again, other = towns

    assert re.fullmatch(r"digest [0-9a-f]{64}", first[-1])
    assert first[-1] == again[-1]
    assert other[-1] != first[-1]
    assert first[0] == "Ashmere stands on Tuesday 24 November 2026, with 30 schools (seed 7)."
    assert build(folders[0], seed=99) == first, "a town that stands is not built again"

    whole, gap = (run(folder, "thread", "--check-all") for folder in (folders[0], folders[2]))
    assert (whole.returncode, whole.stdout.splitlines()[-1]) == (0, "complete 3, open 1, missing 0")
    assert (gap.returncode, gap.stdout.splitlines()[-1]) == (1, "complete 3, open 1, missing 1")
    missing = [line for line in gap.stdout.splitlines() if " missing: " in line]
    assert re.fullmatch(r"A/\d\d/\d\d missing: .*delivery.*", missing[0])


def test_a_town_that_cannot_be_is_refused_in_words():
    with pytest.raises(CommandError, match="--schools: give a number from 30 to 300"):
        call_command("demo", "--schools", "29")
    with pytest.raises(ValueError, match="No term dates are known near 7 January 2003"):
        last_teaching_tuesday(date(2003, 1, 7), terms())


@pytest.mark.parametrize(
    ("today", "stands_on"),
    [
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 23), date(2026, 11, 17)),
        (date(2026, 12, 30), date(2026, 12, 15)),
    ],
)
def test_it_stands_on_the_latest_teaching_tuesday(today, stands_on):
    assert last_teaching_tuesday(today, terms()) == stands_on
