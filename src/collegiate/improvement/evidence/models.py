"""The nouns of evidence: where figures came from, the figures, and what was found."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import AcademicYear, Status

EVERYBODY = "all"
STATUSES = [(status.value, status.words.capitalize()) for status in Status]
CODE = 40


class Loading(models.Model):
    """
    That a published file was read: which, for what year, how many rows it had and how many were of members.

    The file itself is kept by its digest, so every figure can be held against what was published.
    """

    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="loadings")
    kind = models.CharField("kind of file", max_length=CODE)
    year = models.PositiveSmallIntegerField("school year, by the calendar year it starts in")
    rows = models.PositiveIntegerField("rows in the file")
    taken = models.PositiveIntegerField("rows of member schools")
    left = models.PositiveIntegerField("rows left where they were")
    loaded_at = models.DateTimeField()
    loader = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="loadings",
        help_text="Empty where it was loaded from the command line.",
    )

    append_only = True

    class Meta:
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="loading_adds_up",
                condition=Q(rows=F("taken") + F("left")),
                violation_error_message="Every row of a file is either taken or left.",
            ),
        ]

    class Privacy:
        personal = frozenset({"loader"})
        lawful_basis = "Public task."
        source = "The person who loaded the file."
        shared_with = "Members of the partnership."
        kept_for = "As long as a figure of the file is kept."

    def __str__(self) -> str:
        return f"{self.kind} {AcademicYear(self.year)}"


class IndicatorValue(models.Model):
    """
    One figure about one organisation in one school year, or the reason why there is none.

    It is never changed: a figure that its publisher revised is set aside (`is_current` false) and the new one
    stands beside it, so that what was decided on the old one can still be read.
    """

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="indicator_values")
    indicator = models.CharField(max_length=CODE)
    year = models.PositiveSmallIntegerField("school year, by the calendar year it starts in")
    pupil_group = models.CharField(max_length=CODE, default=EVERYBODY)
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    status = models.CharField("why there is no value", max_length=20, choices=STATUSES, blank=True)
    n = models.PositiveIntegerField("pupils it is about", null=True, blank=True)
    n_status = models.CharField("why their number is not known", max_length=20, choices=STATUSES, blank=True)
    loading = models.ForeignKey(Loading, on_delete=models.PROTECT, related_name="values")
    is_current = models.BooleanField(default=True)

    guards = (
        Guard(
            "kept",
            "UPDATE",
            "a figure is not changed but set aside",
            "NEW.value IS DISTINCT FROM OLD.value OR NEW.status <> OLD.status OR NEW.n IS DISTINCT FROM OLD.n "
            "OR NEW.n_status <> OLD.n_status OR NEW.organisation_id <> OLD.organisation_id "
            "OR NEW.indicator <> OLD.indicator OR NEW.year <> OLD.year OR NEW.pupil_group <> OLD.pupil_group "
            "OR NEW.loading_id <> OLD.loading_id OR (NEW.is_current AND NOT OLD.is_current)",
        ),
        Guard("del", "DELETE", "a figure is not removed but set aside"),
    )

    class Meta:
        db_table = "evidence_indicator_value"
        ordering = ["organisation", "indicator", "year", "pupil_group", "pk"]
        indexes = [
            models.Index(fields=["indicator", "year"], name="value_indicator_year", condition=Q(is_current=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="value_once",
                fields=["organisation", "indicator", "year", "pupil_group"],
                condition=Q(is_current=True),
                violation_error_message="There is a figure for this school, year and group of pupils already.",
            ),
            models.CheckConstraint(
                name="value_or_why_not",
                condition=Q(value__isnull=False, status="") | (Q(value__isnull=True) & ~Q(status="")),
                violation_error_message="Give either the value or the reason why there is none.",
            ),
            models.CheckConstraint(
                name="value_n_or_why_not",
                condition=Q(n__isnull=False, n_status="") | (Q(n__isnull=True) & ~Q(n_status="")),
                violation_error_message="Give either how many pupils it is about or the reason why that is not known.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership; it is about schools, and is published."

    def __str__(self) -> str:
        said = Status(self.status).words if self.status else f"{self.value:g}"
        return f"{self.indicator} {AcademicYear(self.year)}: {said}"


class Finding(models.Model):
    """
    What somebody judged a figure to say, with its doubts, the method and what went into it.

    It is about one organisation, or about the partnership as a whole where none is named. Never changed: a
    second look is a second finding.
    """

    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    indicator = models.CharField(max_length=CODE)
    year = models.PositiveSmallIntegerField("school year, by the calendar year it starts in")
    sentence = models.TextField()
    doubts = models.TextField()
    method = models.CharField(max_length=100)
    version = models.CharField("version of the method", max_length=20)
    inputs_digest = models.CharField("digest of what went into it", max_length=64)
    about = models.CharField("record key of what it follows from", max_length=100, blank=True)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="findings")

    append_only = True

    class Meta:
        ordering = ["-found_at", "-pk"]
        indexes = [models.Index(fields=["about"], name="finding_about")]
        constraints = [
            models.CheckConstraint(
                name="finding_says_its_doubts",
                condition=~Q(sentence="") & ~Q(doubts=""),
                violation_error_message="A finding says what was found and what may be wrong with it.",
            ),
            models.CheckConstraint(
                name="finding_can_be_worked_out_again",
                condition=~Q(method="") & ~Q(version="") & ~Q(inputs_digest=""),
                violation_error_message="A finding names its method, its version and what went into it.",
            ),
        ]

    class Privacy:
        personal = frozenset({"found_by"})
        lawful_basis = "Public task."
        source = "The person who judged the figures."
        shared_with = "Members of the partnership; the public once it is in a report."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.sentence
