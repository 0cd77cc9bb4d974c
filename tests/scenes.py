"""
What many tests begin with, made once.

A scene is a fixture whose deeds are done once for each worker, in a database of its own that keeps them; every
test that asks for it sees that database, does its own part in a transaction that is rolled back, and is given a
copy of what the scene returned. A test that commits, or that is about the town, has its scenes made there and
then, as a fixture's would be.

A scene asks for other scenes only, sees the real day, and is worth it from some twenty deeds on.
"""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]
made = pytest.StashKey[dict[str, Any]]()


def scene(make: Make):
    """Make a fixture of a function that does deeds and returns what they made."""

    def given(request, db):
        if made in request.node.stash:
            return request.node.stash[made][make.__name__]
        return make(*(request.getfixturevalue(name) for name in inspect.signature(make).parameters))

    given.makes = make
    given.__doc__ = make.__doc__
    return pytest.fixture(name=make.__name__)(given)


def asked_for(item: pytest.Item) -> tuple[Make, ...]:
    """Return the scenes that a test begins with, each after those that it is made from."""
    found: dict[Make, None] = {}

    def add(name: str) -> None:
        definitions = item.session._fixturemanager.getfixturedefs(name, item)
        make = getattr(definitions[-1].func, "makes", None) if definitions else None
        if make is not None and make not in found:
            for other in inspect.signature(make).parameters:
                add(other)
            found[make] = None

    for name in sorted(item.fixturenames):
        add(name)
    return tuple(found)
