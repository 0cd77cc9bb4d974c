"""
Whether a CSV file is text, in which alphabet, and whole: asked before the first row is handed on.

One quick pass over the bytes, so that a damaged file is refused whole and not after half of it was used.
"""

import codecs
from dataclasses import dataclass

from collegiate.doors.exchange.tables.refusals import TableRefused
from collegiate.doors.exchange.tables.source import LARGEST, Source, too_large

BLOCK = 1 << 20
TAIL = 1 << 17
#: Bytes that mean nothing in Windows-1252.
UNUSED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


@dataclass(frozen=True, slots=True)
class Survey:
    """
    What a CSV file is made of.

    Attributes
    ----------
    encoding : str
        ``utf-8-sig`` (which also reads UTF-8 without a mark at its start) or ``cp1252``.
    quotes, line_ends : int
        How many quote marks and line feeds it holds.
    lone_returns : int
        How many carriage returns it holds that no line feed follows; some programs end lines so.
    tail : bytes
        Its last bytes, at most 128 KiB.
    """

    encoding: str
    quotes: int
    line_ends: int
    lone_returns: int
    tail: bytes

    @property
    def ends_whole(self) -> bool:
        """Whether its last line is ended, as most programs do; a file cut short rarely is."""
        return self.tail.endswith((b"\n", b"\r"))


def survey(source: Source) -> Survey:
    """
    Read a CSV file's bytes once.

    :raises TableRefused: if it holds bytes of no text, is damaged, or unpacks to too much
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    fault: int | None = None  # the line of the first byte that is not UTF-8
    marked, unused = False, None
    quotes = line_ends = lone = size = 0
    tail = b""
    with source.opened() as stream:
        while block := stream.read(BLOCK):
            if b"\0" in block:
                line = line_ends + block[: block.index(b"\0")].count(b"\n") + 1
                raise TableRefused(
                    source.name,
                    "It holds bytes that are not text.",
                    line=line,
                    to_do="Give a CSV, .xlsx or Parquet file.",
                )
            if not size:
                marked = block.startswith(codecs.BOM_UTF8)
            if fault is None:
                fault = _first_fault(decoder, block, line_ends)
            if unused is None and not block.isascii():
                unused = _first_unused(block, line_ends)
            quotes += block.count(b'"')
            line_ends += block.count(b"\n")
            lone += block.count(b"\r") - block.count(b"\r\n") - (tail.endswith(b"\r") and block.startswith(b"\n"))
            size += len(block)
            tail = (tail + block)[-TAIL:]
            if size > LARGEST and not source.is_as_large_as_it_looks:
                raise too_large(source.name)
    if fault is None and decoder.getstate()[0]:
        fault = line_ends + 1
    return Survey(_encoding(source, fault, unused, marked=marked), quotes, line_ends, lone, tail)


def _first_fault(decoder: codecs.IncrementalDecoder, block: bytes, before: int) -> int | None:
    try:
        decoder.decode(block)
    except UnicodeDecodeError as wrong:
        return before + wrong.object[: wrong.start].count(b"\n") + 1
    return None


def _first_unused(block: bytes, before: int) -> int | None:
    places = [place for byte in UNUSED if (place := block.find(byte)) >= 0]
    return before + block[: min(places)].count(b"\n") + 1 if places else None


def _encoding(source: Source, fault: int | None, unused: int | None, *, marked: bool) -> str:
    """Choose the alphabet: UTF-8 where every byte fits; else Windows-1252, unless it is plainly damaged UTF-8."""
    if fault is None:
        return "utf-8-sig"
    if marked or _mostly_utf8(source):
        raise TableRefused(
            source.name,
            "It is UTF-8, but a letter here is broken: the file is damaged.",
            line=fault,
            to_do="Fetch or save it again.",
        )
    if unused is not None:
        raise TableRefused(
            source.name,
            "A letter here is neither UTF-8 nor Windows-1252.",
            line=unused,
            to_do="Save the file as “CSV UTF-8”.",
        )
    return "cp1252"


def _mostly_utf8(source: Source) -> bool:
    """Return whether more letters beyond ASCII are good UTF-8 than are not: then the others are damage."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = bad = 0
    with source.opened() as stream:
        while block := stream.read(BLOCK):
            text = decoder.decode(block)
            if not text.isascii():
                broken = text.count("\ufffd")
                bad += broken
                good += len(text) - len(text.encode("ascii", "ignore")) - broken
    return good > bad
