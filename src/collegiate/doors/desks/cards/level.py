"""Needs, rounds, levels of support and statutory steps: what a school is asked, and where everything stands."""

from collections import Counter
from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst

from collegiate.definitions import levels, statutory_steps
from collegiate.doors.desks.cards.desk import SOON, About, Card
from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.needs import queries as needs
from collegiate.improvement.needs.models import LevelStage, NeedStage
from collegiate.values import CannotSay, Role, counted

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


def steps(about: About) -> Iterable[Card]:
    """Tell the local authority's officer which statutory steps are due soon or overdue, by school."""
    for step in needs.open_steps(viewer=about.standing, until=about.day + SOON):
        kind, mine = statutory_steps().kind(step.kind), step.due_on <= about.day
        when = f"Overdue since {in_words(step.due_on)}" if step.due_on < about.day else f"Due {in_words(step.due_on)}"
        yield Card(
            f"{step.organisation}: {kind.name.lower() if kind else step.kind}",
            "Record what the school answered, and close it." if mine else f"Given on {in_words(step.given_on)}.",
            reverse("needs:step", args=[step.pk]),
            when,
            "mine" if mine else "",
        )


def own_schools(about: About) -> Iterable[Figure]:
    """Say how many schools the local authority maintains and how many others it has, and which way they go."""
    if not about.standing.holds(Role.LA_OFFICER):
        return
    found, url = needs.own_schools(viewer=about.standing, day=about.day), reverse("needs:own_schools")
    for maintained, label in ((True, "Schools we maintain"), (False, "Academies and others")):
        ours = [one for one in found if one.maintained is maintained]
        yield Figure(
            label,
            len(ours),
            n=f"{sum(one.level is not None for one in ours)} with a level of support agreed",
            source="Which way they go",
            source_url=url if maintained else f"{url}?which=others",
        )
    help = Counter(
        "cannot say" if isinstance(one.help, CannotSay) else (one.help > 0) - (one.help < 0) for one in found
    )
    yield Figure(
        "More help than before",
        counted(help[1], "school"),
        n=f"{help[-1]} less, {help[0]} as much, {help['cannot say']} we cannot say",
        source="Levels of support",
        source_url=reverse("needs:levels"),
    )
    for indicator in needs.results_compared():
        way = Counter(
            "cannot say" if isinstance(each.way, CannotSay) else each.way.value
            for one in found
            for each in one.results
            if each.indicator == indicator
        )
        yield Figure(
            indicator.short,
            f"{way['up']} up, {way['down']} down",
            year="schools over five years",
            n=f"{way['no clear change']} no clear change, {way['cannot say']} we cannot say",
            source=capfirst(indicator.publication),
            source_url=reverse("evidence:indicators"),
        )
