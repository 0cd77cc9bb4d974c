"""The town shares a pot between its primary schools by need: a round of the supported year, finished, and one being tried."""

from datetime import date, timedelta

from collegiate.doors.town import threads
from collegiate.doors.town.groups import STRATEGIC
from collegiate.doors.town.making import Town, at
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund import queries
from collegiate.improvement.fund.models import AllocationRound, NeedFormula
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import AgendaItem, Decision, ItemPurpose, Part
from collegiate.partnership.members.models import Organisation, Phase, Purpose
from collegiate.values import AcademicYear, Money

POT = 18_000  # pounds, beside what the programmes cost
WEIGHTS = {"absence_overall": 4, "fsm_eligible": 3, "ks2_rwm_expected": 5}


def last_year(town: Town) -> None:
    """Fix a formula, share a pot by it, let a decision move part of a share, and set each share aside."""
    s = town.support.starts
    opened, decided, changed = date(s, 11, 27), date(s, 12, 8), date(s + 1, 2, 2)
    round = _open(town, town.support, on=opened)
    formula = _draft(town, round, WEIGHTS, may_fall=100, on=opened)
    decision = _decide(
        town, "Share a pot by need", f"{Money(100 * POT)} is shared between primary schools by version 1 of the formula.",
        on=decided, money=Money(100 * POT),
    )  # fmt: skip
    after = decided + timedelta(days=1)
    fund.approve_formula(formula, decision=decision, by=town.as_("clerk", after), at=at(after, 9))
    fund.share_out(round, by=town.as_("coordinator", after), at=at(after, 10))
    _change(town, round, on=changed)
    done = changed + timedelta(days=2)
    fund.set_shares_aside(round, by=town.as_("bookkeeper", done), at=at(done, 10))


def this_year(town: Town) -> None:
    """Open the next round, and put two formulas forward."""
    on = town.today - timedelta(days=6)
    round = _open(town, town.support + 1, on=on)
    _draft(town, round, WEIGHTS, may_fall=100, on=on)
    _draft(town, round, {**WEIGHTS, "absence_overall": 6}, may_fall=20, on=on)


def _open(town: Town, year: AcademicYear, *, on: date) -> AllocationRound:
    return fund.open_round(
        f"Shared by need, {year}", fund=town.made["fund"], year=str(year), pot=Money(100 * POT), phases=[Phase.PRIMARY],
        by=town.as_("coordinator", on), at=at(on, 10),
    )  # fmt: skip


def _draft(town: Town, round: AllocationRound, weights: dict[str, int], *, may_fall: int, on: date) -> NeedFormula:
    return fund.draft_formula(
        round, floor=Money(60), cap=Money(500), may_fall=may_fall, weights=weights, by=town.as_("coordinator", on),
        at=at(on, 11),
    )  # fmt: skip


def _decide(
    town: Town, title: str, text: str, *, on: date, money: Money = Money(0), about: tuple[Organisation, ...] = ()
) -> Decision:
    """Let the Strategic Group decide, those with an interest outside."""
    called = on - timedelta(days=12)
    meeting, clerk = threads.hold(town, STRATEGIC, on=on, called_on=called), town.as_("clerk", called)
    item: AgendaItem = governance.add_item(
        meeting, title=title, purpose=ItemPurpose.DECIDE, minutes=20, by=clerk, at=at(called, 10)
    )
    for school in about:
        governance.name_party(item, organisation=school, part=Part.BENEFICIARY, by=clerk, at=at(called, 10))
    threads.gather(town, meeting, item, on=on)
    decision = threads.settle(
        item, text=text, reason="Money goes where it is needed most, and each school can read why it gets what it gets.",
        equality_note="Schools of other phases wait a year. More goes where more children are eligible for free school meals, so it should narrow the gap.",
        purpose=Purpose.objects.get(code="gap"), money=money, by=town.as_("clerk", on), at=at(on, 16, 20),
    )  # fmt: skip
    threads.adjourn(town, meeting, on=on)
    return decision


def _change(town: Town, round: AllocationRound, *, on: date) -> None:
    """Move part of the largest share to the smallest, as a decision about both schools says."""
    shares = sorted(queries.shares(round), key=lambda one: (one.pence, one.allocation.organisation_id))
    giver, taker = shares[-1].allocation, shares[0].allocation
    decision = _decide(
        town, f"A class that opened at {taker.organisation}", f"Part of the share of {giver.organisation} moves to {taker.organisation}.",
        on=on, about=(giver.organisation, taker.organisation),
    )  # fmt: skip
    after = on + timedelta(days=1)
    fund.adjust(
        round, giver=giver, taker=taker, amount=Money(15_000), because="It opened a class after the census was taken.",
        decision=decision, by=town.as_("clerk", after), at=at(after, 9),
    )  # fmt: skip
