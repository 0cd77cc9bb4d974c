"""A school’s parts as its page shows them: in sentences, and in the charts and tables of this package."""

from dataclasses import dataclass
from datetime import date

from collegiate.definitions import levels
from collegiate.doors.schools.gathered import ForMembers, School, Support, Withheld
from collegiate.doors.schools.shown import charts, tables
from collegiate.foundation.ui.charts import SmallMultiples
from collegiate.foundation.ui.components import Line as Answer
from collegiate.foundation.ui.components import Table, Tag
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.delivery.models import DayStage
from collegiate.improvement.needs.models import Level, LevelStage
from collegiate.improvement.needs.queries import STAGE_WORDS
from collegiate.partnership.members.queries import AtSchool
from collegiate.values import CannotSay


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level that stands: its kind name, how far it has come, and the sentences that are its reasons."""

    level: Level
    name: str
    tag: Tag
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Inside:
    """
    What members see.

    Attributes
    ----------
    levels : list of LevelLine or None
        None where needs and support are withheld; so are the other parts.
    money : str
        What it paid in and is still to pay, in a sentence.
    """

    chart: SmallMultiples | None
    why_no_band: CannotSay | None
    levels: list[LevelLine] | None
    needs: Table | None
    coming: Table | None
    been: Table | None
    sees_visits: bool
    objectives: Table | None
    help: Table | None
    money: str
    paid_in: Table | None
    teams: Table | None
    teams_words: str
    offers: list[tuple[str, str, int]]
    people: Table | None
    withheld: list[str]


def standing_words(found: School, day: date) -> str:
    """Say in a sentence or two how the school belongs, how much help it has, and who comes next."""
    said = [_belongs(found.known, day)]
    if found.inside and isinstance(found.inside.support, Support):
        said += [_level_words(level) for level in found.inside.support.levels]
    if found.inside and not isinstance(found.inside.visits, Withheld):
        coming = [visit for visit in found.inside.visits if visit.on >= day and visit.stage == DayStage.AGREED]
        said += [f"The next visit is on {in_words(coming[0].on)}."] if coming else []
    return " ".join(said)


def _belongs(known: AtSchool, day: date) -> str:
    school, member = known.organisation, known.member_on(day)
    if school.closed_on and school.closed_on < day:
        return f"It closed on {in_words(school.closed_on)}."
    closes = f" It closes on {in_words(school.closed_on)}." if school.closed_on else ""
    if member is not None:
        until = f", until {in_words(member.left_on)}" if member.left_on else ""
        return f"A member since {in_words(member.joined_on)}{until}.{closes}"
    left = next((one.left_on for one in known.memberships if one.left_on and one.left_on < day), None)
    return (
        f"It left the partnership on {in_words(left)}." if left else "Not a member of the partnership now."
    ) + closes


def _level_words(level: Level) -> str:
    name = _name_of(level)
    if level.stage == LevelStage.AGREED:
        return f"{name} support is agreed from {in_words(level.from_on)}."
    return f"{name} support is {level.get_stage_display().lower()}."


def _name_of(level: Level) -> str:
    known = levels().get(level.level)
    return known.name if known else level.level


def inside(found: ForMembers, day: date) -> Inside:
    """Return the parts that members see, ready to be shown."""
    support = None if isinstance(found.support, Withheld) else found.support
    visits = [] if isinstance(found.visits, Withheld) else found.visits
    paid_in = [] if isinstance(found.paid_in, Withheld) else found.paid_in
    happened = [visit for visit in visits if visit.on < day or visit.stage == DayStage.HAPPENED]
    return Inside(
        chart=charts.chart(found.figures),
        why_no_band=found.figures.like if isinstance(found.figures.like, CannotSay) else None,
        levels=None if support is None else [_level(level) for level in support.levels],
        needs=tables.needs(support.needs) if support else None,
        coming=tables.visits("Visits to come", [visit for visit in visits if visit not in happened]),
        been=tables.visits("Visits so far, the latest first", list(reversed(happened))),
        sees_visits=not isinstance(found.visits, Withheld),
        objectives=tables.objectives(found.objectives),
        help=tables.help(found.help),
        money="" if isinstance(found.paid_in, Withheld) else tables.money(paid_in),
        paid_in=tables.paid_in(paid_in),
        teams=tables.teams([line for line in found.teams if line.seen]),
        teams_words=tables.teams_words(found.teams),
        offers=[(offer.title, offer.what, offer.days_a_term) for offer in found.offers],
        people=tables.people(found.people),
        withheld=found.withheld,
    )


def _level(level: Level) -> LevelLine:
    tag = Tag(STAGE_WORDS[LevelStage(level.stage)], "" if level.stage == LevelStage.AGREED else "waiting")
    return LevelLine(level, _name_of(level), tag, [reason.sentence for reason in level.reasons.all()])


def details(known: AtSchool) -> list[Answer]:
    """Return what the register says of a school, where it says it."""
    school = known.organisation
    ages = f"{school.age_from} to {school.age_to}" if school.age_from is not None and school.age_to is not None else ""
    place = ", ".join(dict.fromkeys(filter(None, [school.street, school.locality, school.town, school.postcode])))
    lines = [
        Answer("URN", known.urn),
        Answer("Type", school.type_name),
        Answer("Ages", ages),
        Answer("Where", place),
        Answer("Telephone", school.telephone),
    ]
    return [line for line in lines if line.value]
