"""Every ruling on the fund, in every case, without a database."""

from datetime import datetime

import pytest

from collegiate.foundation.clock import LONDON
from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import (
    Commitment,
    Contribution,
    ContributionStage,
    Entry,
    EntryKind,
    Fund,
)
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Charter, Purpose
from collegiate.values import NOBODY, Held, Money, Role, Standing, job
from tests.cast import TUESDAY

BRIGHTWELL = 7


def holding(*roles: Role, person: int = 1, interests=()) -> Standing:
    held = tuple(Held(role) for role in roles)
    return Standing(
        mark=f"person:{person}",
        day=TUESDAY,
        person_id=person,
        signed_in=True,
        held=held,
        interests=frozenset(interests),
    )


GRAHAM, MEERA, NOOR = holding(Role.BOOKKEEPER), holding(Role.AUTHORISER, person=2), holding(Role.COORDINATOR, person=3)
CLERK, ADVISER, AUDITOR = holding(Role.CLERK), holding(Role.ADVISER), holding(Role.AUDITOR)
BETH, NIGHTLY = holding(Role.HEAD_TEACHER), job("nightly", day=TUESDAY)
WITH_SHARES = holding(Role.AUTHORISER, person=4, interests=[BRIGHTWELL])
ONLY_BOOKS = "Only the bookkeeper keeps the fund’s books."
ONLY_ASK = "Only the coordinator, the clerk, an adviser or the bookkeeper can ask for money to be paid."
POSTED = datetime(2026, 10, 6, tzinfo=LONDON)
MORE = "The amount must be more than nothing."


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [
        (GRAHAM, ""),
        (MEERA, ONLY_BOOKS),
        (NOOR, ONLY_BOOKS),
        (BETH, ONLY_BOOKS),
        (NIGHTLY, ONLY_BOOKS),
        (NOBODY, ONLY_BOOKS),
    ],
)
def test_who_keeps_the_books(standing, refusal):
    assert policies.may_keep_books(standing).refusal == refusal
    assert policies.may_receive(standing, Contribution(stage=ContributionStage.DUE)).refusal == refusal


def test_what_was_received_is_not_received_again():
    received = Contribution(stage=ContributionStage.RECEIVED)

    assert policies.may_receive(GRAHAM, received).refusal == "This contribution has been received."


@pytest.mark.parametrize(
    ("standing", "amount", "promised", "refusal"),
    [
        (NOOR, 10_000, 0, ""),
        (CLERK, 4_000, 6_000, ""),
        (NOOR, 10_001, 0, "Decision SG/26/14 leaves £100.00 to set aside, not £100.01."),
        (NOOR, 1, 10_000, "Decision SG/26/14 leaves £0.00 to set aside, not £0.01."),
        (NOOR, 0, 0, MORE),
        (NOOR, -1, 0, MORE),
        (NIGHTLY, 1, 0, "Only somebody acting on a decision can set money aside."),
        (NOBODY, 1, 0, "Only somebody acting on a decision can set money aside."),
    ],
)
def test_may_set_aside(standing, amount, promised, refusal):
    decision = Decision(reference="SG/26/14", money_pence=10_000)

    said = policies.may_set_aside(
        standing, decision, Money(amount), fund=Fund(), promised=Money(promised), in_force=True
    )

    assert said.refusal == refusal


def test_a_decision_that_is_not_in_force_sets_nothing_aside():
    decision = Decision(reference="SG/26/14", money_pence=10_000)

    said = policies.may_set_aside(NOOR, decision, Money(1), fund=Fund(), promised=Money(0), in_force=False)

    assert said.refusal == "Decision SG/26/14 is not in force, so nothing is set aside for it."


@pytest.mark.parametrize(
    ("standing", "amount", "refusal"),
    [
        (NOOR, 5_000, ""),
        (CLERK, 1, ""),
        (ADVISER, 1, ""),
        (GRAHAM, 1, ""),
        (NOOR, 5_001, "£50.00 of this commitment is left, not £50.01."),
        (NOOR, 0, MORE),
        (NOOR, -500, MORE),
        (BETH, 1, ONLY_ASK),
        (MEERA, 1, ONLY_ASK),
        (NIGHTLY, 1, ONLY_ASK),
        (NOBODY, 1, ONLY_ASK),
        (
            holding(Role.COORDINATOR, interests=[BRIGHTWELL]),
            1,
            "You have an interest in the organisation that is paid, so somebody else asks for this.",
        ),
    ],
)
def test_may_spend(standing, amount, refusal):
    commitment = Commitment(committed_pence=10_000, payable_pence=3_000, released_pence=2_000)

    assert policies.may_spend(standing, commitment, Money(amount), payee_id=BRIGHTWELL).refusal == refusal


ONLY_RELEASE = "Only the coordinator, the clerk or the bookkeeper can release money."


@pytest.mark.parametrize(
    ("standing", "facts", "refusal"),
    [
        (NOOR, {"payable_pence": 500, "paid_pence": 500}, ""),
        (GRAHAM, {}, ""),
        (GRAHAM, {"payable_pence": 500, "paid_pence": 100}, "£4.00 is payable and not paid yet."),
        (
            GRAHAM,
            {"released_pence": 1_000, "released_at": POSTED},
            "What was left of this commitment has been released.",
        ),
        (MEERA, {}, ONLY_RELEASE),
        (CLERK, {}, ""),
        (NOBODY, {}, ONLY_RELEASE),
    ],
)
def test_who_releases(standing, facts, refusal):
    assert policies.may_release(standing, Commitment(committed_pence=1_000, **facts)).refusal == refusal


@pytest.mark.parametrize(("standing", "allowed"), [(BETH, True), (AUDITOR, True), (NIGHTLY, False), (NOBODY, False)])
def test_every_member_reads_the_books_and_the_public_the_balance(standing, allowed):
    assert bool(policies.may_see_books(standing)) is allowed


TEACHING, LEADING = Purpose(code="teach"), Purpose(code="lead")
DECIDED = Decision(reference="SG/26/14", money_pence=10_000, purpose=LEADING)
NO_OTHER = "The first fund rests on the charter. Any other is made by a decision, so say by which."


@pytest.mark.parametrize(
    ("standing", "decision", "charter", "is_first", "refusal"),
    [
        (GRAHAM, DECIDED, None, False, ""),
        (GRAHAM, DECIDED, None, True, ""),
        (GRAHAM, None, Charter(), True, ""),
        (GRAHAM, None, Charter(), False, NO_OTHER),
        (
            GRAHAM,
            None,
            None,
            True,
            "Members agree on a charter first, or a decision makes the fund. There is neither yet.",
        ),
        (NOOR, DECIDED, None, True, ONLY_BOOKS),
        (NIGHTLY, None, Charter(), True, ONLY_BOOKS),
    ],
)
def test_what_makes_a_fund(standing, decision, charter, is_first, refusal):
    assert policies.may_open_fund(standing, decision, charter=charter, is_first=is_first).refusal == refusal


@pytest.mark.parametrize(
    ("restricted_to", "refusal"),
    [("", ""), ("lead", ""), ("teach", "Reading fund is restricted to another purpose than decision SG/26/14 serves.")],
)
def test_a_restricted_fund_pays_for_its_purpose_only(restricted_to, refusal):
    fund = Fund(name="Reading fund", restricted_to=restricted_to)

    said = policies.may_set_aside(NOOR, DECIDED, Money(1), fund=fund, promised=Money(0), in_force=True)
    assert said.refusal == refusal


POOLED, READING = Fund(pk=1, name="Pooled fund"), Fund(pk=2, name="Reading fund", restricted_to="teach")


@pytest.mark.parametrize(
    ("standing", "giving", "taking", "amount", "refusal"),
    [
        (GRAHAM, POOLED, READING, 10_000, ""),
        (GRAHAM, READING, Fund(pk=3, restricted_to="teach"), 1, ""),
        (
            GRAHAM,
            READING,
            POOLED,
            1,
            "Reading fund is restricted to its purpose, so its money cannot move to Pooled fund.",
        ),
        (GRAHAM, POOLED, POOLED, 1, "Choose two funds: money moves from one to another."),
        (GRAHAM, POOLED, READING, 10_001, "Decision SG/26/14 leaves £100.00 to set aside, not £100.01."),
        (GRAHAM, POOLED, READING, 0, MORE),
        (NOOR, POOLED, READING, 1, ONLY_BOOKS),
    ],
)
def test_who_moves_money_between_funds(standing, giving, taking, amount, refusal):
    said = policies.may_transfer(
        standing, DECIDED, Money(amount), giving=giving, taking=taking, promised=Money(0), in_force=True
    )

    assert said.refusal == refusal


@pytest.mark.parametrize(
    ("standing", "entry", "refusal"),
    [
        (GRAHAM, Entry(posted_at=POSTED, kind=EntryKind.PAYMENT), ""),
        (GRAHAM, Entry(kind=EntryKind.PAYMENT), "This entry is not posted, so there is nothing to take back."),
        (
            GRAHAM,
            Entry(posted_at=POSTED, kind=EntryKind.REVERSAL),
            "This entry takes another back. Enter what is right as something new.",
        ),
        (MEERA, Entry(posted_at=POSTED, kind=EntryKind.PAYMENT), ONLY_BOOKS),
    ],
)
def test_who_takes_an_entry_back(standing, entry, refusal):
    assert policies.may_reverse(standing, entry, taken_back=False).refusal == refusal
    if not refusal:
        assert policies.may_reverse(standing, entry, taken_back=True).refusal == "This entry has been taken back."


@pytest.mark.parametrize(
    ("standing", "amount", "done", "refusal"),
    [
        (GRAHAM, 1, False, ""),
        (GRAHAM, 0, False, MORE),
        (GRAHAM, 1, True, "The opening balance of Pooled fund is posted. If it is wrong, take its entry back first."),
        (NOOR, 1, False, ONLY_BOOKS),
    ],
)
def test_who_brings_a_balance_forward(standing, amount, done, refusal):
    assert policies.may_bring_forward(standing, POOLED, Money(amount), done=done).refusal == refusal
