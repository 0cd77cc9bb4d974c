"""Uploads: kept by the digest of their bytes, never changed."""

from django.db import models


class StoredFile(models.Model):
    """
    A file somebody gave us, named by the SHA-256 of its bytes.

    The same bytes given twice are one row and one file on disk.
    """

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField("media type", max_length=100)
    size = models.PositiveBigIntegerField("size in bytes")
    stored_at = models.DateTimeField()

    append_only = True

    class Privacy:
        personal = frozenset({"name"})
        lawful_basis = "Public task."
        source = "The person who uploaded it."
        shared_with = "Whoever may see the row it belongs to."
        kept_for = "As long as the row it belongs to."

    def __str__(self) -> str:
        return self.name
