"""Papers, and how each group considered them: several may advise, exactly one decides."""

from django.db import models
from django.db.models import Q

from collegiate.definitions import pace
from collegiate.foundation.record.guard import Guard


class Paper(models.Model):
    """What a group is given to read before it advises or decides; its text is that of its newest version."""

    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="papers")

    append_only = True

    class Meta:
        ordering = ["-written_at", "pk"]

    class Privacy:
        personal = frozenset({"written_by"})
        lawful_basis = "Public task."
        source = "Whoever brings the paper."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return self.title


OUT_OF_TURN = (
    "NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM governance_paperversion v WHERE v.paper_id = NEW.paper_id"
    " AND v.number = NEW.number - 1)"
)
DECIDED = (
    "NEW.number > 1 AND EXISTS (SELECT 1 FROM governance_decision d JOIN governance_agendaitem i ON i.id = d.item_id"
    " WHERE i.paper_id = NEW.paper_id AND d.decided_at IS NOT NULL)"
)


class PaperVersion(models.Model):
    """
    The words of a paper as they stood from a moment on; a new version replaces, never edits, and says what changed.

    What is confidential is no part of it: it is kept apart from the start (`SealedPart`).
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    changed_since = models.CharField("what changed since the version before", max_length=500, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="paper_versions",
        verbose_name="file that goes with it",
    )
    words = models.PositiveIntegerField("words to read, the file’s included")
    pages = models.PositiveSmallIntegerField("pages of a file whose words cannot be counted", default=0)
    sha256 = models.CharField("digest of text and file", max_length=64)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="paper_versions")

    append_only = True
    guards = (
        Guard("in_turn", "INSERT", "a version of a paper follows the version before", OUT_OF_TURN),
        Guard("decided", "INSERT", "a paper that was decided on is not rewritten", DECIDED),
    )

    class Meta:
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(
                name="paper_version_once",
                fields=["paper", "number"],
                violation_error_message="This paper already has a version of that number.",
            ),
            models.CheckConstraint(
                name="paper_version_says_what_changed",
                condition=Q(number=1, changed_since="") | (Q(number__gt=1) & ~Q(changed_since="")),
                violation_error_message="Every version after the first says what changed.",
            ),
        ]

    class Privacy:
        personal = frozenset({"written_by"})
        lawful_basis = "Public task."
        source = "Whoever brings the paper."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def version(self) -> int:
        """Its number, by which a form made from it is known to be stale."""
        return self.number

    @property
    def minutes(self) -> int:
        """How many minutes it takes to read."""
        return pace().minutes(self.words, self.pages)


class SealedPart(models.Model):
    """
    What only those who sit on the group may read of a paper: kept apart from the start, never cut out later.

    Nothing that is published, mailed, searched or put into a calendar ever reads this table.
    """

    version = models.OneToOneField(PaperVersion, on_delete=models.PROTECT, related_name="sealed")
    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="sealed_parts")
    text = models.TextField()
    why = models.CharField("why it is confidential", max_length=300)

    append_only = True

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(
                name="sealed_part_says_why",
                condition=~Q(text="") & ~Q(why=""),
                violation_error_message="Say what is confidential, and why it is.",
            ),
        ]

    class Privacy:
        personal = frozenset({"text"})
        lawful_basis = "Public task."
        source = "Whoever brings the paper."
        shared_with = "Those who sit on the group and have no interest in the item, the clerk and the auditor."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"of {self.version_id}"


class PaperOpening(models.Model):
    """That somebody opened a version of a paper, and when first."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="papers_opened")
    opened_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["version", "opened_at"]
        constraints = [
            models.UniqueConstraint(
                name="paper_opened_once",
                fields=["version", "person"],
                violation_error_message="This person opened that version before.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "opened_at"})
        lawful_basis = "Public task."
        source = "The person, by opening the paper."
        shared_with = "Nobody else: it is their own list of what is still to read."
        kept_for = "As long as the paper."

    def __str__(self) -> str:
        return f"version {self.version_id}"


class Weight(models.TextChoices):
    """Whether a group's consideration binds."""

    ADVISES = "advises", "Advises"
    DECIDES = "decides", "Decides"


class Consideration(models.Model):
    """One group's look at a paper: what it was asked, what it said, and how many were for and against."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="considerations")
    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, related_name="considerations")
    item = models.OneToOneField("governance.AgendaItem", on_delete=models.PROTECT, related_name="consideration")
    weight = models.CharField(max_length=10, choices=Weight)
    response = models.TextField(blank=True)
    in_favour = models.PositiveSmallIntegerField(null=True, blank=True)
    against = models.PositiveSmallIntegerField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="considerations_minuted"
    )

    append_only = "responded_at"

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="consideration_once_by_a_group",
                fields=["paper", "group"],
                violation_error_message="This group considers the paper already.",
            ),
            models.UniqueConstraint(
                name="consideration_one_group_decides",
                fields=["paper"],
                condition=Q(weight="decides"),
                violation_error_message="Exactly one group decides on a paper.",
            ),
            models.CheckConstraint(
                name="consideration_response_says_when",
                condition=(Q(response="") & Q(responded_at__isnull=True, responded_by__isnull=True))
                | (~Q(response="") & Q(responded_at__isnull=False, responded_by__isnull=False)),
                violation_error_message="A response says who minuted it and when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"responded_by"})
        lawful_basis = "Public task."
        source = "The clerk."
        shared_with = "Members of the partnership."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.group_id} {self.get_weight_display().lower()}"


UNHEARD = (
    "NOT EXISTS (SELECT 1 FROM governance_consideration c WHERE c.id = NEW.consideration_id"
    " AND c.weight = 'advises' AND c.responded_at IS NOT NULL)"
)


class Answer(models.Model):
    """
    What was done with what a group that advises said: you said, we did, or why it is not taken up.

    No decision is made on a paper before each group that was heard on it has its answer.
    """

    consideration = models.OneToOneField(Consideration, on_delete=models.PROTECT, related_name="answer")
    taken_up = models.BooleanField()
    text = models.TextField("what we did, or why it is not taken up")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="answers_given")

    append_only = True
    guards = (Guard("heard", "INSERT", "what a group that advises said is answered once it is said", UNHEARD),)

    class Meta:
        ordering = ["consideration"]
        constraints = [
            models.CheckConstraint(
                name="answer_to_advice_says_something",
                condition=~Q(text=""),
                violation_error_message="Say what was done, or why it is not taken up.",
            ),
        ]

    class Privacy:
        personal = frozenset({"answered_by"})
        lawful_basis = "Public task."
        source = "Whoever prepares the meeting that decides."
        shared_with = "Members of the partnership; the public with the decision."
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return "We did" if self.taken_up else "Not taken up"


_UNANSWERED = (
    "NEW.decided_at IS NOT NULL AND NEW.stage IN ('made', 'fell') AND EXISTS (SELECT 1 FROM governance_agendaitem i"
    " JOIN governance_consideration c ON c.paper_id = i.paper_id WHERE i.id = NEW.item_id AND c.weight = 'advises'"
    " AND c.responded_at IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM governance_answer a WHERE a.consideration_id = c.id))"
)
ANSWERED = Guard(
    "answered", "UPDATE", "a decision waits until each group that was heard on its paper is answered", _UNANSWERED
)
"""What the table of decisions holds for the sake of those who advised."""
