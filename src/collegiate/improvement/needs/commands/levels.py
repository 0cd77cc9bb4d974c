"""Levels of support: proposed with reasons, contested, answered, agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.urls import reverse

from collegiate.definitions import levels
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Contest, Level, LevelReason, LevelStage, Need
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import Refused, Standing

A_DAY = timedelta(days=1)


class UnknownLevel(Refused):
    """No level of support has this code, or it is proposed without a reason."""


class NotAfter(Refused):
    """A level would begin before the one that it follows."""


@dataclass(frozen=True, slots=True)
class Reason:
    """
    One reason for a level, as a sentence.

    Attributes
    ----------
    indicator : str
        The indicator it is about; empty for the school's own words and other reasons.
    contribution, maximum : Decimal or None
        What the indicator adds to the index of need and the most it could; contribution None where it is not known.
    need : Need or None
        The need it is.
    """

    sentence: str
    indicator: str = ""
    contribution: Decimal | None = None
    maximum: Decimal | None = None
    need: Need | None = None


@deed
def propose_level(
    organisation: Organisation,
    *,
    level: str,
    reasons: Sequence[Reason],
    end_test: str,
    from_on: date,
    review_on: date,
    by: Standing,
    at: datetime,
) -> Level:
    """
    Propose a level of support to a school, with each reason and what would end it.

    A proposal that is on the table gives way; an agreed level stays until this one is agreed.

    :raises NotAllowed: if they may not, or the school waits for an answer
    :raises UnknownLevel: if there is no such level, or no reason is given
    :raises NotAfter: if it would begin before the level that is agreed now
    :raises ValidationError: if the review lies before it begins, or nothing is said that would end it
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)  # two first proposals must not race
    standing = _standing_levels(organisation.pk)
    on_the_table = next((one for one in standing if one.stage != LevelStage.AGREED), None)
    policies.may_propose(by, organisation, on_the_table).insist()
    if level not in levels() or not reasons:
        raise UnknownLevel("Choose a level and give at least one reason.")
    agreed = next((one for one in standing if one.stage == LevelStage.AGREED), None)
    _refuse_before(from_on, agreed)
    if on_the_table is not None:
        _replace(on_the_table, until_on=max(on_the_table.from_on, from_on))
    proposed = Level(
        organisation=organisation,
        level=level,
        end_test=end_test,
        from_on=from_on,
        review_on=review_on,
        proposed_at=at,
        proposed_by_id=by.person_id,  # type: ignore[misc]  # a ruling of yes means a person
    )
    proposed.full_clean()
    proposed.save()
    _give_reasons(proposed, reasons)
    _tell_the_head(proposed, reasons, by=by, at=at)
    note(
        "needs.propose_level",
        subject=proposed,
        because=organisation,
        data={"level": level, "from_on": from_on, "review_on": review_on, "reasons": len(reasons)},
    )
    return proposed


@deed
def contest_level(level: Level, *, text: str, by: Standing, at: datetime) -> Contest:
    """
    Record that a school disagrees with a proposed level, in its own words.

    :raises NotAllowed: if it is not theirs to contest, or is not proposed
    """
    level = Level.objects.select_for_update(of=("self",)).select_related("organisation", "proposed_by").get(pk=level.pk)
    policies.may_contest(by, level).insist()
    contest = Contest.objects.create(
        level=level,
        text=text,
        contested_at=at,
        contested_by_id=by.person_id,  # type: ignore[misc]  # a ruling of yes means a person
    )
    level.stage = LevelStage.CONTESTED
    level.save(update_fields=["stage"])
    notify(
        f"{level.organisation} has contested a level of support",
        text=f"The school writes: “{text}” It waits for your answer.",
        people=[level.proposed_by],
        topic=Topic.SUPPORT,
        about=level,
        url=_page(level),
        by=by,
        at=at,
    )
    note("needs.contest_level", subject=level, data={"contest": contest})
    return contest


@deed
def answer_contest(level: Level, *, answer: str, by: Standing, at: datetime) -> Contest:
    """
    Answer what a school said against a level; the level is proposed again, and another one may be instead.

    :raises NotAllowed: if they may not, or the school is not waiting for an answer
    """
    level = Level.objects.select_for_update().get(pk=level.pk)
    policies.may_answer_contest(by, level).insist()
    contest = (
        Contest.objects.select_for_update(of=("self",))
        .select_related("contested_by")
        .get(level=level, answered_at__isnull=True)
    )
    contest.answer = answer
    contest.answered_at, contest.answered_by_id = at, by.person_id
    contest.save(update_fields=["answer", "answered_at", "answered_by"])
    level.stage = LevelStage.PROPOSED
    level.save(update_fields=["stage"])
    notify(
        "What you said about your level of support is answered",
        text=f"You said: “{contest.text}” The answer: “{answer}” You can agree the level now, or say more.",
        people=[contest.contested_by],
        topic=Topic.SUPPORT,
        about=level,
        url=_page(level),
        by=by,
        at=at,
    )
    note("needs.answer_contest", subject=level, data={"contest": contest})
    return contest


@deed
def agree_level(level: Level, *, by: Standing, at: datetime) -> Level:
    """
    Agree a level for a school; the one agreed before ends the day before it begins.

    :raises NotAllowed: if it is not theirs to agree, or is not waiting to be agreed
    :raises NotAfter: if it would begin before the level that is agreed now
    """
    # Every standing level of the school under one lock, so that two are never agreed at once.
    organisation_id = Level.objects.values_list("organisation_id", flat=True).get(pk=level.pk)
    standing = {one.pk: one for one in _standing_levels(organisation_id)}
    level = standing.get(level.pk) or Level.objects.get(pk=level.pk)
    policies.may_agree(by, level).insist()
    agreed = next((one for one in standing.values() if one.stage == LevelStage.AGREED), None)
    _refuse_before(level.from_on, agreed)
    if agreed is not None:
        _replace(agreed, until_on=level.from_on - A_DAY)
    level.stage = LevelStage.AGREED
    level.agreed_at, level.agreed_by_id = at, by.person_id
    level.save(update_fields=["stage", "agreed_at", "agreed_by"])
    note("needs.agree_level", subject=level, data={"level": level.level, "replaces": agreed})
    return level


def _standing_levels(organisation_id: int) -> list[Level]:
    """Return the levels of a school that are not replaced, locked: one agreed and one on the table at most."""
    found = Level.objects.select_for_update().filter(organisation_id=organisation_id)
    return list(found.exclude(stage=LevelStage.REPLACED).order_by("pk"))


def _replace(level: Level, *, until_on: date) -> None:
    level.stage, level.until_on = LevelStage.REPLACED, until_on
    level.save(update_fields=["stage", "until_on"])


def _refuse_before(from_on: date, agreed: Level | None) -> None:
    if agreed is not None and from_on <= agreed.from_on:
        raise NotAfter(
            f"The level agreed now began on {agreed.from_on.day} {agreed.from_on:%B %Y}. Let this one begin later."
        )


def _give_reasons(level: Level, reasons: Sequence[Reason]) -> None:
    LevelReason.objects.bulk_create(
        LevelReason(
            level=level,
            place=place,
            sentence=reason.sentence,
            indicator=reason.indicator,
            contribution=reason.contribution,
            maximum=reason.maximum,
            need=reason.need,
        )
        for place, reason in enumerate(reasons, start=1)
    )


def _tell_the_head(level: Level, reasons: Sequence[Reason], *, by: Standing, at: datetime) -> None:
    """Write to whoever leads the school: the level, each reason, what would end it, and that it can be contested."""
    meant = levels()[level.level]
    listed = "\n".join(f"- {reason.sentence}" for reason in reasons)
    notify(
        f"{meant.name} support is proposed for {level.organisation}",
        text=(
            f"{meant.words}\n\nThe reasons:\n{listed}\n\nWhat would end it: {level.end_test}\n\n"
            "You can agree it, or say why you disagree; then you are owed an answer before anything goes on."
        ),
        people=members.acting_for([level.organisation_id], roles=policies.LEADS, day=by.day),
        topic=Topic.SUPPORT,
        about=level,
        url=_page(level),
        bad_news=True,  # good or not, it comes on a day on which somebody is there to talk
        by=by,
        at=at,
    )


def _page(level: Level) -> str:
    return reverse("needs:level", args=[level.pk])
