"""The partnership itself, and what its members have agreed it is for."""

from django.db import models
from django.db.models import F, Q


class Partnership(models.Model):
    """The one partnership that this installation serves."""

    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100)
    authority_code = models.CharField("local authority code", max_length=3, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    predecessor = models.CharField("what came before it", max_length=200, blank=True)
    is_imaginary = models.BooleanField("made up, for a demonstration", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="partnership_only_one",
                condition=Q(pk=1),
                violation_error_message="One installation serves one partnership.",
            ),
            models.CheckConstraint(
                name="partnership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A partnership cannot end before it starts.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.name


class Charter(models.Model):
    """A version of the joint message and the purposes all members agreed to; a new one replaces, never edits."""

    version = models.PositiveIntegerField(unique=True)
    joint_message = models.CharField(max_length=200)
    agreed_on = models.DateField()

    append_only = True

    class Meta:
        ordering = ["version"]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.joint_message


class Purpose(models.Model):
    """One of the purposes of a charter; every decision names which it serves."""

    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="purposes")
    code = models.SlugField(max_length=40)
    text = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField("place in the list")

    append_only = True

    class Meta:
        ordering = ["charter", "place"]
        constraints = [
            models.UniqueConstraint(
                name="purpose_once_in_a_charter",
                fields=["charter", "code"],
                violation_error_message="This charter already has that purpose.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.text
