"""The database itself keeps a round: nobody fits a formula to figures, and no share changes but by a decision."""

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record import guard
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import (
    Adjustment,
    Allocation,
    AllocationRound,
    Commitment,
    NeedFormula,
    NeedInput,
    NeedSnapshot,
    NeedWeight,
)
from collegiate.values import Money, NotAllowed
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
KEPT = (AllocationRound, NeedFormula, NeedWeight, NeedSnapshot, Allocation, NeedInput, Adjustment, Commitment)
EARLY, LATE = "'2026-10-06 07:00:00+00'", "'2026-10-06 19:00:00+00'"

ROUND = (
    "INSERT INTO fund_allocationround (fund_id, name, year, pot_pence, phases, stage, opened_at, opened_by_id,"
    " withdrawn_because) VALUES ({fund}, 'Mine', '2030/31', 100, '', 'shared', {early}, {noor}, '')"
)
FORMULA = (
    "INSERT INTO fund_needformula (round_id, version, floor_pence, cap_pence, may_fall, method, digest, drafted_at,"
    " drafted_by_id{more}) VALUES ({{{round}}}, 9, 1, 2, 100, 'x', 'x', {{early}}, {{noor}}{values})"
)
SNAPSHOT = (
    "INSERT INTO fund_needsnapshot (round_id, formula_id, point_pence, middle, digest, taken_at, taken_by_id)"
    " VALUES ({locked}, {fixed}, 1, 1, 'x', {when}, {noor})"
)
ALLOCATION = (
    "INSERT INTO fund_allocation (snapshot_id, organisation_id, pupils, pupils_from_id, need, because, rate_pence,"
    " by_need_pence, rounded_up, last_pence, taper_pence, pence) VALUES"
    " ({snapshot}, {brightwell}, 1, {census}, 1, '', 1, 1, false, 0, 0, 1)"
)
ADJUSTMENT = (
    "INSERT INTO fund_adjustment (giver_id, taker_id, pence, because, decision_id, adjusted_at, adjusted_by_id)"
    " VALUES ({giver}, {taker}, {pence}, 'Mine', {by}, {late}, {noor})"
)
ATTACKS = {
    # a round
    ROUND: "begins by trying formulas",
    "UPDATE fund_allocationround SET pot_pence = pot_pence + 1 WHERE id = {round}": "does not change",
    "UPDATE fund_allocationround SET phases = 'nursery' WHERE id = {open}": "does not change",
    "UPDATE fund_allocationround SET follows_id = id WHERE id = {open}": "does not change",
    "UPDATE fund_allocationround SET stage = 'shared' WHERE id = {open}": "from trying to fixed|to the penny",
    "UPDATE fund_allocationround SET stage = 'open' WHERE id = {locked}": "from trying to fixed",
    "UPDATE fund_allocationround SET stage = 'locked' WHERE id = {open}": "a decision fixes the formula",
    "UPDATE fund_allocationround SET stage = 'shared' WHERE id = {locked}": "its pot, to the penny",
    "UPDATE fund_allocationround SET stage = 'set_aside' WHERE id = {round}": "has its money set aside",
    "UPDATE fund_allocationround SET stage = 'withdrawn' WHERE id = {open}": "withdrawn_says_why",
    "DELETE FROM fund_allocationround WHERE id = {open}": "never removed",
    # its formula
    "UPDATE fund_needformula SET floor_pence = 1 WHERE id = {draft}": "does not change",
    "UPDATE fund_needformula SET digest = 'x' WHERE id = {draft}": "does not change",
    "UPDATE fund_needformula SET cap_pence = 9 WHERE id = {formula}": "append only|does not change|while it is tried",
    "UPDATE fund_needformula SET approved_at = NULL, approved_by_id = NULL, decision_id = NULL WHERE id = {formula}": "append only|while it is tried",
    "UPDATE fund_needformula SET approved_at = {early}, approved_by_id = {noor} WHERE id = {draft}": "approves a formula|approved_by",
    "UPDATE fund_needformula SET approved_at = {early}, approved_by_id = {noor}, decision_id = {decision} WHERE id = {draft}": "that allows the pot",
    "DELETE FROM fund_needformula WHERE id = {formula}": "append only",
    "DELETE FROM fund_needformula WHERE id = {draft}": "append only",
    FORMULA.format(round="locked", more="", values=""): "formula of this round is fixed",
    FORMULA.format(round="open", more=", approved_at, approved_by_id, decision_id", values=", {early}, {noor}, {decision}"): "after its weights",
    "UPDATE fund_needweight SET weight = 9 WHERE formula_id = {formula}": "append only",
    "DELETE FROM fund_needweight WHERE formula_id = {draft}": "append only",
    "INSERT INTO fund_needweight (formula_id, indicator, weight, from_value, to_value) VALUES ({formula}, 'fsm_eligible', 9, 1, 2)": "approved formula says does not change",
    # the figures, and what they came to
    SNAPSHOT.replace("{when}", "{early}"): "after the formula is approved",
    SNAPSHOT.replace("{locked}", "{open}").replace("{when}", "{late}"): "after the formula is approved",
    "UPDATE fund_needsnapshot SET digest = 'x' WHERE id = {snapshot}": "append only",
    "DELETE FROM fund_needsnapshot WHERE id = {snapshot}": "append only",
    ALLOCATION: "shared out once",
    "UPDATE fund_allocation SET pence = pence + 1, by_need_pence = by_need_pence + 1 WHERE id = {giver}": "append only",
    "UPDATE fund_allocation SET need = 10000 WHERE id = {giver}": "append only",
    "UPDATE fund_allocation SET commitment_id = {promise} WHERE id = {giver}": "is its share",
    "DELETE FROM fund_allocation WHERE id = {giver}": "append only",
    "UPDATE fund_needinput SET adds = 1, because = '' WHERE allocation_id = {giver}": "append only",
    "DELETE FROM fund_needinput WHERE allocation_id = {giver}": "append only",
    "INSERT INTO fund_needinput (allocation_id, indicator, because, most) VALUES ({giver}, 'fsm_eligible', 'x', 3)": "shared out once",
    # what decisions change about it
    ADJUSTMENT.replace("{by}", "{decision}").replace("{pence}", "1"): "both schools are parties",
    ADJUSTMENT.replace("{by}", "{about}").replace("{pence}", "900000"): "more than its share",
    ADJUSTMENT.replace("{by}", "{about}").replace("{pence}", "0"): "moves_something",
    "UPDATE fund_adjustment SET pence = 1": "append only",
    "DELETE FROM fund_adjustment": "append only",
}  # fmt: skip

PAYMENT = (
    "INSERT INTO fund_payment (commitment_id, payee_id, pence, memo, grounds, stage, requested_at, requested_by_id,"
    " refused_because) VALUES ({promise}, {payee}, 1, 'x', '', 'requested', {early}, {noor}, '')"
)


def run(statement, **ids):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(early=EARLY, late=LATE, **ids))


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in KEPT}


@pytest.fixture
def ids(allocating):
    """A round that is shared out and had a share changed, one that is locked, and one that is open with a draft."""
    round, locked, opened = allocating.shared(), allocating.locked(year="2027/28"), allocating.open(year="2028/29")
    about = allocating.decide_about(allocating.schools["Elm Primary"], allocating.schools["Dale Primary"])
    allocating.adjust(round, "Elm Primary", "Dale Primary", Money(100), decision=about)
    found = {one.allocation.organisation.name: one.allocation for one in queries.shares(round)}
    formula = queries.approved(queries.need_formulas(round))
    return {
        "round": round.pk,
        "locked": locked.pk,
        "open": opened.pk,
        "formula": formula.pk,
        "fixed": queries.approved(queries.need_formulas(locked)).pk,
        "draft": allocating.draft(opened).pk,
        "decision": allocating.books.table.decide(Money(5)).pk,
        "about": about.pk,
        "snapshot": formula.snapshot.pk,
        "giver": found["Elm Primary"].pk,
        "taker": found["Dale Primary"].pk,
        "promise": allocating.books.set_aside(1).pk,
        "brightwell": allocating.books.brightwell.pk,
        "census": found["Elm Primary"].pupils_from_id,
        "noor": allocating.books.noor.person_id,
        "fund": allocating.books.fund.pk,
    }


def test_no_statement_changes_a_round(ids):
    """In one test, since the rounds are the same for each: every attack is refused, and leaves them as they were."""
    before = everything()

    for statement, words in ATTACKS.items():
        with pytest.raises(IntegrityError, match=words):
            run(statement, **ids)
        assert everything() == before, statement

    assert queries.allocation_faults() == []


def test_shares_that_are_not_the_pot_do_not_become_its_shares(ids):
    """Even somebody who writes every row by hand, with a formula fixed before, shares the pot to the penny."""
    run(SNAPSHOT.replace("{when}", "{late}"), **ids)
    mine = NeedSnapshot.objects.get(round=ids["locked"]).pk
    run(ALLOCATION.replace("{snapshot}", "{mine}"), mine=mine, **ids)

    with pytest.raises(IntegrityError, match="its pot, to the penny"):
        run("UPDATE fund_allocationround SET stage = 'shared' WHERE id = {locked}", **ids)


def test_the_share_of_a_school_is_paid_to_no_other(allocating):
    books, dale = allocating.books, allocating.schools["Dale Primary"]
    by_need, next_year = allocating.set_aside(allocating.shared()), allocating.shared(year="2027/28")
    share, other = (Allocation.objects.get(snapshot__round=one, organisation=dale) for one in (by_need, next_year))
    asked = {"amount": Money(100), "memo": "Books", "by": books.noor, "at": MORNING}

    with pytest.raises(NotAllowed, match="the share of Dale Primary, so it is paid to Dale Primary and to nobody else"):
        commands.request_payment(share.commitment, payee=books.brightwell, **asked)
    with pytest.raises(IntegrityError, match="paid to that school only"):
        run(PAYMENT, promise=share.commitment_id, payee=books.brightwell.pk, noor=books.noor.person_id)
    assert commands.request_payment(share.commitment, payee=dale, **asked).payee == dale

    mine = commands.set_aside(
        Money(other.pence), fund=books.fund, decision=next_year.formulas.get().decision, what_for="Mine", by=books.noor,
        at=MORNING,
    )  # fmt: skip
    commands.request_payment(mine, payee=books.brightwell, **asked)
    with pytest.raises(IntegrityError, match="was asked for by another"):
        run("UPDATE fund_allocation SET commitment_id = {mine} WHERE id = {share}", mine=mine.pk, share=other.pk)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_no_table_of_a_round_is_emptied_at_a_stroke(ids):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or it refuses for another reason: keys not looked at yet

    for model in KEPT[:-1]:
        with pytest.raises(IntegrityError, match=r"append only|never removed"):
            run(f"TRUNCATE {model._meta.db_table} CASCADE")
    assert everything() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_nothing_of_a_round_is_replaced(ids):
    before = everything()

    for model in KEPT[:-1]:
        table = model._meta.db_table
        with pytest.raises(IntegrityError, match=r"append only|never removed|approved|fixed|once|begins|parties"):
            run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} ORDER BY id LIMIT 1")
        assert everything() == before, table


def test_what_was_changed_with_every_guard_lifted_is_found_by_working_it_out_again(allocating):
    round = allocating.shared()
    guard.lift(connection)
    changes = {
        "UPDATE fund_allocation SET pence = pence + 1, by_need_pence = by_need_pence + 1 WHERE id = {giver}": "its shares come to £6,000.01, and its pot is £6,000.00.",
        "UPDATE fund_allocation SET need = 1 WHERE id = {giver}": "shared again by the same figures, it does not come to the same.",
        "UPDATE fund_needweight SET weight = 9": "its formula is not what was approved.",
    }  # fmt: skip
    giver = queries.shares(round)[0].allocation.pk

    for number, (statement, fault) in enumerate(changes.items(), 1):
        run(statement, giver=giver)
        assert f"{round}: {fault}" in queries.faults()
        assert len(queries.allocation_faults()) >= number
    guard.set_up(connection)
