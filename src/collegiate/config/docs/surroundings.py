"""What surrounds the code: the environment it reads, the commands it answers, the addresses it serves."""

import argparse
from collections.abc import Iterator

from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandParser
from django.urls import get_resolver
from django.utils.text import capfirst

from collegiate.config.docs.markdown import page, subject, table
from collegiate.config.environment import VARIABLES
from collegiate.foundation.accounts.door import walk


def environment() -> str:
    """Return the page of what can be set from outside."""
    rows = [[f"`{each.name}`", f"`{each.default}`" if each.default else "not set", each.words] for each in VARIABLES]
    return page(
        "Environment",
        "Settings are read from the environment, once, when a process starts. None is needed to try Collegiate out.",
        table(["variable", "without it", "what it is for"], rows),
    )


def commands() -> str:
    """Return the page of our own commands."""
    ours = [(name, app) for name, app in sorted(get_commands().items()) if str(app).startswith("collegiate.")]
    return page(
        "Commands",
        "`collegiate` alone lists these; `collegiate NAME --help` says as much as this page. Django's own commands work too.",
        *(_command(name, str(app)) for name, app in ours),
    )


def _command(name: str, app: str) -> str:
    command = load_command_class(app, name)
    parser = CommandParser(add_help=False)
    command.add_arguments(parser)
    return "\n\n".join([f"## collegiate {name}", command.help, *_arguments(f"collegiate {name}", parser)])


def _arguments(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a table of a parser's arguments, and then its parts, each under its own heading."""
    plain = [
        each for each in parser._actions if not isinstance(each, argparse._HelpAction | argparse._SubParsersAction)
    ]
    if plain:
        yield table(["argument", "meaning"], [[f"`{_spelling(each)}`", each.help or ""] for each in plain])
    for each in parser._actions:
        if isinstance(each, argparse._SubParsersAction):
            words = {choice.dest: choice.help for choice in each._choices_actions}
            for part, inner in each.choices.items():
                yield f"### {name} {part}"
                yield _sentence(words.get(part) or "")
                yield from _arguments(f"{name} {part}", inner)


def _sentence(words: str) -> str:
    return f"{capfirst(words)}."


def _spelling(action: argparse.Action) -> str:
    """Return an argument as it is typed; the same on every version of Python, unlike argparse's own help."""
    takes = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
    return " ".join(part for part in (", ".join(action.option_strings), takes) if part)


def addresses() -> str:
    """Return the page of every address and the ruling that opens it."""
    rows = []
    for path, pattern in walk(get_resolver().url_patterns):
        rule = getattr(pattern.callback, "ruling", None)
        name = getattr(rule, "__name__", "").replace("_", " ")
        rows.append([f"`/{path}`", pattern.name or "", f"{name}: {subject(rule)}" if rule else "closed"])
    return page(
        "Addresses",
        "Every address, its name in the code, and the ruling that opens it. A page without a ruling stays shut.",
        table(["address", "name", "opened by"], sorted(rows)),
    )
