"""`collegiate demo`: the same seed and day make the same town, another seed another, and a gap shows."""

import os
import re
import subprocess
import sys
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
    folder.mkdir(exist_ok=True)
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


def build(folder, *, seed, extra=()):
    made = run(folder, "demo", "--seed", str(seed), "--schools", SCHOOLS, "--today", DAY, *extra)
    assert made.returncode == 0, made.stderr
    return made.stdout.splitlines()


@pytest.mark.slow
def test_the_same_seed_makes_the_same_town_and_another_seed_another(tmp_path):
    first = build(tmp_path / "first", seed=7)
    again = build(tmp_path / "again", seed=7)
    other = build(tmp_path / "other", seed=8, extra=["--with-gap"])

    assert re.fullmatch(r"digest [0-9a-f]{64}", first[-1])
    assert first[-1] == again[-1]
    assert other[-1] != first[-1]
    assert first[0] == "Ashmere stands on Tuesday 24 November 2026, with 30 schools (seed 7)."
    assert build(tmp_path / "first", seed=99) == first, "a town that stands is not built again"

    whole, gap = (run(tmp_path / name, "thread", "--check-all") for name in ("first", "other"))
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
