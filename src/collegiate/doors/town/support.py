"""What an agreement brings: workshops, development days, payments, teams, what was found, and what others can try."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from collegiate.doors.town import paying
from collegiate.doors.town.making import Town, at
from collegiate.doors.town.threads import Thread
from collegiate.improvement.achievement_teams import commands as teams
from collegiate.improvement.achievement_teams.models import Keep, Outcome
from collegiate.improvement.commissioning import commands as commissioning
from collegiate.improvement.commissioning.models import Claim, Milestone
from collegiate.improvement.delivery import commands as delivery
from collegiate.improvement.delivery.models import Element
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.impact import commands as impact
from collegiate.improvement.practice import commands as practice
from collegiate.improvement.practice.models import EvidenceLevel, Origin
from collegiate.partnership.feedback import commands as feedback
from collegiate.values import job, working_day, working_days_after


def plan_support(
    town: Town,
    thread: Thread,
    *,
    on: date,
    workshops: Sequence[date],
    aims: Mapping[str, str] | None = None,
    later: Sequence[tuple[str, date]] = (),
) -> None:
    """Plan the programme with its network workshops, and take places at them; nobody has one yet at those of `later` years."""
    story, agreement = thread.story, thread.agreement
    assert agreement is not None  # noqa: S101 - agreed before
    by = town.as_(story.provider_part, on)
    programme = delivery.plan_programme(
        agreement, name=story.title, starts_on=agreement.starts_on, ends_on=agreement.ends_on,
        aims={story.strand: story.outcomes, **(aims or {})}, by=by, at=at(on, 9),
    )  # fmt: skip
    for number, (strand, day) in enumerate(later, len(workshops) + 1):
        delivery.add_workshop(
            programme, strand=strand, title=f"{story.title}: workshop {number}", starts_at=at(working_day(day), 13),
            place="Ashmere College, lecture room", places=12, by=by, at=at(on, 9, number),
        )  # fmt: skip
    for number, day in enumerate(map(working_day, workshops), 1):
        workshop = delivery.add_workshop(
            programme, strand=story.strand, title=f"{story.title}: workshop {number}", starts_at=at(day, 13),
            place="Ashmere College, lecture room", places=max(3 * len(thread.urns), 12), by=by, at=at(on, 9, number),
        )  # fmt: skip
        came = []
        for urn in thread.urns:
            for person in town.staff[urn][: town.random.randint(2, 3)]:
                place = delivery.take_place(
                    workshop, person=person, organisation=town.schools[urn],
                    by=town.head(urn, on), at=at(working_day(on + timedelta(days=2)), 12),
                )  # fmt: skip
                if day < town.today and town.random.random() < 0.92:
                    came.append(place.pk)
        if day < town.today:
            delivery.record_who_came(workshop, came=came, by=town.as_(story.provider_part, day), at=at(day, 17))


def call_off(town: Town, thread: Thread, *, on: date, planned_for: date) -> None:
    """Plan one workshop more, let somebody take a place, and cancel it."""
    story, day, urn = thread.story, working_day(planned_for), thread.urns[0]
    by, later = town.as_(story.provider_part, on), working_day(on + timedelta(days=6))
    workshop = delivery.add_workshop(
        thread.agreement.programme, strand=story.strand, title=f"{story.title}: an evening for governors",
        starts_at=at(day, 18), place="Ashmere College, lecture room", places=20, by=by, at=at(on, 10),
    )  # fmt: skip
    delivery.take_place(
        workshop, person=town.governors[urn][0], organisation=town.schools[urn],
        by=town.who(town.governors[urn][0], on), at=at(on, 12),
    )  # fmt: skip
    delivery.cancel_workshop(
        workshop, because="The college needs the room for its examinations; we look for a day in the spring.",
        by=town.as_(story.provider_part, later), at=at(later, 9),
    )  # fmt: skip


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
    day: Any = agree_day(town, thread, urn, on=on, agreed_on=working_day(on - timedelta(days=21)))
    later = working_days_after(on, 2)
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
    """Accept a milestone, check its payment, authorise it, by two people where it is large, and send it."""
    milestone = list(
        Milestone.objects.filter(agreement=thread.agreement).select_related("agreement").order_by("due_on")
    )[number]
    commissioning.accept_milestone(
        milestone, evidence="Registers of the workshops, and the notes of the days, seen by the coordinator.",
        by=town.as_("coordinator", on), at=at(on, 11),
    )  # fmt: skip
    claim = Claim.objects.select_related("payment").get(milestone=milestone)
    day = working_days_after(on, 1)
    payment = fund.check_payment(claim.payment, by=town.as_("clerk", day), at=at(day, 14))
    days = (working_days_after(on, 3), working_days_after(on, 4))
    payment = paying.authorise(town, payment, days=days)
    day = working_days_after(on, 5)
    fund.send_payment(payment, on=day, by=town.as_("bookkeeper", day), at=at(day, 10))


def work_in_team(town: Town, thread: Thread, urn: str, *, on: date) -> None:
    """Form a school's Achievement Team and close one cycle."""
    story, school = thread.story, next(one for one in town.plan if one.urn == urn)
    members = town.staff[urn][:5]
    team = teams.form_team(
        f"{story.title} team", organisation=town.schools[urn], facilitator=members[0], members=members, starts_on=on,
        by=town.head(urn, on), at=at(on, 15),
    )  # fmt: skip
    town.made["team", urn] = team
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


def begin_again(town: Town, urn: str, *, question: str, on: date) -> None:
    """Let a school's team begin another cycle, as far as its first counts."""
    cohort = next(one for one in town.plan if one.urn == urn)
    teams.start_cycle(
        town.made["team", urn], strand="teaching", question=question, instrument="The school’s own half-termly task",
        before=spread(town, max(cohort.cohort or cohort.pupils // 7, 8), (0.22, 0.36, 0.30, 0.12)),
        started_on=on, by=town.who(town.staff[urn][0], on), at=at(on, 15, 40),
    )  # fmt: skip


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
    practice.publish(
        account, review_on=working_day(day + timedelta(days=365)), by=town.as_("coordinator", day), at=at(day, 14)
    )
