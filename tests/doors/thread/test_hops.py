"""Each hop of a thread is there, not due yet, or missing from the day after it was due."""

from datetime import date, timedelta

import pytest

from collegiate.doors.thread import facts, hops
from collegiate.improvement.commissioning.models import Agreement
from collegiate.partnership.governance import commands as governance
from collegiate.values import job
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db
FINAL = ("evidence", "need", "brief", "consideration", "decision", "commitment", "agreement", "milestone and payment",
         "delivery", "feedback", "Achievement Team cycle", "outcome", "finding", "practice", "report")  # fmt: skip


def states(agreement, day):
    found = facts.agreements(slug=agreement.slug)[0]
    return {one.hop.name: one for one in hops.states(facts.facts_of(found, viewer=job("thread", day=day)), day=day)}


def told(agreement, day):
    return {
        name: "there" if one.found else "missing" if one.is_missing else "not due"
        for name, one in states(agreement, day).items()
    }


def test_the_hops_are_those_of_the_one_list_in_order():
    assert tuple(hop.name for hop in hops.HOPS) == FINAL


def test_a_proposal_waits_for_its_decision(table, schools):
    agreement = table.proposed(schools)

    said = told(agreement, TUESDAY)

    assert (said["need"], said["brief"], said["decision"], said["commitment"]) == (
        "there",
        "there",
        "not due",
        "not due",
    )
    assert said["evidence"] == "not due"
    assert told(agreement, TUESDAY + timedelta(days=1))["evidence"] == "missing"


def test_a_decision_is_due_on_the_day_of_the_meeting_that_has_it_or_four_weeks_after_it_was_proposed(table, schools):
    agreement = table.proposed(schools)
    assert states(agreement, TUESDAY)["decision"].due_on == TUESDAY + timedelta(weeks=4)

    meeting = governance.plan_meeting(
        table.group, starts_at=MORNING + timedelta(days=14), place="Town Hall", by=table.noor, at=MORNING
    )
    table.item(agreement, meeting)

    decided = TUESDAY + timedelta(days=14)
    assert states(agreement, TUESDAY)["decision"].due_on == decided
    assert told(agreement, decided)["decision"] == "not due"
    assert told(agreement, decided + timedelta(days=1))["decision"] == "missing"
    assert told(agreement, decided + timedelta(days=14))["commitment"] == "not due"
    assert told(agreement, decided + timedelta(days=15))["commitment"] == "missing"


def test_an_agreement_brings_decision_commitment_and_agreement_at_once(table, schools):
    said = states(table.agreed(schools), TUESDAY)

    assert (
        said["decision"].found.lines[0] == "2 for, 0 against, 0 left because of an interest." or said["decision"].found
    )
    assert str(said["commitment"].found.money) == "£9,000.00"
    assert said["agreement"].found.lines[1] == "For Hillside Primary, The Ashmere School."


def test_a_payment_is_due_a_month_after_its_milestone(table, schools):
    agreement = table.agreed(schools)
    due = date(2026, 12, 18) + timedelta(days=30)
    assert (told(agreement, due)["milestone and payment"], told(agreement, due + timedelta(days=1))["milestone and payment"]) == (
        "not due", "missing",
    )  # fmt: skip

    table.paid(agreement)

    found = states(agreement, TUESDAY)["milestone and payment"].found
    assert (found.title, found.lines) == ("1 milestone accepted and paid", ("Held",))


def test_what_comes_after_is_expected_when_it_can_be_there(table, schools):
    agreement = table.agreed(schools)

    due = {name: one.due_on for name, one in states(agreement, TUESDAY).items()}

    assert due["delivery"] == agreement.starts_on + timedelta(days=100)
    assert due["feedback"] == due["delivery"] + timedelta(weeks=3)
    assert due["Achievement Team cycle"] == agreement.ends_on + timedelta(weeks=2)
    assert due["outcome"] == date(2027, 12, 31)
    assert due["outcome"] < due["finding"] < due["practice"] < due["report"]


def test_a_thread_is_complete_open_or_says_what_is_missing(table, schools):
    agreement = table.agreed(schools)
    late = list(states(agreement, date(2028, 12, 31)).values())

    assert hops.verdict(late) == (
        "missing: evidence, consideration, milestone and payment, delivery, feedback, Achievement Team cycle, outcome, "
        "finding, practice, report"
    )
    there = [one for one in late if one.found]
    assert hops.verdict(there) == "complete"
    waiting = [one for one in states(agreement, TUESDAY).values() if not one.is_missing]
    assert hops.verdict(waiting) == "open"


def test_what_a_hop_says_depends_on_the_viewer_and_whether_it_is_there_does_not(table, schools, beth, ida):
    table.agreed(schools)
    agreement = facts.agreements()[0]

    hers, others = (hops.states(facts.facts_of(agreement, viewer=one), day=TUESDAY) for one in (beth, ida))

    assert hops.verdict(hers) == hops.verdict(others)
    assert [bool(one.found) for one in hers] == [bool(one.found) for one in others]
    need, hidden = hers[1].found, others[1].found
    assert (need.title, hidden.title, hidden.url) == ("Hillside Primary reads too little", "2 needs", "")
    assert need.url


def test_a_withdrawn_proposal_is_no_thread(table, schools):
    agreement = table.proposed(schools)
    Agreement.objects.filter(pk=agreement.pk).update(stage="withdrawn")

    assert facts.agreements() == []
    assert facts.every_agreement(viewer=table.noor) == []
