"""The permission page: every ruling, tried on a cast of one person for each role."""

import ast
import inspect
import textwrap
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from random import Random
from typing import Any

from django.apps import AppConfig

from collegiate.config.docs.chapters import chapters, rulings
from collegiate.config.docs.examples import DAY, example
from collegiate.config.docs.markdown import page, subject, table
from collegiate.values import NOBODY, Held, Role, Standing

TRIES = 100
MORE_FOR_A_CODE = 8  # one of dozens, of which a ruling knows one or two

INTRODUCTION = """\
Who may do what. Each ruling was run over made-up rows for one person of each role; *own* means at their own organisation or
on their own group only. A role that is named may still be refused for the state of things: the sentences beside it are all
that a ruling can answer. What nobody is named for is done by the system's own jobs, or from the command line."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Whom a ruling lets in; empty where no example could be made for it."""

    who: str
    tries: int


def permissions() -> str:
    """Return the page."""
    sections = [_chapter(app, found) for app in chapters() if (found := list(rulings(app)))]
    return page("Who may do what", INTRODUCTION, *sections)


def _chapter(app: AppConfig, found: list[Callable[..., Any]]) -> str:
    rows = [[f"`{rule.__name__}`", subject(rule), tried(rule).who, " · ".join(refusals(rule))] for rule in found]
    return f"## {app.verbose_name}\n\n" + table(["ruling", "on", "who may", "refusals"], rows)


@cache
def tried(rule: Callable[..., Any]) -> Tried:
    """Run a ruling over the cast and many made-up rows, the same ones each time."""
    anyone, member, concerned = False, False, False
    own: set[Role] = set()
    anywhere: set[Role] = set()
    tries = 0
    for facts in _facts(rule):
        try:
            outcome = {standing.mark: rule(standing, **facts).refusal for standing in CAST}
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # rows that could not stand together: a stage that this table does not know, say
        tries += 1
        turned_away = outcome[NOBODY.mark]
        anyone |= not turned_away
        member |= outcome[MEMBER.mark] != turned_away
        concerned |= outcome[CONCERNED.mark] != turned_away
        own |= {role for role in Role if outcome[f"{role}:own"] != turned_away}
        anywhere |= {role for role in Role if outcome[f"{role}:elsewhere"] != turned_away}
    if anyone or member:
        return Tried("anyone" if anyone else "every member", tries)
    named = ["the person concerned"] if concerned else []
    named += [role.words if role in anywhere else f"{role.words} (own)" for role in Role if role in own | anywhere]
    return Tried(", ".join(named), tries)


def _facts(rule: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """Yield arguments for a ruling, beside the standing."""
    hints = typing.get_type_hints(rule)
    _, *asked = inspect.signature(rule).parameters
    words = ["", "a reason", *_words_of(rule)]
    tries = TRIES * MORE_FOR_A_CODE if str in hints.values() else TRIES
    for number in range(tries if asked else 1):
        chance = Random(f"{rule.__module__}.{rule.__name__}:{number}")  # noqa: S311 - the same rows each time, no secret
        yield {name: example(hints[name], chance, words=words) for name in asked}


def _words_of(rule: Callable[..., Any]) -> list[str]:
    """Return the codes that a ruling's module knows, for arguments that are codes."""
    kinds = [thing for thing in vars(inspect.getmodule(rule)).values() if isinstance(thing, type)]
    return sorted({str(each.value) for kind in kinds if issubclass(kind, Enum) and kind is not Role for each in kind})


def refusals(rule: Callable[..., Any]) -> list[str]:
    """Return the sentences a ruling can answer with, its own and those of the rulings it asks; facts shown as …."""
    return list(dict.fromkeys(_said(rule, seen=set())))


def _said(rule: Callable[..., Any], seen: set[str]) -> Iterator[str]:
    """Yield the sentences that stand in a ruling's code, in their order, and in what it calls of its own chapter."""
    seen.add(rule.__qualname__)
    calls = [
        node
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(rule))))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        name = typing.cast("ast.Name", call.func).id
        asked = rule.__globals__.get(name)
        if name == "no":
            yield from filter(None, map(_sentence, call.args[:1]))
        elif inspect.isfunction(asked) and ".policies" in asked.__module__ and name not in seen:
            yield from _said(asked, seen)


def _sentence(said: ast.expr) -> str:
    if isinstance(said, ast.Constant):
        return str(said.value)
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in said.values)
    return ""


def _cast() -> Iterator[Standing]:
    yield NOBODY
    yield MEMBER
    yield CONCERNED
    for role in Role:
        for where, place in (("own", 1), ("elsewhere", 2)):
            held = (
                Held(role, organisation_id=place),
                *(Held(role, group_id=place, group_kind=kind) for kind in _GROUP_KINDS),
            )
            yield Standing(mark=f"{role}:{where}", day=DAY, person_id=place + 100, signed_in=True, held=held)


_GROUP_KINDS = ("strategic", "task", "head_forum", "advisers", "panel", "achievement_team", "cohort")
CONCERNED = Standing(mark="concerned", day=DAY, person_id=1, signed_in=True)
MEMBER = Standing(mark="member", day=DAY, person_id=101, signed_in=True)
CAST = list(_cast())
