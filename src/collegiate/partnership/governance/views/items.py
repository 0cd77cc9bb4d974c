"""An item: who must leave and why, who is in the room, and the decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Link
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import AgendaItem, Decision, DecisionStage, ItemPurpose, Part, Stage
from collegiate.partnership.governance.views.drafts import comes_back, purposes
from collegiate.partnership.governance.views.room import button
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Person
from collegiate.values import Money, Ruling, Standing, no


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody at an item, as the page shows them, with the button beside their name (or None)."""

    one: queries.InTheRoom
    form: forms.Move | None


@allowed_to(anyone_signed_in)
@require_safe
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an item: its paper, whom it touches, who must leave or left and why, and who can vote before it is decided."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    decision = _decision(found) if _decided(found) else None
    shown = {"lines": queries.interested_in(decision)} if decision else _room(standing, found)
    return page(
        request,
        "governance/item.html",
        item=found,
        decision=decision,
        in_room=found.meeting.stage == Stage.IN_PROGRESS,
        asks_decision=found.purpose == ItemPurpose.DECIDE,
        parties=[(party.organisation, Part(party.part).label) for party in found.parties.all()],
        may_name=bool(policies.may_name_party(standing, found.meeting, decided=_decided(found))),
        respond=_may_respond(standing, found),
        referral=getattr(found, "referral", None),
        formula=found.gives_alike.formula if hasattr(found, "gives_alike") else None,
        draft=_decision(found) if not (decision and decision.is_public) else None,
        may_put_off=bool(policies.may_put_off(standing, found, found.meeting, decided=decision is not None)),
        **shown,
    )


def _room(standing: Standing, item: AgendaItem) -> dict[str, Any]:
    """Return who is in the room for an item, who must leave, and what somebody may do about it."""
    room = queries.room_of(item, at=_moment(item, clock.now()), reader=standing.person_id)
    minutes = bool(policies.may_minute(standing, item.meeting))

    def seen(people: list[queries.InTheRoom]) -> list[Seen]:
        return [Seen(one, button(one.person, one.present, item_id=item.pk) if minutes else None) for one in people]

    return {
        "room": room,
        "people": seen(room.people),
        "others": seen(room.others),
        "mine": room.reader,
        "raised": room.raised,
        "decide_refusal": _ruling(standing, item, room).refusal or room.leave_first or room.hand_first,
        "ways": _ways(standing, item, room),
    }


def _ways(standing: Standing, item: AgendaItem, room: queries.Room) -> list[Link]:
    """Return what somebody may do about interests in an item, and how else it can be decided, before it is."""
    meeting, settled = item.meeting, _decided(item)
    me = Person(pk=standing.somebody, name=standing.name)
    another = Person(pk=0)
    terms = queries.newest_terms(meeting.group) if room.broken_by_interests else None
    offered = [
        (policies.may_declare(standing, me, meeting, decided=settled), "declare", "Declare an interest in it"),
        (
            policies.may_raise(standing, another, meeting, decided=settled),
            "raise_interest",
            "Raise somebody else’s interest",
        ),
    ]
    if item.purpose == ItemPurpose.DECIDE and not settled:
        panel = terms.reserve_panel if terms else None
        drafts = policies.may_draft(standing, item, meeting, drafted=True)
        offered += [
            (policies.may_prepare(standing, meeting.group) if room.hand_first else no("No need."), "hand_the_chair", "Say who chairs it"),
            (policies.may_refer(standing, meeting, panel=panel, too_few=room.broken_by_interests, decided=hasattr(item, "referral")), "refer", "Move it to the reserve panel"),
            (policies.may_name_class(standing, meeting, named=hasattr(item, "gives_alike"), decided=settled), "name_class", "Say that it treats every school alike"),
            (drafts, "draft", "Draft what is to be decided, for a vote"),
            (policies.may_act_alone(standing, meeting, money=Money(0), limit=Money(1), overdue=[], interested=False), "act_alone", "Decide it alone, as the chair"),
        ]  # fmt: skip
    return [Link(words, reverse(f"governance:{name}", args=[item.pk])) for ruling, name, words in offered if ruling]


def _decision(item: AgendaItem) -> Decision | None:
    """Return what an item came to, or what is drafted or open on it."""
    return getattr(item, "decision", None)


def _decided(item: AgendaItem) -> bool:
    """Say whether its decision is open for votes or has an outcome, so that who takes part in it is settled."""
    decision = _decision(item)
    return decision is not None and decision.stage != DecisionStage.DRAFTED


def _moment(item: AgendaItem, now: datetime) -> datetime:
    """Return the moment whose room is shown: now while the meeting is going on, else when it starts or ended."""
    meeting = item.meeting
    if meeting.stage == Stage.IN_PROGRESS:
        return now
    return meeting.starts_at


def _ruling(standing: Standing, item: AgendaItem, room: queries.Room) -> Ruling:
    to_hear = queries.to_hear(item) if item.asks else queries.ToHear([], [])  # type: ignore[attr-defined]  # annotated
    return policies.may_decide(
        standing,
        item,
        item.meeting,
        decided=_decided(item),
        interested=room.reader is not None and room.reader.leaves,
        present=len(room.counting),
        quorum=room.quorum,
        waiting=to_hear.waiting,
        unanswered=to_hear.unanswered,
    )


def _may_respond(standing: Standing, item: AgendaItem) -> Ruling | None:
    consideration = getattr(item, "consideration", None)
    return policies.may_respond(standing, consideration, item.meeting) if consideration else None


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def name_party(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name an organisation that gains or loses by an item."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    form = forms.NameParty(
        request.POST if request.method == "POST" else None, organisations=members.organisations(day=clock.today())
    )
    if form.is_valid():
        organisation, part = form.cleaned_data["organisation"], Part(form.cleaned_data["part"])
        deed = {"organisation": organisation, "part": part, "by": standing, "at": clock.now()}
        if done(form, lambda: commands.name_party(found, **deed)):
            messages.success(request, f"{organisation} is named. Whoever has an interest in it leaves for this item.")
            return redirect("governance:item", pk)
    ruling = policies.may_name_party(standing, found.meeting, decided=_decided(found))
    return page(
        request,
        "governance/name_party.html",
        form=form,
        item=found,
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what a meeting decided on an item."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    form = forms.Decide(
        request.POST if request.method == "POST" else None, purposes=purposes(), comes_back=comes_back(found)
    )
    if form.is_valid() and (
        kept := done(form, lambda: commands.decide(found, **form.deed(), by=standing, at=clock.now()))
    ):
        if one := kept.made:
            outcome = "is decided" if one.stage == DecisionStage.MADE else "was not carried"
            messages.success(request, f"{one.title} {outcome}: {one.reference}.")
        return redirect("governance:item", pk)
    room = queries.room_of(found, at=_moment(found, clock.now()), reader=standing.person_id)
    refusal = _ruling(standing, found, room).refusal or room.leave_first or room.hand_first
    return page(
        request,
        "governance/decide.html",
        form=form,
        item=found,
        room=room,
        refusal="" if form.is_bound else refusal,
    )
