"""Deeds of asking and answering."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate

from collegiate.foundation.record.chain import key
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.feedback import policies, queries
from collegiate.partnership.feedback.models import (
    Answer,
    Form,
    Invitation,
    Kind,
    Question,
    Reply,
    Sheet,
    Stage,
)
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Refused, Standing

SCALE = range(1, 6)
BATCH = 500  # rows to a statement
dice = random.SystemRandom()  # the order of the sheets must not be guessed


class NotAnAnswer(Refused):
    """What was given is not an answer to the form's questions."""


class AsksNothing(Refused):
    """A form was made without a question."""


@deed
def make_form(
    title: str,
    *,
    purpose: str,
    questions: Sequence[tuple[str, str]],
    people: Sequence[Person],
    about: models.Model | None = None,
    work_of: Organisation | None = None,
    opens_on: date,
    closes_on: date,
    by: Standing,
    at: datetime,
) -> Form:
    """
    Ask people something: `questions` are (text, kind) in their order, kind one of ``scale5`` and ``text``.

    `work_of` is the organisation whose work is asked about; its people may read what was found.

    Each of the people is told on their own page, and by mail if they want that.

    :raises NotAllowed: if they may not ask
    :raises AsksNothing: if there is no question
    """
    policies.may_ask(by).insist()
    if not questions:
        raise AsksNothing("A form needs a question.")
    form = Form.objects.create(
        title=title,
        purpose=purpose,
        about=key(about) if about is not None else "",
        opens_on=opens_on,
        closes_on=closes_on,
        made_at=at,
        author_id=by.person_id,
        work_of=work_of,
    )
    Question.objects.bulk_create(
        Question(form=form, place=place, text=text, kind=Kind(kind)) for place, (text, kind) in enumerate(questions, 1)
    )
    note("feedback.make_form", subject=form, because=about, data={"opens_on": opens_on, "closes_on": closes_on})
    invite(form, people=people, by=by, at=at)
    return form


@deed
def invite(form: Form, *, people: Sequence[Person], by: Standing, at: datetime) -> int:
    """
    Ask more people to answer a form; return how many of them were not asked before.

    :raises NotAllowed: if they may not ask
    """
    policies.may_ask(by).insist()
    asked = set(Invitation.objects.filter(form=form).values_list("person_id", flat=True))
    new = list({person.pk: person for person in people if person.pk not in asked}.values())
    Invitation.objects.bulk_create([Invitation(form=form, person=person) for person in new], batch_size=BATCH)
    if new:
        notify(
            f"What do you think? {form.title}",
            text=f"{form.purpose}\n\nNobody can see who answered what. Please answer by {_day(form.closes_on)}.",
            people=new,
            topic=Topic.FEEDBACK,
            about=form,
            url=reverse("feedback:answer", args=[form.pk]),
            by=by,
            at=at,
        )
    note("feedback.invite", subject=form, data={"people": len(new)})
    return len(new)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


@deed
def answer(form: Form, *, answers: Mapping[int, int | str | None], by: Standing, at: datetime) -> Form:
    """
    Answer a form: `answers` are by the question's id, a number from 1 to 5 or words; words may be left out.

    The record says that this person answered this form; nothing anywhere says what they answered.

    :raises NotAllowed: if they are not asked, have answered, or the form is not open
    :raises NotAnAnswer: if a question with a scale has no number from 1 to 5
    """
    form = Form.objects.select_for_update().get(pk=form.pk)
    queries.may_answer(form, viewer=by, day=localdate(at)).insist()
    said = _read(list(form.questions.order_by("place")), answers)
    Invitation.objects.filter(form=form, person_id=by.person_id or 0).update(answered=True)
    _lay_in_the_box(form, said)
    note("feedback.answer", subject=form)
    return form


def _read(questions: Sequence[Question], answers: Mapping[int, int | str | None]) -> dict[int, int | str]:
    """Return what is said to each question, those that nothing is said to left out."""
    said: dict[int, int | str] = {}
    for question in questions:
        given = answers.get(question.pk)
        if question.kind == Kind.SCALE:
            if not isinstance(given, int) or given not in SCALE:
                raise NotAnAnswer(f"Choose a number from 1 to 5 for “{question.text}”")
            said[question.pk] = given
        elif words := str(given or "").strip():
            said[question.pk] = words
    return said


def _lay_in_the_box(form: Form, said: Mapping[int, int | str]) -> None:
    """
    Add a sheet, and lay all sheets of the form in the box anew under new keys, shuffled.

    Otherwise a row's place on the disk, or the transaction that PostgreSQL says wrote it, would tell which sheet
    came when, and the record who answered when.
    """
    sheets = [*queries.sheets(form), said]
    Answer.objects.filter(sheet__form=form).delete()
    Sheet.objects.filter(form=form).delete()
    dice.shuffle(sheets)
    laid = [(Sheet(form=form), sheet) for sheet in sheets]
    Sheet.objects.bulk_create([sheet for sheet, _ in laid], batch_size=BATCH)
    answers = [
        Answer(
            sheet=sheet,
            question_id=question,
            score=what if isinstance(what, int) else None,
            text=what if isinstance(what, str) else "",
        )
        for sheet, said_there in laid
        for question, what in said_there.items()
    ]
    dice.shuffle(answers)
    Answer.objects.bulk_create(answers, batch_size=BATCH)


@deed
def close(form: Form, *, by: Standing, at: datetime) -> Form:
    """
    Close a form: no more answers, and what was answered can be seen from five on.

    :raises NotAllowed: if it is not theirs to close, or it is closed
    """
    form = Form.objects.select_for_update().get(pk=form.pk)
    policies.may_close(by, form, day=localdate(at)).insist()
    form.stage, form.closed_on = Stage.CLOSED, localdate(at)
    form.save(update_fields=["stage", "closed_on"])
    note("feedback.close", subject=form)
    return form


@deed
def reply(form: Form, *, text: str, by: Standing, at: datetime) -> Reply:
    """
    Reply to what a form found about one's work; everybody who was asked is told.

    :raises NotAllowed: if it is not their work, or nothing can be read of it yet
    """
    form = Form.objects.get(pk=form.pk)
    policies.may_reply(by, form, said=queries.is_said(form)).insist()
    made = Reply.objects.create(form=form, text=text, replied_at=at, replied_by_id=by.somebody)
    note("feedback.reply", subject=form)
    notify(
        f"A reply to what you said: {form.title}",
        text=text,
        people=list(Person.objects.filter(feedback_invitations__form=form).order_by("name", "pk")),
        topic=Topic.FEEDBACK,
        about=form,
        url=reverse("feedback:results", args=[form.pk]),
        by=by,
        at=at,
    )
    return made
