"""How a deed is done: one transaction, its lines written last, all or nothing."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, models, transaction

from collegiate.foundation.record.bulk import pour
from collegiate.foundation.record.chain import SAID, key, plain, sealed
from collegiate.foundation.record.models import Entry, Head

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 4
TRY_AGAIN = {"40P01", "40001"}  # PostgreSQL: deadlock detected, serialization failure


class AlreadyDone(Exception):
    """This form was sent before; `entry` is the first line of what it did."""

    def __init__(self, entry: Entry) -> None:
        super().__init__("This was already done.")
        self.entry = entry


@dataclass(frozen=True)
class _Doing:
    book: object
    by: str
    at: datetime


@dataclass(frozen=True)
class _Noted:
    """Rides on the transaction's on_commit list, which a savepoint that is rolled back empties."""

    book: object
    line: dict[str, Any]

    def __call__(self) -> None: ...


_doing: ContextVar[tuple[_Doing, ...]] = ContextVar("doing", default=())
_once: ContextVar[UUID | None] = ContextVar("once", default=None)


def deed(do: Callable[P, R]) -> Callable[P, R]:
    """
    Make a function a deed: it takes ``by=`` (a `Standing`) and ``at=`` and runs in one transaction.

    The outermost deed is durable, and writes the lines noted by it and by the deeds inside it last. A
    deadlock runs the whole outermost deed again, so a deed reads its rows again under lock and touches
    nothing outside the database.

    :raises AlreadyDone: if it is done for a form (`once`) that was sent before
    """

    @wraps(do)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        doing = _doing.get()
        by: Any = kwargs["by"]
        at: Any = kwargs["at"]
        for attempt in range(TRIES):
            book = doing[0].book if doing else object()
            token = _doing.set((*doing, _Doing(book, by.mark, at)))
            try:
                with transaction.atomic(durable=not doing):
                    if not doing:
                        _refuse_twice()
                    result = do(*args, **kwargs)
                    if not doing:
                        _write(book)
                    return result
            except OperationalError as fault:
                if doing or attempt == TRIES - 1 or getattr(fault.__cause__, "sqlstate", "") not in TRY_AGAIN:
                    raise
                time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - spreads the tries, guards nothing
            except IntegrityError:
                if not doing:
                    _refuse_twice()  # two copies of one form raced: say so, rather than "unique constraint"
                raise
            finally:
                _doing.reset(token)
        raise AssertionError("unreachable")

    done.is_deed = True  # type: ignore[attr-defined]
    return done


def note(
    deed: str, *, subject: models.Model, because: models.Model | None = None, data: dict[str, Any] | None = None
) -> None:
    """
    Note a line for the record: what was done to which row, on whose authority.

    :raises TypeError: if `data` holds words; only keys, codes, numbers, dates and digests may stand in the chain
    :raises LookupError: if no deed is being done
    """
    if not _doing.get():
        raise LookupError("Only a deed can note what it did.")
    doing = _doing.get()[-1]
    line = {
        "deed": deed,
        "by": doing.by,
        "at": doing.at,
        "subject": key(subject),
        "because": key(because) if because is not None else "",
        "data": {name: plain(value) for name, value in (data or {}).items()},
    }
    transaction.on_commit(_Noted(doing.book, line))


@contextmanager
def once(form_key: UUID) -> Iterator[None]:
    """Let the deeds inside be done once for this form; a second time raises `AlreadyDone`."""
    token = _once.set(form_key)
    try:
        yield
    finally:
        _once.reset(token)


def _refuse_twice() -> None:
    form_key = _once.get()
    if form_key and (entry := Entry.objects.filter(form_key=form_key).first()):
        raise AlreadyDone(entry)


def _write(book: object) -> None:
    # run_on_commit is not public; a test pins that a savepoint rolled back drops its notes from it.
    lines = [
        noted.line for _, noted, *_ in connection.run_on_commit if isinstance(noted, _Noted) and noted.book is book
    ]
    if not lines:
        return
    head = Head.objects.select_for_update().get(pk=1)
    rows = []
    for place, line in enumerate(lines):
        said = [line[name] for name in SAID]
        seal = sealed(head.seq + 1, *said, head.hash)
        rows.append([head.seq + 1, *said, head.hash, seal, None if place else _once.get()])
        head.seq, head.hash = head.seq + 1, seal
    pour(Entry, ("seq", *SAID, "previous", "hash", "form_key"), rows)
    head.save(update_fields=["seq", "hash"])
