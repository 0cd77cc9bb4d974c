"""What kind of document a file is, by its name and its first bytes; and how many words are in it, where they can be counted."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from collegiate.values import Refused

LARGEST_DOCUMENT = 20_000_000  # bytes
MOST_TEXT = 20_000_000  # bytes of a document's text, unpacked: past that it is no document but an attack
MARKUP = re.compile(rb"<[^>]*>")


class NotADocument(Refused):
    """The file is of no kind that people can be asked to read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of document.

    Attributes
    ----------
    inside : str
        For a file that is a packed folder: where its text lies in it.
    counts : bool
        Whether its words can be counted; where not, its pages must be said.
    """

    name: str
    ending: str
    media_type: str
    begins: bytes = b""
    inside: str = ""
    counts: bool = True


KINDS = (
    Kind("PDF", ".pdf", "application/pdf", begins=b"%PDF-", counts=False),
    Kind(
        "Word document",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        begins=b"PK",
        inside="word/document.xml",
    ),
    Kind("OpenDocument text", ".odt", "application/vnd.oasis.opendocument.text", begins=b"PK", inside="content.xml"),
    Kind("plain text", ".txt", "text/plain"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that people can read: of which kind, and of how many words (0 where they cannot be counted)."""

    kind: Kind
    words: int


def recognise(name: str, file: IO[bytes], *, size: int) -> Document:
    """
    Return what kind of document a file is, believing its bytes before its name.

    :raises NotADocument: saying what is wrong and what to do, if it is too large, of another kind, or not what its name says
    """
    if size > LARGEST_DOCUMENT:
        raise NotADocument(f"“{name}” is larger than {LARGEST_DOCUMENT // 1_000_000} MB. Send a smaller file.")
    kind = next((one for one in KINDS if one.ending == Path(name).suffix.lower()), None)
    if kind is None:
        raise NotADocument(f"“{name}” is no PDF, Word, OpenDocument or text file. Save it as one of these first.")
    file.seek(0)
    if not file.read(len(kind.begins)).startswith(kind.begins):
        raise NotADocument(f"“{name}” holds no {kind.name}, whatever its name says. Save it again and send it.")
    file.seek(0)
    words = _words(name, kind, file) if kind.counts else 0
    file.seek(0)
    return Document(kind, words)


def _words(name: str, kind: Kind, file: IO[bytes]) -> int:
    try:
        if not kind.inside:
            return len(file.read().decode("utf-8").split())
        with ZipFile(file) as packed:
            if packed.getinfo(kind.inside).file_size > MOST_TEXT:
                raise NotADocument(f"“{name}” holds more text than anybody can read. Send a shorter file.")
            return len(MARKUP.sub(b" ", packed.read(kind.inside)).split())
    except (BadZipFile, KeyError, UnicodeDecodeError, RuntimeError):
        raise NotADocument(f"“{name}” holds no {kind.name} that can be read. Save it again and send it.") from None
