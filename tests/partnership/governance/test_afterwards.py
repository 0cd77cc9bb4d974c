"""What follows a decision: the chair's action ratified or not, decisions that come back, interests found afterwards."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands._deciding import SayWhatItDoes
from collegiate.partnership.governance.commands.chairs_action import OnAnAgenda
from collegiate.partnership.governance.commands.corrections import TookNoPart
from collegiate.partnership.governance.models import (
    Ballot,
    Choice,
    Decision,
    DecisionStage,
    Does,
    Method,
    VotingRule,
    WhyBack,
)
from collegiate.partnership.governance.queries.counting import Tally, recount
from collegiate.values import Money, NotAllowed
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.partnership.governance.conftest import DECISION, FOUR

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
db = pytest.mark.django_db


# The chair's action


@pytest.fixture
def limit(round):
    commands.adopt_terms(
        round.strategic, initials="SG", purpose="To decide.", quorum=3, agreed_on=SINCE,
        chairs_action=Money(200_000), by=round.clerk, at=MORNING,
    )  # fmt: skip


def act(round, item, *, by, money=Money(100_000), at=MORNING):
    return commands.take_chairs_action(item, **DECISION, purpose=round.purpose, money=money, by=by, at=at)


def held(round, item_title="Ratify"):
    """The meeting on whose agenda the chair's action stands, open with everybody there; and the item that ratifies it."""
    decision = Decision.objects.get(method=Method.CHAIR)
    meeting = decision.item.meeting
    commands.call(meeting, because="The day is fixed.", by=round.clerk, at=MORNING)
    commands.open_meeting(meeting, by=round.clerk, at=FOUR)
    round.come(meeting)
    return decision, meeting.items.get(brings_back__isnull=False)


@db
@pytest.mark.usefixtures("limit")
def test_the_chair_acts_alone_within_the_limit_and_the_next_meeting_is_asked_to_ratify(round):
    chair = round.chairs("Grace")
    decision = act(round, round.item(round.plan()), by=chair)

    assert (decision.stage, decision.method, decision.reference, decision.in_favour) == (
        "made", "chairs_action", "SG/26/01", 1,
    )  # fmt: skip
    assert list(decision.eligibilities.values_list("person__name", flat=True)) == ["Grace Hill"]
    assert queries.to_ratify(round.strategic) == [decision]
    asked = decision.item.meeting.items.get(brings_back__decision=decision)
    assert asked.title == "Ratify SG/26/01: Coaching for new leaders"


@db
@pytest.mark.usefixtures("limit")
@pytest.mark.parametrize(("carried", "in_force"), [(True, True), (False, False)])
def test_it_is_ratified_or_not_by_a_decision_of_the_group(round, carried, in_force):
    act(round, round.item(round.plan()), by=round.chairs("Grace"))
    decision, item = held(round)

    votes = {"in_favour": 5} if carried else {"in_favour": 1, "against": 4, "may_fall": True}
    answer = round.decide(item, method=Method.VOTE, **votes)

    assert (answer.about, answer.does) == (decision, Does.RATIFIES)
    assert queries.is_in_force(decision) is in_force
    assert queries.to_ratify(round.strategic) == []


@db
@pytest.mark.usefixtures("limit")
def test_an_action_that_the_next_meeting_did_not_ratify_keeps_the_chair_from_another(round):
    chair = round.chairs("Grace")
    act(round, round.item(round.plan()), by=chair)
    decision, _ = held(round)
    commands.close(decision.item.meeting, by=round.clerk, at=FOUR + timedelta(hours=1))
    later = round.item(round.plan(starts_at=FOUR + timedelta(days=28)))

    with pytest.raises(NotAllowed, match="SG/26/01 should have been ratified at a meeting since"):
        act(round, later, by=chair, at=FOUR + timedelta(days=1))


@db
@pytest.mark.usefixtures("limit")
@pytest.mark.parametrize(
    ("who", "money", "words"),
    [
        ("Amir", Money(1), "Only the chair of Strategic Group can act alone"),
        ("Grace", Money(200_001), "let the chair spend £2,000.00 alone, not £2,000.01"),
    ],
)
def test_nobody_else_and_no_more_than_the_limit(round, who, money, words):
    round.chairs("Grace")

    with pytest.raises(NotAllowed, match=words):
        act(round, round.item(round.plan()), by=cast.standing(round.people[who]), money=money)
    assert not Decision.objects.exists()


@db
@pytest.mark.usefixtures("limit")
def test_a_chair_with_an_interest_does_not_act_alone(round, hillside):
    item = round.item(round.plan())
    round.party(item, hillside)

    with pytest.raises(NotAllowed, match="You have an interest in this item, so you cannot decide it alone"):
        act(round, item, by=round.chairs("Beth"))


@db
def test_where_the_terms_name_no_money_the_chair_does_not_act_alone(round):
    with pytest.raises(NotAllowed, match="do not let its chair act alone"):
        act(round, round.item(round.plan()), by=round.chairs("Grace"), money=Money(0))


@db
@pytest.mark.usefixtures("limit")
def test_at_the_meeting_itself_the_group_decides(round, sitting):
    with pytest.raises(NotAllowed, match="At the meeting the group decides"):
        act(round, round.item(sitting), by=round.chairs("Grace"))


# Coming back


def reviewed(round, sitting, does, *, day=date(2027, 10, 6)):
    first = round.decide(round.item(sitting), review_on=day)
    item = commands.bring_back(first, meeting=sitting, why=WhyBack.REVIEW, by=round.clerk, at=FOUR)
    return first, round.decide(item, does=does)


@db
@pytest.mark.parametrize(("does", "in_force"), [(Does.KEEPS, True), (Does.SUPERSEDES, False), (Does.RESCINDS, False)])
def test_only_a_later_decision_puts_one_out_of_force(round, sitting, does, in_force):
    first, later = reviewed(round, sitting, does)

    assert queries.is_in_force(first) is in_force
    assert queries.is_in_force(later)
    first.refresh_from_db()
    assert (first.stage, first.text) == ("made", DECISION["text"]), "it stays as it was"
    assert queries.coming_back(day=date(2027, 10, 6)) == []


@db
@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, True), (30, True)])
def test_a_decision_comes_back_when_its_review_is_due(round, sitting, days, due):
    first = round.decide(round.item(sitting), review_on=date(2027, 10, 6))
    day = date(2027, 10, 6) + timedelta(days=days)

    assert queries.coming_back(day=day) == ([(first, WhyBack.REVIEW)] if due else [])


@db
def test_a_decision_that_is_on_an_agenda_to_come_does_not_come_back_twice(round, sitting):
    first = round.decide(round.item(sitting), review_on=TUESDAY)
    ahead = round.plan(starts_at=FOUR + timedelta(days=28))
    commands.bring_back(first, meeting=ahead, why=WhyBack.REVIEW, by=round.clerk, at=FOUR)

    assert queries.coming_back(day=TUESDAY) == []
    with pytest.raises(OnAnAgenda, match="SG/26/01 is on an agenda already"):
        commands.bring_back(first, meeting=ahead, why=WhyBack.REVIEW, by=round.clerk, at=FOUR)
    commands.cancel(ahead, by=round.clerk, at=FOUR)
    assert queries.coming_back(day=TUESDAY) == [(first, WhyBack.REVIEW)]


@db
def test_what_comes_back_touches_whom_it_touched_and_says_what_becomes_of_it(round, sitting, hillside):
    item = round.item(sitting)
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    first = round.decide(item)
    again = commands.bring_back(first, meeting=sitting, why=WhyBack.REVIEW, by=round.clerk, at=FOUR)

    assert [party.organisation for party in again.parties.all()] == [hillside]
    with pytest.raises(SayWhatItDoes, match="Say what becomes of SG/26/01"):
        round.decide(again)


# An interest found afterwards


def found(round, decision, name, **facts):
    return commands.find_interest(
        decision, person=round.people[name], because="Her brother runs it", by=round.clerk,
        at=FOUR + timedelta(days=3), **facts,
    )  # fmt: skip


@db
@pytest.mark.parametrize(
    ("votes", "who", "stands", "tally"),
    [
        ({"Beth": FOR, "Tom": FOR, "Amir": FOR, "Grace": AGAINST, "Ola": FOR}, "Ola", True, (3, 1, 0)),
        ({"Beth": FOR, "Tom": FOR, "Amir": AGAINST}, "Tom", False, (1, 1, 0)),
        ({"Beth": FOR, "Tom": FOR, "Amir": AGAINST}, "Amir", True, (2, 0, 0)),
    ],
)
def test_the_ballot_is_void_the_votes_counted_again_and_a_correction_minuted(round, sitting, votes, who, stands, tally):
    decision = round.open_vote(round.item(sitting))
    round.vote(decision, **votes)
    made = round.close_vote(decision)

    correction = found(round, made, who)

    assert (correction.in_favour, correction.against, correction.abstained) == tally
    assert (correction.stands, correction.unknown) == (stands, 0)
    assert queries.is_in_force(made) is stands
    void = Ballot.objects.get(eligibility__person=round.people[who])
    assert (void.void_because, void.choice) == ("Her brother runs it", votes[who])
    assert f"it was found that {round.people[who].name} had an interest: Her brother runs it." in correction.minute
    made.refresh_from_db()
    assert made.in_favour + made.against == len(votes), "what was minuted stays"


@db
@pytest.mark.parametrize(
    ("there", "stands"), [(("Beth", "Tom", "Amir", "Grace"), True), (("Beth", "Tom", "Grace"), False)]
)
def test_whoever_was_there_and_cast_no_vote_only_counted_to_the_quorum(round, there, stands):
    meeting = round.open()
    round.come(meeting, *there)
    decision = round.open_vote(round.item(meeting))
    round.vote(decision, Beth=FOR, Tom=FOR)
    made = round.close_vote(decision)

    correction = found(round, made, "Grace")

    assert (correction.in_favour, correction.counted, correction.stands) == (2, len(there) - 1, stands)


@db
def test_where_it_is_not_known_how_somebody_voted_the_outcome_stands_only_if_it_does_either_way(round, sitting):
    def decided(for_, against):
        return round.decide(
            round.item(sitting, f"{for_} to {against}"), method=Method.VOTE, in_favour=for_, against=against
        )

    safe, close = decided(4, 1), decided(3, 2)

    assert found(round, safe, "Ola").stands
    assert not found(round, close, "Ola").stands
    assert queries.coming_back(day=TUESDAY) == [(close, WhyBack.CORRECTED)]


@db
def test_a_secret_ballot_stays_secret_when_one_is_void(round, sitting):
    decision = round.open_vote(round.item(sitting), Method.SECRET)
    round.vote(decision, Beth=FOR, Tom=FOR, Amir=FOR, Grace=AGAINST)
    made = round.close_vote(decision)

    correction = found(round, made, "Amir")

    assert (correction.unknown, correction.stands) == (1, True)
    assert "it is not known how they voted" in correction.minute


@db
def test_a_consensus_without_somebody_is_one_fewer_and_fails_where_the_quorum_does(round, sitting):
    for name in ("Beth", "Tom"):
        round.leave(sitting, name)
    made = round.decide(round.item(sitting))

    correction = found(round, made, "Ola")

    assert (correction.in_favour, correction.counted, correction.stands) == (2, 2, False)


@db
def test_nobody_is_corrected_twice_and_nobody_who_took_no_part(round, sitting, hillside):
    item = round.item(sitting)
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    made = round.decide(item)
    found(round, made, "Ola")

    with pytest.raises(NotAllowed, match="corrected already"):
        found(round, made, "Ola")
    with pytest.raises(TookNoPart, match="Beth Lowe had no vote in SG/26/01"):
        found(round, made, "Beth")


# The recount, against a slower road


def recount_the_slow_way(votes, void, quorum, rule):
    """
    Try every way in which the unknown could have voted, vote by vote.

    `votes` are everybody's, in a row; `void` says of the first so many whether it is known how they voted. Returns every
    outcome there could be without the void ones.
    """
    outcomes = set()
    known = Counter(votes)
    unknown = void.count(False)
    certain = [vote for vote, is_known in zip(votes, void, strict=False) if is_known]
    for guess in product(Choice, repeat=unknown):
        left = known - Counter(certain)
        if any(Counter(guess)[choice] > left[choice] for choice in Choice):
            continue
        left = left - Counter(guess)
        for_, against = left[FOR], left[AGAINST]
        enough = sum(left.values()) >= quorum
        if rule == VotingRule.MAJORITY:
            carried = for_ > against
        elif rule == VotingRule.TWO_THIRDS:
            carried = for_ > against and 3 * for_ >= 2 * (for_ + against)
        else:
            carried = for_ > 0 and against == 0
        outcomes.add(enough and carried)
    return outcomes


@given(
    votes=st.lists(st.sampled_from(Choice), min_size=1, max_size=9),
    void=st.lists(st.booleans(), max_size=3),
    quorum=st.integers(2, 6),
    rule=st.sampled_from(VotingRule),
)
def test_the_recount_agrees_with_a_slow_one(votes, void, quorum, rule):
    void = void[: len(votes)]
    many = Counter(votes)
    tally = Tally(many[FOR], many[AGAINST], many[ABSTAIN], len(votes), quorum, rule)
    known = [vote if is_known else None for vote, is_known in zip(votes, void, strict=False)]

    again = recount(tally, void=known)

    assert again.carries == recount_the_slow_way(votes, void, quorum, rule)
    assert again.tally.counted == len(votes) - len(void)


@db
def test_the_stage_of_every_decision_is_one_that_its_moves_lead_to(round, sitting):
    round.decide(round.item(sitting))

    assert set(Decision.objects.values_list("stage", flat=True)) == {DecisionStage.MADE}


# What the clerk is told is missing


@db
@pytest.mark.usefixtures("limit")
def test_gaps_list_what_must_come_back(round):
    act(round, round.item(round.plan()), by=round.chairs("Grace"))
    meeting = round.open()
    round.come(meeting)
    round.decide(round.item(meeting, "Reading"), review_on=TUESDAY)
    close = round.decide(round.item(meeting, "Walking"), method=Method.VOTE, in_favour=3, against=2)
    found(round, close, "Ola")

    kinds = {gap.kind: gap.words for gap in queries.gaps(day=TUESDAY) if gap.group == round.strategic}

    assert kinds["unratified"] == (
        "SG/26/01, Coaching for new leaders, was decided by the chair on Tuesday 6 October 2026, and no meeting has ratified it."
    )
    assert kinds["review"] == "SG/26/02, Reading, was to be looked at again on Tuesday 6 October 2026."
    assert kinds["did_not_stand"].startswith("SG/26/03, Walking, did not stand")
    assert "unratified" not in {gap.kind for gap in queries.gaps(day=TUESDAY) if gap.group == round.forum}
