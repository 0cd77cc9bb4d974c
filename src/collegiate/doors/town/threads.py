"""A thread from a need to an agreement, and its end, made deed by deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from collegiate.doors.town.making import Town, at
from collegiate.doors.town.stories import Story
from collegiate.doors.town.year import raise_need
from collegiate.foundation.files.store import keep
from collegiate.improvement.commissioning import commands as commissioning
from collegiate.improvement.commissioning.models import Brief
from collegiate.improvement.fund.models import Fund
from collegiate.improvement.impact import commands as impact
from collegiate.improvement.impact.models import Study
from collegiate.improvement.needs.models import Need, Round
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    Decision,
    ItemPurpose,
    Meeting,
    Part,
    Weight,
)
from collegiate.partnership.governance.queries import (
    attending,
    file_name,
    minutes_of,
    minutes_on_paper,
    room_for,
    to_agree,
)
from collegiate.partnership.members.models import Person, Purpose
from collegiate.values import AcademicYear, Money, Standing, working_day


@dataclass
class Thread:
    """A thread as far as it has come."""

    story: Story
    urns: list[str]
    needs: list[Need]
    brief: Brief
    item: AgendaItem | None = None
    decision: Decision | None = None
    agreement: Any = None  # an Agreement, once it is proposed
    study: Study | None = None


def seek(town: Town, story: Story, urns: Sequence[str], *, round: Round, on: date) -> Thread:
    """Raise the schools' needs, write the brief, and take it to the groups' papers."""
    on = working_day(on)
    found = [
        raise_need(
            town,
            urn,
            strand=story.strand,
            title=story.need,
            text=story.need_text,
            round=round,
            on=on,
            indicator=story.indicator,
        )
        for urn in urns
    ]
    day = on + timedelta(days=21)
    coordinator = town.as_("coordinator", day)
    brief = commissioning.write_brief(
        story.title,
        strand=story.strand,
        purpose_code=story.purpose,
        outcomes=story.outcomes,
        looked_at_first="A neighbour school offers two days a term, which is too little for so many schools; no days are left on other agreements; no free service does this.",
        ceiling=Money(story.price * 100),
        needs=found,
        by=coordinator,
        at=at(day, 10),
    )
    day += timedelta(days=2)
    brief = commissioning.take_to_groups(
        brief, group=town.groups["Strategic Group"], by=town.as_("coordinator", day), at=at(day, 14)
    )
    return Thread(story, list(urns), found, brief)


def hold(
    town: Town, group_name: str, *, on: date, called_on: date, place: str = "Ashmere Town Hall, room 2"
) -> Meeting:
    """Plan and call a meeting of a group."""
    clerk = town.as_("clerk", called_on)
    meeting = governance.plan_meeting(
        town.groups[group_name], starts_at=at(on, 16), place=place, by=clerk, at=at(called_on, 9)
    )
    return governance.call(meeting, by=clerk, at=at(called_on, 9, 5))


def gather(town: Town, meeting: Meeting, item: AgendaItem, *, on: date) -> None:
    """Open a meeting, let its voting members in, and let them agree the minutes that wait."""
    clerk = town.as_("clerk", on)
    governance.open_meeting(meeting, by=clerk, at=at(on, 16))
    for seat in room_for(item, at=at(on, 16)).people:
        governance.arrive(seat.person, meeting=meeting, by=clerk, at=at(on, 16))
    agree_minutes(meeting, by=clerk, at=at(on, 16))


def let_leave(item: AgendaItem, *, by: Standing, at: datetime) -> list[Person]:
    """Let those with an interest in an item leave, and hand the chair on where it is the chair's; return who left."""
    room = room_for(item, at=at)
    if room.hand_first:
        governance.hand_the_chair(item, to=room.able[0].person, by=by, at=at)
    leaving = [one.person for one in room.leaving if one.present]
    for person in leaving:
        governance.depart(person, meeting=item.meeting, by=by, at=at)
    return leaving


def ask(town: Town, threads: Sequence[Thread], group_name: str, *, on: date) -> None:
    """Let a group that advises consider the threads' papers at one meeting."""
    meeting = hold(town, group_name, on=on, called_on=on - timedelta(days=9))
    clerk = town.as_("clerk", on)
    items = [
        governance.add_item(
            meeting, title=one.story.title, purpose=ItemPurpose.ADVISE, minutes=20, paper=one.brief.paper,
            by=town.as_("clerk", on - timedelta(days=9)), at=at(on - timedelta(days=9), 10),
        )
        for one in threads
    ]  # fmt: skip
    gather(town, meeting, items[0], on=on)
    for item in items:
        governance.respond(
            Consideration.objects.get(item=item),
            response="We support it. Let teachers see it working in another school before they are asked to try it.",
            in_favour=town.random.randint(3, 6),
            against=town.random.randint(0, 1),
            by=clerk,
            at=at(on, 17),
        )
    governance.close(meeting, by=clerk, at=at(on, 17, 30))


def propose(town: Town, thread: Thread, *, on: date, starts_on: date, ends_on: date) -> None:
    """Propose the agreement that would answer the brief."""
    story = thread.story
    half = Money(story.price * 50)
    thread.agreement = commissioning.propose_agreement(
        story.title,
        brief=thread.brief,
        provider=town.others[story.provider],
        schools=[town.schools[urn] for urn in thread.urns],
        price=Money(story.price * 100),
        milestones=[
            ("Workshops held and a first day in every school", working_day(starts_on + timedelta(days=80)), half),
            ("Second days held, and every team’s cycle closed", working_day(ends_on - timedelta(days=14)), half),
        ],
        starts_on=starts_on,
        ends_on=ends_on,
        indicator=story.indicator,
        change_worth_paying=Decimal(story.worthwhile),
        why_chosen=story.why,
        why_these_schools="They raised this need in the same round, and their own figures say the same.",
        by=town.as_("coordinator", on),
        at=at(on, 11),
    )


def put_on_agenda(town: Town, thread: Thread, meeting: Meeting, *, on: date) -> None:
    """Put the paper before the Strategic Group, and name whom it touches."""
    clerk, when = town.as_("clerk", on), at(on, 10)
    thread.item = governance.add_item(
        meeting,
        title=thread.story.title,
        purpose=ItemPurpose.DECIDE,
        minutes=25,
        paper=thread.brief.paper,
        by=clerk,
        at=when,
    )
    governance.name_party(
        thread.item, organisation=town.others[thread.story.provider], part=Part.PAYEE, by=clerk, at=when
    )
    for urn in thread.urns:
        governance.name_party(thread.item, organisation=town.schools[urn], part=Part.BENEFICIARY, by=clerk, at=when)


def agree_minutes(meeting: Meeting, *, by: Standing, at: datetime) -> None:
    """Let a meeting agree the minutes of those before it, on the word of the first member who came."""
    for before in to_agree(meeting):
        file = keep(file_name(before), [minutes_on_paper(before, draft=False)], kind="application/pdf", at=at)
        content = minutes_of(before, public=True).digest
        mover = next(one.person for one in attending(meeting, day=at.date()) if one.present)
        governance.agree_minutes(before, agreed_in=meeting, mover=mover, file=file, content=content, by=by, at=at)


def answer(item: AgendaItem, *, by: Standing, at: datetime) -> None:
    """Say to each group that was heard on an item's paper what was done with what it said."""
    heard = Consideration.objects.filter(paper=item.paper_id, weight=Weight.ADVISES, answer__isnull=True)
    for place, one in enumerate(heard.order_by("pk")):
        text = (
            "There is no money for it this year; it comes back in June." if place else "It begins where it can be seen."
        )
        governance.answer(one, taken_up=not place, text=text, by=by, at=at)


def settle(item: AgendaItem, *, by: Standing, at: datetime, **facts: Any) -> Decision:
    """Let those with an interest leave, answer the groups that were heard, decide, and call back whoever left."""
    leaving = let_leave(item, by=by, at=at)
    if item.paper_id:
        answer(item, by=by, at=at)
    decision = governance.decide(item, **facts, by=by, at=at + timedelta(minutes=2))
    for person in leaving:
        governance.arrive(person, meeting=item.meeting, by=by, at=at + timedelta(minutes=4))
    return decision


def decide(town: Town, thread: Thread, *, on: date, minute: int) -> None:
    """Let the Strategic Group decide on a thread's paper."""
    assert thread.item is not None  # noqa: S101 - it was put on the agenda before
    thread.decision = settle(
        thread.item,
        text=f"{thread.story.title} is commissioned from {thread.story.provider} for {len(thread.urns)} schools, at {Money(thread.story.price * 100)} at most.",
        reason="Schools asked for it, the groups that were asked support it, and nothing that is free does it.",
        equality_note="Schools outside this programme wait until it has been judged. It goes where most children eligible for free school meals are, so it should narrow the gap.",
        purpose=Purpose.objects.get(code=thread.story.purpose),
        alternatives="Visits between schools alone; a smaller programme for two schools.",
        money=Money(thread.story.price * 100),
        review_on=working_day(on + timedelta(days=365)),
        by=town.as_("clerk", on),
        at=at(on, 16, minute),
    )


def agree(town: Town, thread: Thread, pot: Fund, *, on: date, year_of_outcome: bool = True) -> None:
    """Make the agreement, set its money aside, plan its programme and freeze its study."""
    assert thread.agreement is not None  # noqa: S101 - proposed before
    assert thread.decision is not None  # noqa: S101 - decided before
    thread.agreement = commissioning.agree(
        thread.agreement, decision=thread.decision, fund=pot, by=town.as_("clerk", on), at=at(on, 10)
    )
    if year_of_outcome:
        freeze(town, thread, on=on + timedelta(days=1), base_year=town.support - 1, year=town.support)


def freeze(town: Town, thread: Thread, *, on: date, base_year: AcademicYear, year: AcademicYear) -> None:
    """Freeze the schools that a thread is compared with."""
    thread.study = impact.freeze_study(
        thread.agreement,
        base_year=base_year,
        year=year,
        by=town.as_("la_adviser", on),
        at=at(on, 10),
    )


def adjourn(town: Town, meeting: Meeting, *, on: date) -> None:
    """Close a meeting."""
    governance.close(meeting, by=town.as_("clerk", on), at=at(on, 17, 30))


def complete(town: Town, thread: Thread, *, on: date) -> None:
    """Complete the agreement of a thread."""
    thread.agreement = commissioning.complete(thread.agreement, by=town.as_("coordinator", on), at=at(on, 12))
