"""Every decision is worked out again; and for each thing that is checked, breaking it past the guards is noticed."""

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.foundation.record import guard
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import Choice, Method
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import InterestKind
from tests import cast
from tests.cast import MORNING, SINCE
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def decided(round, sitting, hillside):
    """A consensus without Beth, an open vote and a secret one."""
    item = round.item(sitting)
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    round.decide(item)
    for method in (Method.VOTE, Method.SECRET):
        decision = round.open_vote(round.item(sitting, method.label), method)
        round.vote(decision, Tom=FOR, Amir=FOR, Grace=AGAINST)
        round.close_vote(decision)


def faults():
    return [fault for one in queries.decisions_with_an_outcome() for fault in queries.faults_of(one)]


@pytest.mark.usefixtures("decided")
def test_what_was_decided_by_the_rules_has_no_fault(capsys):
    call_command("governance", "check")

    assert capsys.readouterr().out == "decisions 3, faults 0\n"


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("sabotage", "fault"),
    [
        ("UPDATE governance_decision SET in_favour = 3 WHERE reference = 'SG/26/02'", "SG/26/02: its tally is not that of its votes."),
        ("UPDATE governance_ballot SET choice = 'for' WHERE choice = 'against'", "SG/26/02: its tally is not that of its votes."),
        ("UPDATE governance_urn SET in_favour = 3", "SG/26/03: the urn holds 4 votes of 3 people."),
        ("UPDATE governance_eligibility SET present = (1 = 0) WHERE eligible", "SG/26/01: 0 counted to a quorum of 3."),
        ("UPDATE governance_decision SET in_favour = 9 WHERE reference = 'SG/26/01'", "SG/26/01: 9 votes were given by 4 people who might."),
        ("UPDATE governance_eligibility SET eligible = (1 = 0), because = 'x' WHERE person_id ="
         " (SELECT id FROM members_person WHERE name = 'Amir Khan')", "SG/26/02: a ballot was cast by somebody who might not."),
        ("UPDATE governance_eligibility SET eligible = (1 = 1), nearness = '' WHERE NOT eligible",
         "SG/26/01: Beth Lowe took part, and is head teacher of Hillside Primary, which this item would support."),
    ],
)  # fmt: skip
def test_each_check_notices_what_breaks_it(sabotage, fault):
    guard.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sabotage)

    assert fault in faults()
    with pytest.raises(SystemExit):
        call_command("governance", "check")


def test_an_interest_that_came_to_be_known_since_is_a_fault_until_it_is_corrected(round, sitting, hillside):
    item = round.item(sitting)
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    made = round.decide(item)
    amir = round.people["Amir"]
    members.declare_interest(
        amir, organisation=hillside, kind=InterestKind.FAMILY, nature="A son", from_on=SINCE, by=cast.standing(amir), at=MORNING
    )  # fmt: skip

    assert faults() == [
        "SG/26/01: Amir Khan took part, and has declared an interest in Hillside Primary, which this item would support."
    ]
    commands.find_interest(made, person=amir, because="A son is there", by=round.clerk, at=FOUR)
    assert faults() == []
