"""The import contracts of pyproject.toml hold, and each reports the bad tree made for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.reading import HOUSE, REPOSITORY

BAD = Path(__file__).parent / "bad"

BAD_TREES = {
    "the_ground_leans_on_people": ["Rule one: imports go down", "foundation.record.reasons -> collegiate.partnership"],
    "a_number_reads_its_own_rows": ["Rule one: imports go down", "analytics.gaps -> collegiate.foundation.record"],
    "a_desk_asks_the_public_site": ["Rule one, doors", "doors.desks.cards -> collegiate.doors.public_site.news"],
    "an_earlier_chapter_reads_a_later_one": ["Rule one, improvement", "needs.models -> collegiate.improvement.fund"],
    "members_know_their_meetings": ["Rule one, partnership", "members.queries -> collegiate.partnership.governance"],
    "the_record_shows_pages": ["Rule one, foundation", "foundation.record.pages -> collegiate.foundation.ui"],
    "a_question_with_a_deed_in_it": ["Rule two: rooms", "members.queries -> collegiate.partnership.members.commands"],
    "a_room_nobody_named": ["Rule two: rooms", "collegiate.partnership.members.pipeline"],
    "a_chapter_nobody_named": ["Rule one, partnership", "collegiate.partnership.lunches"],
}


def contracts(folder: Path, *, source: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a folder's pyproject.toml on the ``collegiate`` that lies in `source`."""
    run = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", run, "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def bare_house(tmp_path_factory):
    """The house with every room empty: its floors and chapters, and nothing in them."""
    house = tmp_path_factory.mktemp("bare")
    for door in HOUSE.rglob("__init__.py"):
        place = house / "collegiate" / door.relative_to(HOUSE)
        if len(place.relative_to(house).parts) <= 4:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
    shutil.copy(REPOSITORY / "pyproject.toml", house)
    return house


def test_the_contracts_hold():
    result = contracts(REPOSITORY, source=HOUSE.parent)

    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize("tree", BAD_TREES)
def test_a_contract_reports(tree, bare_house, tmp_path):
    shutil.copytree(bare_house, tmp_path, dirs_exist_ok=True)
    shutil.copytree(BAD / tree, tmp_path, dirs_exist_ok=True)

    result = contracts(tmp_path, source=tmp_path)

    assert result.returncode != 0
    said = " ".join((result.stdout + result.stderr).split())
    assert [words for words in BAD_TREES[tree] if words not in said] == [], said
