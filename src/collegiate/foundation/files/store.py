"""Keeping a file's bytes and giving them back unchanged."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from collegiate.foundation.files.models import StoredFile
from collegiate.values import Refused

LONGEST_NAME = 200


class FileTooLarge(Refused):
    """The upload is larger than this installation keeps."""


def keep(name: str, chunks: Iterable[bytes], *, kind: str, at: datetime) -> StoredFile:
    """
    Keep a file, once for the same bytes, before the deed that refers to it.

    The bytes are written first and the row after, so a row always has its file; a file whose row was
    never written is harmless.

    :raises FileTooLarge: if it has more than settings.LARGEST_FILE bytes
    """
    name, folder = plain(name), Path(settings.FILES_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, delete=False) as half_written:
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.LARGEST_FILE:
                    raise FileTooLarge(
                        f"“{name}” is larger than {settings.LARGEST_FILE // 1_000_000} MB. Send a smaller file."
                    )
                digest.update(chunk)
                half_written.write(chunk)
        except BaseException:
            Path(half_written.name).unlink()
            raise
    place = path_of(digest.hexdigest())
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(half_written.name).replace(place)
    return StoredFile.objects.get_or_create(
        digest=digest.hexdigest(), defaults={"name": name, "kind": kind, "size": size, "stored_at": at}
    )[0]


def plain(name: str) -> str:
    """Return the name alone of what somebody's browser called a file: no folders, nothing unseen, 200 letters at most."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in last if letter.isprintable()).strip()
    if not seen.strip("."):
        return "file"
    ending = Path(seen).suffix[:20]
    return seen if len(seen) <= LONGEST_NAME else seen[: LONGEST_NAME - len(ending)] + ending


def path_of(digest: str) -> Path:
    """Return where the bytes of a digest are kept."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest[2:]
