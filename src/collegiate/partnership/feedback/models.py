"""
Forms that ask people what they think, so that nobody can tell who said what.

An invitation knows a person and that they answered; a sheet knows what was said. Nothing leads from one to the
other: no column, and no order or time either, since all sheets of a form are laid in the box anew, shuffled, with
each one that comes (`commands.answer`).
"""

import uuid

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard


class Stage(models.TextChoices):
    """Whether a form still takes answers."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


MOVES: dict[Stage, frozenset[Stage]] = {Stage.OPEN: frozenset({Stage.CLOSED}), Stage.CLOSED: frozenset()}


class Kind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale5", "From 1 to 5"
    TEXT = "text", "In words"


class Form(models.Model):
    """
    Questions put to named people, answered without a name.

    What it is about points to it, never the other way; `about` is only the key that the record would write.
    """

    title = models.CharField(max_length=150)
    purpose = models.CharField("what the answers are for", max_length=300)
    about = models.CharField("key of the row it is about", max_length=100, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField("last day on which it can be answered")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    author = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback_forms",
        help_text="Empty where a job of the partnership’s own made it.",
    )
    work_of = models.ForeignKey(
        "members.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback_on_its_work",
        help_text="Whose work is asked about, if it is one organisation’s; its people read what was found.",
    )

    append_only = "closed_on"
    guards = (
        Guard(
            "whole",
            "UPDATE",
            "a form closes with one sheet for each person who answered",
            "NEW.stage = 'closed' AND OLD.stage = 'open' AND"
            " (SELECT COUNT(*) FROM feedback_sheet WHERE form_id = NEW.id) <>"
            " (SELECT COUNT(*) FROM feedback_invitation WHERE form_id = NEW.id AND answered)",
        ),
    )

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="form_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="A form cannot close before it opens.",
            ),
            models.CheckConstraint(
                name="form_closed_says_when",
                condition=Q(stage="closed", closed_on__isnull=False) | Q(stage="open", closed_on__isnull=True),
                violation_error_message="A closed form says when it closed, and an open one does not.",
            ),
        ]

    class Privacy:
        personal = frozenset({"author"})
        lawful_basis = "Public task."
        source = "Whoever asks."
        shared_with = "The people who are asked."
        kept_for = "Seven years after it closed."

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question of a form; final from the start, so that every answer is to the same words."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="questions")
    place = models.PositiveSmallIntegerField("place in the form")
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind)

    append_only = True

    class Meta:
        ordering = ["form", "place"]
        constraints = [
            models.UniqueConstraint(
                name="question_one_in_a_place",
                fields=["form", "place"],
                violation_error_message="There is a question in that place already.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the form."

    def __str__(self) -> str:
        return self.text


class Invitation(models.Model):
    """That somebody is asked, and whether they answered; never when, and never what."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="feedback_invitations")
    answered = models.BooleanField(default=False)

    guards = (
        Guard("once", "UPDATE", "who has answered has answered", "OLD.answered AND NOT NEW.answered"),
        Guard(
            "same",
            "UPDATE",
            "an invitation is to one person",
            "NEW.person_id <> OLD.person_id OR NEW.form_id <> OLD.form_id",
        ),
        Guard("stays", "DELETE", "who has answered has answered", "OLD.answered"),
    )

    class Meta:
        ordering = ["form", "person"]
        constraints = [
            models.UniqueConstraint(
                name="invitation_once_to_a_person",
                fields=["form", "person"],
                violation_error_message="This person is asked already.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "answered"})
        lawful_basis = "Public task."
        source = "Whoever asks; that they answered, from the answering."
        shared_with = "Nobody but the person."
        kept_for = "One year after the form closed."

    def __str__(self) -> str:
        return f"Invitation to {self.person_id}"


class Sheet(models.Model):
    """What one of those who were asked said: no name, no time, no number that tells which came first."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="sheets")

    guards = (
        Guard("upd", "UPDATE", "a sheet is never changed"),
        Guard(
            "shut",
            "INSERT",
            "the form is closed",
            "(SELECT stage FROM feedback_form WHERE id = NEW.form_id) = 'closed'",
        ),
        Guard(
            "sealed",
            "DELETE",
            "the form is closed",
            "(SELECT stage FROM feedback_form WHERE id = OLD.form_id) = 'closed'",
        ),
        Guard(
            "one_each",
            "INSERT",
            "there is one sheet for each person who answered",
            "(SELECT COUNT(*) FROM feedback_sheet WHERE form_id = NEW.form_id) >"
            " (SELECT COUNT(*) FROM feedback_invitation WHERE form_id = NEW.form_id AND answered)",
            after=True,
        ),
    )

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the form closed."

    def __str__(self) -> str:
        return "A sheet"


_FORM_OF = (
    "(SELECT form.stage FROM feedback_form AS form JOIN feedback_sheet AS sheet ON sheet.form_id = form.id"
    " WHERE sheet.key = {row}.sheet_id) = 'closed'"
)


class Answer(models.Model):
    """What one sheet says to one question."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    guards = (
        Guard("upd", "UPDATE", "an answer is never changed"),
        Guard("shut", "INSERT", "the form is closed", _FORM_OF.format(row="NEW")),
        Guard("sealed", "DELETE", "the form is closed", _FORM_OF.format(row="OLD")),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="answer_once_to_a_question",
                fields=["sheet", "question"],
                violation_error_message="This question is answered already.",
            ),
            models.CheckConstraint(
                name="answer_from_1_to_5",
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                violation_error_message="Choose a number from 1 to 5.",
            ),
            models.CheckConstraint(
                name="answer_says_something",
                condition=Q(score__isnull=False, text="") | (Q(score__isnull=True) & ~Q(text="")),
                violation_error_message="An answer is a number or words; where nothing is said there is none.",
            ),
        ]

    class Privacy:
        personal = frozenset({"text"})
        lawful_basis = "Public task."
        source = "Somebody who was asked; it is not known who."
        shared_with = "Those who may see the form’s answers, once five people have answered."
        kept_for = "Seven years after the form closed."

    def __str__(self) -> str:
        return self.text or str(self.score)


class Reply(models.Model):
    """What those whose work was asked about say to it; whoever would say more replies again, and both stand."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="feedback_replies")

    append_only = True
    guards = (
        Guard(
            "closed",
            "INSERT",
            "what a form found is replied to once it is closed",
            "(SELECT stage FROM feedback_form WHERE id = NEW.form_id) <> 'closed'",
        ),
    )

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["form", "pk"]

    class Privacy:
        personal = frozenset({"text", "replied_by"})
        lawful_basis = "Public task."
        source = "The organisation whose work was asked about."
        shared_with = "Those who may see the form’s answers."
        kept_for = "Seven years after the form closed."

    def __str__(self) -> str:
        return f"Reply to {self.form_id}"
