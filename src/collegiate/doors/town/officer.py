"""What the town's local authority formally asked of one school: once two years ago, and again now."""

from datetime import date, timedelta

from collegiate.doors.town.making import Town, at
from collegiate.doors.town.plan import School
from collegiate.improvement.needs import commands as needs
from collegiate.improvement.needs.models import StepOutcome
from collegiate.partnership.members.models import Phase
from collegiate.values import working_day


def long_ago(town: Town) -> None:
    """Give a warning notice in the supported year, which the school answered."""
    s = town.support.starts
    given, closed = working_day(date(s + 1, 1, 18)), working_day(date(s + 1, 4, 26))
    step = needs.give_step(
        town.schools[_school(town).urn],
        kind="warning",
        given_on=given,
        asks="Four of the nine governors’ seats have been empty since the summer, and no minutes were kept of two meetings. "
        "Fill them, and keep minutes.",
        due_on=given + timedelta(days=84),
        by=town.as_("la_officer", given),
        at=at(given, 15),
    )
    needs.close_step(
        step,
        outcome=StepOutcome.DONE,
        answer="Four governors were elected or appointed by March, and the minutes of three meetings were sent. Nothing more follows.",
        by=town.as_("la_officer", closed),
        at=at(closed, 11),
    )


def now(town: Town) -> None:
    """Give a notice about the same school's budget, which is due on the day the town stands on."""
    given = working_day(town.today - timedelta(days=35))
    needs.give_step(
        town.schools[_school(town).urn],
        kind="finances",
        given_on=given,
        asks="The budget ends the year £48,000 short. Send a plan, agreed by the governors, that is back in balance within three years.",
        due_on=town.today,
        by=town.as_("la_officer", given),
        at=at(given, 15),
    )


def _school(town: Town) -> School:
    """Return the first maintained school that stays one, after Hillside where there is another."""
    primaries = [one for one in town.plan if one.phase == Phase.PRIMARY]
    leaving = {primaries[-1].urn, next(one.urn for one in reversed(primaries[:-1]) if not one.academy)}
    maintained = [one for one in town.plan if not one.academy and one.phase != Phase.PUPIL_REFERRAL_UNIT]
    staying = [one for one in maintained if one.urn not in leaving and one.phase != Phase.SIXTEEN_PLUS]
    return min(staying, key=lambda one: (one.urn == town.plan[0].urn, one.phase != Phase.PRIMARY, one.urn))
