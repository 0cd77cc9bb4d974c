"""What waits round the meeting to come: proposals, a paper in its second version, a confidential item, next year's days."""

from datetime import date, datetime, time, timedelta

from collegiate.definitions import terms
from collegiate.doors.desks import reminders
from collegiate.doors.town.groups import STRATEGIC
from collegiate.doors.town.making import Town, at
from collegiate.doors.town.threads import Thread
from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance import queries
from collegiate.partnership.governance.models import ItemPurpose, Meeting, Paper, PaperVersion
from collegiate.partnership.members import commands as members
from collegiate.partnership.members import queries as members_queries
from collegiate.partnership.members.models import Person
from collegiate.values import job, working_day

HEADS = "Primary head-teacher group"
LATE = 4  # people who have not confirmed what the register of interests says of them
PROPOSED = (  # what about, why, answered how
    ("Supply teachers shared between schools", "Nine schools could not find anybody in November, and three had too many.", ""),
    ("One minibus for three schools", "Each stands idle four days a week.", "The budget is looked at in June; it comes back then."),
)  # fmt: skip


def fill(town: Town, meeting: Meeting, thread: Thread, *, on: date) -> None:
    """Let heads propose, the clerk answer one of them, a paper change, and a confidential item stand on the agenda."""
    clerk, group = town.as_("clerk", on), town.groups[STRATEGIC]
    heads = town.groups[HEADS]
    head = next(town.who(one, on) for one in town.heads.values() if heads.pk in town.who(one, on).groups())
    for title, why, answer in PROPOSED:
        matter = governance.propose(
            group, title=title, why=why, purpose=ItemPurpose.DECIDE, on_behalf_of=heads, by=head, at=at(on, 8)
        )
        if answer:
            governance.keep_waiting(matter, because=answer, by=clerk, at=at(on, 9))
    paper = Paper.objects.get(brief=thread.brief)
    text = PaperVersion.objects.get(paper=paper, number=1).text
    governance.rewrite_paper(
        paper,
        text=f"{text}\n\nEach school gives two half-days of its teachers’ time; nobody is asked for more.",
        changed_since="How much time each school gives is said.",
        group=group,
        after=1,
        by=clerk,
        at=at(on, 11),
    )
    governance.add_item(
        meeting,
        title="A head teacher’s long absence",
        purpose=ItemPurpose.NOTE,
        confidential=True,
        by=clerk,
        at=at(on, 11),
    )
    _plan_the_year(town, on=on)


def _plan_the_year(town: Town, *, on: date) -> None:
    """Plan the Strategic Group's meetings of half a year at once, from eight weeks on."""
    days = queries.days_of_a_series(
        on + timedelta(weeks=8), every_weeks=6, until_on=on + timedelta(weeks=30), terms=terms()
    )
    starts = [datetime.combine(one.on, time(16), tzinfo=LONDON) for one in days]
    governance.plan_series(
        town.groups[STRATEGIC],
        starts=starts,
        place="Ashmere Town Hall, room 2",
        by=town.as_("clerk", on),
        at=at(on, 12),
    )


def fall_due(town: Town) -> None:
    """Let the decisions that have to come back fall into the backlog, as the sweep does each night."""
    by = job("decisions_due", day=town.today)
    for decision, why in queries.to_fall_due(day=town.today):
        governance.fall_due(decision, why=why, by=by, at=at(town.today, 6))


def remind(town: Town) -> None:
    """Let those who decide confirm what the register says of them, all but a few, and remind whoever owes something."""
    on = working_day(town.today - timedelta(days=80))
    for one in members_queries.owed(day=on)[::-1][LATE:]:
        person = Person.objects.get(pk=one.person_id)
        members.confirm_interests(person, by=town.who(person, on), at=at(on, 15))
    reminders.send(by=job("reminders", day=town.today), at=at(town.today, 8))
