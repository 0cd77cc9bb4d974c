"""What the tests of the numbers share: where the answers made by other people's programs are."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def oracles() -> Path:
    """The folder of reference answers, which stands beside the repository and is not part of it."""
    for parent in Path(__file__).resolve().parents:
        folder = parent / "shared" / "oracles"
        if folder.is_dir():
            return folder
    pytest.skip("the reference answers (shared/oracles) are not here")
