"""Needs, rounds and levels of support: what a school is asked, and where everything stands."""

from collections import Counter
from collections.abc import Iterable

from django.urls import reverse

from collegiate.definitions import levels
from collegiate.doors.desks.cards.desk import About, Card
from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.needs import queries as needs
from collegiate.improvement.needs.models import LevelStage, NeedStage
from collegiate.values import counted

SAID = {
    LevelStage.PROPOSED: "proposed, waiting for the school",
    LevelStage.CONTESTED: "contested, waiting for an answer",
    LevelStage.AGREED: "agreed",
}


def contested(about: About) -> Iterable[Card]:
    """Say which schools disagree with the level proposed to them."""
    for level in needs.levels(viewer=about.standing, stage=LevelStage.CONTESTED):
        yield Card(
            f"{level.organisation} disagrees with its level",
            "Read what the school says, and answer.",
            reverse("needs:level", args=[level.pk]),
            "Your turn",
            "mine",
        )


def to_agree(about: About) -> Iterable[Card]:
    """Ask a head teacher to agree or contest what is proposed to the school."""
    headed = {one.pk for one in about.headed}
    for level in about.levels:
        if level.stage == LevelStage.PROPOSED and level.organisation_id in headed:
            yield Card(
                "Agree or contest a level of support",
                f"The partnership proposes one for {level.organisation}, with its reasons.",
                reverse("needs:level", args=[level.pk]),
                f"From {in_words(level.from_on)} · your turn",
                "mine",
            )


def round_to_answer(about: About) -> Iterable[Card]:
    """Ask a head teacher to answer the open round, for each school that has not."""
    found = needs.round_to_answer([one.pk for one in about.headed]) if about.headed else None
    if found is None:
        return
    current, answered = found
    for organisation in about.headed:
        if organisation.pk not in answered:
            yield Card(
                f"Answer for {organisation}",
                "Five strands, from last time’s answers; and what you can offer.",
                reverse("needs:sheet", args=[current.pk, organisation.pk]),
                f"By {in_words(current.closes_on)}",
                "mine",
            )


def own_level(about: About) -> Iterable[Figure]:
    """Say which level of support the person's schools have, where it is explained and can be contested."""
    for level in about.levels:
        yield Figure(
            f"Level of support: {level.organisation}",
            levels()[level.level].name,
            year=f"from {in_words(level.from_on)}",
            n=SAID[LevelStage(level.stage)],
            source="Why" if level.stage == LevelStage.AGREED else "Why, and how to contest it",
            source_url=reverse("needs:level", args=[level.pk]),
        )


def asked_for(about: About) -> Iterable[Figure]:
    """Say how many needs the person's schools have raised, and how many of them a brief answers."""
    if about.schools:
        raised = needs.open_needs([one.pk for one in about.schools], viewer=about.standing)
        joined = sum(one.stage == NeedStage.JOINED for one in raised)
        yield Figure(
            "What we asked for",
            counted(len(raised), "need"),
            n=f"{joined} answered by a brief",
            source="Needs",
            source_url=reverse("needs:needs"),
        )


def round_so_far(about: About) -> Iterable[Figure]:
    """Say how many schools have answered the open round."""
    if (seen := needs.tally(viewer=about.standing, day=about.day)) is not None:
        yield Figure(
            "Schools that have answered",
            f"{seen.answered} of {seen.schools}",
            year=seen.round.name,
            source="Needs round",
            source_url=reverse("needs:round", args=[seen.round.pk]),
        )


def every_level(about: About) -> Iterable[Figure]:
    """Say how many schools' levels are agreed, proposed and contested; numbers of schools, never a list of them."""
    stages = Counter(level.stage for level in needs.levels(viewer=about.standing))
    yield Figure(
        "Levels of support agreed",
        counted(stages[LevelStage.AGREED], "school"),
        n=f"{stages[LevelStage.PROPOSED]} proposed, {stages[LevelStage.CONTESTED]} contested",
        source="Levels of support",
        source_url=reverse("needs:levels"),
    )
