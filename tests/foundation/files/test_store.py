"""Keeping an upload: its bytes unchanged, once for the same bytes, never more than this installation keeps."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.files.store import FileTooLarge, keep, path_of
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


def store(*chunks, name="results.csv", kind="text/csv"):
    return keep(name, chunks, kind=kind, at=MORNING)


def on_disk(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_bytes_come_back_unchanged_under_their_own_digest(folder):
    file = store(b"URN,NAME\r\n", b"\x00\xff\n")

    assert file.digest == hashlib.sha256(b"URN,NAME\r\n\x00\xff\n").hexdigest()
    assert path_of(file.digest).read_bytes() == b"URN,NAME\r\n\x00\xff\n"
    assert (file.name, file.kind, file.size, file.stored_at) == ("results.csv", "text/csv", 13, MORNING)
    assert on_disk(folder) == [path_of(file.digest)]


def test_an_upload_is_kept_as_it_comes():
    upload = SimpleUploadedFile("paper.pdf", b"%PDF-1.7", content_type="application/pdf")

    assert keep(upload.name, upload.chunks(), kind=upload.content_type, at=MORNING).size == 8


def test_the_same_bytes_given_twice_are_one_row_and_one_file(folder):
    first, again = store(b"same"), store(b"sa", b"me", name="another name.csv")

    assert again == first
    assert again.name == "results.csv"
    assert len(on_disk(folder)) == 1


def test_an_empty_file_is_a_file():
    assert store().size == 0


def test_a_file_of_just_the_most_is_kept_and_one_byte_more_is_refused_whole(folder, settings):
    settings.LARGEST_FILE = 2_000_000
    assert store(b"x" * 2_000_000).size == 2_000_000

    with pytest.raises(FileTooLarge, match=r"“big\.csv” is larger than 2 MB\. Send a smaller file\."):
        store(b"x" * 2_000_000, b"y", name="big.csv")

    assert StoredFile.objects.count() == 1
    assert len(on_disk(folder)) == 1  # nothing half written is left


def test_no_more_is_read_of_a_file_that_is_too_large(settings):
    settings.LARGEST_FILE = 3
    read = []

    def chunks():
        for number in range(10):
            read.append(number)
            yield b"xx"

    with pytest.raises(FileTooLarge):
        keep("endless.csv", chunks(), kind="text/csv", at=MORNING)

    assert read == [0, 1]


def test_an_upload_that_breaks_off_leaves_nothing(folder):
    def breaks():
        yield b"half"
        raise ConnectionResetError("the line went dead")

    with pytest.raises(ConnectionResetError):
        keep("results.csv", breaks(), kind="text/csv", at=MORNING)

    assert on_disk(folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\Users\\beth\\results.csv", "results.csv"),
        ("a\x00b\r\nc.csv", "abc.csv"),
        ("résultats ✓.csv", "résultats ✓.csv"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_name_is_only_ever_a_name(folder, given, kept):
    file = store(b"bytes", name=given)

    assert file.name == kept
    assert all(path.is_relative_to(folder) for path in on_disk(folder))


def test_a_long_name_keeps_its_ending():
    name = store(b"bytes", name="x" * 300 + ".csv").name

    assert len(name) == 200
    assert name.endswith("x.csv")


def test_a_file_that_is_kept_is_never_changed():
    file = store(b"bytes")

    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(digest="0" * 64)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        file.delete()
