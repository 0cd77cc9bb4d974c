"""What a group said about a paper, and what it decided in the room, in one deed."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._deciding import (
    NotRuledOn,
    StillInTheRoom,
    draft_of,
    insist_on_a_free_item,
    locked,
    open_it,
    recused,
    settle,
    told,
)
from collegiate.partnership.governance.commands._meetings import settle_left
from collegiate.partnership.governance.models import AgendaItem, Consideration, Decision, Does, Method
from collegiate.partnership.governance.queries.counting import Tally
from collegiate.partnership.members.models import Purpose
from collegiate.values import Money, Refused, Standing

__all__ = ["NotRuledOn", "StillInTheRoom", "decide", "respond"]


class TallyDoesNotAgree(Refused):
    """The votes are not as many as the people who could vote."""


class NotCarried(Refused):
    """There were not more for than against, and nobody said that it is to be recorded as not carried."""


class NotConsensus(Refused):
    """Somebody voted against what was to be agreed by consensus."""


class VotesElsewhere(Refused):
    """A secret ballot, a vote in writing and a chair's action are not counted by the clerk in the room."""


@deed
def respond(
    consideration: Consideration,
    *,
    response: str,
    in_favour: int | None = None,
    against: int | None = None,
    by: Standing,
    at: datetime,
) -> Consideration:
    """
    Minute what a group that advises said about a paper; it is final.

    :raises NotAllowed: if they may not, or it is recorded already
    """
    consideration = (
        Consideration.objects.select_for_update(of=("self",))
        .select_related("item__meeting__group")
        .get(pk=consideration.pk)
    )
    policies.may_respond(by, consideration, consideration.item.meeting).insist()
    consideration.response, consideration.in_favour, consideration.against = response, in_favour, against
    consideration.responded_at, consideration.responded_by_id = at, by.somebody
    consideration.save()
    settle_left(consideration.item, because="What the group said was recorded after the meeting.", by=by, at=at)
    note("governance.respond", subject=consideration, data={"in_favour": in_favour, "against": against})
    return consideration


@deed
def decide(
    item: AgendaItem,
    *,
    text: str,
    reason: str,
    equality_note: str,
    purpose: Purpose,
    method: Method = Method.CONSENSUS,
    in_favour: int | None = None,
    against: int = 0,
    abstained: int = 0,
    alternatives: str = "",
    public_text: str = "",
    confidential: str = "",
    money: Money = Money(0),
    review_on: date | None = None,
    about: Decision | None = None,
    does: Does | None = None,
    may_fall: bool = False,
    by: Standing,
    at: datetime,
) -> Decision:
    """
    Decide in the room: whoever has an interest has left, a quorum of the others is there, and more are for than against.

    By consensus everybody able to vote is in favour; of an open vote the clerk gives the tally. Who could take part, and
    why the others could not, is kept as it stood. A vote that does not carry is recorded only where `may_fall` says so.

    :raises NotAllowed: if they may not, an advising group was not heard, or a quorum without interest is not there
    :raises StillInTheRoom: if somebody with an interest has not left, or chairs the item
    :raises NotRuledOn: if an interest that was raised waits for the chair
    :raises SayWhatItDoes: if the item brings a decision back, and nothing says what becomes of it
    :raises TallyDoesNotAgree: if the votes are not as many as the people who could vote
    :raises NotCarried: if there were not more for than against, or not as many as the terms of reference ask for
    :raises NotConsensus: if a decision by consensus has votes against
    :raises VotesElsewhere: if it is decided by ballots, in writing or by the chair alone
    """
    if method not in (Method.CONSENSUS, Method.VOTE):
        raise VotesElsewhere(f"{method.label}: draft the decision first, and let it be opened.")
    item = locked(item)
    room = queries.room_for(item, at=at, reader=by.person_id)
    insist_on_a_free_item(item, room, by)
    tally = _tally(room, method, in_favour, against, abstained)
    if not (tally.carries or may_fall):
        _refuse(tally)
    facts = {
        "text": text, "reason": reason, "equality_note": equality_note, "purpose": purpose, "method": method,
        "alternatives": alternatives, "public_text": public_text, "confidential": confidential,
        "money_pence": money.pence, "review_on": review_on, "about": about, "does": does or "",
    }  # fmt: skip
    decision = draft_of(item, room.group, facts, by=by, at=at)
    open_it(decision, room, by=by, at=at)
    settle(decision, tally, recused=recused(item, room, at), by=by, at=at)
    note("governance.decide", subject=decision, because=item, data=told(decision))
    return decision


def _tally(room: queries.Room, method: Method, in_favour: int | None, against: int, abstained: int) -> Tally:
    """Return the tally, in which by consensus everybody is in favour; refuse one of more or fewer than could vote."""
    able = len(room.able)
    if method == Method.CONSENSUS:
        if against:
            raise NotConsensus("By consensus nobody is against. Record an open vote instead.")
        in_favour = able - abstained if in_favour is None else in_favour
    in_favour = in_favour or 0
    if in_favour + against + abstained != able:
        given = in_favour + against + abstained
        raise TallyDoesNotAgree(
            f"{able} people can vote on this item, and {given} {'vote is' if given == 1 else 'votes are'} given. Count again."
        )
    return Tally(in_favour, against, abstained, len(room.counting), room.quorum, room.rule)


def _refuse(tally: Tally) -> None:
    if tally.in_favour <= tally.against:
        raise NotCarried("There are not more for than against, so nothing is decided.")
    raise NotCarried(f"The terms of reference ask for: {tally.rule.label.lower()}. So nothing is decided.")
