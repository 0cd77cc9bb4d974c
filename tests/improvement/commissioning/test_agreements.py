"""An agreement is proposed, made by a decision, paid by milestones, and delivered for less."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.models import Entry
from collegiate.improvement.commissioning import commands, queries
from collegiate.improvement.commissioning.commands.agreements import MilestonesDoNotAddUp
from collegiate.improvement.commissioning.models import (
    Agreement,
    AgreementStage,
    BriefStage,
    Claim,
    Milestone,
    MilestoneStage,
    WhyChosen,
)
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund import queries as books
from collegiate.improvement.fund.commands import FundWouldBeOverdrawn
from collegiate.improvement.fund.models import Commitment, Fund, Payment
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.members.models import Purpose
from collegiate.values import NOBODY, Money, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement.commissioning.conftest import fresh
from tests.improvement.support import FOUR

pytestmark = pytest.mark.django_db


def propose(table, brief, schools, *, price=9_000, by=None, **facts):
    """Propose in whole pounds; milestones as (title, pounds)."""
    milestones = facts.pop("milestones", [("Held", price)])
    given = {
        "brief": brief, "provider": table.brightwell, "schools": schools, "price": Money(100 * price),
        "milestones": [(words, date(2026, 12, 18), Money(100 * pounds)) for words, pounds in milestones],
        "starts_on": date(2026, 10, 12), "ends_on": date(2027, 7, 16), "indicator": "ks2_rwm_expected",
        "change_worth_paying": Decimal(4), "why_chosen": WhyChosen.ASKED, "why_these_schools": "They asked.",
        "by": by or table.noor, "at": MORNING,
    }  # fmt: skip
    return commands.propose_agreement("Coaching", **(given | facts))


def decide(table, agreement, money):
    """Let the Strategic Group decide on an agreement's paper."""
    return governance.decide(
        table.item(agreement, table.sit()), text="It is commissioned.", reason="They asked.",
        equality_note="The gap should narrow.", purpose=Purpose.objects.get(), money=money,
        by=table.noor, at=FOUR + timedelta(minutes=10),
    )  # fmt: skip


@pytest.fixture
def considered(table, draft, need):
    return commands.take_to_groups(draft(need()), group=table.group, by=table.noor, at=MORNING)


# Proposing


def test_an_agreement_is_proposed_within_its_briefs_ceiling(table, considered, hillside, lines):
    made = propose(table, considered, [hillside], price=12_000, milestones=[("Begun", 5_000), ("Ended", 7_000)])

    assert (made.reference, made.slug, made.stage) == ("A/26/01", "A-26-01", AgreementStage.PROPOSED)
    assert [one.organisation for one in made.schools.all()] == [hillside]
    assert [(one.title, one.pence) for one in made.milestones.all()] == [("Begun", 500_000), ("Ended", 700_000)]
    assert lines("commissioning.propose_agreement") == [
        (
            f"commissioning.agreement:{made.pk}",
            f"commissioning.brief:{considered.pk}",
            {"pence": 1_200_000, "schools": [f"members.organisation:{hillside.pk}"]},
        )
    ]


@pytest.mark.parametrize(
    ("facts", "refusal", "words"),
    [
        ({"price": 12_001}, NotAllowed, r"allows £12,000\.00 at most, not £12,001\.00"),
        (
            {"milestones": [("Held", 8_999)]},
            MilestonesDoNotAddUp,
            r"worth £8,999\.00 together, and the price is £9,000",
        ),
        ({"milestones": [("Held", 9_500), ("Back", -500)]}, MilestonesDoNotAddUp, "Each milestone is worth something"),
        ({"milestones": [("Held", 9_000), ("Free", 0)]}, MilestonesDoNotAddUp, "worth something"),
        ({"price": 0, "milestones": []}, ValidationError, "An agreement has a price"),
        ({"ends_on": date(2026, 10, 11)}, ValidationError, "cannot end before it starts"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_is_kept(table, considered, hillside, facts, refusal, words):
    before = Entry.objects.count()

    with pytest.raises(refusal, match=words):
        propose(table, considered, [hillside], **facts)

    assert not Agreement.objects.exists()
    assert Entry.objects.count() == before


def test_nobody_proposes_a_provider_they_have_an_interest_in(table, considered, hillside):
    ros = cast.person("Ros Vane", Role.COORDINATOR)
    cast.commands.appoint(ros, role=Role.CONTACT, organisation=table.brightwell, from_on=SINCE, by=FOUNDING, at=MORNING)

    with pytest.raises(NotAllowed, match="You have an interest in this provider"):
        propose(table, considered, [hillside], by=cast.standing(ros))

    assert not Agreement.objects.exists()


def test_a_brief_that_no_group_considered_is_not_answered(table, draft, need, hillside):
    with pytest.raises(NotAllowed, match="goes before the groups before an agreement is proposed"):
        propose(table, draft(need()), [hillside])


@pytest.mark.django_db(transaction=True)
def test_ten_proposals_at_once_have_ten_references(table, draft, need, hillside):
    briefs = [
        commands.take_to_groups(draft(need(f"Need {n}")), group=table.group, by=table.noor, at=MORNING)
        for n in range(10)
    ]

    cast.all_at_once([partial(propose, table, brief, [hillside]) for brief in briefs])

    references = sorted(Agreement.objects.values_list("reference", flat=True))
    assert references == [f"A/26/{n:02d}" for n in range(1, 11)]


# Making


def test_a_decision_makes_an_agreement_and_sets_its_price_aside(table, proposed, lines):
    decision = decide(table, proposed, Money(900_000))

    made = fresh(commands.agree(proposed, decision=decision, fund=table.fund, by=table.noor, at=FOUR))

    assert (made.stage, made.decision, made.agreed_by_id) == (AgreementStage.AGREED, decision, table.noor.person_id)
    assert (made.commitment.committed, made.commitment.payable) == (Money(900_000), Money(0))
    assert made.brief.stage == BriefStage.ANSWERED
    assert books.balance(Fund.objects.get()).free == Money(4_100_000)
    assert lines("commissioning.agree") == [
        (f"commissioning.agreement:{made.pk}", f"governance.decision:{decision.pk}", {"pence": 900_000})
    ]
    with pytest.raises(NotAllowed, match="not waiting for a decision"):
        commands.agree(made, decision=decision, fund=table.fund, by=table.noor, at=FOUR)


def test_agree_changes_nothing_when_the_fund_cannot_bear_the_price(table, hillside):
    proposed = table.proposed([hillside])
    decision = decide(table, proposed, Money(900_000))
    empty = fund.open_fund("Empty fund", purpose="None.", opened_on=SINCE, decision=decision, by=table.ruth, at=MORNING)
    before = Entry.objects.count()

    with pytest.raises(FundWouldBeOverdrawn, match=r"Empty fund holds £0\.00"):
        commands.agree(proposed, decision=decision, fund=empty, by=table.noor, at=FOUR)

    assert fresh(proposed).stage == AgreementStage.PROPOSED
    assert not Commitment.objects.exists()
    assert Entry.objects.count() == before


def test_a_decision_about_something_else_or_of_less_money_makes_nothing(table, proposed, hillside):
    other = table.proposed([hillside], title="Mentoring")
    less = decide(table, proposed, Money(899_999))
    elsewhere = decide(table, other, Money(900_000))

    with pytest.raises(NotAllowed, match="is not about this brief"):
        commands.agree(proposed, decision=elsewhere, fund=table.fund, by=table.noor, at=FOUR)
    with pytest.raises(NotAllowed, match=r"allows £8,999\.99, not £9,000\.00"):
        commands.agree(proposed, decision=less, fund=table.fund, by=table.noor, at=FOUR)

    assert fresh(proposed).stage == AgreementStage.PROPOSED
    assert not Commitment.objects.exists()


def test_an_agreement_is_withdrawn_as_long_as_no_decision_made_it(table, proposed, hillside, lines):
    commands.withdraw_agreement(proposed, by=table.noor, at=MORNING)

    assert fresh(proposed).stage == AgreementStage.WITHDRAWN
    assert lines("commissioning.withdraw_agreement") == [(f"commissioning.agreement:{proposed.pk}", "", {})]
    made = table.agreed([hillside], title="Mentoring")
    with pytest.raises(NotAllowed, match="completed, not withdrawn"):
        commands.withdraw_agreement(made, by=table.noor, at=MORNING)


# Milestones, payment, completion


def stands(agreement):
    money = fresh(agreement).commitment
    assert books.faults() == []
    return money.committed_pence, money.payable_pence, money.paid_pence, money.released_pence


def test_a_milestone_accepted_is_payable_then_paid_and_the_rest_goes_back(table, considered, hillside, lines):
    """Delivered for less: the second of two milestones is refused its payment, and what is left goes back."""
    made = propose(table, considered, [hillside], price=10_000, milestones=[("Begun", 4_000), ("Ended", 6_000)])
    decision = decide(table, made, Money(1_000_000))
    commands.agree(made, decision=decision, fund=table.fund, by=table.noor, at=FOUR)
    begun, ended = Milestone.objects.select_related("agreement").order_by("pk")

    begun = commands.accept_milestone(begun, evidence="Registers.", by=table.noor, at=FOUR)
    assert (begun.stage, begun.evidence, begun.accepted_by_id) == (
        MilestoneStage.MET,
        "Registers.",
        table.noor.person_id,
    )
    payment = Claim.objects.get(milestone=begun).payment
    assert (payment.payee, payment.amount, payment.memo) == (table.brightwell, Money(400_000), "A/26/01: Begun")
    assert stands(made) == (1_000_000, 400_000, 0, 0)
    assert lines("commissioning.accept_milestone") == [
        (f"commissioning.milestone:{begun.pk}", f"commissioning.agreement:{made.pk}", {"pence": 400_000})
    ]

    with pytest.raises(NotAllowed, match=r"You asked for this payment|appointed to authorise"):
        fund.authorise_payment(payment, by=table.noor, at=FOUR)
    table.pay(payment)
    assert stands(made) == (1_000_000, 400_000, 400_000, 0)

    commands.accept_milestone(ended, evidence="Half of it.", by=table.noor, at=FOUR)
    late = Claim.objects.get(milestone=ended).payment
    fund.refuse_payment(late, because="Two days were not held.", by=table.meera, at=FOUR)
    commands.complete(made, by=table.noor, at=FOUR)

    assert stands(made) == (1_000_000, 400_000, 400_000, 600_000)
    assert books.balance(Fund.objects.get()).free == Money(4_600_000)


def test_a_milestone_is_accepted_once_and_only_while_the_agreement_runs(table, agreed, proposed):
    (milestone,) = Milestone.objects.filter(agreement=agreed).select_related("agreement")
    (waiting,) = Milestone.objects.filter(agreement=proposed).select_related("agreement")
    with pytest.raises(NotAllowed, match="while an agreement is running"):
        commands.accept_milestone(waiting, evidence="x", by=table.noor, at=FOUR)
    commands.accept_milestone(milestone, evidence="Registers.", by=table.noor, at=FOUR)

    with pytest.raises(NotAllowed, match="This milestone has been accepted"):
        commands.accept_milestone(milestone, evidence="Again.", by=table.noor, at=FOUR)

    assert Payment.objects.count() == 1
    assert stands(agreed) == (900_000, 900_000, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_twenty_who_accept_at_once_ask_for_the_money_once(table, agreed):
    (milestone,) = Milestone.objects.filter(agreement=agreed).select_related("agreement")

    done = cast.all_at_once(
        [partial(commands.accept_milestone, milestone, evidence="x", by=table.noor, at=FOUR) for _ in range(20)]
    )

    assert sum(isinstance(one, Milestone) for one in done) == 1
    assert stands(agreed) == (900_000, 900_000, 0, 0)


def test_an_agreement_is_complete_when_every_milestone_was_accepted(table, agreed, lines):
    with pytest.raises(NotAllowed, match="1 of its milestones is not accepted yet"):
        commands.complete(agreed, by=table.noor, at=FOUR)
    table.paid(agreed)

    done = commands.complete(agreed, by=table.noor, at=FOUR)

    assert (done.stage, done.completed_by_id) == (AgreementStage.COMPLETE, table.noor.person_id)
    assert lines("commissioning.complete") == [
        (f"commissioning.agreement:{done.pk}", f"governance.decision:{done.decision_id}", {})
    ]
    with pytest.raises(NotAllowed, match="Only an agreement that is running"):
        commands.complete(done, by=table.noor, at=FOUR)


def test_nothing_is_complete_while_something_payable_is_not_paid(table, agreed):
    (milestone,) = Milestone.objects.filter(agreement=agreed).select_related("agreement")
    commands.accept_milestone(milestone, evidence="Registers.", by=table.noor, at=FOUR)

    with pytest.raises(NotAllowed, match=r"£9,000\.00 is payable and not paid yet"):
        commands.complete(agreed, by=table.noor, at=FOUR)

    assert fresh(agreed).stage == AgreementStage.AGREED


def test_an_agreement_that_ends_early_gives_back_what_it_did_not_need(table, considered, hillside, lines):
    made = propose(table, considered, [hillside], price=10_000, milestones=[("Begun", 4_000), ("Ended", 6_000)])
    commands.agree(made, decision=decide(table, made, Money(1_000_000)), fund=table.fund, by=table.noor, at=FOUR)
    begun, ended = Milestone.objects.select_related("agreement").order_by("pk")
    commands.accept_milestone(begun, evidence="Registers.", by=table.noor, at=FOUR)
    payment = Claim.objects.get(milestone=begun).payment
    with pytest.raises(NotAllowed, match=r"£4,000\.00 is payable and not paid yet"):
        commands.end_early(made, because="The school closes.", by=table.noor, at=FOUR)
    table.pay(payment)

    done = commands.end_early(made, because="The school closes.", by=table.noor, at=FOUR)

    assert (done.stage, done.ended_because, done.ended_by_id) == (
        AgreementStage.ENDED, "The school closes.", table.noor.person_id,
    )  # fmt: skip
    assert stands(made) == (1_000_000, 400_000, 400_000, 600_000)
    assert books.balance(Fund.objects.get()).free == Money(4_600_000)
    assert lines("commissioning.end_early") == [
        (f"commissioning.agreement:{done.pk}", f"governance.decision:{done.decision_id}", {})
    ]
    with pytest.raises(NotAllowed, match="while an agreement is running"):
        commands.accept_milestone(ended, evidence="x", by=table.noor, at=FOUR)
    with pytest.raises(NotAllowed, match="Only an agreement that is running can end early"):
        commands.end_early(done, because="Again.", by=table.noor, at=FOUR)


def test_what_the_bank_returned_is_claimed_again_for_its_milestone(table, agreed):
    table.paid(agreed)
    milestone = Milestone.objects.select_related("agreement").get(agreement=agreed)
    first = Claim.objects.get(milestone=milestone).payment
    fund.return_payment(first, because="No such account.", on=TUESDAY, by=table.ruth, at=FOUR)
    assert stands(agreed) == (900_000, 900_000, 0, 0)
    with pytest.raises(NotAllowed, match="payable and not paid yet"):
        commands.complete(agreed, by=table.noor, at=FOUR)

    commands.ask_again(milestone, by=table.noor, at=FOUR)

    again = Claim.objects.order_by("-pk")[0].payment
    assert (again.instead_of, again.grounds) == (first, "Registers.")
    table.pay(again)
    assert stands(agreed) == (900_000, 900_000, 900_000, 0)
    assert commands.complete(agreed, by=table.noor, at=FOUR).stage == AgreementStage.COMPLETE


def test_the_public_sees_no_agreement_and_a_school_those_made_for_it(table, agreed, hillside):
    assert queries.agreements(viewer=NOBODY) == []
    with pytest.raises(Agreement.DoesNotExist):
        queries.get(agreed.slug, viewer=NOBODY)
    with pytest.raises(Milestone.DoesNotExist):
        queries.get_milestone(Milestone.objects.get().pk, viewer=NOBODY)
    with pytest.raises(NotAllowed):
        queries.help_about(hillside, viewer=NOBODY)
    assert queries.help_about(hillside, viewer=table.noor) == [agreed]
    assert queries.schools_under_agreement() == frozenset({hillside.pk})


def refused(table, agreement):
    """Accept an agreement's milestone, and refuse its payment."""
    milestone = Milestone.objects.select_related("agreement").get(agreement=agreement)
    commands.accept_milestone(milestone, evidence="Registers.", by=table.noor, at=FOUR)
    payment = Payment.objects.get(claim__milestone=milestone)
    fund.refuse_payment(payment, because="The registers are of another day.", by=table.meera, at=FOUR)
    return milestone


def test_a_payment_that_was_refused_is_asked_for_again_and_paid(table, agreed, lines):
    milestone = refused(table, agreed)
    assert fresh(agreed).commitment.payable_pence == 0

    commands.ask_again(milestone, by=table.noor, at=FOUR)

    first, second = Payment.objects.order_by("pk")
    assert (first.stage, second.stage, second.pence) == ("refused", "requested", milestone.pence)
    assert fresh(agreed).commitment.payable_pence == milestone.pence
    assert lines("commissioning.ask_again") == [
        (f"commissioning.milestone:{milestone.pk}", f"fund.payment:{first.pk}", {"pence": milestone.pence})
    ]
    table.pay(second)
    assert fresh(agreed).commitment.paid_pence == milestone.pence
    assert books.faults() == []


def test_a_payment_that_was_taken_back_is_asked_for_again_and_paid(table, agreed):
    milestone = refused(table, agreed)
    commands.ask_again(milestone, by=table.noor, at=FOUR)
    wrong = Payment.objects.get(stage="requested")
    paid = table.pay(wrong)
    fund.reverse(paid.entry, because="It went to an old account.", on=TUESDAY, by=table.ruth, at=FOUR)

    commands.ask_again(milestone, by=table.noor, at=FOUR)

    last = Payment.objects.get(stage="requested")
    table.pay(last)
    assert fresh(agreed).commitment.paid_pence == milestone.pence
    assert books.faults() == []


def test_a_payment_is_asked_for_again_only_once_it_was_refused_and_by_whoever_accepts(table, agreed, proposed):
    waiting = Milestone.objects.select_related("agreement").get(agreement=proposed)
    with pytest.raises(NotAllowed, match="asked for when its milestone is accepted"):
        commands.ask_again(waiting, by=table.noor, at=FOUR)
    milestone = refused(table, agreed)
    with pytest.raises(NotAllowed, match="Only the coordinator, the clerk or an adviser"):
        commands.ask_again(milestone, by=table.ruth, at=FOUR)
    commands.ask_again(milestone, by=table.noor, at=FOUR)

    with pytest.raises(NotAllowed, match="Its payment was not refused"):
        commands.ask_again(milestone, by=table.noor, at=FOUR)

    assert Claim.objects.count() == 2
    assert fresh(agreed).commitment.payable_pence == milestone.pence


def test_no_statement_claims_a_milestone_twice(table, agreed):
    milestone = refused(table, agreed)
    commands.ask_again(milestone, by=table.noor, at=FOUR)
    spare = Payment.objects.create(
        commitment=fresh(agreed).commitment, payee=agreed.provider, pence=milestone.pence, memo="Spare", requested_at=FOUR,
        requested_by_id=table.noor.person_id,
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="has a payment that was not refused"):
        run("INSERT INTO commissioning_claim (milestone_id, payment_id) VALUES ({m}, {p})", m=milestone.pk, p=spare.pk)
    spare = Payment.objects.create(
        commitment=fresh(agreed).commitment, payee=agreed.provider, pence=1, memo="Less", requested_at=FOUR,
        requested_by_id=table.noor.person_id,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match=r"what a milestone that was met is worth|has a payment"):
        run("INSERT INTO commissioning_claim (milestone_id, payment_id) VALUES ({m}, {p})", m=milestone.pk, p=spare.pk)
    assert Claim.objects.count() == 2


# The database itself refuses


def run(statement, **ids):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(**ids))


AGREE = (
    "UPDATE commissioning_agreement SET stage = 'agreed', agreed_at = proposed_at, agreed_by_id = proposed_by_id,"
    " decision_id = {decision}, commitment_id = {commitment} WHERE id = {proposed}"
)
ATTACKS = [
    ("UPDATE commissioning_agreement SET stage = 'agreed' WHERE id = {proposed}", "about its paper|by_a_decision"),
    (AGREE, "a decision about its paper makes an agreement"),
    (
        "UPDATE commissioning_agreement SET price_pence = price_pence + 1 WHERE id = {agreed}",
        "about its paper|are final",
    ),
    ("UPDATE commissioning_agreement SET change_worth_paying = 1 WHERE id = {agreed}", "terms .* are final"),
    ("UPDATE commissioning_agreement SET indicator = 'absence_overall' WHERE id = {agreed}", "terms .* are final"),
    (
        "UPDATE commissioning_agreement SET stage = 'withdrawn', agreed_at = NULL, agreed_by_id = NULL,"
        " decision_id = NULL, commitment_id = NULL WHERE id = {agreed}",
        "terms .* are final",
    ),
    ("UPDATE commissioning_agreement SET stage = 'complete' WHERE id = {agreed}", "complete_says_when"),
    ("DELETE FROM commissioning_agreement WHERE id = {agreed}", "is kept"),
    ("UPDATE commissioning_agreement SET ends_on = '2026-01-01' WHERE id = {proposed}", "ends_after_it_starts"),
    ("UPDATE commissioning_agreement SET price_pence = 0 WHERE id = {proposed}", "has_a_price"),
    ("UPDATE commissioning_milestone SET pence = 1 WHERE id = {met}", "append only"),
    ("DELETE FROM commissioning_claim", "append only"),
    ("UPDATE commissioning_claim SET milestone_id = {open}", "append only"),
    ("UPDATE commissioning_milestone SET stage = 'met' WHERE id = {open}", "met_says_how"),
    ("UPDATE commissioning_milestone SET pence = 0 WHERE id = {open}", "worth_something"),
    ("UPDATE commissioning_brief SET paper_id = NULL", "before_groups_has_its_paper|about its paper"),
]


def test_no_statement_makes_or_changes_an_agreement(table, agreed, hillside):
    table.paid(agreed)
    proposed = table.proposed([hillside], title="Mentoring")
    met = Milestone.objects.get(agreement=agreed)
    ids = {
        "agreed": agreed.pk, "proposed": proposed.pk, "decision": fresh(agreed).decision_id, "met": met.pk,
        "commitment": fresh(agreed).commitment_id, "open": Milestone.objects.get(agreement=proposed).pk,
    }  # fmt: skip

    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (Agreement, Milestone, Claim)]

    before = rows()
    for statement, words in ATTACKS:
        with pytest.raises(IntegrityError, match=words):
            run(statement, **ids)
        assert rows() == before, statement
