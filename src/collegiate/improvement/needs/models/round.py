"""A needs round, what schools answer in it, and what they can offer one another."""

from django.db import models
from django.db.models import F, Q

from collegiate.values import AcademicYear

CODE = 40


class RoundStage(models.TextChoices):
    """Whether a round can still be answered."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


ROUND_MOVES: dict[RoundStage, frozenset[RoundStage]] = {
    RoundStage.OPEN: frozenset({RoundStage.CLOSED}),
    RoundStage.CLOSED: frozenset(),
}


class Round(models.Model):
    """A time of the year in which every school says how it stands on the five strands. One is open at a time."""

    name = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField("school year, by the calendar year it starts in")
    opens_on = models.DateField()
    closes_on = models.DateField("to be answered by")
    stage = models.CharField(max_length=20, choices=RoundStage, default=RoundStage.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="rounds_closed"
    )

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="round_name_once",
                fields=["name"],
                violation_error_message="There is a round of this name already.",
            ),
            models.UniqueConstraint(
                name="round_one_open",
                fields=["stage"],
                condition=Q(stage="open"),
                violation_error_message="Close the round that is open first.",
            ),
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="A round cannot close before it opens.",
            ),
            models.CheckConstraint(
                name="round_closed_by_somebody",
                condition=Q(stage="open", closed_at__isnull=True, closed_by__isnull=True)
                | Q(stage="closed", closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message="A closed round says who closed it and when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"closed_by"})
        lawful_basis = "Public task."
        source = "The coordinator."
        shared_with = "Members of the partnership."
        kept_for = "Six years after the round."

    def __str__(self) -> str:
        return self.name

    @property
    def school_year(self) -> AcademicYear:
        """The school year it is about."""
        return AcademicYear(self.year)


class Answer(models.Model):
    """
    How a school says it stands on one strand: from 1 (help welcome) to 4 (could share), or that it cannot say yet.

    The answers of a school in a round are written together, as one sheet, so they carry one version. They are
    the school's own words and are not shown beside another school's.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="answers")
    strand = models.CharField(max_length=CODE)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField("in the school’s own words", blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="answers")

    class Meta:
        ordering = ["round", "organisation", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="answer_once_a_strand",
                fields=["round", "organisation", "strand"],
                violation_error_message="This school has answered on this strand already.",
            ),
            models.CheckConstraint(
                name="answer_from_one_to_four",
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=4),
                violation_error_message="An answer is one of the four, or that you cannot say yet.",
            ),
            models.CheckConstraint(
                name="answer_cannot_say_says_why",
                condition=Q(rating__isnull=False) | ~Q(text=""),
                violation_error_message="Say in a few words why you cannot say yet.",
            ),
        ]

    class Privacy:
        personal = frozenset({"text", "answered_by"})
        lawful_basis = "Public task."
        source = "The school."
        shared_with = (
            "The school, its advisers, the coordinator, the Strategic Group and the local authority’s officer."
        )
        kept_for = "Six years after the round."

    def __str__(self) -> str:
        return f"{self.strand}: {self.rating or 'cannot say yet'}"


class Offer(models.Model):
    """Help that a school or another member can give, from a day until a day: seen by every member."""

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="offers")
    strand = models.CharField(max_length=CODE)
    title = models.CharField(max_length=200)
    what = models.TextField("what it is, and for whom")
    days_a_term = models.PositiveSmallIntegerField()
    offered_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["strand", "title", "pk"]
        indexes = [models.Index(fields=["strand"], name="offer_strand")]
        constraints = [
            models.CheckConstraint(
                name="offer_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("offered_on")),
                violation_error_message="An offer cannot end before it is made.",
            ),
            models.CheckConstraint(
                name="offer_of_some_time",
                condition=Q(days_a_term__gte=1),
                violation_error_message="An offer is of at least one day a term.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Six years after the offer ends."

    def __str__(self) -> str:
        return self.title
