"""Pages on which people say what they think, and see what was said."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Figure, Line
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.feedback import commands, forms, policies, queries
from collegiate.values import CannotSay


@allowed_to(anyone_signed_in)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show what I am asked, and the forms whose answers I may see."""
    asked = queries.to_answer(request.standing.person_id, day=clock.today())
    return page(
        request,
        "feedback/mine.html",
        waiting=[one for one in asked if one.is_open and not one.answered],
        over=[one for one in asked if one.answered or not one.is_open],
        made=queries.readable(viewer=request.standing),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what I think."""
    asked = queries.get(pk, viewer=request.standing)
    ruling = queries.may_answer(asked, viewer=request.standing, day=clock.today())
    form = forms.Answers(request.POST if request.method == "POST" else None, questions=list(asked.questions.all()))
    if form.is_valid() and done(
        form, lambda: commands.answer(asked, answers=form.answers(), by=request.standing, at=clock.now())
    ):
        messages.success(request, f"Thank you. Your answers to “{asked.title}” are in, without your name.")
        return redirect("feedback:mine")
    return page(
        request, "feedback/answer.html", form=form, asked=asked, refusal="" if form.is_bound else ruling.refusal
    )


@allowed_to(anyone_signed_in)
@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was answered, once the form is closed and five people have."""
    asked = queries.get(pk, viewer=request.standing)
    found = queries.results(asked, viewer=request.standing)
    return page(
        request,
        "feedback/results.html",
        asked=asked,
        found=found,
        sections=[] if isinstance(found, CannotSay) else [_section(one) for one in found.questions],
        replies=queries.replies(asked),
        may_reply=bool(policies.may_reply(request.standing, asked, said=not isinstance(found, CannotSay))),
        may_close=policies.may_close(request.standing, asked, day=clock.today()),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """What was answered to one question, ready to be shown."""

    title: str
    is_scale: bool
    figure: Figure | None = None
    words: CannotSay | str = ""
    chart: Bar | None = None
    texts: tuple[str, ...] = ()


def _section(found: queries.Found) -> Section:
    title = found.question.text
    if found.mean is None:
        return Section(title, is_scale=False, texts=found.texts)
    if isinstance(found.mean, CannotSay):
        return Section(title, is_scale=True, words=found.mean)
    mean = found.mean
    figure = Figure("Mean, from 1 (not at all) to 5 (very much)", f"{mean.mean:.1f}", n=f"{mean.answered} answers")
    words = ""
    if mean.answered < mean.asked:
        words = f"Had all {mean.asked} answered, the mean would lie between {mean.low:.1f} and {mean.high:.1f}."
    chart = None
    if isinstance(found.chosen, tuple):
        marks = tuple(
            Mark(label, people) for (_, label), people in zip(forms.SCALE, reversed(found.chosen), strict=True)
        )
        chart = Bar("How many chose each number", marks, unit="people")
    return Section(title, is_scale=True, figure=figure, words=words, chart=chart)


def _line(found: queries.Found) -> Line:
    if found.mean is None:
        return Line(found.question.text, " ".join(found.texts) or "Nobody wrote anything.")
    if isinstance(found.mean, CannotSay):
        return Line(found.question.text, found.mean)
    return Line(found.question.text, f"{found.mean.mean:.1f} on average, from 1 (not at all) to 5 (very much)")


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a form before its last day."""
    asked = queries.get(pk, viewer=request.standing)
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: commands.close(asked, by=request.standing, at=clock.now())):
        messages.success(request, f"“{asked.title}” is closed. Nobody can answer it any more.")
        return redirect("feedback:results", pk)
    ruling = policies.may_close(request.standing, asked, day=clock.today())
    return page(request, "feedback/close.html", form=form, asked=asked, refusal="" if form.is_bound else ruling.refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reply to what was said of one's work."""
    asked = queries.get(pk, viewer=request.standing)
    form = forms.ReplyToIt(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if done(form, lambda: commands.reply(asked, text=text, by=request.standing, at=clock.now())):
            messages.success(request, "Your reply stands beside what was said, and those who were asked are told.")
            return redirect("feedback:results", pk)
    ruling = policies.may_reply(request.standing, asked, said=queries.is_said(asked))
    found = queries.results(asked, viewer=request.standing)
    said = [] if isinstance(found, CannotSay) else [_line(one) for one in found.questions]
    return page(
        request, "ui/deed_page.html", form=form, title="What do you say to what was said?", caption=asked.title, lines=said,
        button="Send this reply", back=reverse("feedback:results", args=[pk]), refusal=ruling.refusal,
    )  # fmt: skip
