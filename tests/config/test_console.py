"""The one console command: help that a person can read, and checks that keep a demonstration out of production."""

import os
import subprocess
import sys

import pytest
from django.core.management import get_commands, load_command_class

from collegiate.config.console import commands

OURS = sorted(name for name, app in get_commands().items() if str(app).startswith("collegiate."))


def collegiate(*arguments, **environment):
    """Run the command in a process of its own, with nothing set but what is given."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COLLEGIATE_", "DATABASE_URL", "DJANGO_", "EMAIL_"))
    }
    return subprocess.run(
        [sys.executable, "-c", "from collegiate.config.console import main; main()", *arguments],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def production(tmp_path):
    """The settings of a real partnership behind https."""
    return {
        "COLLEGIATE_STATE": str(tmp_path),
        "COLLEGIATE_HTTPS": "1",
        "COLLEGIATE_HOSTS": "collegiate.example.org",
        "COLLEGIATE_ADDRESS": "https://collegiate.example.org",
    }


@pytest.mark.slow
def test_without_an_argument_it_lists_what_it_can_do_each_in_a_sentence(tmp_path):
    done = collegiate(COLLEGIATE_STATE=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert done.stdout == commands()
    assert done.stdout.startswith("Collegiate runs an area school-improvement partnership.")
    for name in ("begin", "demo", "serve", "verify", "thread", "import"):
        assert f"  collegiate {name} " in done.stdout
    assert "Django's own commands work too" in done.stdout
    assert max(map(len, done.stdout.splitlines()[:-1])) <= 160


@pytest.mark.parametrize("name", OURS)
def test_each_of_our_commands_says_what_it_is_for_and_what_each_option_does(name):
    command = load_command_class(get_commands()[name], name)

    assert command.help.strip().endswith((".", ")"))
    assert len(f"  collegiate {name:<12} {command.help.splitlines()[0]}") <= 160, "the rest goes on its next lines"
    parser = command.create_parser("collegiate", name)
    inherited = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
        "--help",
    }
    for action in parser._actions:
        if not inherited & set(action.option_strings):
            assert action.help or action.default not in (None, False) or action.required, action


@pytest.mark.slow
def test_a_word_it_does_not_know_is_answered_in_a_line_and_not_by_a_trace(tmp_path):
    done = collegiate("verfy", COLLEGIATE_STATE=str(tmp_path))

    assert done.returncode == 1
    assert "verify" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_production_check_passes_with_the_settings_of_a_real_partnership(production):
    done = collegiate("check", "--deploy", "--fail-level", "WARNING", **production)

    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_production_check_fails_where_anybody_could_sign_in_as_anybody(production):
    done = collegiate("check", "--deploy", COLLEGIATE_DEMO="1", **production)

    assert done.returncode == 1
    assert "COLLEGIATE_DEMO is on: anybody could sign in as anybody." in done.stderr
