"""A decision before its outcome: opened, voted on, closed, put off or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Table, Tag
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import Choice, Decision, DecisionStage, Method
from collegiate.partnership.members import queries as members
from collegiate.values import Money

KINDS = {DecisionStage.DRAFTED: "quiet", DecisionStage.OPEN: "waiting"}


@allowed_to(anyone_signed_in)
@require_safe
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a decision that is drafted or open: what is voted on, who may vote, who has, and until when."""
    standing = request.standing
    found = queries.get_decision(pk, viewer=standing)
    seen = queries.vote_of(found)
    mine = seen.line_of(standing.person_id)
    meeting = found.item.meeting
    drafted, is_open = (found.stage == stage for stage in (DecisionStage.DRAFTED, DecisionStage.OPEN))
    prepares = bool(policies.may_end(standing, found, meeting))
    return page(
        request,
        "governance/vote.html",
        decision=found,
        tag=Tag(found.get_stage_display(), KINDS.get(DecisionStage(found.stage), "quiet")),  # type: ignore[arg-type]
        facts=_facts(found),
        people=_people(seen, over=found.is_final),
        voted=len(seen.ballots),
        able=sum(line.eligible for line in seen.lines),
        voted_already=mine is not None and mine.pk in seen.ballots,
        may_vote=is_open and mine is not None and mine.eligible,
        why_not=mine.because if mine is not None and not mine.eligible else "",
        may_open=drafted and prepares and found.method != Method.CONSENSUS,
        may_close=is_open and prepares,
        may_cast_for=is_open and prepares and found.method != Method.SECRET,
        may_end=prepares,
        may_revise=drafted and prepares,
    )


def _facts(found: Decision) -> list[Line]:
    lines = [
        Line("Decided by", found.group.name),
        Line("How", found.get_method_display()),
        Line("Money it allows", f"{Money(found.money_pence)} at most" if found.money_pence else "None"),
        Line("Purpose it serves", found.purpose.text),
    ]
    if found.about:
        lines.append(Line("Earlier decision", f"{found.about}: {found.get_does_display().lower()}"))
    if found.closes_at:
        lines.append(Line("Votes are taken until", moment(found.closes_at)))
    if found.ended_because:
        lines.append(Line("Why", found.ended_because))
    return lines


def _people(seen: queries.VoteSeen, *, over: bool) -> Table:
    """Return who may vote and who has; how stands beside it where the vote is open to see and is over."""
    rows = []
    for line in seen.lines:
        ballot = seen.ballots.get(line.pk)
        if not line.eligible:
            state: Any = Tag("No vote: an interest" if line.nearness else "No vote", "quiet")
        elif ballot is None:
            state = Tag("Has not voted", "waiting")
        elif ballot.void_at:
            how = f"{ballot.get_choice_display()}, " if over and ballot.choice else ""
            state = Tag(f"{how}void: an interest was found".capitalize(), "harm")
        elif over and ballot.choice:
            state = ballot.get_choice_display()
        else:
            state = Tag("Has voted")
        rows.append([line.person.name, state])
    return Table("Who may vote, and who has", [Column("Member"), Column("Vote")], rows, quiet_caption=True, stack=False)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def open_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a draft for votes."""
    standing = request.standing
    found = queries.get_decision(pk, viewer=standing)
    in_writing = found.method == Method.WRITTEN
    data = request.POST if request.method == "POST" else None
    form = forms.OpenInWriting(data) if in_writing else Once(data)
    if form.is_valid():
        closes_at = form.closes_at() if isinstance(form, forms.OpenInWriting) else None
        if done(form, lambda: commands.open_vote(found, closes_at=closes_at, by=standing, at=clock.now())):
            messages.success(request, "The vote is open. What is voted on, and who may vote, is settled.")
            return redirect("governance:vote", pk)
    at = clock.now()
    ruling = policies.may_open(standing, found, found.item.meeting, closes_at=None, at=at)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Open the vote?",
        caption=found.title,
        intro="Who may vote is settled now: who is in the room, without an interest that keeps them out."
        if not in_writing
        else "Everybody who sits on the group and has no interest that keeps them out can vote until the time you give.",
        warns="Once it is open, nothing of what is voted on changes.",
        button="Open the vote",
        back=reverse("governance:vote", args=[pk]),
        refusal="" if in_writing else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def cast(request: SignedInRequest, pk: int) -> HttpResponse:
    """Vote, for oneself."""
    standing = request.standing
    found = queries.get_decision(pk, viewer=standing)
    me = members.person(standing.somebody, viewer=standing)
    form = forms.Cast(request.POST if request.method == "POST" else None)
    if form.is_valid():
        choice = Choice(form.cleaned_data["choice"])
        if done(form, lambda: commands.cast(found, choice=choice, voter=me, by=standing, at=clock.now())):
            messages.success(request, "Your vote is cast.")
            return redirect("governance:vote", pk)
    secret = found.method == Method.SECRET
    line = queries.vote_of(found).line_of(standing.person_id)
    refusal = ""
    if found.stage != DecisionStage.OPEN:
        refusal = "This vote is not open."
    elif line is None or not line.eligible:
        refusal = policies.may_cast(standing, found, me, line=line, why=None, inside=True).refusal
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="How do you vote?",
        caption=found.title,
        intro=found.text,
        warns="A vote is cast once."
        + (
            " It is secret: that you voted is known, how you voted is kept nowhere."
            if secret
            else " Members see how you voted."
        ),
        button="Cast my vote",
        back=reverse("governance:vote", args=[pk]),
        refusal=refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def cast_for(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record somebody's vote for them, as the clerk."""
    standing = request.standing
    found = queries.get_decision(pk, viewer=standing)
    seen = queries.vote_of(found)
    people = [line.person for line in seen.lines if line.eligible and line.pk not in seen.ballots]
    form = forms.CastFor(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        voter, choice = form.cleaned_data["voter"], Choice(form.cleaned_data["choice"])
        if done(form, lambda: commands.cast(found, choice=choice, voter=voter, by=standing, at=clock.now())):
            messages.success(request, f"The vote of {voter.name} is recorded.")
            return redirect("governance:vote", pk)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Whose vote do you record?",
        caption=found.title,
        button="Record this vote",
        back=reverse("governance:vote", args=[pk]),
        refusal=policies.may_end(standing, found, found.item.meeting).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def close_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a vote and give the decision its outcome."""
    standing = request.standing
    found = queries.get_decision(pk, viewer=standing)
    form = Once(request.POST if request.method == "POST" else None)
    closed: list[Decision] = []
    if form.is_valid() and done(form, lambda: closed.append(commands.close_vote(found, by=standing, at=clock.now()))):
        for one in closed:
            messages.success(request, f"{one.title}: {one.get_stage_display().lower()}.")
            if one.is_public:
                return redirect("governance:decision", one.slug)
        return redirect("governance:vote", pk)
    seen = queries.vote_of(found)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Close the vote?",
        caption=found.title,
        intro=f"{len(seen.ballots)} of {sum(line.eligible for line in seen.lines)} have voted.",
        warns="The outcome is public and final. Only a later decision changes it.",
        button="Close and count",
        back=reverse("governance:vote", args=[pk]),
        refusal=policies.may_end(standing, found, found.item.meeting).refusal,
    )


ENDS = {
    "defer": (commands.defer, "Put this decision off?", "Its item waits in the group’s backlog for another meeting.", "Put it off", "is put off"),
    "withdraw": (commands.withdraw, "Withdraw this decision?", "Nothing comes of it, and the item is dealt with.", "Withdraw it", "is withdrawn"),
}  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def end_vote(request: SignedInRequest, pk: int, how: str) -> HttpResponse:
    """Put a decision off or withdraw it."""
    standing = request.standing
    found = queries.get_decision(pk, viewer=standing)
    deed, title, intro, button, now_is = ENDS[how]
    form = forms.Because(request.POST if request.method == "POST" else None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: deed(found, because=because, by=standing, at=clock.now())):
            messages.success(request, f"{found.title} {now_is}.")
            return redirect("governance:item", found.item_id)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title=title,
        caption=found.title,
        intro=intro,
        button=button,
        back=reverse("governance:vote", args=[pk]),
        refusal=policies.may_end(standing, found, found.item.meeting).refusal,
    )
