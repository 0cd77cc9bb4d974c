"""Questions about forms: what I am asked, and what was answered, from five answers on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from collegiate.analytics.answers import ScaleMean
from collegiate.definitions import disclosure
from collegiate.partnership.feedback import policies
from collegiate.partnership.feedback.figures import chosen_by, mean_of
from collegiate.partnership.feedback.models import (
    Form,
    Invitation,
    Kind,
    Question,
    Reply,
    Sheet,
    Stage,
)
from collegiate.values import CannotSay, Ruling, Standing, Status

LATEST = 100  # forms on one page


def sheets(form: Form) -> list[dict[int, int | str]]:
    """Return what each sheet of a form says, by the question's id; a sheet that says nothing too."""
    said: dict[Any, dict[int, int | str]] = {}
    of_each = Sheet.objects.filter(form=form).values_list("key", "answers__question", "answers__score", "answers__text")
    for key, question, score, text in of_each:
        sheet = said.setdefault(key, {})
        if question is not None:
            sheet[question] = text if score is None else score
    return list(said.values())


def get(pk: int, *, viewer: Standing) -> Form:
    """
    Return a form with its questions fetched, for those who are asked or may see what it finds.

    :raises Form.DoesNotExist: if there is none, or the viewer may not know of it
    """
    form = Form.objects.select_related("author", "work_of").prefetch_related("questions").get(pk=pk)
    if not policies.may_see_results(viewer, form, asked=is_asked(form, viewer)):
        raise Form.DoesNotExist
    return form


def invitation(form: Form, viewer: Standing) -> Invitation | None:
    """Return the viewer's own invitation, if they are asked."""
    return Invitation.objects.filter(form=form, person_id=viewer.person_id or 0).first()


def is_asked(form: Form, viewer: Standing) -> bool:
    """Say whether the viewer is asked."""
    return invitation(form, viewer) is not None


def may_answer(form: Form, *, viewer: Standing, day: date) -> Ruling:
    """Rule on the viewer's answering a form on a day."""
    mine = invitation(form, viewer)
    return policies.may_answer(
        viewer, form, asked=mine is not None, answered=mine is not None and mine.answered, day=day
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that somebody is asked to answer."""

    form: Form
    answered: bool
    is_open: bool


def to_answer(person_id: int | None, *, day: date) -> list[Asked]:
    """Return the forms a person is or was asked to answer, those still to be answered first, then by closing day."""
    mine = Invitation.objects.filter(person_id=person_id or 0, form__opens_on__lte=day).select_related("form")
    found = [
        Asked(one.form, one.answered, is_open=one.form.stage == Stage.OPEN and one.form.closes_on >= day)
        for one in mine.order_by("-form__closes_on", "-form_id")[:LATEST]
    ]
    return sorted(found, key=lambda one: one.answered or not one.is_open)


def readable(*, viewer: Standing) -> list[Form]:
    """Return the forms the viewer made, or all for those who steer, newest first, each with `asked`, how many are."""
    found = Form.objects.all()
    if not viewer.holds(*policies.READS):
        found = found.filter(author_id=viewer.person_id or 0)
    return list(found.annotate(asked=Count("invitations")).order_by("-opens_on", "-pk")[:LATEST])


def with_results_for(forms: Iterable[Form], *, viewer: Standing) -> frozenset[int]:
    """Return the keys of those forms whose results the viewer may see; one query."""
    forms = list(forms)
    asked = frozenset(
        Invitation.objects.filter(form__in=forms, person_id=viewer.person_id or 0).values_list("form_id", flat=True)
    )
    return frozenset(one.pk for one in forms if policies.may_see_results(viewer, one, asked=one.pk in asked))


def said_of(organisation_ids: Iterable[int], *, since: date) -> list[Form]:
    """
    Return the closed forms on the work of some organisations that enough people answered, the latest first.

    Each has `answered`, how many did, and `replied`, when somebody of the organisation last replied.
    """
    found = Form.objects.filter(work_of__in=list(organisation_ids), stage=Stage.CLOSED, closed_on__gte=since)
    counted = found.annotate(answered=Count("sheets", distinct=True), replied=Max("replies__replied_at"))
    enough = counted.filter(answered__gte=disclosure().fewest_answers)
    return list(enough.order_by("-closed_on", "-pk"))


def is_said(form: Form) -> bool:
    """Say whether enough people answered a form for what they said to be read."""
    return Sheet.objects.filter(form=form).count() >= disclosure().fewest_answers


def replies(form: Form) -> list[Reply]:
    """Return what those whose work a form is about replied, the first one first."""
    return list(Reply.objects.filter(form=form).select_related("replied_by").order_by("pk"))


def ended(day: date) -> list[Form]:
    """Return the open forms whose last day is over."""
    return list(Form.objects.filter(stage=Stage.OPEN, closes_on__lt=day).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Found:
    """
    What was answered to one question.

    Attributes
    ----------
    mean : ScaleMean, CannotSay or None
        For a scale; None where words were asked for.
    chosen : tuple of int, CannotSay or None
        How many chose each number from 1 to 5, where nobody stands nearly alone on one.
    texts : tuple of str
        The words, in alphabetical order, so that the order tells nothing.
    """

    question: Question
    mean: ScaleMean | CannotSay | None = None
    chosen: tuple[int, ...] | CannotSay | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What a closed form found: how many were asked and answered, and each question in its place."""

    form: Form
    asked: int
    answered: int
    questions: tuple[Found, ...]


def results(form: Form, *, viewer: Standing) -> Results | CannotSay:
    """
    Return what a form found; why it cannot be said while it is open, or from fewer than five answers.

    Nothing is counted while answers come in, for nobody: the change from one look to the next would be one person.
    """
    asked = set(Invitation.objects.filter(form=form).values_list("person_id", flat=True))
    allowed = policies.may_see_results(viewer, form, asked=viewer.person_id in asked)
    if not allowed:
        return CannotSay(because=allowed.refusal, status=Status.SUPPRESSED)
    if form.stage == Stage.OPEN and viewer.day <= form.closes_on:
        last = f"{form.closes_on:%A} {form.closes_on.day} {form.closes_on:%B %Y}"
        return CannotSay(
            because=f"Answers are counted when the form closes, after {last}.", status=Status.NOT_COLLECTED
        )
    fewest, box = disclosure().fewest_answers, sheets(form)
    if len(box) < fewest:
        return CannotSay(because=f"Fewer than {fewest} people answered, and fewer could tell who said what.")
    return Results(
        form=form,
        asked=len(asked),
        answered=len(box),
        questions=tuple(_found(question, box, len(asked), fewest) for question in form.questions.all()),
    )


def _found(question: Question, box: list[dict[int, int | str]], asked: int, fewest: int) -> Found:
    if question.kind == Kind.TEXT:
        return Found(question, texts=tuple(sorted(str(sheet[question.pk]) for sheet in box if question.pk in sheet)))
    mean = mean_of(question, box, asked=asked, fewest=fewest)
    return Found(question, mean, chosen_by(mean, fewest=fewest))
