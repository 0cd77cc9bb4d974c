"""Every case of the interest engine: how it is known, of what kind it is, what it leaves; against the rule, written out again here."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from collegiate.partnership.governance import commands, policies, queries
from collegiate.partnership.governance.models import Nearness, Power, Source
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import InterestKind
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.partnership.governance.conftest import FOUR

pytestmark = [pytest.mark.interest, pytest.mark.django_db]

NO, YES, NOTED, GRANTED = "no", "yes", "yes, noted", "as granted"
RULE = {  # see sealed, score, vote, count to quorum, chair
    Nearness.DIRECT: (NO, NO, NO, NO, NO),
    Nearness.NEAR: (NO, NO, NO, NO, NO),
    Nearness.CLASS_WIDE: (YES, YES, YES, YES, NOTED),
    Nearness.DISPENSED: (GRANTED, GRANTED, GRANTED, YES, NO),
}
VERBS = (Power.SEE, Power.SCORE, Power.VOTE, Power.COUNT, Power.CHAIR)
GRANTABLE = frozenset(VERBS[:3])
CASES = [
    (source, kind, verb, granted)
    for source, kind, (place, verb) in product(Source, Nearness, enumerate(VERBS))
    for granted in ((True, False) if RULE[kind][place] == GRANTED else (None,))
]
PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "interests.md"


def expected(kind, verb, granted):
    said = RULE[kind][VERBS.index(verb)]
    return granted if said == GRANTED else said != NO


def known(round, item, hillside, source, kind):
    """Let somebody new who sits on the group have an interest of a kind, known from a source; and return them."""
    sam = cast.person("Sam Oak")
    seat = commands.make_seat(round.strategic, label="Seat of Sam", by=round.clerk, at=MORNING)
    commands.seat(sam, seat=seat, from_on=SINCE, by=round.clerk, at=MORNING)
    round.people["Sam"] = sam
    if source == Source.ROLE:
        role = members.appoint(sam, role=Role.GOVERNOR, organisation=hillside, from_on=SINCE, by=FOUNDING, at=MORNING)
        if kind == Nearness.NEAR:
            members.end_role(role, until_on=TUESDAY - timedelta(days=30), by=FOUNDING, at=MORNING)
    elif source == Source.REGISTER:
        tie = InterestKind.FAMILY if kind == Nearness.NEAR else InterestKind.FINANCIAL
        members.declare_interest(
            sam, organisation=hillside, kind=tie, nature="A tie", from_on=SINCE, by=cast.standing(sam), at=MORNING
        )
    else:
        facts = {
            "person": sam,
            "nearness": Nearness.NEAR if kind == Nearness.NEAR else Nearness.DIRECT,
            "because": "My sister teaches there",
            "organisation": hillside,
        }
        if source == Source.MEETING:
            commands.declare_for_item(item, **facts, by=cast.standing(sam), at=MORNING)
        else:
            flag = commands.raise_interest(item, **facts, by=cast.standing(round.people["Amir"]), at=MORNING)
            chair = cast.standing(round.people["Grace"])
            commands.rule_on_interest(flag, stands=True, because="It is so", by=chair, at=MORNING)
    return sam


def the_item(round, hillside, kind):
    """An item that touches Hillside: alone, or as it does every school."""
    meeting = round.open()
    item = round.item(meeting)
    if kind == Nearness.CLASS_WIDE:
        eastfield = cast.school("Eastfield Primary")
        formula = commands.freeze_formula(
            round.strategic, name="A training day", each=Money(50_000), by=round.clerk, at=MORNING - timedelta(days=9)
        )
        commands.show_shares(formula, units={hillside.pk: 0, eastfield.pk: 0}, by=round.clerk, at=MORNING)
        commands.name_class(item, formula=formula, by=round.clerk, at=MORNING)
    else:
        round.party(item, hillside)
    return item


def dispense(round, hillside, person, powers):
    meeting = round.open()
    item = round.item(meeting, "May Sam take part?")
    round.party(item, hillside)
    commands.declare_for_item(
        item, person=person, nearness=Nearness.DIRECT, because="It is about me", by=cast.standing(person), at=MORNING
    )
    round.come(meeting, "Tom", "Amir", "Grace", "Ola")
    decision = round.decide(item)
    commands.dispense(
        decision, person=person, organisation=hillside, powers=powers, until_on=date(2027, 7, 31), by=round.clerk, at=FOUR
    )  # fmt: skip


@pytest.fixture
def chaired(round):
    members.appoint(
        round.people["Grace"], role=Role.CHAIR, group=round.strategic, from_on=SINCE, by=FOUNDING, at=MORNING
    )


@pytest.mark.parametrize(("source", "kind", "verb", "granted"), CASES)
@pytest.mark.usefixtures("chaired")
def test_an_interest_leaves_what_the_rule_says(round, hillside, source, kind, verb, granted):
    item = the_item(round, hillside, kind)
    sam = known(round, item, hillside, source, kind)
    if kind == Nearness.DISPENSED:
        dispense(round, hillside, sam, frozenset({verb}) if granted else GRANTABLE - {verb})
    round.come(item.meeting, "Sam")

    why = queries.interests_in(item, person_ids=[sam.pk], day=TUESDAY)[sam.pk]
    ruling = policies.may_take_part(cast.standing(sam), verb, why)

    assert (why.source, why.nearness) == (source, kind)
    may = expected(kind, verb, granted)
    assert bool(ruling) is may
    assert may or ruling.refusal == f"You cannot {verb.label}. {why.you}"
    room = queries.room_for(item, at=FOUR)
    able, counting = ({one.person.pk for one in some} for some in (room.able, room.counting))
    if verb == Power.VOTE:
        assert (sam.pk in able) is may
    if verb == Power.COUNT:
        assert (sam.pk in counting) is may
        assert (sam.pk in {one.person.pk for one in room.leaving}) is not may
    if verb == Power.CHAIR:
        take = policies.may_take_item(round.clerk, sam, item.meeting, sits=True, why=why)
        assert bool(take) is may


def test_there_are_at_least_sixty_cases():
    assert len(CASES) >= 60
    assert len({(source, kind, verb) for source, kind, verb, _ in CASES}) == 80


def test_the_page_that_a_clerk_reads_says_the_same():
    lines = [[cell.strip() for cell in line.strip("| ").split("|")] for line in PAGE.read_text("utf-8").splitlines()]
    read = {(cells[0], cells[1]): tuple(cells[2:]) for cells in lines if len(cells) == 7 and cells[0] in Source.labels}

    assert read == {(source.label, kind.label): RULE[kind] for source in Source for kind in Nearness}
