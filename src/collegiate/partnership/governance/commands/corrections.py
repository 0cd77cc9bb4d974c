"""An interest found after a decision: the ballot void, the count without it, and a correction minuted. Nothing is removed."""

from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._deciding import make_void
from collegiate.partnership.governance.models import (
    Ballot,
    Choice,
    Correction,
    Decision,
    Eligibility,
    VotingRule,
)
from collegiate.partnership.governance.queries.counting import Recount, recount, tally_of
from collegiate.partnership.members.models import Person
from collegiate.values import Refused, Standing

SILENT = "silent"


class TookNoPart(Refused):
    """The person had no vote in the decision, so there is nothing to correct."""


@deed
def find_interest(decision: Decision, *, person: Person, because: str, by: Standing, at: datetime) -> Correction:
    """
    Record that somebody who took part in a decision had an interest in it.

    Their ballot is void and stays visible; the votes are counted without it. Where it is not known how they voted, the
    outcome stands only if it would however they did. One that does not stand is no longer in force, and comes back.

    :raises NotAllowed: if they may not, the decision has no outcome, or this person's part is corrected already
    :raises TookNoPart: if the person had no vote in it
    """
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("item__meeting__group", "group")
        .get(pk=decision.pk)
    )
    before = list(Correction.objects.filter(decision=decision).order_by("pk"))
    done = any(one.person_id == person.pk for one in before)
    policies.may_correct(by, decision, person, decision.item.meeting, corrected=done).insist()
    line = Eligibility.objects.filter(decision=decision, person=person, eligible=True).first()
    ballot = Ballot.objects.filter(eligibility=line).first() if line else None
    if line is None or not (line.present or ballot):
        raise TookNoPart(f"{person.name} had no vote in {decision.reference}: there is nothing to correct.")
    if ballot is not None and ballot.void_at is None:
        make_void(ballot, because=because, by=by, at=at)
    parts = [_part(decision, pk) for pk in [*(one.person_id for one in before), person.pk]]
    ways = [None if part is None else Choice(part) for part in parts if part != SILENT]
    rule = VotingRule(queries.terms_in_force(decision.group, day=localtime(decision.settled_at).date()).voting_rule)
    again = recount(tally_of(decision, rule), void=ways, silent=parts.count(SILENT))
    stands = again.carries == {decision.stage == "made"}
    correction = Correction.objects.create(
        decision=decision,
        person=person,
        because=because,
        in_favour=max(0, again.tally.in_favour),
        against=max(0, again.tally.against),
        abstained=max(0, again.tally.abstained),
        unknown=again.unknown,
        counted=again.tally.counted,
        stands=stands,
        minute=_minute(decision, person, because, again, stands=stands),
        corrected_at=at,
        corrected_by_id=by.somebody,
    )
    note(
        "governance.find_interest", subject=decision, because=person, data={"stands": stands, "unknown": again.unknown}
    )
    return correction


def _part(decision: Decision, person_id: int) -> Choice | str | None:
    """
    Return how somebody voted, from their ballot, or because everybody voted alike; None where it is not known.

    Where people cast ballots and this one cast none, they only counted to the quorum: SILENT.
    """
    ballots = list(Ballot.objects.filter(decision=decision).select_related("eligibility").order_by("pk"))
    mine = next((ballot for ballot in ballots if ballot.eligibility.person_id == person_id), None)
    if ballots:
        if mine is None:
            return SILENT
        return Choice(mine.choice) if mine.choice else None
    votes = {Choice.FOR: decision.in_favour, Choice.AGAINST: decision.against, Choice.ABSTAIN: decision.abstained}
    given = [choice for choice, many in votes.items() if many]
    return given[0] if len(given) == 1 else None


def _minute(decision: Decision, person: Person, because: str, again: Recount, *, stands: bool) -> str:
    tally = again.tally
    known = f"{tally.in_favour} for, {tally.against} against, {tally.abstained} abstained"
    if again.unknown:
        known += (
            f", of whom {again.unknown} {'is' if again.unknown == 1 else 'are'} void and it is not known how they voted"
        )
    outcome = (
        "The outcome stands."
        if stands
        else "The outcome does not stand: it is no longer in force and comes back to the group."
    )
    return (
        f"After {decision.reference} was decided it was found that {person.public_name} had an interest: {because.rstrip('.')}. "
        f"Their vote is void. Counted again without it: {known}; {tally.counted} counted to the quorum of {tally.quorum}. {outcome}"
    )
