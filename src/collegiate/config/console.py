"""The one console command, ``collegiate``: ours first, Django's own after."""

import os
import sys

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand

WELCOME = """\
Collegiate runs an area school-improvement partnership.

"""


def main() -> None:
    """Run a command; without one, list those that there are."""
    if sys.argv[1:2] == ["numbers"]:
        # Needs no settings, tables or pages, and nobody should wait for them.
        from collegiate.doors.exchange.management.commands.numbers import Command  # noqa: PLC0415 - only it needs them

        Command().run_from_argv(sys.argv)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collegiate.config.settings")
    if sys.argv[1:2] == ["serve"] and "--demo" in sys.argv:
        os.environ["COLLEGIATE_DEMO"] = "1"  # before the settings are read
    if sys.argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        sys.stdout.write(commands())
        return
    ManagementUtility(sys.argv).execute()


def commands() -> str:
    """Return the list of commands with what each is for."""
    utility = ManagementUtility(["collegiate", "help"])
    import django  # noqa: PLC0415 - settings must be named first

    django.setup()
    ours, theirs = [], []
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("collegiate."):
            command: BaseCommand = utility.fetch_command(name)
            ours.append(f"  collegiate {name:<12} {command.help.splitlines()[0] if command.help else ''}")
        else:
            theirs.append(name)
    return (
        WELCOME
        + "\n".join(ours)
        + "\n\nEach says more with --help. Django's own commands work too: "
        + ", ".join(theirs)
        + ".\n"
    )
