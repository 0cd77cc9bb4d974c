"""Do the decisions still agree with their votes, with who was there, and with what is known of interests by now?"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime

from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance.models import (
    AgendaItem,
    Ballot,
    Choice,
    Correction,
    Decision,
    DecisionStage,
    Eligibility,
    Method,
    Nearness,
    Urn,
    WhyBack,
)
from collegiate.partnership.governance.queries.force import to_fall_due
from collegiate.partnership.governance.queries.interests import interests_of

OUTCOMES = (DecisionStage.MADE, DecisionStage.FELL)
IN_THE_ROOM = (Method.CONSENSUS, Method.VOTE, Method.SECRET)


def decisions_with_an_outcome() -> list[Decision]:
    """Return the decisions that were made or not carried, the oldest first."""
    found = Decision.objects.filter(stage__in=OUTCOMES).select_related("item").prefetch_related("eligibilities__person")
    return list(found.order_by("decided_at", "pk"))


def faults_of(decision: Decision) -> Iterator[str]:
    """
    Yield a sentence for each thing about a decision that does not agree, with people and eligibilities fetched.

    Worked out again from attendance, ballots and the register as it is now: an interest that came to be known since, and
    is not corrected, is a fault too.
    """
    lines = list(decision.eligibilities.all())
    yield from _of_the_quorum(decision, lines)
    yield from _of_the_votes(decision, lines)
    yield from _of_interests(decision, lines)


def forgotten(*, day: date) -> Iterator[str]:
    """Yield a sentence for each decision whose review was due before a day and that neither an agenda nor a backlog holds."""
    for decision, why in to_fall_due(day=day):
        if why == WhyBack.REVIEW and decision.review_on is not None and decision.review_on < day:
            on = in_words(decision.review_on)
            yield f"{decision.reference} was to be looked at again on {on}, and neither an agenda nor a backlog has it."


def _of_the_quorum(decision: Decision, lines: list[Eligibility]) -> Iterator[str]:
    counted = sum(line.present and (line.eligible or line.nearness == Nearness.DISPENSED) for line in lines)
    if decision.method in IN_THE_ROOM and counted < decision.quorum:
        yield f"{decision.reference}: {counted} counted to a quorum of {decision.quorum}."
    may_vote = sum(line.eligible and (line.present or decision.method not in IN_THE_ROOM) for line in lines)
    given = decision.in_favour + decision.against + decision.abstained
    if given > may_vote:
        yield f"{decision.reference}: {given} votes were given by {may_vote} people who might."


def _of_the_votes(decision: Decision, lines: list[Eligibility]) -> Iterator[str]:
    yes = {line.pk for line in lines if line.eligible}
    ballots = list(Ballot.objects.filter(decision=decision).order_by("pk"))
    yield from (
        f"{decision.reference}: a ballot was cast by somebody who might not."
        for ballot in ballots
        if ballot.eligibility_id not in yes
    )
    counted = [one for one in ballots if one.void_at is None or one.void_at > decision.settled_at]
    said = {Choice.FOR: decision.in_favour, Choice.AGAINST: decision.against, Choice.ABSTAIN: decision.abstained}
    if decision.method == Method.SECRET:
        urn = Urn.objects.get(decision=decision)
        cast = {Choice.FOR: urn.in_favour, Choice.AGAINST: urn.against, Choice.ABSTAIN: urn.abstained}
        if sum(cast.values()) != len(ballots):
            yield f"{decision.reference}: the urn holds {sum(cast.values())} votes of {len(ballots)} people."
    elif not ballots:
        return
    else:
        many = Counter(one.choice for one in counted)
        cast = {choice: many[choice] for choice in Choice}
    if cast != said:
        yield f"{decision.reference}: its tally is not that of its votes."


def _of_interests(decision: Decision, lines: list[Eligibility]) -> Iterator[str]:
    took_part = {line.person_id: line.person for line in lines if line.eligible}
    items = AgendaItem.objects.filter(pk=decision.item_id)
    whys = interests_of(items, person_ids=took_part, day=localtime(decision.settled_at).date())
    corrected = set(Correction.objects.filter(decision=decision).values_list("person_id", flat=True))
    for (_, person), why in whys.items():
        if why.leaves and person not in corrected:
            yield f"{decision.reference}: {took_part[person].name} took part, and {why.they}"
