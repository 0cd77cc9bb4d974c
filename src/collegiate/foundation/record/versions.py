"""Rows that people edit: a stale form is refused, and both versions can be shown."""

from typing import Any, TypeVar
from zlib import crc32

from django.db import models

T = TypeVar("T", bound=models.Model)


class Stale(Exception):
    """Somebody changed the row first; `row` is what it says now."""

    def __init__(self, row: Any) -> None:
        super().__init__("This was changed while you were editing. Both versions are shown below.")
        self.row = row


def must_match(row: T, version: int) -> T:
    """
    Count a row's version up, if it is the one the form was made from; the row must be locked.

    :raises Stale: if it is not
    """
    if row.version != version:  # type: ignore[attr-defined]
        raise Stale(row)
    row.version += 1  # type: ignore[attr-defined]
    return row


def version_of(*facts: object) -> int:
    """Return a number for what several rows say together, where no one of them could count: alike facts, one number."""
    return crc32(repr(facts).encode())
