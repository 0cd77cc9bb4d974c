"""One thread of support from a need to a practice that others can try, made deed by deed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from collegiate.doors.town.people import Town, at
from collegiate.doors.town.year import raise_need
from collegiate.improvement.achievement_teams import commands as teams
from collegiate.improvement.achievement_teams.models import Keep, Outcome
from collegiate.improvement.commissioning import commands as commissioning
from collegiate.improvement.commissioning.models import Brief, Milestone, WhyChosen
from collegiate.improvement.delivery import commands as delivery
from collegiate.improvement.delivery.models import Element
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Fund
from collegiate.improvement.impact import commands as impact
from collegiate.improvement.impact.models import Study
from collegiate.improvement.needs.models import Need, Round
from collegiate.improvement.practice import commands as practice
from collegiate.improvement.practice.models import EvidenceLevel, Origin
from collegiate.partnership.feedback import commands as feedback
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import AgendaItem, Consideration, Decision, ItemPurpose, Meeting, Part
from collegiate.partnership.governance.queries import room_for
from collegiate.partnership.members.models import Purpose
from collegiate.values import AcademicYear, Money, job


@dataclass(frozen=True)
class Story:
    """What a thread is about."""

    title: str
    strand: str
    purpose: str
    need: str
    need_text: str
    outcomes: str
    provider: str
    provider_part: str  # who plays the provider's contact
    adviser_part: str
    advised_by: tuple[str, ...]  # groups that are asked
    indicator: str
    worthwhile: str
    why: WhyChosen
    price: int  # pounds
    team_question: str
    strategy: str
    practice: str


READING = Story(
    title="Reading for understanding", strand="teaching", purpose="gap",
    need="Children read aloud well and understand too little",
    need_text="By the end of key stage 2 too many read fluently and cannot say what a text means. We want lessons that teach it.",
    outcomes="Teachers in every year group teach comprehension in the same planned way; more children reach the expected standard.",
    provider="Brightwell Learning", provider_part="provider", adviser_part="adviser",
    advised_by=("Improving the quality of teaching and learning", "Primary head-teacher group"),
    indicator="ks2_rwm_expected", worthwhile="4.00", why=WhyChosen.LOW_FIGURES, price=42_000,
    team_question="Which of our readers can retell a text and cannot explain it?",
    strategy="Fifteen minutes of guided talk about one paragraph, four days a week",
    practice="Fifteen minutes’ talk about one paragraph",
)  # fmt: skip
LEADING = Story(
    title="Coaching for new leaders", strand="leadership", purpose="teaching",
    need="Subject leaders are new and have had no training",
    need_text="Three of our subject leaders took over this year. They teach well and have never led colleagues.",
    outcomes="New leaders plan, watch and talk about teaching with their colleagues each half-term.",
    provider="Brightwell Learning", provider_part="provider", adviser_part="adviser_two",
    advised_by=("Leadership of learning",),
    indicator="ks2_rwm_expected", worthwhile="4.00", why=WhyChosen.ASKED, price=18_000,
    team_question="Which children in our year group stopped moving on in maths?",
    strategy="Each teacher tries one question that makes pupils explain, and a colleague listens",
    practice="One question a lesson that makes pupils explain",
)  # fmt: skip
FAMILIES = Story(
    title="Mornings with families", strand="support", purpose="families",
    need="Mornings are hard for some families, and children miss school",
    need_text="A dozen families find mornings hard. We have no one to visit them before school.",
    outcomes="Families have one person to ring; children who missed one day in ten come nearly every day.",
    provider="Ashmere Families Together", provider_part="voluntary_contact", adviser_part="voluntary_adviser",
    advised_by=("Extended services",),
    indicator="absence_overall", worthwhile="0.50", why=WhyChosen.ASKED, price=24_000,
    team_question="Which children’s Mondays are worse than their Fridays?",
    strategy="The same adult meets them at the gate every Monday",
    practice="The same adult at the gate on Mondays",
)  # fmt: skip
ASSESSING = Story(
    title="Feedback that pupils act on", strand="assessment", purpose="attainment",
    need="Marking takes hours and changes little",
    need_text="Books are full of comments that pupils do not use. We want feedback in the lesson.",
    outcomes="Teachers give feedback in the lesson; pupils change their work because of it.",
    provider="University of Mereside", provider_part="university_contact", adviser_part="university_adviser",
    advised_by=("Improving the quality of teaching and learning", "Secondary head-teacher group"),
    indicator="absence_overall", worthwhile="0.50", why=WhyChosen.ASKED, price=15_000,
    team_question="Which pupils never change their work after feedback?",
    strategy="Feedback spoken in the lesson, and five minutes to act on it",
    practice="Five minutes to act on feedback",
)  # fmt: skip

GAP = replace(LEADING, title="A year of heads’ mentoring", price=9_000)
READING_AGAIN = replace(READING, title="Reading for understanding, second group", price=20_000)


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
    """Open a meeting and let its voting members in."""
    clerk = town.as_("clerk", on)
    governance.open_meeting(meeting, by=clerk, at=at(on, 16))
    for seat in room_for(item, at=at(on, 16)).people:
        governance.arrive(seat.person, meeting=meeting, by=clerk, at=at(on, 16))


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
            ("Workshops held and a first day in every school", starts_on + timedelta(days=80), half),
            ("Second days held, and every team’s cycle closed", ends_on - timedelta(days=14), half),
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


def decide(town: Town, thread: Thread, meeting: Meeting, *, on: date, minute: int) -> None:
    """Let those with an interest leave, decide, and call them back."""
    assert thread.item is not None  # noqa: S101 - it was put on the agenda before
    clerk = town.as_("clerk", on)
    leaving = [one.person for one in room_for(thread.item, at=at(on, 16, minute)).leaving if one.present]
    for person in leaving:
        governance.depart(person, meeting=meeting, by=clerk, at=at(on, 16, minute))
    thread.decision = governance.decide(
        thread.item,
        text=f"{thread.story.title} is commissioned from {thread.story.provider} for {len(thread.urns)} schools, at {Money(thread.story.price * 100)} at most.",
        reason="Schools asked for it, the groups that were asked support it, and nothing that is free does it.",
        equality_note="Schools outside this programme wait until it has been judged. It goes where most children eligible for free school meals are, so it should narrow the gap.",
        purpose=Purpose.objects.get(code=thread.story.purpose),
        alternatives="Visits between schools alone; a smaller programme for two schools.",
        money=Money(thread.story.price * 100),
        review_on=on + timedelta(days=365),
        by=clerk,
        at=at(on, 16, minute + 2),
    )
    for person in leaving:
        governance.arrive(person, meeting=meeting, by=clerk, at=at(on, 16, minute + 4))


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


def plan_support(town: Town, thread: Thread, *, on: date, workshops: Sequence[date]) -> None:
    """Plan the programme with its network workshops, and take places at them."""
    story, agreement = thread.story, thread.agreement
    assert agreement is not None  # noqa: S101 - agreed before
    by = town.as_(story.provider_part, on)
    programme = delivery.plan_programme(
        agreement, name=story.title, starts_on=agreement.starts_on, ends_on=agreement.ends_on, by=by, at=at(on, 9)
    )
    for number, day in enumerate(workshops, 1):
        workshop = delivery.add_workshop(
            programme, strand=story.strand, title=f"{story.title}: workshop {number}", starts_at=at(day, 13),
            place="Ashmere College, lecture room", places=max(3 * len(thread.urns), 12), by=by, at=at(on, 9, number),
        )  # fmt: skip
        for urn in thread.urns:
            for person in town.staff[urn][: town.random.randint(2, 3)]:
                place = delivery.take_place(
                    workshop, person=person, organisation=town.schools[urn],
                    by=town.head(urn, on), at=at(on + timedelta(days=2), 12),
                )  # fmt: skip
                if day < town.today:
                    delivery.record_attendance(
                        place, came=town.random.random() < 0.92, by=town.as_(story.provider_part, day), at=at(day, 17)
                    )


AIMS = {
    Element.COACHING: "Watch and rehearse one step with three teachers",
    Element.WHOLE_STAFF: "An hour on what the workshop showed, with books from our own classes",
    Element.FOLLOW_THROUGH: "Agree with leaders how it is kept up, and who looks",
}
HAPPENED = {
    Element.COACHING: (
        "Three teachers each tried one step twice and chose what to keep.",
        "Try it daily; film one lesson for yourself",
    ),
    Element.WHOLE_STAFF: (
        "All staff planned next week’s lessons with it, in year groups.",
        "Bring one example to the staff meeting",
    ),
    Element.FOLLOW_THROUGH: (
        "Leaders put a weekly ten-minute look in the calendar.",
        "Show the governors in the summer",
    ),
}


def agree_day(town: Town, thread: Thread, urn: str, *, on: date, agreed_on: date):  # type: ignore[no-untyped-def]
    """Agree a development day with a school."""
    return delivery.agree_day(
        thread.agreement, organisation=town.schools[urn], adviser=town.people[thread.story.adviser_part], on=on,
        strand=thread.story.strand, why="To try in your own classrooms what the workshop showed. Have two weeks of books at hand.",
        aims=AIMS, by=town.as_(thread.story.provider_part, agreed_on), at=at(agreed_on, 14),
    )  # fmt: skip


def hold_day(town: Town, thread: Thread, urn: str, *, on: date) -> None:
    """Hold a development day, write it up, and let the staff say what they thought."""
    day: Any = agree_day(town, thread, urn, on=on, agreed_on=on - timedelta(days=21))
    later = on + timedelta(days=2)
    asked = town.staff[urn][:9]
    day = delivery.write_up(
        day, elements=HAPPENED, agreed_next="A second look in six weeks; the team starts its own cycle.", ask=asked,
        by=town.as_(thread.story.adviser_part, later), at=at(later, 17),
    )  # fmt: skip
    questions = list(day.form.questions.order_by("place"))
    for person in asked[: town.random.randint(6, len(asked))]:
        after = later + timedelta(days=town.random.randint(1, 6))
        answers: dict[int, int | str | None] = {
            questions[0].pk: min(max(round(town.random.gauss(4.1, 0.8)), 1), 5),
            questions[1].pk: town.random.choice(
                ("More time to practise.", "Please come to year 2 as well.", "", "Nothing, it was good.")
            ),
        }
        feedback.answer(day.form, answers=answers, by=town.who(person, after), at=at(after, 12))
    ended = day.form.closes_on + timedelta(days=1)
    if ended <= town.today:
        feedback.close(day.form, by=job("close_forms", day=ended), at=at(ended, 6))


def pay_milestone(town: Town, thread: Thread, number: int, *, on: date) -> None:
    """Accept a milestone, authorise its payment and pay it."""
    milestone = list(
        Milestone.objects.filter(agreement=thread.agreement).select_related("agreement").order_by("due_on")
    )[number]
    commissioning.accept_milestone(
        milestone, evidence="Registers of the workshops, and the notes of the days, seen by the coordinator.",
        by=town.as_("coordinator", on), at=at(on, 11),
    )  # fmt: skip
    milestone = Milestone.objects.select_related("claim__payment").get(pk=milestone.pk)
    day = on + timedelta(days=3)
    payment = fund.authorise_payment(milestone.claim.payment, by=town.as_("authoriser", day), at=at(day, 9))
    day += timedelta(days=2)
    fund.pay(payment, on=day, by=town.as_("bookkeeper", day), at=at(day, 10))


def work_in_team(town: Town, thread: Thread, urn: str, *, on: date) -> None:
    """Form a school's Achievement Team and close one cycle."""
    story, school = thread.story, next(one for one in town.plan if one.urn == urn)
    members = town.staff[urn][:5]
    team = teams.form_team(
        f"{story.title} team", organisation=town.schools[urn], facilitator=members[0], members=members, starts_on=on,
        by=town.head(urn, on), at=at(on, 15),
    )  # fmt: skip
    facilitator = town.who(members[0], on)
    pupils = max(school.cohort or school.pupils // 7, 8)
    before = spread(town, pupils, (0.25, 0.37, 0.28, 0.10))
    cycle = teams.start_cycle(
        team, strand=story.strand, question=story.team_question, instrument="The school’s own half-termly task", before=before,
        started_on=on, agreement=thread.agreement, by=facilitator, at=at(on, 15, 40),
    )  # fmt: skip
    day = on + timedelta(days=7)
    cycle = teams.state_evidence(
        cycle, statement=f"{before[0] + before[1]} of {sum(before)} pupils can follow and cannot yet explain. The cause we can change is how little they talk about what they read.",
        by=town.who(members[1], day), at=at(day, 15, 40),
    )  # fmt: skip
    retest = on + timedelta(days=56)
    cycle = teams.set_goal(
        cycle, goal=f"At least {before[2] + before[3] + max(pupils // 6, 1)} of {sum(before)} pupils achieving or exceeding at the re-test.",
        strategy=story.strategy, retest_on=retest, by=town.who(members[1], day), at=at(day, 16),
    )  # fmt: skip
    if retest >= town.today:
        return
    after = spread(town, sum(before), (0.15, 0.30, 0.38, 0.17))
    met = after[2] + after[3] >= before[2] + before[3] + max(pupils // 6, 1)
    cycle = teams.close_cycle(
        cycle, after=after, outcome=Outcome.MET if met else Outcome.PARTLY, keep=Keep.KEEP if met else Keep.ADAPT,
        learning="It worked where the same adult did it every day. Twice a week was not enough.",
        by=town.who(members[0], retest), at=at(retest, 16),
    )  # fmt: skip
    town.made.setdefault(("cycle", story.title), cycle)


def spread(town: Town, pupils: int, shares: tuple[float, ...]) -> list[int]:
    """Spread pupils over the four bands, nearly by shares."""
    bands = [round(pupils * share * town.random.uniform(0.85, 1.15)) for share in shares[1:]]
    bands[bands.index(max(bands))] -= max(sum(bands) - pupils, 0)
    return [pupils - sum(bands), *bands]


def conclude(town: Town, thread: Thread, *, on: date) -> None:
    """Conclude the study of a thread."""
    thread.study = impact.conclude_study(thread.study, by=town.as_("la_adviser", on), at=at(on, 11))  # type: ignore[arg-type]


def share(town: Town, thread: Thread, *, on: date) -> None:
    """Write up what one team did, with its head's consent, and publish it."""
    story, urn = thread.story, thread.urns[0]
    account = practice.draft(
        story.practice, strand=story.strand, origin=Origin.OURS, organisation=town.schools[urn],
        problem=story.need_text, what_we_did=f"{story.strategy}, for eight weeks, in every class of two year groups.",
        what_went_wrong="In the first fortnight we tried it in every lesson, and it took over. Once a day is enough.",
        cost_and_time="No money; an hour to plan in each year group, and ten minutes a week to look back.",
        evidence_level=EvidenceLevel.TRIED, cycle=town.made.get(("cycle", story.title)), study=thread.study,
        by=town.who(town.staff[urn][0], on), at=at(on, 16),
    )  # fmt: skip
    day = on + timedelta(days=2)
    account = practice.consent(account, by=town.head(urn, day), at=at(day, 9))
    practice.publish(account, review_on=day + timedelta(days=365), by=town.as_("coordinator", day), at=at(day, 14))


def adjourn(town: Town, meeting: Meeting, *, on: date) -> None:
    """Close a meeting."""
    governance.close(meeting, by=town.as_("clerk", on), at=at(on, 17, 30))


def complete(town: Town, thread: Thread, *, on: date) -> None:
    """Complete the agreement of a thread."""
    thread.agreement = commissioning.complete(thread.agreement, by=town.as_("coordinator", on), at=at(on, 12))
