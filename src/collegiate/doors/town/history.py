"""Five years of meetings: what the groups were asked, and what the Strategic Group decided."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from collegiate.doors.town import threads
from collegiate.doors.town.groups import FORUMS, STRATEGIC, TASK_GROUPS
from collegiate.doors.town.making import YEARS_OF_MEETINGS, Town, at
from collegiate.doors.town.matters import ADVISED, FOR_ONE_SCHOOL, MATTERS, NOTED, Matter
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import AgendaItem, Consideration, ItemPurpose, Meeting, Paper, Part
from collegiate.partnership.members.models import Organisation, Purpose
from collegiate.values import AcademicYear, Standing

ADVISE = [*TASK_GROUPS, *(name for name, _ in FORUMS)]  # one of them meets before each of the year’s six meetings
MEETS = ((9, 28), (11, 9), (1, 11), (3, 1), (5, 3), (6, 14))  # on the next Tuesday
EACH = len(MATTERS) // len(MEETS)
FOR_SCHOOLS = 3  # decisions about one school at each meeting
BEFORE = timedelta(days=12)
TUESDAY = 1


def steps(town: Town) -> Iterator[tuple[str, partial[None]]]:
    """Yield each year's meetings, in words and as a function."""
    for back in range(YEARS_OF_MEETINGS - 1, -1, -1):
        year = town.support - back
        yield f"the meetings of {year}", partial(_a_year, town, year)


def _a_year(town: Town, year: AcademicYear) -> None:
    """Hold six meetings of the Strategic Group, each after one of a group that reads its paper and the next."""
    days = [_tuesday(date(year.starts + (month < MEETS[0][0]), month, day)) for month, day in MEETS]
    papers: list[Paper] = []
    for place, (day, group) in enumerate(zip(days, ADVISE, strict=True)):
        before = day - BEFORE
        wrote = before - BEFORE
        while len(papers) < min(place + 2, len(days)):
            matter = MATTERS[len(papers) * EACH]
            papers.append(_paper(town, f"{matter.title}, {year}", matter, by=town.as_("clerk", wrote), at=at(wrote, 9)))
        advise(town, group, papers[place : place + 2], by=town.as_("clerk", before), at=at(before, 16))
        matters = MATTERS[place * EACH : (place + 1) * EACH]
        decide(town, matters, papers[place], year, number=place, by=town.as_("clerk", day), at=at(day, 16))


def _tuesday(day: date) -> date:
    return day + timedelta(days=(TUESDAY - day.weekday()) % 7)


def _paper(town: Town, title: str, matter: Matter, *, by: Standing, at: datetime) -> Paper:
    text = f"{matter.text} {matter.reason}\n\nWhom it leaves out: {matter.leaves_out}"
    return governance.write_paper(title, summary=matter.text, text=text, group=town.groups[STRATEGIC], by=by, at=at)


@deed
def advise(town: Town, name: str, papers: list[Paper], *, by: Standing, at: datetime) -> None:
    """
    Hold a meeting of a group that advises: it considers one or two papers, and talks.

    :raises NotAllowed: if they may not
    """
    day, sent = at.date(), at - BEFORE
    meeting = threads.hold(town, name, on=day, called_on=sent.date())
    considered = [_item(meeting, one.title, ItemPurpose.ADVISE, 15, one, by, sent) for one in papers]
    for title in ADVISED[: 8 - len(papers)]:
        _item(meeting, title, ItemPurpose.NOTE, 5, None, by, sent)
    threads.gather(town, meeting, considered[0], on=day)
    for place, item in enumerate(considered):
        governance.respond(
            Consideration.objects.get(item=item),
            response="We would do it, if somebody says in June what came of it." if place else "We support it.",
            in_favour=3, against=0, by=by, at=at + timedelta(minutes=20),
        )  # fmt: skip
    threads.adjourn(town, meeting, on=day)
    note("town.advise", subject=meeting, data={"items": len(considered)})


def _item(
    meeting: Meeting, title: str, purpose: ItemPurpose, minutes: int, paper: Paper | None, by: Standing, at: datetime
) -> AgendaItem:
    return governance.add_item(meeting, title=title, purpose=purpose, minutes=minutes, paper=paper, by=by, at=at)


@deed
def decide(
    town: Town,
    matters: tuple[Matter, ...],
    paper: Paper,
    year: AcademicYear,
    *,
    number: int,
    by: Standing,
    at: datetime,
) -> None:
    """
    Hold a meeting of the Strategic Group: it decides on the paper it sent round, on other matters, and for three schools.

    :raises NotAllowed: if they may not
    """
    day, sent = at.date(), at - BEFORE
    meeting = threads.hold(town, STRATEGIC, on=day, called_on=sent.date())
    for title in NOTED:
        _item(meeting, title, ItemPurpose.NOTE, 5, None, by, sent)
    agenda: list[tuple[AgendaItem, Matter]] = []
    for place, matter in enumerate(matters):
        its = None if place else paper
        agenda.append((_item(meeting, f"{matter.title}, {year}", ItemPurpose.DECIDE, 10, its, by, sent), matter))
    for matter, school in zip(_some(FOR_ONE_SCHOOL, year.starts + number), _schools(town, year, number), strict=True):
        item = _item(meeting, matter.title.format(school=school.name), ItemPurpose.DECIDE, 5, None, by, sent)
        governance.name_party(item, organisation=school, part=Part.BENEFICIARY, by=by, at=sent)
        agenda.append((item, matter))
    threads.gather(town, meeting, agenda[0][0], on=day)
    for place, (item, matter) in enumerate(agenda):
        _one(item, matter, by=by, at=at + timedelta(minutes=10 + 8 * place))
    threads.adjourn(town, meeting, on=day)
    note("town.decide", subject=meeting, data={"decisions": len(agenda)})


def _some(among: tuple[Matter, ...], first: int) -> list[Matter]:
    return [among[(first + place) % len(among)] for place in range(FOR_SCHOOLS)]


def _schools(town: Town, year: AcademicYear, number: int) -> list[Organisation]:
    """Return the schools a meeting decides about, each in its turn."""
    first = ((year.starts * len(MEETS)) + number) * FOR_SCHOOLS
    return [town.schools[town.plan[(first + place) % len(town.plan)].urn] for place in range(FOR_SCHOOLS)]


def _one(item: AgendaItem, matter: Matter, *, by: Standing, at: datetime) -> None:
    threads.settle(
        item,
        text=matter.text,
        reason=matter.reason,
        equality_note=matter.leaves_out,
        purpose=Purpose.objects.get(code=matter.purpose),
        by=by,
        at=at,
    )
