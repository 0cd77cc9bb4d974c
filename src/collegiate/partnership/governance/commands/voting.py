"""Deciding by ballots: a decision drafted, opened, voted on in the room, in secret or in writing, and closed."""

from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._deciding import (
    dealt_with,
    draft_of,
    end,
    insist_on_a_free_item,
    locked,
    make_void,
    open_it,
    recused,
    settle,
    told,
)
from collegiate.partnership.governance.commands._meetings import LONGEST, leave_to_the_backlog
from collegiate.partnership.governance.models import (
    AgendaItem,
    Ballot,
    Choice,
    Decision,
    DecisionStage,
    Does,
    Eligibility,
    Method,
    Urn,
)
from collegiate.partnership.governance.queries.counting import Tally
from collegiate.partnership.members.models import Person, Purpose
from collegiate.values import Money, Refused, Standing

IN_THE_URN = {Choice.FOR: "in_favour", Choice.AGAINST: "against", Choice.ABSTAIN: "abstained"}
FEWEST_IN_SECRET = 3


class TheVoteIsClosed(Refused):
    """The vote has an outcome, or its time is over."""


class VotedAlready(Refused):
    """A ballot is cast once."""


class TooSoon(Refused):
    """A vote in writing is open still, and somebody has not voted."""


class NoSecret(Refused):
    """Too few vote for a ballot to be secret."""


class VoidBallot(Refused):
    """A ballot of a secret vote is void, and nobody can tell which votes to count."""


@deed
def draft(
    item: AgendaItem,
    *,
    text: str,
    reason: str,
    equality_note: str,
    purpose: Purpose,
    method: Method,
    alternatives: str = "",
    public_text: str = "",
    confidential: str = "",
    money: Money = Money(0),
    review_on: date | None = None,
    about: Decision | None = None,
    does: Does | None = None,
    version: int | None = None,
    by: Standing,
    at: datetime,
) -> Decision:
    """
    Draft what an item is to decide, or revise the draft; its confidential part is written once, and kept apart.

    :raises NotAllowed: if they may not, or it is open or has an outcome
    :raises Stale: if somebody revised the draft since `version`
    :raises SayWhatItDoes: if the item brings a decision back, and nothing says what becomes of it
    """
    item = locked(item)
    known = Decision.objects.filter(item=item).first()
    policies.may_draft(by, item, item.meeting, drafted=known is None or known.stage == DecisionStage.DRAFTED).insist()
    if known is not None and version is not None:
        must_match(known, version)
    facts = {
        "text": text, "reason": reason, "equality_note": equality_note, "purpose": purpose, "method": method,
        "alternatives": alternatives, "public_text": public_text, "confidential": confidential,
        "money_pence": money.pence, "review_on": review_on, "about": about, "does": does or "",
    }  # fmt: skip
    decision = draft_of(item, queries.deciding_group(item), facts, by=by, at=at)
    note("governance.draft", subject=decision, because=item, data={"method": method, "money": money})
    return decision


@deed
def open_vote(decision: Decision, *, closes_at: datetime | None = None, by: Standing, at: datetime) -> Decision:
    """
    Open a drafted decision for votes: in the room, in secret, or in writing until a time.

    :raises NotAllowed: if they may not, it is no draft, too few could vote, or writing has no time to close
    :raises StillInTheRoom: if somebody with an interest has not left, or chairs the item
    :raises NotRuledOn: if an interest that was raised waits for the chair
    :raises NoSecret: if fewer than three would cast a secret ballot
    """
    item = locked(decision.item)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("group").get(pk=decision.pk)
    in_writing = decision.method == Method.WRITTEN
    room = queries.room_for(item, at=at, reader=by.person_id, everybody=in_writing)
    insist_on_a_free_item(item, room, by, in_writing=in_writing)
    policies.may_open(by, decision, item.meeting, closes_at=closes_at, at=at).insist()
    if decision.method == Method.SECRET:
        if len(room.able) < FEWEST_IN_SECRET:
            raise NoSecret(f"{len(room.able)} people would vote, and a secret ballot needs three to be one.")
        Urn.objects.create(decision=decision)
    decision.group, decision.closes_at = room.group, closes_at if in_writing else None
    open_it(decision, room, by=by, at=at)
    if in_writing:
        _ask_for_votes(decision, room, by=by, at=at)
    note("governance.open_vote", subject=decision, because=item, data={"closes_at": decision.closes_at})
    return decision


def _ask_for_votes(decision: Decision, room: queries.Room, *, by: Standing, at: datetime) -> None:
    """Tell those who may vote in writing that they are asked to, and until when."""
    until = moment(decision.closes_at) if decision.closes_at else ""
    asked = "What it says is confidential: read it where you vote." if decision.item.is_confidential else decision.text
    notify(
        f"Your vote is asked for: {decision.title}"[:LONGEST],
        text=f"{decision.group.name} decides this in writing. Votes are taken until {until}.\n\n{asked}",
        people=[one.person for one in room.able],
        topic=Topic.DECISIONS,
        about=decision,
        url=reverse("governance:vote", args=[decision.pk]),
        by=by,
        at=at,
    )


def _open(decision: Decision) -> Decision:
    """Return a decision locked, so that of a vote and its closing one comes first, and both are told."""
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("item__meeting__group", "group")
        .get(pk=decision.pk)
    )
    if decision.stage == DecisionStage.OPEN:
        return decision
    if decision.decided_at is None:
        raise TheVoteIsClosed("This vote is not open.")
    outcome = ": ".join(filter(None, [decision.reference, decision.get_stage_display().lower()]))
    raise TheVoteIsClosed(f"This vote is not open. It was closed on {moment(decision.decided_at)}, {outcome}.")


@deed
def cast(decision: Decision, *, choice: Choice, voter: Person, by: Standing, at: datetime) -> Ballot:
    """
    Cast a ballot: for oneself, or, where the vote is not secret, by the clerk for somebody.

    :raises TheVoteIsClosed: if it has an outcome, or its time is over
    :raises NotAllowed: if they may not vote, by the list of those who may or an interest known since, or are not there
    :raises VotedAlready: if they have voted
    """
    decision = _open(decision)
    if decision.closes_at is not None and at >= decision.closes_at:
        raise TheVoteIsClosed(f"Votes in writing were taken until {moment(decision.closes_at)}.")
    line = Eligibility.objects.filter(decision=decision, person=voter).first()
    why = queries.interests_in(decision.item, person_ids=[voter.pk], day=localtime(at).date()).get(voter.pk)
    inside = decision.method == Method.WRITTEN or voter.pk in queries.inside(decision.item.meeting, at=at)
    policies.may_cast(by, decision, voter, line=line, why=why, inside=inside).insist()
    assert line is not None  # noqa: S101 - the ruling insisted on it
    if Ballot.objects.filter(eligibility=line).exists():
        raise VotedAlready("This vote is cast already, and a ballot is cast once.")
    secret = decision.method == Method.SECRET
    ballot = Ballot.objects.create(
        decision=decision, eligibility=line, choice="" if secret else choice, cast_at=at, cast_by_id=by.somebody
    )
    if secret:
        Urn.objects.filter(decision=decision).update(**{IN_THE_URN[choice]: F(IN_THE_URN[choice]) + 1})
    note("governance.cast", subject=voter, because=decision)
    return ballot


@deed
def close_vote(decision: Decision, *, by: Standing, at: datetime) -> Decision:
    """
    Close a vote and give the decision its outcome. A ballot of somebody with an interest found since is void first.

    In writing it is put off where too few voted by the time it closes.

    :raises TheVoteIsClosed: if it has an outcome already
    :raises NotAllowed: if they may not close it, or too few of those who count are in the room
    :raises TooSoon: if a vote in writing is open and somebody has not voted
    :raises VoidBallot: if a ballot of a secret vote is void: put it off and vote again
    """
    decision = _open(decision)
    item, in_writing = decision.item, decision.method == Method.WRITTEN
    room = queries.room_for(item, at=at, reader=by.person_id, everybody=in_writing)
    void = _find_void(decision, room, by=by, at=at)
    ballots = list(Ballot.objects.filter(decision=decision, void_at__isnull=True).order_by("pk"))
    counted = len(ballots) if in_writing else _still_counting(decision, room)
    interested = room.reader is not None and room.reader.leaves
    policies.may_close_vote(by, decision, item.meeting, counted=counted, interested=interested).insist()
    if void and decision.method == Method.SECRET:
        raise VoidBallot(
            "A ballot is void because of an interest, and nobody can tell it from the others: put the vote off."
        )
    may_vote = Eligibility.objects.filter(decision=decision, eligible=True).count()
    if in_writing and decision.closes_at is not None and at < decision.closes_at and len(ballots) + void < may_vote:
        raise TooSoon(f"Votes in writing are taken until {moment(decision.closes_at)}, or until everybody has voted.")
    if in_writing and counted < decision.quorum:
        return _put_off(decision, f"{counted} of the {decision.quorum} people needed voted in writing.", by=by, at=at)
    tally = Tally(*_votes(decision, ballots), counted, decision.quorum, room.rule)
    settle(decision, tally, recused=recused(item, room, at), by=by, at=at)
    note("governance.close_vote", subject=decision, because=item, data=told(decision))
    return decision


def _find_void(decision: Decision, room: queries.Room, *, by: Standing, at: datetime) -> int:
    """Make void the ballots of those whose interest came to be known after they voted; return how many are void in all."""
    cast = list(Ballot.objects.filter(decision=decision).select_related("eligibility").order_by("pk"))
    people = [ballot.eligibility.person_id for ballot in cast if ballot.void_at is None]
    whys = queries.interests_in(decision.item, person_ids=people, day=localtime(at).date())
    for ballot in cast:
        why = whys.get(ballot.eligibility.person_id)
        if ballot.void_at is None and why is not None and why.leaves:
            make_void(ballot, because=why.they, by=by, at=at)
    return sum(ballot.void_at is not None for ballot in cast)


def _still_counting(decision: Decision, room: queries.Room) -> int:
    """Count those in the room now who were on the list when the vote opened; who came later counts in the next one."""
    listed = set(Eligibility.objects.filter(decision=decision, present=True).values_list("person_id", flat=True))
    return sum(one.person.pk in listed for one in room.counting)


def _votes(decision: Decision, ballots: list[Ballot]) -> tuple[int, int, int]:
    if decision.method == Method.SECRET:
        urn = Urn.objects.get(decision=decision)
        return urn.in_favour, urn.against, urn.abstained
    for_, against, abstained = (sum(one.choice == choice for one in ballots) for choice in Choice)
    return for_, against, abstained


@deed
def defer(decision: Decision, *, because: str, by: Standing, at: datetime) -> Decision:
    """
    Put a decision off before it has an outcome; its item falls to the group's backlog.

    :raises NotAllowed: if they may not, or it has an outcome
    """
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("item__meeting__group").get(pk=decision.pk)
    )
    policies.may_end(by, decision, decision.item.meeting).insist()
    return _put_off(decision, because, by=by, at=at)


def _put_off(decision: Decision, because: str, *, by: Standing, at: datetime) -> Decision:
    end(decision, DecisionStage.DEFERRED, because, by=by, at=at)
    leave_to_the_backlog([decision.item], decision.item.meeting, because=because)
    note("governance.defer", subject=decision, because=decision.item)
    return decision


@deed
def withdraw(decision: Decision, *, because: str, by: Standing, at: datetime) -> Decision:
    """
    Withdraw a decision before it has an outcome; nothing comes of its item.

    :raises NotAllowed: if they may not, or it has an outcome
    """
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("item__meeting__group").get(pk=decision.pk)
    )
    policies.may_end(by, decision, decision.item.meeting).insist()
    end(decision, DecisionStage.WITHDRAWN, because, by=by, at=at)
    dealt_with(decision.item)
    note("governance.withdraw", subject=decision, because=decision.item)
    return decision
