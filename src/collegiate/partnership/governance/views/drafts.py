"""Drafting what is to be voted on, and the chair deciding alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import AgendaItem, Decision, DecisionStage
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Purpose
from collegiate.values import Money

FACTS = ("text", "reason", "alternatives", "equality_note", "public_text", "review_on", "method", "does")


def purposes() -> list[Purpose]:
    """Return the purposes that a decision may serve."""
    charter = members.charter()
    return list(charter.purposes.all()) if charter else []


def comes_back(item: AgendaItem) -> Any:
    """Return why an item brings a decision back; None where it does not."""
    back = getattr(item, "brings_back", None)
    return back.why if back else None


def _as_drafted(known: Decision) -> dict[str, Any]:
    given = {name: getattr(known, name) for name in FACTS}
    return given | {"purpose": str(known.purpose_id), "money": Money(known.money_pence)}


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draft what an item is to decide, or revise the draft."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    known: Decision | None = getattr(found, "decision", None)
    form = forms.Draft(
        request.POST if request.method == "POST" else None,
        row=known or Decision(version=0),
        purposes=purposes(),
        comes_back=comes_back(found),
        initial=_as_drafted(known) if known else {},
    )
    if form.is_valid() and (
        kept := done(form, lambda: commands.draft(found, **form.deed(), by=standing, at=clock.now()))
    ):
        messages.success(request, "The draft is kept. Nothing of it is public.")
        return redirect("governance:vote", kept.made.pk) if kept.made else redirect("governance:item", pk)
    drafted = known is None or known.stage == DecisionStage.DRAFTED
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="What is to be decided?",
        caption=found.title,
        intro="A draft for people to vote on. It can be revised until it is opened for votes.",
        button="Keep this draft",
        back=reverse("governance:item", args=[pk]),
        refusal=policies.may_draft(standing, found, found.meeting, drafted=drafted).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def act_alone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the chair decide alone between meetings, for the next meeting to ratify."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    terms = queries.terms_in_force(found.meeting.group)
    form = forms.WhatIsDecided(request.POST if request.method == "POST" else None, purposes=purposes())
    if form.is_valid() and (
        kept := done(form, lambda: commands.take_chairs_action(found, **form.facts(), by=standing, at=clock.now()))
    ):
        if one := kept.made:
            messages.success(request, f"{one.reference} is decided. The meeting is asked to ratify it.")
        return redirect("governance:item", pk)
    overdue = [one.reference for one in queries.overdue_to_ratify(found.meeting.group)]
    ruling = policies.may_act_alone(
        standing, found.meeting, money=Money(0), limit=terms.chairs_action, overdue=overdue, interested=False
    )
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="What do you decide alone?",
        caption=found.title,
        intro=f"The terms of reference let the chair spend {terms.chairs_action} at most. The next meeting ratifies it, or does not.",
        warns="A decision is public and final once recorded. Only a later decision changes it.",
        button="Decide this",
        back=reverse("governance:item", args=[pk]),
        refusal=ruling.refusal,
    )
