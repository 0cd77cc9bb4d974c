"""The town's year before any support: figures, what schools said, levels agreed, and money paid in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from collegiate.definitions import strands
from collegiate.doors.exchange.results import read_results
from collegiate.doors.town import plan, tables
from collegiate.doors.town.making import Town, at
from collegiate.foundation.files import store
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.evidence.commands import load_values
from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import ContributionKind, Fund
from collegiate.improvement.needs import commands as needs
from collegiate.improvement.needs.commands import Given, Reason
from collegiate.improvement.needs.models import Need, Round
from collegiate.improvement.needs.queries import case_for
from collegiate.partnership.members.models import Phase
from collegiate.partnership.members.queries import urns
from collegiate.values import AcademicYear, Money, Standing, job, working_day

YEARS_BEFORE = 3
FLAT_PENCE = 25_000  # a school’s contribution before its pupils are counted
STEP_PENCE = 50
HALF_DAYS_OF_A_SECONDARY = 4  # of people’s time, beside the money
ALONE_UP_TO = Money(500_000)
MARGIN = 1.3  # a few contributions come late, and a fund is not planned down to its last penny


def plan_results(town: Town, lifted: dict[str, tuple[AcademicYear, float]]) -> dict[AcademicYear, list[plan.Result]]:
    """Plan every school's figures, of the years before the support and of the supported year."""
    years = [town.support - back for back in range(YEARS_BEFORE, -1, -1)]
    return plan.results(town.random, town.plan, years, lifted=lifted)


def load_figures(town: Town, year: AcademicYear, results: list[plan.Result], *, on: date) -> None:
    """Load a year's three files, as somebody would who was sent them."""
    schools = {school.urn: school for school in town.plan}
    when = at(on, 11)
    for kind, write in (("ks2final", tables.ks2), ("abs", tables.absence), ("census", tables.census)):
        name, content = tables.file_name(year, kind), write(results, schools)
        file = store.keep(name, [content], kind="text/csv", at=when)
        found = read_results(store.path_of(file.digest), members=urns(), name=name)
        load_values(
            file, kind=found.kind, year=found.year.starts, rows=found.figures, seen=found.seen,
            by=job("import_results", day=on), at=when,
        )  # fmt: skip


def open_round(town: Town, year: AcademicYear, *, opens_on: date, closes_on: date) -> Round:
    """Open a needs round."""
    day = opens_on
    return needs.open_round(
        f"Needs and offers {year}",
        year=year,
        opens_on=opens_on,
        closes_on=closes_on,
        by=town.as_("coordinator", day),
        at=at(day, 9),
    )


def close_round(town: Town, round: Round, *, on: date) -> None:
    """Close a needs round when its time is over."""
    needs.close_round(round, by=town.as_("coordinator", on), at=at(on, 9))


SAID = {
    1: "We would be glad of help here, and know where it should start.",
    2: "Some of this works well; we are not yet consistent.",
    3: "Secure, and looked at each term.",
    4: "Colleagues from other schools are welcome to come and see it.",
}


def answer(town: Town, round: Round, urn: str, *, on: date) -> None:
    """Let a head teacher answer a round for the school, more often gladly than not."""
    school = next(one for one in town.plan if one.urn == urn)
    base = 2.7 + school.strength / 14
    answers = {}
    for code in strands():
        rating = min(max(round_(base + town.random.gauss(0, 0.7)), 1), 4)
        answers[code] = Given(rating, SAID[rating])
    needs.answer_round(round, organisation=town.schools[urn], answers=answers, by=town.head(urn, on), at=at(on, 16))


def round_(number: float) -> int:
    """Round to a whole answer; the name of a needs round stands in the way of Python's own."""
    return int(number + 0.5)


OFFERS = (
    (
        "teaching",
        "Open classrooms in reading",
        "Two teachers at a time watch a morning’s lessons, and talk about them after.",
    ),
    ("assessment", "Marking that pupils use", "We show how pupils answer feedback, and share our cards."),
    ("support", "Breakfast club with family help", "Come and see how we run it with the school nurse."),
    ("leadership", "A head to talk to in the first year", "An hour each week, nothing written down."),
    ("environment", "Calm corridors", "A walk round at change of lessons, with the plan we used."),
)


def offers(town: Town, *, on: date) -> None:
    """Let the schools that have most to share offer it, and a few others too."""
    strongest = sorted((one for one in town.plan if one.phase == Phase.PRIMARY), key=lambda one: -one.strength)
    for (strand, title, what), school in zip(OFFERS * 3, strongest[:15], strict=False):
        needs.offer_help(
            town.schools[school.urn], strand=strand, title=title, what=what, days_a_term=town.random.randint(2, 6),
            offered_on=on, by=town.head(school.urn, on), at=at(on, 17),
        )  # fmt: skip


def raise_need(
    town: Town, urn: str, *, strand: str, title: str, text: str, round: Round, on: date, indicator: str
) -> Need:
    """Let a head raise a need with the latest figure as evidence; an adviser understands it a week later."""
    organisation = town.schools[urn]
    evidence = list(
        IndicatorValue.objects.filter(organisation=organisation, indicator=indicator, is_current=True).order_by(
            "-year", "pk"
        )[:1]
    )
    need = needs.raise_need(
        organisation,
        strand=strand,
        title=title,
        text=text,
        evidence=evidence,
        round=round,
        by=town.head(urn, on),
        at=at(on, 15),
    )
    later = on + timedelta(days=7)
    return needs.understand_need(
        need, understanding="Talked through with the head teacher and the chair of governors.",
        by=town.as_("coordinator", later), at=at(later, 11),
    )  # fmt: skip


def agree_level(town: Town, urn: str, level: str, *, need: Need | None, on: date, contested: bool = False) -> None:
    """Propose a level of support with its reasons; the head agrees, perhaps after contesting it."""
    proposed = propose_level(town, urn, level, need=need, on=on)
    day = on + timedelta(days=7)
    if contested:
        needs.contest_level(
            proposed, text="Last year’s group was very small: one pupil is ten points. Please look at three years together.",
            by=town.head(urn, day), at=at(day, 14),
        )  # fmt: skip
        day += timedelta(days=3)
        needs.answer_contest(
            proposed, answer="You are right that one year says little. Over three years the picture is the same, so we propose the same level until the spring, when we look again together.",
            by=town.as_("coordinator", day), at=at(day, 10),
        )  # fmt: skip
        day += timedelta(days=4)
    needs.agree_level(proposed, by=town.head(urn, day), at=at(day, 16))


def propose_level(town: Town, urn: str, level: str, *, need: Need | None, on: date):  # type: ignore[no-untyped-def]
    """Propose a level, with what speaks for it: the figures that add to its need, its own words, the need it raised."""
    organisation, by = town.schools[urn], town.as_("coordinator", on)
    found = case_for(organisation, viewer=by).reasons
    figures = [one for one in found if one.contribution is not None]
    said = [one for one in found if one.key.startswith("answer:")][:1]
    raised = [one for one in found if need is not None and one.need == need]
    reasons = [
        Reason(one.sentence, one.indicator, one.contribution, one.maximum, one.need)
        for one in (*figures, *said, *raised)
    ]
    return needs.propose_level(
        organisation,
        level=level,
        reasons=reasons or [Reason("The school asked to stay where it is.")],
        end_test="Two terms in which the school’s own checks show the change has held.",
        from_on=on + timedelta(days=14),
        review_on=working_day(on + timedelta(days=180)),
        by=by,
        at=at(on, 13),
    )


def a_pupil(schools: Sequence[plan.School], cost: int) -> int:
    """
    Return what members agreed to pay for each pupil, in pence: enough for what they mean to buy together.

    `cost` is in pounds. A small town buys the same programmes as a large one, so there each pupil costs more.
    """
    left = round(100 * cost * MARGIN) - FLAT_PENCE * len(schools)
    steps = -(-left // (STEP_PENCE * sum(school.pupils for school in schools)))
    return STEP_PENCE * max(steps, 1)


@deed
def expect_contributions(
    town: Town, pot: Fund, *, a_pupil: int, year: AcademicYear, due_on: date, by: Standing, at: datetime
) -> None:
    """
    Note what every school owes for a year, by the formula: so much a school and so much a pupil.

    :raises NotAllowed: if they do not keep the books
    """
    planned = {one.urn: one for one in town.plan}
    asked = [
        (urn, organisation, planned.get(urn) or town.made.get("converted"))
        for urn, organisation in town.schools.items()
        if organisation.closed_on is None
    ]
    formula = fund.set_formula(
        pot,
        year=str(year),
        asked=[
            fund.Asked("", Money(FLAT_PENCE), Money(a_pupil)),
            fund.Asked(Phase.SECONDARY, Money(FLAT_PENCE), Money(a_pupil), HALF_DAYS_OF_A_SECONDARY),
        ],
        by=by,
        at=at,
    )
    fund.pledge(
        formula, year=str(year), pupils={one.pk: school.pupils for _, one, school in asked if school is not None},
        schools=[one for _, one, school in asked if school is not None], due_on=due_on, by=by, at=at,
    )  # fmt: skip
    urns = {one.pk: urn for urn, one, _ in asked}
    for one in fund.invoice(formula, by=by, at=at):
        if one.kind == ContributionKind.CASH:
            town.made[year, urns[one.organisation_id]] = one
    note("town.expect_contributions", subject=pot, data={"year": year, "pence_a_pupil": a_pupil})


@deed
def receive_contributions(
    town: Town, *, year: AcademicYear, on: date, share: float, by: Standing, at: datetime
) -> None:
    """
    Record that most contributions came in.

    :raises NotAllowed: if they do not keep the books
    """
    due = [contribution for (of, _), contribution in _contributions(town) if of == year]
    received = [one for one in due if town.random.random() < share]
    for contribution in received:
        fund.receive_contribution(contribution, on=on, by=by, at=at)
    note("town.receive_contributions", subject=received[0].fund, data={"year": year, "received": len(received)})


def _contributions(town: Town):  # type: ignore[no-untyped-def]
    return [
        (key, value) for key, value in town.made.items() if isinstance(key, tuple) and isinstance(key[0], AcademicYear)
    ]


def open_fund(town: Town, *, on: date) -> Fund:
    """Open the pooled fund, and say up to what amount one person authorises a payment."""
    pot = fund.open_fund(
        "Pooled fund",
        purpose="Programmes of support for the schools that need them most, paid for by all of us together.",
        opened_on=on,
        by=town.as_("bookkeeper", on),
        at=at(on, 10),
    )
    fund.set_limit(pot, amount=ALONE_UP_TO, by=town.as_("coordinator", on), at=at(on, 10, 30))
    return pot
