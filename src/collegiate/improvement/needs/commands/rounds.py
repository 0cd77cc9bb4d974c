"""Rounds, answers and offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from collegiate.definitions import strands
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import Stale
from collegiate.improvement.needs import policies, queries
from collegiate.improvement.needs.models import Answer, Offer, Round, RoundStage
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, Refused, Standing


class UnknownStrand(Refused):
    """No strand has this code."""


class NotEveryStrand(Refused):
    """A school's sheet lacks an answer, or says neither a rating nor why it cannot."""


class NotNow(Refused):
    """Another round is open, or the offer ended before."""


@dataclass(frozen=True, slots=True)
class Given:
    """A school's answer on one strand: from 1 to 4, or None with words that say why it cannot say yet."""

    rating: int | None
    text: str = ""


@deed
def open_round(name: str, *, year: AcademicYear, opens_on: date, closes_on: date, by: Standing, at: datetime) -> Round:
    """
    Open a needs round for a school year.

    :raises NotAllowed: if they may not
    :raises NotNow: if a round is open
    """
    policies.may_keep_rounds(by).insist()
    already = Round.objects.filter(stage=RoundStage.OPEN).first()
    if already is not None:
        raise NotNow(f"{already.name} is open. Close it first.")
    round = Round(name=name, year=year.starts, opens_on=opens_on, closes_on=closes_on)
    round.full_clean()
    round.save()
    schools = members.schools(day=by.day)
    notify(
        f"{name} is open",
        text=f"How does your school stand on the five strands, what does it need and what can it offer? "
        f"Please answer by {closes_on.day} {closes_on:%B %Y}. It begins with what you answered last time.",
        people=members.acting_for([school.pk for school in schools], roles=policies.LEADS, day=by.day),
        topic=Topic.SUPPORT,
        about=round,
        url=reverse("needs:rounds"),
        by=by,
        at=at,
    )
    note(
        "needs.open_round",
        subject=round,
        data={"year": year.starts, "opens_on": opens_on, "closes_on": closes_on},
    )
    return round


@deed
def close_round(round: Round, *, by: Standing, at: datetime) -> Round:
    """
    Close a round; its answers stay as they are.

    :raises NotAllowed: if they may not, or it is closed
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    policies.may_close_round(by, round).insist()
    round.stage = RoundStage.CLOSED
    round.closed_at, round.closed_by_id = at, by.person_id
    round.save(update_fields=["stage", "closed_at", "closed_by"])
    answered = Answer.objects.filter(round=round).values("organisation").distinct().count()
    note("needs.close_round", subject=round, data={"schools": answered})
    return round


@deed
def answer_round(
    round: Round,
    *,
    organisation: Organisation,
    answers: Mapping[str, Given],
    version: int | None = None,
    by: Standing,
    at: datetime,
) -> list[Answer]:
    """
    Write a school's sheet: an answer on each strand, by its code. It may be written again while the round is open.

    `version` is that of the sheet it was made from, 0 of an empty one; None writes over whatever is there.

    :raises NotAllowed: if they may not answer for the school, or the round is not open
    :raises NotEveryStrand: if a strand is left out
    :raises Stale: if somebody else wrote the sheet meanwhile
    """
    round = Round.objects.select_for_update().get(pk=round.pk)  # a school's first two sheets must not race
    policies.may_answer(by, round, organisation).insist()
    _refuse_gaps(answers)
    stored = {
        answer.strand: answer
        for answer in Answer.objects.select_for_update().filter(round=round, organisation=organisation).order_by("pk")
    }
    now = max((answer.version for answer in stored.values()), default=0)
    if version is not None and version != now:
        raise Stale(queries.sheet(round, organisation))
    written = []
    for strand, given in answers.items():
        answer = stored.get(strand) or Answer(round=round, organisation=organisation, strand=strand)
        answer.rating, answer.text, answer.version = given.rating, given.text.strip(), now + 1
        answer.answered_at, answer.answered_by_id = at, by.person_id  # type: ignore[assignment]  # a ruling of yes means a person
        written.append(answer)
    Answer.objects.bulk_create([answer for answer in written if answer.pk is None])
    Answer.objects.bulk_update(
        [answer for answer in written if answer.strand in stored],
        ["rating", "text", "version", "answered_at", "answered_by"],
    )
    note(
        "needs.answer_round",
        subject=organisation,
        because=round,
        data={"version": now + 1, "ratings": {strand: given.rating for strand, given in answers.items()}},
    )
    return written


@deed
def offer_help(
    organisation: Organisation,
    *,
    strand: str,
    title: str,
    what: str,
    days_a_term: int,
    offered_on: date,
    until_on: date | None = None,
    by: Standing,
    at: datetime,
) -> Offer:
    """
    Offer help to other schools, from a day until a day.

    :raises NotAllowed: if they may not offer for the organisation
    :raises UnknownStrand: if there is no such strand
    :raises ValidationError: if the days are out of order or none
    """
    policies.may_offer(by, organisation).insist()
    _refuse_unknown(strand)
    offer = Offer(
        organisation=organisation,
        strand=strand,
        title=title,
        what=what,
        days_a_term=days_a_term,
        offered_on=offered_on,
        until_on=until_on,
    )
    offer.full_clean()
    offer.save()
    note(
        "needs.offer_help",
        subject=offer,
        because=organisation,
        data={"strand": strand, "days_a_term": days_a_term, "offered_on": offered_on, "until_on": until_on},
    )
    return offer


@deed
def end_offer(offer: Offer, *, until_on: date, by: Standing, at: datetime) -> Offer:
    """
    End an offer on a day; that day still counts.

    :raises NotAllowed: if they may not offer for the organisation
    :raises NotNow: if it ends earlier already
    :raises ValidationError: if the day lies before the offer
    """
    offer = Offer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=offer.pk)
    policies.may_offer(by, offer.organisation).insist()
    if offer.until_on is not None and offer.until_on < until_on:
        raise NotNow(f"This offer ends on {offer.until_on.day} {offer.until_on:%B %Y} already.")
    offer.until_on = until_on
    offer.full_clean()
    offer.save(update_fields=["until_on"])
    note("needs.end_offer", subject=offer, data={"until_on": until_on})
    return offer


def _refuse_unknown(strand: str) -> None:
    if strand not in strands():
        raise UnknownStrand(f"No strand is called “{strand}”.")


def _refuse_gaps(answers: Mapping[str, Given]) -> None:
    for code in answers:
        _refuse_unknown(code)
    for code, strand in strands().items():
        if code not in answers:
            raise NotEveryStrand(f"Answer on “{strand.name}” too, or say why you cannot yet.")
        given = answers[code]
        if given.rating is None and not given.text.strip():
            raise NotEveryStrand(f"On “{strand.name}”, say in a few words why you cannot say yet.")
