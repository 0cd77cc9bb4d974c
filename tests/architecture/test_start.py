"""Starting reads no more than pages need: what is slow to read waits until something is worked out with it."""

import json
import os
import subprocess
import sys

import pytest

SLOW = {
    "scipy": "import it inside the function that works something out with it",
    "polars": "only `doors/exchange/tables` and the numbers at the command line read tables",
    "pyspark": "it is an extra: import it where a session is asked for",
    "pyarrow": "as pyspark",
    "fastexcel": "only a file that comes in needs it",
    "xlsxwriter": "only a spreadsheet that goes out needs it",
    "granian": "only a server of many processes needs it",
    "waitress": "only the server needs it",
    "playwright": "it is for tests",
    "hypothesis": "it is for tests",
    "statsmodels": "it is an oracle for tests",
    "sklearn": "it is an oracle for tests",
}
READS_EVERY_PAGE = """
import json, sys
import django
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
json.dump(sorted({name.partition(".")[0] for name in sys.modules}), sys.stdout)
"""


@pytest.fixture(scope="module")
def read_at_the_start(tmp_path_factory):
    """Every package that is there once Django is set up and every page's code is read."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "collegiate.config.settings",
        "COLLEGIATE_STATE": str(tmp_path_factory.mktemp("state")),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", READS_EVERY_PAGE], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("package", list(SLOW))
def test_nothing_slow_is_read_before_it_is_needed(read_at_the_start, package):
    assert package not in read_at_the_start, f"{package} is read at every start: {SLOW[package]}."


def test_the_look_at_the_start_would_notice(read_at_the_start):
    assert {"django", "collegiate", "numpy"} <= set(read_at_the_start)
