"""A decision drafted, opened, voted on and closed: in the room, in secret, in writing; one outcome, told to everybody."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands._deciding import AVoteIsOpen
from collegiate.partnership.governance.commands.decisions import NotCarried, StillInTheRoom, VotesElsewhere
from collegiate.partnership.governance.commands.voting import (
    NoSecret,
    TheVoteIsClosed,
    TooSoon,
    VoidBallot,
    VotedAlready,
)
from collegiate.partnership.governance.models import (
    Ballot,
    Choice,
    ConfidentialPart,
    Decision,
    DecisionStage,
    Eligibility,
    Method,
    Nearness,
    Urn,
)
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING
from tests.partnership.governance.conftest import FOUR, NOON

pytestmark = pytest.mark.django_db
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


@pytest.fixture
def item(round, sitting):
    return round.item(sitting)


# Drafts


def test_a_draft_is_revised_until_it_is_opened_and_fixed_from_then_on(round, item):
    decision = round.draft(item)
    again = round.draft(item, text="Something better.", version=decision.version)

    assert (again.pk, again.text, again.stage, again.reference) == (decision.pk, "Something better.", "drafted", "")
    with pytest.raises(Stale):
        round.draft(item, text="Something else.", version=decision.version)
    commands.open_vote(again, by=round.clerk, at=FOUR)
    with pytest.raises(NotAllowed, match="its draft is fixed"):
        round.draft(item, text="Too late.")


def test_a_draft_is_recorded_as_decided_in_one_deed(round, item):
    draft = round.draft(item, Method.CONSENSUS)

    made = round.decide(item)

    assert (made.pk, made.stage, made.in_favour) == (draft.pk, "made", 5)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("method", [Method.SECRET, Method.WRITTEN, Method.CHAIR])
def test_what_is_decided_by_ballots_or_alone_is_not_counted_by_the_clerk(round, item, method):
    with pytest.raises(VotesElsewhere, match=method.label):
        round.decide(item, method=method)


def test_a_draft_has_no_part_in_what_is_decided_or_public(round, item):
    round.draft(item)

    assert queries.decisions() == []
    assert not queries.in_force().exists()


def test_what_is_confidential_stands_in_a_row_of_its_own_from_the_start(round, item):
    made = round.decide(item, confidential="The other bid was £9,000.", public_text="Help is bought.")

    assert made.confidential_part.text == "The other bid was £9,000."
    assert made.as_published == "Help is bought."
    assert "9,000" not in "".join(str(value) for value in vars(made).values())
    other = round.decide(round.item(item.meeting, "Another"))
    with pytest.raises(IntegrityError, match="takes no confidential part"), transaction.atomic():
        ConfidentialPart.objects.create(
            decision=other, text="x", written_at=FOUR,
            written_by_id=round.clerk.person_id,
        )  # fmt: skip


# An open vote in the room


def test_an_open_vote_is_made_where_more_are_for_than_against(round, item):
    decision = round.open_vote(item)
    round.vote(decision, Beth=FOR, Tom=FOR, Amir=AGAINST, Grace=ABSTAIN)

    made = round.close_vote(decision)

    assert (made.stage, made.reference) == (DecisionStage.MADE, "SG/26/01")
    assert (made.in_favour, made.against, made.abstained, made.counted, made.quorum) == (2, 1, 1, 5, 3)
    assert next(iter(made.ballots.values_list("eligibility__person__name", "choice"))) == ("Beth Lowe", "for")
    assert Entry.objects.get(deed="governance.close_vote").data["stage"] == "made"


@pytest.mark.parametrize("votes", [{"Beth": FOR, "Tom": AGAINST}, {"Beth": ABSTAIN}, {}])
def test_a_vote_that_does_not_carry_falls_with_a_reference_and_is_final(round, item, votes):
    decision = round.open_vote(item)
    round.vote(decision, **votes)

    fell = round.close_vote(decision)

    assert (fell.stage, fell.reference) == (DecisionStage.FELL, "SG/26/01")
    assert not queries.is_in_force(fell)
    assert queries.decisions() == [fell]


def test_the_clerk_can_record_that_a_vote_by_hands_was_not_carried(round, item):
    lost = {"method": Method.VOTE, "in_favour": 2, "against": 3}
    with pytest.raises(NotCarried):
        round.decide(item, **lost)

    assert round.decide(item, **lost, may_fall=True).stage == DecisionStage.FELL


def test_nobody_votes_twice_or_changes_how(round, item):
    decision = round.open_vote(item)
    round.vote(decision, Amir=FOR)

    with pytest.raises(VotedAlready):
        round.vote(decision, Amir=AGAINST)


def test_whoever_has_an_interest_is_on_the_list_with_a_no_and_cannot_vote(round, item, sitting, hillside):
    round.party(item, hillside)
    with pytest.raises(StillInTheRoom):
        round.open_vote(item)
    round.leave(sitting, "Beth")
    decision = commands.open_vote(item.decision, by=round.clerk, at=FOUR + timedelta(minutes=6))

    with pytest.raises(NotAllowed, match=r"You cannot vote on this\. Beth Lowe is head teacher of Hillside Primary"):
        round.vote(decision, Beth=FOR)

    assert not decision.eligibilities.get(person=round.people["Beth"]).eligible


def test_whoever_came_after_the_vote_opened_or_left_cannot_vote(round, sitting, item):
    round.leave(sitting, "Ola", at=FOUR + timedelta(minutes=1))
    decision = round.open_vote(item)
    round.come(sitting, "Ola", at=FOUR + timedelta(minutes=7))
    round.leave(sitting, "Grace", at=FOUR + timedelta(minutes=7))

    for name in ("Ola", "Grace"):
        with pytest.raises(NotAllowed, match="not in the room, now and when the vote opened"):
            round.vote(decision, **{name: FOR})


def test_a_vote_is_not_closed_without_a_quorum_at_that_minute(round, sitting, item):
    decision = round.open_vote(item)
    round.vote(decision, Beth=FOR, Tom=FOR, Amir=FOR)
    for name in ("Beth", "Tom", "Amir"):
        round.leave(sitting, name, at=FOUR + timedelta(minutes=9))

    with pytest.raises(NotAllowed, match="2 of the 3 people needed are in the room: the vote cannot be closed"):
        round.close_vote(decision)
    put_off = commands.defer(decision, because="Too few were left.", by=round.clerk, at=FOUR + timedelta(minutes=11))
    assert (put_off.stage, put_off.reference) == (DecisionStage.DEFERRED, "")
    assert item.left_as.because == "Too few were left."


def test_the_clerk_votes_for_somebody_in_the_open_and_nobody_else_does(round, item):
    decision = round.open_vote(item)
    amir = round.people["Amir"]

    with pytest.raises(NotAllowed, match="Somebody votes for themselves"):
        commands.cast(decision, choice=FOR, voter=amir, by=cast.standing(round.people["Ola"]), at=FOUR)
    commands.cast(decision, choice=FOR, voter=amir, by=round.clerk, at=FOUR + timedelta(minutes=7))
    assert decision.ballots.get().cast_by_id == round.clerk.person_id


def test_an_interest_declared_while_the_vote_is_open_voids_the_ballot_and_keeps_it(round, item):
    decision = round.open_vote(item)
    round.vote(decision, Ola=FOR, Amir=FOR, Grace=AGAINST)
    commands.declare_for_item(
        item, person=round.people["Ola"], nearness=Nearness.NEAR, because="My brother",
        by=cast.standing(round.people["Ola"]), at=FOUR + timedelta(minutes=9),
    )  # fmt: skip

    fell = round.close_vote(decision)

    assert (fell.stage, fell.in_favour, fell.against) == (DecisionStage.FELL, 1, 1)
    void = decision.ballots.get(void_at__isnull=False)
    assert (void.eligibility.person, void.choice) == (round.people["Ola"], "for")
    assert void.void_because == "has declared an interest in this item: My brother."


@pytest.mark.parametrize("opened", [True, False])
def test_a_meeting_is_not_closed_while_people_vote_and_puts_off_what_is_only_drafted(round, sitting, item, opened):
    decision = round.draft(item)
    if opened:
        commands.open_vote(decision, by=round.clerk, at=FOUR)
        with pytest.raises(AVoteIsOpen, match="A vote on “Coaching for new leaders” is open"):
            commands.close(sitting, by=round.clerk, at=FOUR + timedelta(hours=1))
    else:
        commands.close(sitting, by=round.clerk, at=FOUR + timedelta(hours=1))
        decision.refresh_from_db()
        assert decision.stage == DecisionStage.DEFERRED
        assert item.left_as.because == "The meeting on Tuesday 6 October 2026 did not come to it."


# Withdrawn


def test_a_decision_is_withdrawn_with_a_reason_and_nothing_comes_of_it(round, item):
    decision = commands.withdraw(round.draft(item), because="The school asked for time.", by=round.clerk, at=FOUR)

    assert (decision.stage, decision.ended_because) == (DecisionStage.WITHDRAWN, "The school asked for time.")
    with pytest.raises(NotAllowed, match="only a later decision changes it"):
        commands.defer(decision, because="x", by=round.clerk, at=FOUR)
    with pytest.raises(NotAllowed, match="final"):
        round.decide(item)


# In secret


def test_of_a_secret_ballot_it_is_known_who_voted_and_not_how(round, item):
    decision = round.open_vote(item, Method.SECRET)
    round.vote(decision, Beth=FOR, Tom=AGAINST, Amir=FOR, Grace=ABSTAIN)

    made = round.close_vote(decision)

    assert (made.stage, made.in_favour, made.against, made.abstained) == (DecisionStage.MADE, 2, 1, 1)
    assert set(made.ballots.values_list("choice", flat=True)) == {""}
    assert made.ballots.count() == 4
    lines = Entry.objects.filter(deed="governance.cast")
    assert {str(line.data) for line in lines} == {"{}"}


def test_no_row_anywhere_ties_a_secret_vote_to_a_voter_by_key_order_or_time(round, item):
    """Every table of governance, before and after one vote: what changed says who, and adds one to a sum, and nothing else."""
    decision = round.open_vote(item, Method.SECRET)
    round.vote(decision, Beth=FOR, Amir=FOR)
    before = _tables()

    round.vote(decision, Tom=AGAINST)

    changed = {table: [row for row in rows if row not in before[table]] for table, rows in _tables().items()}
    changed = {table: rows for table, rows in changed.items() if rows}
    assert set(changed) == {"governance_ballot", "governance_urn"}
    (ballot,), (urn,) = changed["governance_ballot"], changed["governance_urn"]
    assert not {"for", "against", "abstain"} & set(map(str, ballot))
    assert Urn.objects.count() == 1
    assert (Urn.objects.get().in_favour, Urn.objects.get().against) == (2, 1)
    assert len(urn) == 5, "a key, a decision and three sums: no line, no time, no voter"


def _tables():
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name.startswith("governance_")]
        found = {}
        for name in names:
            cursor.execute(f"SELECT * FROM {name}")
            found[name] = cursor.fetchall()
    return found


def test_the_clerk_casts_nobodys_secret_ballot(round, item):
    decision = round.open_vote(item, Method.SECRET)

    with pytest.raises(NotAllowed, match="never a secret one"):
        commands.cast(decision, choice=FOR, voter=round.people["Amir"], by=round.clerk, at=FOUR)


def test_two_cannot_vote_in_secret(round, sitting):
    for name in ("Beth", "Tom", "Ola"):
        round.leave(sitting, name)
    commands.adopt_terms(
        round.strategic, initials="SG", purpose="To decide.", quorum=2, agreed_on=FOUR.date(), by=round.clerk, at=FOUR
    )

    with pytest.raises(NoSecret, match="2 people would vote"):
        round.open_vote(round.item(sitting), Method.SECRET)


def test_a_secret_vote_with_a_void_ballot_is_put_off_for_nobody_can_tell_it_from_the_others(round, item):
    decision = round.open_vote(item, Method.SECRET)
    round.vote(decision, Ola=FOR, Amir=FOR, Grace=FOR)
    commands.declare_for_item(
        item, person=round.people["Ola"], nearness=Nearness.NEAR, because="My brother",
        by=cast.standing(round.people["Ola"]), at=FOUR,
    )  # fmt: skip

    with pytest.raises(VoidBallot, match="put the vote off"):
        round.close_vote(decision)


# In writing


@pytest.fixture
def ahead(round):
    """An item of a meeting that has not begun."""
    return round.item(round.plan())


def test_a_decision_in_writing_is_made_between_meetings_by_a_quorum_of_those_who_vote(round, ahead):
    decision = round.in_writing(ahead)
    round.vote(decision, at=MORNING + timedelta(hours=1), Beth=FOR, Amir=FOR, Ola=AGAINST)

    made = round.close_vote(decision, at=NOON)

    assert (made.stage, made.method, made.counted, made.in_favour) == ("made", "written", 3, 2)


def test_it_is_closed_when_its_time_is_over_or_everybody_has_voted_and_not_before(round, ahead):
    decision = round.in_writing(ahead)
    early = {"at": MORNING + timedelta(hours=1)}
    round.vote(decision, **early, Beth=FOR, Amir=FOR, Ola=FOR, Tom=FOR)
    with pytest.raises(TooSoon, match="until everybody has voted"):
        round.close_vote(decision, **early)

    round.vote(decision, **early, Grace=FOR)
    assert round.close_vote(decision, **early).in_favour == 5


@pytest.mark.parametrize(("late", "taken"), [(-1, True), (0, False), (1, False)])
def test_a_vote_in_writing_counts_until_the_minute_it_closes(round, ahead, late, taken):
    decision = round.in_writing(ahead)
    at = NOON + timedelta(seconds=late)

    if taken:
        round.vote(decision, at=at, Amir=FOR)
    else:
        with pytest.raises(TheVoteIsClosed, match="Votes in writing were taken until"):
            round.vote(decision, at=at, Amir=FOR)
    assert Ballot.objects.exists() is taken


def test_where_too_few_vote_in_writing_it_is_put_off(round, ahead):
    decision = round.in_writing(ahead)
    round.vote(decision, at=MORNING, Amir=FOR, Ola=FOR)

    put_off = round.close_vote(decision, at=NOON)

    assert (put_off.stage, put_off.ended_because) == ("deferred", "2 of the 3 people needed voted in writing.")


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [(None, "Say until when"), (MORNING, "a time to come"), (FOUR + timedelta(hours=1), "closes before the meeting")],
)
def test_writing_closes_at_a_time_before_the_meeting(round, ahead, closes_at, words):
    with pytest.raises(NotAllowed, match=words):
        round.in_writing(ahead, closes_at=closes_at)


def test_in_writing_an_interest_keeps_out_and_no_deputy_or_room_is_needed(round, ahead, hillside):
    round.party(ahead, hillside)
    decision = round.in_writing(ahead)

    with pytest.raises(NotAllowed, match="which this item would support"):
        round.vote(decision, at=MORNING, Beth=FOR)
    assert Eligibility.objects.filter(decision=decision, eligible=True).count() == 4


def test_votes_in_writing_wait_on_whoever_has_not_cast_them(round, ahead):
    decision = round.in_writing(ahead)
    round.vote(decision, at=MORNING, Amir=FOR)

    waiting = {name: queries.waiting_for_my_vote(one.pk, at=MORNING) for name, one in round.people.items()}

    assert waiting == {"Beth": [decision], "Tom": [decision], "Amir": [], "Grace": [decision], "Ola": [decision]}
    assert queries.not_counted(at=MORNING) == []
    assert queries.not_counted(at=NOON) == [decision]


# One outcome, told to both


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_one_vote_one_does_and_the_other_is_told_the_outcome(round, item):
    decision = round.open_vote(item)
    round.vote(decision, Beth=FOR, Tom=FOR, Amir=FOR)

    done = cast.all_at_once([partial(round.close_vote, decision) for _ in range(2)])

    made = [one for one in done if isinstance(one, Decision)]
    told = [str(one) for one in done if isinstance(one, TheVoteIsClosed)]
    assert [one.reference for one in made] == ["SG/26/01"]
    assert told == ["This vote is not open. It was closed on Tuesday 6 October 2026 at 4:10pm, SG/26/01: made."]


@pytest.mark.django_db(transaction=True)
def test_a_vote_cast_at_the_moment_of_closing_is_counted_or_refused_and_never_lost(round, item):
    decision = round.open_vote(item)
    round.vote(decision, Beth=FOR, Tom=FOR)

    cast_, closed = cast.all_at_once([partial(round.vote, decision, Amir=AGAINST), partial(round.close_vote, decision)])

    made = Decision.objects.get(pk=decision.pk)
    counted = not isinstance(cast_, TheVoteIsClosed)
    assert isinstance(closed, Decision)
    assert (made.in_favour, made.against) == (2, 1 if counted else 0)
    assert Ballot.objects.filter(decision=decision).count() == (3 if counted else 2)
    assert counted or "SG/26/01: made" in str(cast_)


@pytest.mark.django_db(transaction=True)
def test_of_two_ballots_of_one_person_at_once_one_counts(round, item):
    decision = round.open_vote(item, Method.SECRET)

    done = cast.all_at_once([partial(round.vote, decision, Amir=FOR) for _ in range(2)])

    assert sum(isinstance(one, VotedAlready) for one in done) == 1
    urn = Urn.objects.get()
    assert (urn.in_favour, Ballot.objects.count()) == (1, 1)


def test_a_young_representative_votes_like_everybody(round, sitting):
    kit = round.people["Kit"] = cast.person("Kit Ray", Role.GROUP_MEMBER, on=round.forum)
    seat = commands.make_seat(round.strategic, label="Young people", by=round.clerk, at=MORNING)
    commands.seat(kit, seat=seat, from_on=date(2026, 9, 1), by=round.clerk, at=MORNING)
    round.come(sitting, "Kit")
    decision = round.open_vote(round.item(sitting))

    round.vote(decision, Kit=FOR)

    assert decision.ballots.get().eligibility.person == kit
