"""What kind of file it is, judged by what it holds and not by its name, and how to open it."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from collegiate.doors.exchange.tables.refusals import TableRefused

#: More than this, held whole or unpacked, is taken for a mistake or a trap: 4 GiB, a hundred times the national register.
LARGEST = 4 * 2**30

Given = str | Path | bytes


class Kind(StrEnum):
    """The three kinds of table, and their common name."""

    CSV = "CSV"
    PARQUET = "Parquet"
    SPREADSHEET = "spreadsheet"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: a path, or bytes that somebody uploaded with the name they gave."""

    given: Path | bytes
    name: str
    kind: Kind
    packed: bool

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """
        Open the file from its beginning, unpacked.

        :raises TableRefused: when reading, if it can not be read or its gzip packing is damaged
        """
        raw = io.BytesIO(self.given) if isinstance(self.given, bytes) else self.given.open("rb")
        with raw, cast("BinaryIO", gzip.GzipFile(fileobj=raw) if self.packed else raw) as stream:
            try:
                yield stream
            except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
                raise TableRefused(
                    self.name, "The gzip file is cut short or damaged.", to_do="Fetch or send it again."
                ) from fault

    @property
    def size(self) -> int:
        """How many bytes it has, as it lies there."""
        return len(self.given) if isinstance(self.given, bytes) else self.given.stat().st_size

    @property
    def is_as_large_as_it_looks(self) -> bool:
        """Whether it lies unpacked on a disk, so that reading it bit by bit costs time but no memory."""
        return not self.packed and not isinstance(self.given, bytes)

    def whole(self) -> bytes:
        """Return everything the file holds, unpacked."""
        with self.opened() as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise too_large(self.name)
        return content


def too_large(name: str) -> TableRefused:
    """Return the refusal of a file that unpacks to more than `LARGEST`."""
    return TableRefused(
        name, f"It holds more than {LARGEST // 2**30} GB.", to_do="Split it, or check that it is the right file."
    )


def find(given: Given, *, name: str = "") -> Source:
    """
    Look at the first bytes of a file and say what kind it is.

    :raises TableRefused: if there is no such file, it is empty, or it is no kind of table
    """
    if not isinstance(given, bytes):
        given = Path(given)
        name = name or given.name
    name = name or "the file"
    try:
        raw = io.BytesIO(given) if isinstance(given, bytes) else given.open("rb")
    except OSError as fault:
        raise TableRefused(
            name, f"It cannot be opened: {_reason(fault)}.", to_do="Check the name and the folder."
        ) from fault
    with raw:
        start = raw.read(8)
    if not start:
        raise TableRefused(name, "The file is empty.", to_do="Fetch or save it again.")
    if start.startswith(b"\x1f\x8b"):
        return _packed(given, name)
    return Source(given, name, _kind(start, name), packed=False)


def _packed(given: Path | bytes, name: str) -> Source:
    source = Source(given, name, Kind.CSV, packed=True)
    with source.opened() as stream:
        start = stream.read(8)
    if not start:
        raise TableRefused(name, "The file is empty.", to_do="Fetch or save it again.")
    if _kind(start, name) is not Kind.CSV:
        raise TableRefused(name, "It is packed with gzip, but what is inside is not CSV.", to_do="Unpack it first.")
    return source


def _kind(start: bytes, name: str) -> Kind:
    if start.startswith(b"PAR1"):
        return Kind.PARQUET
    if start.startswith(b"PK\x03\x04"):
        return Kind.SPREADSHEET
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableRefused(name, "It is a spreadsheet of the old kind (.xls).", to_do="Save it as .xlsx or CSV.")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableRefused(name, "It is text in UTF-16.", to_do="Save it as “CSV UTF-8”.")
    for magic, what in (
        (b"%PDF", "a PDF"),
        (b"BZh", "packed with bzip2"),
        (b"7z\xbc\xaf", "packed with 7-Zip"),
        (b"(\xb5/\xfd", "packed with zstd"),
    ):
        if start.startswith(magic):
            raise TableRefused(name, f"It is {what}, not a table.", to_do="Give a CSV, .xlsx or Parquet file.")
    return Kind.CSV


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()
