"""Who asks, checks, authorises and sends: every ruling in every case, without a database."""

import pytest

from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import AuthorisationLimit, Commitment, Payment, PaymentStage
from collegiate.partnership.governance.models import Decision
from collegiate.values import NOBODY, Money, Role, job
from tests.cast import TUESDAY
from tests.improvement.fund.test_policies import (
    ADVISER,
    BETH,
    BRIGHTWELL,
    CLERK,
    GRAHAM,
    MEERA,
    NIGHTLY,
    NOOR,
    ONLY_ASK,
    ONLY_BOOKS,
    WITH_SHARES,
    holding,
)

ASKED, CHECKED, AUTHORISED = PaymentStage.REQUESTED, PaymentStage.CHECKED, PaymentStage.AUTHORISED
SENT, RETURNED, REFUSED = PaymentStage.SENT, PaymentStage.RETURNED, PaymentStage.REFUSED
ONLY_CHECK = "Only the coordinator, the clerk, an adviser or the bookkeeper can check a payment."
ONLY_AUTHORISE = "Only somebody appointed to authorise payments can do this."
OMAR = holding(Role.AUTHORISER, person=5)


def payment(stage: PaymentStage) -> Payment:
    """Return what Noor (3) asked for, the clerk (6) checked once it is, and Brightwell is paid."""
    checked = None if stage == ASKED else 6
    return Payment(requested_by_id=3, checked_by_id=checked, payee_id=BRIGHTWELL, stage=stage)


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (CLERK, ASKED, ""),
        (ADVISER, ASKED, ""),
        (GRAHAM, ASKED, ""),
        (NOOR, ASKED, "You asked for this payment, so somebody else checks it."),
        (
            holding(Role.BOOKKEEPER, interests=[BRIGHTWELL]), ASKED,
            "You have an interest in the organisation that is paid, so somebody else checks it.",
        ),
        (MEERA, ASKED, ONLY_CHECK),
        (BETH, ASKED, ONLY_CHECK),
        (NIGHTLY, ASKED, ONLY_CHECK),
        (NOBODY, ASKED, ONLY_CHECK),
        (CLERK, CHECKED, "This payment is checked already."),
        (CLERK, SENT, "This payment is sent already."),
    ],
)  # fmt: skip
def test_who_checks(standing, stage, refusal):
    assert policies.may_check(standing, payment(stage)).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "already", "refusal"),
    [
        (MEERA, CHECKED, [], ""),
        (OMAR, CHECKED, [2], ""),
        (
            MEERA, CHECKED, [2],
            "You have authorised this payment. It is above the limit, so a second person authorises it too.",
        ),
        (MEERA, ASKED, [], "This payment is checked first, by somebody who did not ask for it."),
        (MEERA, AUTHORISED, [], "This payment is authorised already."),
        (MEERA, SENT, [], "This payment is sent already."),
        (MEERA, REFUSED, [], "This payment is refused already."),
        (WITH_SHARES, CHECKED, [], "You have an interest in the organisation that is paid, so somebody else authorises it."),
        (holding(Role.AUTHORISER, person=3), CHECKED, [], "You asked for this payment, so somebody else authorises it."),
        (holding(Role.AUTHORISER, person=6), CHECKED, [], "You checked this payment, so somebody else authorises it."),
        (GRAHAM, CHECKED, [], ONLY_AUTHORISE),
        (NOOR, CHECKED, [], ONLY_AUTHORISE),
        (NIGHTLY, CHECKED, [], ONLY_AUTHORISE),
        (NOBODY, CHECKED, [], ONLY_AUTHORISE),
    ],
)  # fmt: skip
def test_who_authorises(standing, stage, already, refusal):
    assert policies.may_authorise(standing, payment(stage), already=frozenset(already)).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (CLERK, ASKED, ""),
        (MEERA, ASKED, ""),
        (MEERA, CHECKED, ""),
        (MEERA, AUTHORISED, ""),
        (CLERK, CHECKED, ONLY_AUTHORISE),
        (MEERA, SENT, "This payment is sent already."),
        (MEERA, REFUSED, "This payment is refused already."),
        (NOOR, ASKED, "You asked for this payment, so somebody else refuses it."),
        (WITH_SHARES, CHECKED, "You have an interest in the organisation that is paid, so somebody else refuses it."),
        (NOBODY, ASKED, ONLY_AUTHORISE),
    ],
)
def test_who_refuses(standing, stage, refusal):
    assert policies.may_refuse(standing, payment(stage)).refusal == refusal


NOT_YET = "A payment is authorised before it is sent, and sent once."


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (GRAHAM, AUTHORISED, ""),
        (GRAHAM, ASKED, NOT_YET),
        (GRAHAM, CHECKED, NOT_YET),
        (GRAHAM, SENT, NOT_YET),
        (GRAHAM, REFUSED, NOT_YET),
        (MEERA, AUTHORISED, ONLY_BOOKS),
        (NOBODY, AUTHORISED, ONLY_BOOKS),
    ],
)
def test_who_sends(standing, stage, refusal):
    assert policies.may_send(standing, payment(stage)).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (GRAHAM, SENT, ""),
        (GRAHAM, PaymentStage.RECONCILED, ""),
        (GRAHAM, AUTHORISED, "Only a payment that was sent can come back."),
        (GRAHAM, RETURNED, "Only a payment that was sent can come back."),
        (MEERA, SENT, ONLY_BOOKS),
    ],
)
def test_who_says_that_the_bank_sent_it_back(standing, stage, refusal):
    assert policies.may_return(standing, payment(stage)).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "refusal"),
    [
        (NOOR, RETURNED, ""),
        (GRAHAM, RETURNED, ""),
        (MEERA, RETURNED, ONLY_ASK),
        (NOOR, SENT, "Only what the bank returned is asked for again as it was."),
        (
            holding(Role.CLERK, interests=[BRIGHTWELL]), RETURNED,
            "You have an interest in the organisation that is paid, so somebody else asks for this.",
        ),
    ],
)  # fmt: skip
def test_who_asks_again(standing, stage, refusal):
    assert policies.may_ask_again(standing, payment(stage), again=False).refusal == refusal


def test_what_was_asked_for_again_is_not_asked_for_a_third_time():
    assert (
        policies.may_ask_again(NOOR, payment(RETURNED), again=True).refusal == "This payment has been asked for again."
    )


@pytest.mark.parametrize(
    ("standing", "facts", "refusal"),
    [
        (NOOR, {}, ""),
        (MEERA, {}, ONLY_ASK),
        (
            NOOR, {"by_claim": True},
            "What this pays for has milestones. Its money is asked for by accepting one of them.",
        ),
        (NOOR, {"payable_pence": 1_000}, "Everything that was promised is paid, asked for, or given back."),
        (NOOR, {"released_pence": 1_000}, "Everything that was promised is paid, asked for, or given back."),
    ],
)  # fmt: skip
def test_who_asks_under_a_commitment(standing, facts, refusal):
    assert policies.may_ask(standing, Commitment(committed_pence=1_000, **facts)).refusal == refusal


LIMIT = AuthorisationLimit(pence=50_000)


@pytest.mark.parametrize(
    ("pence", "limit", "needed"), [(1, LIMIT, 1), (50_000, LIMIT, 1), (50_001, LIMIT, 2), (1, None, 2)]
)
def test_above_the_limit_and_without_one_it_takes_two(pence, limit, needed):
    assert policies.authorisers_needed(Money(pence), limit) == needed


DECIDED = Decision(reference="SG/26/14")
ONLY_LIMIT = "Only the coordinator or the clerk, acting on a decision, can set how many people authorise a payment."
OWN = "You keep the books or authorise payments, so somebody else sets how many people it takes."


@pytest.mark.parametrize(
    ("standing", "decision", "facts", "refusal"),
    [
        (NOOR, None, {"is_first": True}, ""),
        (CLERK, DECIDED, {"is_first": False}, ""),
        (NOOR, None, {"is_first": False}, "A limit is changed by a decision, so say by which."),
        (
            NOOR,
            DECIDED,
            {"is_first": False, "in_force": False},
            "Decision SG/26/14 is not in force, so it changes nothing.",
        ),
        (GRAHAM, DECIDED, {"is_first": True}, ONLY_LIMIT),
        (MEERA, DECIDED, {"is_first": True}, ONLY_LIMIT),
        (holding(Role.CLERK, Role.BOOKKEEPER), DECIDED, {"is_first": True}, OWN),
        (holding(Role.COORDINATOR, Role.AUTHORISER), DECIDED, {"is_first": True}, OWN),
        (job("nightly", day=TUESDAY), DECIDED, {"is_first": True}, ONLY_LIMIT),
    ],
)
def test_who_sets_the_limit(standing, decision, facts, refusal):
    assert policies.may_set_limit(standing, decision, Money(1), **facts).refusal == refusal
