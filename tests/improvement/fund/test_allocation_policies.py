"""Every ruling on allocation rounds, in every case, without a database."""

from datetime import datetime

import pytest

from collegiate.foundation.clock import LONDON
from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import AllocationRound, Fund, RoundStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Purpose
from collegiate.values import NOBODY, Money, Role, job
from tests.cast import TUESDAY
from tests.improvement.fund.test_policies import holding

NOOR, GRAHAM, CLERK = holding(Role.COORDINATOR), holding(Role.BOOKKEEPER), holding(Role.CLERK)
BETH, NIGHTLY = holding(Role.HEAD_TEACHER), job("nightly", day=TUESDAY)
ONLY_KEEPERS = "Only the coordinator and the bookkeeper keep allocation rounds."
FIXED = "The formula of this round is fixed."
NINE, TEN = (datetime(2026, 10, 6, hour, tzinfo=LONDON) for hour in (9, 10))
BROOK, ELM = 4, 5


def round_at(stage: RoundStage, *, restricted_to: str = "") -> AllocationRound:
    fund = Fund(name="Pooled fund", restricted_to=restricted_to)
    return AllocationRound(name="Shared by need", fund=fund, pot_pence=10_000, stage=stage)


def decision(pence: int = 10_000) -> Decision:
    return Decision(reference="SG/26/14", title="Share by need", money_pence=pence, purpose=Purpose(code="lead"))


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [(NOOR, ""), (GRAHAM, ""), (CLERK, ONLY_KEEPERS), (BETH, ONLY_KEEPERS), (NIGHTLY, ONLY_KEEPERS), (NOBODY, ONLY_KEEPERS)],
)  # fmt: skip
def test_who_keeps_rounds(standing, refusal):
    assert policies.may_keep_rounds(standing).refusal == refusal
    assert policies.may_draft_formula(standing, round_at(RoundStage.OPEN)).refusal == refusal
    assert policies.may_withdraw_round(standing, round_at(RoundStage.LOCKED)).refusal == refusal
    assert policies.may_set_shares_aside(standing, round_at(RoundStage.SHARED)).refusal == refusal
    assert policies.may_share_out(standing, round_at(RoundStage.LOCKED), approved_at=NINE, at=TEN).refusal == refusal


@pytest.mark.parametrize("stage", [one for one in RoundStage if one != RoundStage.OPEN])
def test_no_formula_is_put_forward_once_one_is_fixed(stage):
    assert policies.may_draft_formula(NOOR, round_at(stage)).refusal == FIXED


@pytest.mark.parametrize(
    ("stage", "refusal"),
    [
        (RoundStage.OPEN, ""),
        (RoundStage.LOCKED, ""),
        (RoundStage.SHARED, "This round is shared out, so it is not withdrawn."),
        (RoundStage.SET_ASIDE, "This round is set aside for each school, so it is not withdrawn."),
        (RoundStage.WITHDRAWN, "This round is withdrawn, so it is not withdrawn."),
    ],
)
def test_a_round_is_withdrawn_until_it_is_shared_out(stage, refusal):
    assert policies.may_withdraw_round(NOOR, round_at(stage)).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "pence", "facts", "refusal"),
    [
        (NOOR, RoundStage.OPEN, 10_000, {}, ""),
        (CLERK, RoundStage.OPEN, 10_000, {}, ""),
        (BETH, RoundStage.OPEN, 10_000, {}, "Only the coordinator, the bookkeeper and the clerk can note which formula was decided."),
        (NOOR, RoundStage.LOCKED, 10_000, {}, FIXED),
        (NOOR, RoundStage.OPEN, 10_000, {"in_force": False}, "Decision SG/26/14 is not in force, so it fixes nothing."),
        (NOOR, RoundStage.OPEN, 10_001, {}, "Decision SG/26/14 allows £100.01. The pot of this round is £100.00."),
        (NOOR, RoundStage.OPEN, 0, {}, "Decision SG/26/14 allows £0.00. The pot of this round is £100.00."),
        (NOOR, RoundStage.OPEN, 10_000, {"promised": Money(1)}, "Decision SG/26/14 allows £100.00, of which £0.01 is promised. The pot of this round is £100.00."),
    ],
)  # fmt: skip
def test_a_decision_in_force_that_allows_exactly_the_pot_fixes_a_formula(standing, stage, pence, facts, refusal):
    facts = {"in_force": True, "promised": Money(0), **facts}

    assert policies.may_approve(standing, round_at(stage), decision(pence), **facts).refusal == refusal


def test_a_restricted_fund_is_shared_by_decisions_of_its_purpose():
    ruling = policies.may_approve(
        NOOR, round_at(RoundStage.OPEN, restricted_to="teach"), decision(), in_force=True, promised=Money(0)
    )

    assert ruling.refusal == "Pooled fund is restricted to another purpose than decision SG/26/14 serves."


@pytest.mark.parametrize(
    ("stage", "approved_at", "refusal"),
    [
        (RoundStage.LOCKED, NINE, ""),
        (RoundStage.OPEN, None, "No formula is fixed yet. Figures are loaded after a decision has fixed one, and no sooner."),
        (RoundStage.LOCKED, TEN, "The formula was fixed this very moment. Load the figures after that."),
        (RoundStage.SHARED, NINE, "This round is shared out."),
    ],
)  # fmt: skip
def test_figures_are_loaded_after_a_formula_is_fixed_and_once(stage, approved_at, refusal):
    assert policies.may_share_out(NOOR, round_at(stage), approved_at=approved_at, at=TEN).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "pence", "facts", "refusal"),
    [
        (NOOR, RoundStage.SHARED, 500, {}, ""),
        (CLERK, RoundStage.SHARED, 500, {}, ""),
        (BETH, RoundStage.SHARED, 500, {}, "Only the coordinator, the bookkeeper and the clerk can note how a share was changed."),
        (holding(Role.CLERK, interests=[ELM]), RoundStage.SHARED, 500, {}, "You have an interest in one of these schools, so somebody else notes this."),
        (NOOR, RoundStage.LOCKED, 500, {}, "A share is changed after the pot is shared out, and before it is set aside."),
        (NOOR, RoundStage.SET_ASIDE, 500, {}, "A share is changed after the pot is shared out, and before it is set aside."),
        (NOOR, RoundStage.SHARED, 500, {"in_force": False}, "Decision SG/26/14 is not in force, so it changes nothing."),
        (NOOR, RoundStage.SHARED, 500, {"named": False}, "Both schools are named as parties on the item of decision SG/26/14, before it is decided, so that whoever has an interest in one of them takes no part. At least one of them is not."),
        (NOOR, RoundStage.SHARED, 500, {"schools": (ELM, ELM)}, "Choose two schools: a share moves from one to another."),
        (NOOR, RoundStage.SHARED, 0, {}, "The amount must be more than nothing."),
        (NOOR, RoundStage.SHARED, 501, {}, "That school has £5.00, so £5.01 cannot move from it."),
    ],
)  # fmt: skip
def test_a_share_changes_by_a_decision_about_both_schools(standing, stage, pence, facts, refusal):
    facts = {"schools": (BROOK, ELM), "left": Money(500), "in_force": True, "named": True, **facts}

    assert policies.may_adjust(standing, round_at(stage), decision(), Money(pence), **facts).refusal == refusal


@pytest.mark.parametrize(
    ("stage", "refusal"),
    [
        (RoundStage.SHARED, ""),
        (RoundStage.OPEN, "The pot is shared out first."),
        (RoundStage.LOCKED, "The pot is shared out first."),
        (RoundStage.WITHDRAWN, "The pot is shared out first."),
        (RoundStage.SET_ASIDE, "Each school’s share is set aside."),
    ],
)
def test_shares_are_set_aside_once_the_pot_is_shared_out(stage, refusal):
    assert policies.may_set_shares_aside(NOOR, round_at(stage)).refusal == refusal
