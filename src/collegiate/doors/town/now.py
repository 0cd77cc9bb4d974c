"""What is going on round the day the town stands on, so that no desk is empty."""

from datetime import date, time, timedelta

from collegiate.doors.town import asking, backlog, officer, paying, sharing, stories, support, threads, votes, year
from collegiate.doors.town.making import Town, at
from collegiate.improvement.practice import commands as practice
from collegiate.improvement.practice.models import EvidenceLevel, Origin
from collegiate.partnership.childrens_services import commands as childrens_services
from collegiate.partnership.members.models import Phase
from collegiate.partnership.training_day import commands as training_day
from collegiate.values import AcademicYear, working_day, working_days_from


def steps(town: Town):  # type: ignore[no-untyped-def]
    """Yield what is done in turn, in words and as a function."""
    yield "a thread that is under way", lambda: open_thread(town)
    yield "votes, and every kind of interest", lambda: votes.hold(town)
    yield "payments in every stage", lambda: paying.pay_for_visits(town, town.made["visits"])
    yield "this year's needs", lambda: this_year(town)
    yield "a statutory step that is due", lambda: officer.now(town)
    yield "a formula to be tried", lambda: sharing.this_year(town)
    yield "meetings to come", lambda: meetings(town)
    yield "what falls due", lambda: backlog.fall_due(town)
    yield "interests confirmed, and reminders", lambda: backlog.remind(town)
    yield "questions, answers and a reply", lambda: asking.ask_and_answer(town)
    yield "was the report of use?", lambda: asking.was_the_report_of_use(town)
    yield "services for children", lambda: services(town)
    yield "the training day", lambda: training(town)


def open_thread(town: Town) -> None:
    """Make the thread whose support has begun and whose outcome is not due yet."""
    today = town.today
    secondaries = [one.urn for one in town.plan if one.phase == Phase.SECONDARY][:3]
    asked = today - timedelta(days=63)
    thread = threads.seek(town, stories.ASSESSING, secondaries, round=town.made["round"], on=asked)
    for number, name in enumerate(stories.ASSESSING.advised_by):
        threads.ask(town, [thread], name, on=asked + timedelta(days=26 + number))
    decided = asked + timedelta(days=35)
    meeting = threads.hold(town, "Strategic Group", on=decided, called_on=decided - timedelta(days=9))
    starts = decided + timedelta(days=7)
    third = AcademicYear.of(starts) + 2
    threads.propose(
        town, thread, on=decided - timedelta(days=8), starts_on=starts, ends_on=date(third.starts + 1, 7, 13)
    )
    threads.put_on_agenda(town, thread, meeting, on=decided - timedelta(days=8))
    threads.gather(town, meeting, thread.item, on=decided)  # type: ignore[arg-type]
    threads.decide(town, thread, on=decided, minute=15)
    threads.adjourn(town, meeting, on=decided)
    threads.agree(town, thread, town.made["fund"], on=decided + timedelta(days=2), year_of_outcome=False)
    threads.freeze(town, thread, on=decided + timedelta(days=3), base_year=town.support, year=town.support + 1)
    support.plan_support(
        town, thread, on=decided + timedelta(days=4), workshops=[today - timedelta(days=12), today + timedelta(days=44)],
        aims={"leadership": "Subject leaders watch feedback being given, and talk about it, each half-term."},
        later=[
            ("leadership", date(third.starts - 1, 10, 7)), ("assessment", date(third.starts, 1, 19)), ("leadership", date(third.starts, 10, 5)),
        ],
    )  # fmt: skip
    support.call_off(town, thread, on=decided + timedelta(days=7), planned_for=today + timedelta(days=23))
    support.hold_day(town, thread, secondaries[0], on=working_day(today - timedelta(days=9)))
    coming, planned_on = working_days_from(today + timedelta(days=2)), working_day(today - timedelta(days=15))
    for urn, on in zip(secondaries[1:], coming, strict=False):
        support.agree_day(town, thread, urn, on=on, agreed_on=planned_on)
    support.work_in_team(town, thread, secondaries[0], on=today - timedelta(days=20))
    town.made["open"] = thread


def thread_with_a_gap(town: Town) -> None:
    """Make a thread that is past its end with hops that never came: no days, no team, no outcome."""
    s = town.support.starts
    primaries = [one.urn for one in town.plan if one.phase == Phase.PRIMARY][12:14]
    thread = threads.seek(town, stories.GAP, primaries, round=town.made["round"], on=date(s, 9, 23))
    threads.ask(town, [thread], "Leadership of learning", on=date(s, 11, 17))
    on = date(s + 1, 1, 19)
    meeting = threads.hold(town, "Strategic Group", on=on, called_on=on - timedelta(days=12))
    threads.propose(town, thread, on=on - timedelta(days=11), starts_on=on, ends_on=date(s + 1, 5, 29))
    threads.put_on_agenda(town, thread, meeting, on=on - timedelta(days=10))
    threads.gather(town, meeting, thread.item, on=on)  # type: ignore[arg-type]
    threads.decide(town, thread, on=on, minute=10)
    threads.adjourn(town, meeting, on=on)
    threads.agree(town, thread, town.made["fund"], on=on + timedelta(days=2), year_of_outcome=False)


def this_year(town: Town) -> None:
    """Open this year's round, let more than half of the schools answer, and leave a few things waiting for somebody."""
    today = town.today
    open_schools = [urn for urn, school in town.schools.items() if school.closed_on is None and _still_open(town, urn)]
    round = year.open_round(
        town, town.support + 1, opens_on=today - timedelta(days=20), closes_on=today + timedelta(days=10)
    )
    town.made["round_now"] = round
    hillside = open_schools[0]
    for number, urn in enumerate(open_schools):
        if urn != hillside and number % 5 not in (0, 3) and any(one.urn == urn for one in town.plan):
            year.answer(town, round, urn, on=today - timedelta(days=1 + number % 18))
    primary = next(one.urn for one in town.plan if one.phase == Phase.PRIMARY)
    year.propose_level(town, primary, "core_plus", need=None, on=today - timedelta(days=5))
    support.begin_again(
        town, primary, question="Which of our readers can explain a text in writing, and not only aloud?",
        on=working_day(today - timedelta(days=7)),
    )  # fmt: skip
    writer = town.staff[primary][1]
    practice.draft(
        "A reading corner that pupils run", strand="environment", origin=Origin.OURS, organisation=town.schools[primary],
        problem="The reading corner was tidy and empty.", what_we_did="Six pupils choose the books, and say why on a card.",
        what_went_wrong="The cards were lost in a week; now they hang on a string.", cost_and_time="£40, and ten minutes on Fridays.",
        evidence_level=EvidenceLevel.PROMISING, by=town.who(writer, today - timedelta(days=3)), at=at(today - timedelta(days=3), 16),
    )  # fmt: skip


def _still_open(town: Town, urn: str) -> bool:
    school = town.schools[urn]
    school.refresh_from_db(fields=["closed_on"])
    return school.closed_on is None


def meetings(town: Town) -> None:
    """Call the meetings to come, with an item somebody must leave for."""
    today = town.today
    primaries = [one.urn for one in town.plan if one.phase == Phase.PRIMARY]
    heads_on = working_day(today + timedelta(days=3))
    thread = threads.seek(
        town, stories.READING_AGAIN, primaries[1:4], round=town.made["round_now"], on=today - timedelta(days=19)
    )
    to_come = working_day(today + timedelta(days=9))
    meeting = threads.hold(town, "Strategic Group", on=to_come, called_on=today)
    threads.propose(
        town, thread, on=today, starts_on=to_come + timedelta(days=30), ends_on=to_come + timedelta(days=240)
    )
    threads.put_on_agenda(town, thread, meeting, on=today)
    backlog.fill(town, meeting, thread, on=today)
    threads.hold(town, "Primary head-teacher group", on=heads_on, called_on=today - timedelta(days=6))


SERVICES = (  # whose, name, kind, what, ages, area
    (
        "health",
        "Mereside Health: school nursing",
        "School nurse drop-in",
        "health",
        "A nurse in school for any worry, without an appointment.",
        4,
        19,
    ),
    (
        "therapies",
        "Mereside Health: children’s therapies",
        "Speech and language advice line",
        "health",
        "A therapist talks a teacher or parent through what to try first.",
        2,
        11,
    ),
    (
        "care",
        "Ashmere Council: social care",
        "Early help",
        "care",
        "One person who brings family, school and services together.",
        0,
        18,
    ),
    (
        "inclusion",
        "Ashmere Council: inclusion",
        "Inclusion advice",
        "care",
        "How to keep a child in class who finds it hard to stay.",
        4,
        16,
    ),
    (
        "voluntary",
        "Ashmere Families Together",
        "Morning visits",
        "family",
        "Somebody who knocks, and walks to school with the family.",
        4,
        14,
    ),
    (
        "culture",
        "Ashmere Museum and Libraries",
        "Reading rooms",
        "culture",
        "A quiet place with books and a person who knows them, until six.",
        5,
        18,
    ),
    (
        "club",
        "Ashmere Town Football Club",
        "Saturday league",
        "sport",
        "Football for girls and boys, boots lent.",
        6,
        16,
    ),
    (
        "college",
        "Ashmere College",
        "Taster Wednesdays",
        "youth",
        "An afternoon in a workshop for year 10 and 11.",
        14,
        16,
    ),
)


def services(town: Town) -> None:
    """Put services into the directory, each by whoever answers for it; one of them long ago."""
    for number, (part, whose, name, kind, what, youngest, oldest) in enumerate(SERVICES):
        day = town.today - timedelta(days=20 + 30 * number)
        childrens_services.add_service(
            name, organisation=town.others[whose], kind=kind, description=what, age_from=youngest, age_to=oldest,
            area="Ashmere and its villages", how_to_reach="Ring, or ask at your school’s office.",
            telephone=f"01999 555 {100 + number}", by=town.as_(part, day), at=at(day, 11),
        )  # fmt: skip


TITLES = (
    ("teaching", "Talk for writing"), ("assessment", "Feedback in the lesson"), ("environment", "Calm starts"),
    ("support", "Listening to families"), ("leadership", "Leading a subject for the first time"), ("teaching", "Maths with things to hold"),
)  # fmt: skip


def training(town: Town) -> None:
    """Plan this year's training day, open wishes, and let a good many people wish."""
    by, when = town.as_("coordinator", town.today - timedelta(days=12)), at(town.today - timedelta(days=12), 10)
    on = working_day(town.today + timedelta(days=66))
    day = training_day.set_day("Whole-town training day", on=on, place="Ashmere College", by=by, at=when)
    slots = [
        training_day.add_slot(day, starts=time(hour), ends=time(hour + 1, 15), by=by, at=when) for hour in (9, 11, 13)
    ]
    rooms = [
        training_day.add_room(day, name=name, capacity=capacity, step_free=capacity > 60, by=by, at=when)
        for name, capacity in (("Main hall", 400), ("Lecture room", 120), ("Workshop", 60), ("Library", 40))
    ]
    sessions = []
    for number, (slot, room) in enumerate((slot, room) for slot in slots for room in rooms):
        strand, title = TITLES[number % len(TITLES)]
        sessions.append(
            training_day.add_session(
                day, slot=slot, room=room, title=title, leader=next(town.names), strand=strand, by=by, at=when
            )
        )
    day = training_day.open_wishes(day, by=by, at=at(town.today - timedelta(days=8), 9))
    undecided = town.staff[next(one.urn for one in town.plan if one.phase == Phase.PRIMARY)][
        0
    ]  # Hillside's first teacher
    for number, urn in enumerate(list(town.staff)[:30]):
        for person in [one for one in town.staff[urn][:5] if one is not undecided]:
            wished = town.random.sample(sessions, 3)
            on_day = town.today - timedelta(days=1 + number % 6)
            training_day.wish(day, person=person, sessions=wished, by=town.who(person, on_day), at=at(on_day, 12))
