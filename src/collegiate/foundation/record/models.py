"""The entries of the record and the head of their chain."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """
    One line of the record: who did what to what, because of what, when.

    It holds keys, codes, numbers, dates and digests only, never words or names, so that a person can be
    erased from their own rows without breaking the chain. Its keys are text, since the record lies below
    the chapters it writes about.
    """

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    deed = models.CharField(max_length=100)
    subject = models.CharField(max_length=100, db_index=True)
    because = models.CharField(max_length=100, blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    form_key = models.UUIDField(null=True, unique=True)

    append_only = True

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["seq"]

    class Privacy:
        personal = frozenset({"by"})
        lawful_basis = "Public task: who decided and did what must stay known."
        source = "Collegiate, as things are done."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership; it holds keys, not names."

    def __str__(self) -> str:
        return f"{self.seq} {self.deed} {self.subject}"


class Head(models.Model):
    """The end of the chain, in a row of its own so that a cut tail shows, and to lock while writing."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="record_one_head", condition=models.Q(pk=1), violation_error_message="The chain has one head."
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the record."

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Checkpoint(models.Model):
    """A place up to which the chain was once found whole, so that a long one need not be walked from its start."""

    seq = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    append_only = True

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the record."

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
