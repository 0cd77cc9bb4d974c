"""The order in which the town is made: five years of meetings, a year of support, then the day it stands on."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from collegiate.definitions import terms
from collegiate.doors.town import (
    bank,
    groups,
    history,
    now,
    officer,
    organisations,
    people,
    seats,
    sharing,
    stories,
    support,
    threads,
    year,
)
from collegiate.doors.town.making import Town, at
from collegiate.doors.town.models import Build
from collegiate.doors.town.plan import index_of_need, last_teaching_tuesday
from collegiate.foundation import clock
from collegiate.foundation.record.chain import head_now
from collegiate.improvement.accountability import commands as accountability
from collegiate.partnership.members.models import Phase
from collegiate.partnership.members.queries import partnership
from collegiate.values import AcademicYear, working_day, working_days_from

REPORTED_BY = (11, 12)  # month and day by which the report on the year before is out
Step = tuple[str, Callable[[], object]]


class NotEmpty(Exception):
    """The database holds a partnership that is not the imaginary town."""


def build(*, seed: int, schools: int, today: date, with_gap: bool, say: Callable[[int, int, str], None]) -> Build:
    """
    Build the town once, telling how far it is; built before, say what was built.

    :raises NotEmpty: if there is a partnership of somebody's own
    :raises ValueError: if no term dates are known near the day
    """
    built = Build.objects.filter(pk=1).first()
    if built is not None:
        clock.stop(built.today)
        return built
    if partnership() is not None:
        raise NotEmpty("This database holds a partnership of its own. Use another DATABASE_URL for the imaginary town.")
    day = last_teaching_tuesday(today, terms())
    town = people.new_town(seed, schools, day, support_year(day))
    steps = list(plan_steps(town, with_gap=with_gap))
    for number, (words, step) in enumerate(steps):
        say(number, len(steps), words)
        step()
    say(len(steps), len(steps), "done")
    clock.keep_stopped(day)
    return Build.objects.create(pk=1, seed=seed, schools=schools, today=day, digest=head_now().hash)


def support_year(day: date) -> AcademicYear:
    """Return the latest school year that has been supported, judged and reported on by a day."""
    this = AcademicYear.of(day)
    month, in_month = REPORTED_BY
    return this - 1 if day >= date(this.starts, month, in_month) else this - 2


def plan_steps(town: Town, *, with_gap: bool) -> Iterator[Step]:
    """Yield what is done in turn, in words and as a function."""
    began, coordinator = town.began, "coordinator"
    yield "the partnership", lambda: organisations.found(town)
    yield "its members", lambda: organisations.register(town, by=town.as_(coordinator, began), at=at(began, 10))
    yield "its officers", lambda: people.appoint_offices(town, by=town.as_(coordinator, began), at=at(began, 11))
    yield "head teachers", lambda: people.appoint_heads(town, by=town.as_(coordinator, began), at=at(began, 12))
    for school in town.plan:
        yield (
            f"staff of {school.name}",
            partial(_staff, town, school.urn),
        )
    yield "groups and seats", lambda: groups.form_groups(town, by=town.as_(coordinator, began), at=at(began, 14))
    yield (
        "chairs, deputies and a panel",
        lambda: seats.begin(town, by=town.as_(coordinator, began), at=at(began, 14, 20)),
    )
    yield (
        "a head who governs elsewhere",
        lambda: groups.govern_elsewhere(town, by=town.as_(coordinator, began), at=at(began, 14, 30)),
    )
    yield "young people", lambda: people.young_person(town, by=town.as_(coordinator, began), at=at(began, 15))
    yield "interests", lambda: people.declare_interests(town)
    yield from history.steps(town)
    yield from _a_year(town)
    if with_gap:
        yield "a thread with a gap", lambda: now.thread_with_a_gap(town)
    coming = now.steps(town)
    yield next(coming)  # the thread under way began in the report's time, so it comes before the report
    yield "the report", lambda: _report(town)
    yield from coming


def _staff(town: Town, urn: str) -> None:
    people.appoint_staff(town, urn, by=town.head(urn, town.began), at=at(town.began, 13))


def _support_of(town: Town, made: dict[str, threads.Thread], key: str) -> None:
    _support(town, made[key])


def _choose(town: Town) -> dict[str, list[str]]:
    """Choose the schools of each thread: those most in need, those that ask, and never one that is to close."""
    primaries = [one for one in town.plan if one.phase == Phase.PRIMARY]
    closing = {primaries[-1].urn, *(one.urn for one in primaries[-8:] if not one.academy)}
    latest = {one.urn: one for one in town.made["results"][town.support - 1]}
    order = sorted(
        (one for one in primaries if one.urn not in closing and latest[one.urn].eligible > 10),
        key=lambda one: (-index_of_need(latest[one.urn]), one.urn),
    )
    urns = [one.urn for one in order if one.urn != town.plan[0].urn]
    hillside = next(one.urn for one in town.plan if one.phase == Phase.PRIMARY)
    others = [one.urn for one in town.plan if one.phase == Phase.SECONDARY]
    return {
        "reading": list(dict.fromkeys([hillside, *urns[:4]])),
        "leading": urns[6:9],
        "families": [*urns[10:12], *others[1:3]],
        "assessing": others[:3],
    }


def _a_year(town: Town) -> Iterator[Step]:
    """Yield the year of the three finished threads: figures, needs, decisions, support, outcome, report."""
    s = town.support.starts
    chosen: dict[str, list[str]] = {}
    made: dict[str, threads.Thread] = {}

    def figures() -> None:
        town.made["results"] = year.plan_results(town, {})
        chosen.update(_choose(town))
        lifted = dict.fromkeys(chosen["reading"], (town.support, 9.0))
        town.random.seed(f"{town.random.random()}")
        planned = year.plan_results(town, lifted)
        town.made["results"] = {**town.made["results"], town.support: planned[town.support]}
        for back in range(year.YEARS_BEFORE, 0, -1):
            before = town.support - back
            year.load_figures(town, before, town.made["results"][before], on=date(s, 9, 8))

    yield "three years of figures", figures

    def ask_everybody() -> None:
        town.made["round"] = year.open_round(town, town.support, opens_on=date(s, 9, 10), closes_on=date(s, 10, 3))
        for number, school in enumerate(town.plan):
            year.answer(town, town.made["round"], school.urn, on=date(s, 9, 14) + timedelta(days=number % 15))
        year.offers(town, on=date(s, 9, 22))
        year.close_round(town, town.made["round"], on=date(s, 10, 5))

    yield "what schools say", ask_everybody

    def money() -> None:
        opened, due = working_day(date(s, 9, 7)), date(s, 10, 1)
        town.made["fund"] = year.open_fund(town, on=opened)
        by = town.as_("bookkeeper", opened)
        year.expect_contributions(
            town,
            town.made["fund"],
            a_pupil=year.a_pupil(town.plan, stories.COST + sharing.POT),
            year=town.support,
            due_on=due,
            by=by,
            at=at(opened, 11),
        )
        came, entered = working_day(date(s, 10, 9)), working_day(date(s, 10, 12))
        by = town.as_("bookkeeper", entered)
        year.receive_contributions(town, year=town.support, on=came, share=0.97, by=by, at=at(entered, 10))

    yield "money paid in", money

    def seek() -> None:
        for key, story in (("reading", stories.READING), ("leading", stories.LEADING), ("families", stories.FAMILIES)):
            made[key] = threads.seek(town, story, chosen[key], round=town.made["round"], on=date(s, 9, 21))
        town.made["threads"] = made
        for key, level in (("reading", "intensive"), ("leading", "focused"), ("families", "core_plus")):
            for number, urn in enumerate(chosen[key]):
                need = next(one for one in made[key].needs if one.organisation_id == town.schools[urn].pk)
                year.agree_level(
                    town, urn, level, need=need, on=date(s, 10, 6), contested=key == "reading" and number == 1
                )

    yield "needs and levels of support", seek
    yield "what the groups say", lambda: _consider(town, made)
    yield "the Strategic Group decides", lambda: _decide(town, made)
    yield "a warning notice, answered", lambda: officer.long_ago(town)
    yield "a pot shared by need", lambda: sharing.last_year(town)
    for key in ("reading", "leading", "families"):
        yield f"support: {key}", partial(_support_of, town, made, key)
    yield "a school closes, one becomes an academy", lambda: organisations.changes_of_the_year(town)

    yield "new terms of reference", lambda: seats.think_again(town, on=date(s + 1, 9, 14))

    def outcomes() -> None:
        for thread in made.values():
            threads.complete(town, thread, on=date(s + 1, 7, 17))
        year.agree_level(town, chosen["leading"][0], "core_plus", need=None, on=date(s + 1, 9, 8))  # it needs less now
        year.load_figures(town, town.support, town.made["results"][town.support], on=date(s + 1, 10, 12))
        for number, thread in enumerate(made.values()):
            support.conclude(town, thread, on=date(s + 1, 10, 19 + number))
            support.share(town, thread, on=date(s + 1, 10, 26 + number))

    yield "the bank agrees", lambda: bank.reconcile(town, on=date(s + 1, 8, 3))
    yield "outcomes and findings", outcomes


def _report(town: Town) -> None:
    """Draft the report on the supported year, from its first day to the last finding, and publish it."""
    s = town.support.starts
    on = date(s + 1, 11, 6)
    report = accountability.draft_report(
        f"What we did together in {town.support}",
        from_on=town.supported_on,
        until_on=date(s + 1, 10, 31),
        foreword="A year in which schools asked, decided and paid together. We say what we cannot say, too.",
        by=town.as_("coordinator", on),
        at=at(on, 10),
    )
    day = on + timedelta(days=4)
    accountability.publish_report(report, by=town.as_("clerk", day), at=at(day, 9))


def _consider(town: Town, made: dict[str, threads.Thread]) -> None:
    s = town.support.starts
    groups = dict.fromkeys(name for thread in made.values() for name in thread.story.advised_by)
    for number, name in enumerate(groups):
        asked = [thread for thread in made.values() if name in thread.story.advised_by]
        threads.ask(town, asked, name, on=date(s, 11, 3) + timedelta(days=2 * number))


def _decide(town: Town, made: dict[str, threads.Thread]) -> None:
    s = town.support.starts
    on = date(s, 11, 24)
    meeting = threads.hold(town, "Strategic Group", on=on, called_on=on - timedelta(days=12))
    for thread in made.values():
        threads.propose(town, thread, on=on - timedelta(days=11), starts_on=date(s, 12, 1), ends_on=date(s + 1, 7, 17))
        threads.put_on_agenda(town, thread, meeting, on=on - timedelta(days=10))
    items = [thread.item for thread in made.values() if thread.item is not None]
    threads.gather(town, meeting, items[0], on=on)
    for number, thread in enumerate(made.values()):
        threads.decide(town, thread, on=on, minute=10 + 15 * number)
    threads.adjourn(town, meeting, on=on)
    for thread in made.values():
        threads.agree(town, thread, town.made["fund"], on=on + timedelta(days=2))


def _support(town: Town, thread: threads.Thread) -> None:
    s = town.support.starts
    number = list(town.made["threads"].values()).index(thread)
    spring, summer = date(s + 1, 1, 12) + timedelta(days=number), date(s + 1, 5, 5) + timedelta(days=number)
    support.plan_support(town, thread, on=date(s, 12, 3), workshops=[spring, spring + timedelta(days=49), summer])
    first, second = working_days_from(spring + timedelta(days=8)), working_days_from(summer + timedelta(days=8))
    for place, urn in enumerate(thread.urns):
        support.hold_day(town, thread, urn, on=next(first))
        support.work_in_team(town, thread, urn, on=spring + timedelta(days=30 + place))
        support.hold_day(town, thread, urn, on=next(second))
    support.pay_milestone(town, thread, 0, on=date(s + 1, 3, 3))
    support.pay_milestone(town, thread, 1, on=date(s + 1, 7, 6))
