"""What a line may hold, its digest, and whether the chain is whole."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import models

from collegiate.foundation.record.models import Checkpoint, Entry, Head
from collegiate.values import AcademicYear, Money

CODE = re.compile(r"[A-Za-z0-9_.:/#+\-]{0,100}")
START = "0" * 64
SAID = ("at", "by", "deed", "subject", "because", "data")
"""What a line says, in the order in which it is sealed."""
WORTH_A_CHECKPOINT = 50_000  # below this a whole walk takes a second, so nothing is taken on trust


def key(row: models.Model) -> str:
    """Return the text by which the record names a row, such as ``members.organisation:7``."""
    return f"{row._meta.label_lower}:{row.pk}"


PLAIN: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (Enum, lambda value: plain(value.value)),
    ((bool, int, type(None)), lambda value: value),
    (float, repr),  # as text: a database may write 1e16 another way than it was given
    ((Decimal, UUID, AcademicYear), str),
    (datetime, lambda value: value.astimezone(UTC).isoformat()),
    (date, date.isoformat),
    (Money, lambda value: value.pence),
    (models.Model, lambda value: key(value)),  # noqa: PLW0108 - key is defined below
    (Mapping, lambda value: {str(plain(name)): plain(inner) for name, inner in value.items()}),
    ((set, frozenset), lambda value: [plain(inner) for inner in sorted(value)]),
    ((list, tuple), lambda value: [plain(inner) for inner in value]),
)


def plain(value: Any) -> Any:
    """
    Return a value as the chain holds it.

    :raises TypeError: if it is words, or anything else but a key, code, number, date or digest
    """
    for kinds, speak in PLAIN:
        if isinstance(value, kinds):
            return speak(value)
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    raise TypeError(f"The record holds keys, codes, numbers, dates and digests, not {value!r}.")


def sealed(seq: int, at: datetime, *rest: Any) -> str:
    """Return the SHA-256 of a line by its place, what it says in the order of `SAID`, and the digest of the line before."""
    line = json.dumps([seq, at.astimezone(UTC).isoformat(), *rest], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk along the chain found: the first fault ("" if whole), the entries there are, and the head."""

    fault: str
    entries: int
    head: str


def verify(*, everything: bool = False) -> Verdict:
    """Walk the chain from the last checkpoint, or from its start, and compare its end with the head."""
    checkpoint = None if everything else Checkpoint.objects.order_by("-seq").first()
    seq, previous = (checkpoint.seq, checkpoint.hash) if checkpoint else (0, START)
    walked = 0
    for step in _walk(seq, previous):
        fault, seq, previous = step
        walked += 1
        if fault:
            return Verdict(fault, seq, previous)
    head = head_now()
    if (head.seq, head.hash) != (seq, previous):
        lost = f"entry {seq + 1} is broken: it is missing, and the head says there are {head.seq} entries"
        return Verdict(
            lost if head.seq > seq else f"entry {seq} is broken: the head does not agree with it", seq, previous
        )
    if walked >= WORTH_A_CHECKPOINT and not everything:
        Checkpoint.objects.get_or_create(seq=seq, defaults={"hash": previous})
    return Verdict("", seq, previous)


def _walk(seq: int, previous: str) -> Iterator[tuple[str, int, str]]:
    columns = ("seq", *SAID, "previous", "hash")
    entries = Entry.objects.filter(seq__gt=seq).order_by("seq").values_list(*columns)
    for found, at, by, deed, subject, because, data, before, own in entries.iterator(chunk_size=5_000):
        seq += 1
        fault = ""
        if found != seq:
            fault = f"entry {seq} is broken: it is missing"
        elif before != previous:
            fault = f"entry {seq} is broken: it does not follow the entry before it"
        elif own != sealed(found, at, by, deed, subject, because, data, before):
            fault = f"entry {seq} is broken: it was changed after it was written"
        previous = own
        yield fault, seq, previous


def holds(head: str) -> bool:
    """Say whether a published head is (still) in the chain."""
    return head == START or Entry.objects.filter(hash=head).exists()


def ends_at(head: Head) -> bool:
    """Say whether the last entry is the one that the head names; a quick look, not a walk."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first()
    return (last or (0, START)) == (head.seq, head.hash)


def head_now() -> Head:
    """Return the end of the chain as it stands."""
    return Head.objects.get(pk=1)
