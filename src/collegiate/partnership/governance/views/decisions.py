"""Decisions: public, each with its reason, whom it leaves out, and who had an interest and left."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.foundation import clock, documents
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag
from collegiate.foundation.ui.pages import page
from collegiate.foundation.ui.showing import day
from collegiate.partnership.governance import forms, policies, queries
from collegiate.partnership.governance.models import BALLOTS, Decision, DecisionStage, Does, Eligibility
from collegiate.partnership.members import queries as members
from collegiate.values import NOBODY, Money

ON_A_PAGE = 50


@allowed_to(anyone)
@require_safe
def decisions(request: SignedInRequest) -> HttpResponse:
    """List the decisions, the newest first, perhaps only those with certain words."""
    form = forms.WhichDecisions(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = queries.decisions(words=words)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "governance/decisions.html",
        filters=form,
        words=words,
        found=len(found),
        member=request.standing.person_id is not None,
        money=Money.total(Money(one.money_pence) for one in found if one.stage == DecisionStage.MADE),
        pages=shown,
        table=_list(list(shown)),
        waiting=queries.waiting_for_my_vote(request.standing.person_id, at=clock.now())
        if request.standing.person_id
        else [],
    )


def _list(found: list[Decision]) -> Table:
    rows = [
        [
            Link(one.reference, reverse("governance:decision", args=[one.slug]), hidden=one.title),
            one.title,
            one.group.name,
            day(one.settled_at),
            one.purpose.text,
            Money(one.money_pence) if one.money_pence else "None",
        ]
        for one in found
    ]
    columns = ["Reference", "What about", "Decided by", "On", "Purpose it serves"]
    return Table("Decisions", [*map(Column, columns), Column("Money", numeric=True)], rows, quiet_caption=True)


@allowed_to(anyone)
@require_safe
def decision(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a decision as the public reads it; members find its meeting and paper too."""
    found = queries.decision(slug)
    return page(
        request,
        "governance/decision.html",
        decision=found,
        facts=_facts(found),
        tally=_tally(found),
        people=_people(found),
        said=queries.said_of(found, viewer=request.standing),
        answers=_answers(found),
        is_member=request.standing.person_id is not None,
        by_ballots=found.method in BALLOTS,
        knows=request.standing.person_id is not None and queries.knows_of(found, viewer=request.standing),
        keeps=bool(policies.may_prepare(request.standing, found.item.meeting.group)),
    )


@allowed_to(anyone)
@require_safe
def notice(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give a decision as a tagged PDF, which says to everybody what it says to the public."""
    found = queries.decision(slug)
    said = queries.said_of(found, viewer=NOBODY)
    charter, partnership = members.charter(), members.partnership()
    data = {
        "partnership": partnership.name if partnership else "Collegiate",
        "joint_message": charter.joint_message if charter else "",
        "reference": found.reference,
        "text": found.as_published,
        "reason": said.reason,
        "alternatives": said.alternatives,
        "equality_note": said.equality_note,
        "facts": [
            [line.key, line.value.text if isinstance(line.value, Link) else line.value] for line in _facts(found)
        ],
        "tally": [[line.key, line.value] for line in _tally(found)],
        "people": _people(found) if said.in_full else None,
        "left": said.left,
        "noted": said.noted,
        "parties": said.parties,
    }
    made = documents.pdf(
        "governance/notice.typ", data, title=f"Decision {found.reference}: {found.title}", at=found.settled_at
    )
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="decision-{found.slug}.pdf"'
    return answer


def _facts(found: Decision) -> list[Line]:
    money = f"{Money(found.money_pence)} at most" if found.money_pence else "None"
    lines: list[tuple[str, Any]] = [
        ("Decided by", found.group.name),
        ("On", day(found.settled_at)),
        ("Outcome", found.get_stage_display()),
        ("How", found.get_method_display()),
        ("Money it allows", money),
        ("Purpose it serves", found.purpose.text),
    ]
    if found.review_on:
        lines.append(("To be looked at again", day(found.review_on)))
    if found.about:
        earlier = Link(str(found.about), reverse("governance:decision", args=[found.about.slug]))
        lines.append(("About an earlier decision", earlier))
    return [Line(key, value) for key, value in lines]


def _answers(found: Decision) -> list[Line]:
    """Return what later decisions did to this one."""
    did = {
        Does.KEEPS: "Looked at again and kept by",
        Does.SUPERSEDES: "Replaced by",
        Does.RESCINDS: "Taken back by",
        Does.RATIFIES: "Ratified by",
    }
    lines = []
    for later in found.answers.all():
        words = (
            "Not ratified, by"
            if later.does == Does.RATIFIES and later.stage == DecisionStage.FELL
            else did[Does(later.does)]
        )
        if later.stage == DecisionStage.MADE or later.does == Does.RATIFIES:
            lines.append(Line(words, Link(str(later), reverse("governance:decision", args=[later.slug]))))
    return lines


def _tally(found: Decision) -> list[Line]:
    labels = ("For", "Against", "Abstained", "Left because of an interest", "Needed to decide")
    numbers = (found.in_favour, found.against, found.abstained, found.recused, found.quorum)
    return [Line(label, number) for label, number in zip(labels, numbers, strict=True)]


def _people(found: Decision) -> Table:
    rows = [[one.person.public_name, _state(one)] for one in found.eligibilities.all()]
    columns = [Column("Member"), Column("Part in this decision")]
    return Table("Who could take part", columns, rows, quiet_caption=True, stack=False)


def _state(one: Eligibility) -> Tag:
    if one.left:
        return Tag("Out of the room: an interest", "waiting")
    if not one.eligible:
        return Tag("Stayed without a vote: dispensed", "waiting")
    return Tag("Took part") if one.present else Tag("Was not there", "quiet")
