"""What teams try, and what schools share of what worked."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst

from collegiate.doors.desks.cards.desk import SOON, About, Card
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.achievement_teams.models import Stage
from collegiate.improvement.practice.models import Stage as PracticeStage
from collegiate.values import Role


def team_cycles(about: About) -> Iterable[Card]:
    """Say where the person's teams stand: what they try, and when to test again."""
    for one in about.cycles:
        url = reverse("achievement_teams:cycle", args=[one.pk])
        retest = f"on {in_words(one.retest_on)}" if one.retest_on else ""
        if one.stage == Stage.TRYING and one.retest_on and one.retest_on <= about.day + SOON:
            yield Card(f"Re-test: {one.question}", f"Your team tries: {one.strategy}", url, capfirst(retest), "mine")
        else:
            yield Card(
                f"{one.team.name}: {one.question}",
                f"You try: {one.strategy}" if one.strategy else "",
                url,
                f"Re-test {retest}" if retest else one.get_stage_display(),
            )


def to_consent(about: About) -> Iterable[Card]:
    """Ask a head teacher whether what works in the school may be shared."""
    heads = about.standing.organisations(Role.HEAD_TEACHER)
    for one in about.drafts:
        if one.stage == PracticeStage.DRAFT and one.organisation_id in heads:
            yield Card(
                f"May this be shared? {one.title}",
                "A colleague wrote up something that works in your school.",
                reverse("practice:practice", args=[one.pk]),
                "Your turn",
                "mine",
            )


def to_publish(about: About) -> Iterable[Card]:
    """Ask for what a school agreed to share to be published."""
    for one in about.drafts:
        if one.stage == PracticeStage.CONSENTED:
            yield Card(
                f"Publish: {one.title}",
                "The school has agreed to share it.",
                reverse("practice:practice", args=[one.pk]),
                "Your turn",
                "mine",
            )
