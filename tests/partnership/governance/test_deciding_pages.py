"""What members and the clerk see of votes and interests, and what a press of each button does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import (
    Ballot,
    Chairing,
    Choice,
    Correction,
    Decision,
    Dispensation,
    Formula,
    InterestFlag,
    ItemClass,
    ItemPurpose,
    Method,
    Part,
    Referral,
    Share,
    WhyBack,
)
from collegiate.partnership.members.models import GroupKind, Person
from collegiate.values import Money, Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths
from tests.partnership.governance.conftest import DECISION, FOUR
from tests.partnership.governance.test_member_pages import MIDNIGHT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def sitting(round):
    meeting = round.open()
    round.come(meeting, at=MIDNIGHT)
    return meeting


@pytest.fixture
def item(round, sitting):
    return round.item(sitting)


@pytest.fixture
def ahead(round):
    """An item of a meeting next week."""
    return round.item(round.plan(starts_at=FOUR + timedelta(days=7)))


@pytest.fixture
def clerk(client, round):
    return cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def main(client, name, *args):
    response = client.get(url(name, *args))
    assert response.status_code == 200
    return read(response.content).one("main").text


def post(client, name, /, *args, status=302, **sent):
    response = client.post(url(name, *args), {"once": str(uuid4()), **sent})
    assert response.status_code == status, read(response.content).one("main").text
    return response


def told(client, name, /, *args, **sent):
    return read(post(client, name, *args, status=422, **sent).content).one("main").text


def drafted(round, method="vote", **more):
    return {**DECISION, "purpose": round.purpose.pk, "method": method, "version": 0, **more}


def as_(client, round, name):
    cast.sign_in(client, round.people[name])
    return client


# A vote, from draft to outcome


def test_a_vote_goes_from_draft_to_outcome_in_the_room(client, clerk, round, item):
    post(client, "draft", item.pk, **drafted(round))
    decision = Decision.objects.get()
    assert "what is to be decided" in main(client, "item", item.pk)
    assert "Nothing of it changes" not in main(client, "vote", decision.pk)
    post(client, "open_vote", decision.pk)

    as_(client, round, "Amir")
    assert "1 of 5 people have voted" not in main(client, "vote", decision.pk)
    post(client, "cast", decision.pk, choice="for")
    assert "You have voted." in main(client, "vote", decision.pk)
    assert "a ballot is cast once" in told(client, "cast", decision.pk, choice="against")

    cast.sign_in(client, clerk)
    post(client, "cast_for", decision.pk, voter=round.people["Ola"].pk, choice="for")
    response = post(client, "close_vote", decision.pk)

    assert response["Location"] == url("decision", "SG-26-01")
    page = main(client, "decision", "SG-26-01")
    assert "Outcome Made How Open vote" in page
    assert "For 2 Against 0" in page
    assert "was closed on" in told(client, "cast", decision.pk, choice="for")
    assert "Amir KhanFor Grace HillHas not voted Ola WeirFor" in main(client, "vote", decision.pk)
    commands.find_interest(decision, person=round.people["Ola"], because="A tie", by=round.clerk, at=clock.now())
    assert "Ola WeirFor, void: an interest was found" in main(client, "vote", decision.pk)


def test_a_draft_that_somebody_else_revised_shows_both(client, clerk, round, item):
    round.draft(item, text="What is there.")
    decision = Decision.objects.get()
    round.draft(item, text="What another wrote.", version=decision.version)

    text = told(client, "draft", item.pk, **drafted(round, text="What I typed.", version=1))

    assert "Both versions are shown below" in text
    assert "What another wrote." in text


def test_a_vote_that_is_lost_is_recorded_where_the_clerk_says_so(client, clerk, round, item):
    sent = {**drafted(round), "in_favour": 1, "against": 4}
    assert "nothing is decided" in told(client, "decide", item.pk, **sent)

    post(client, "decide", item.pk, **sent, may_fall="on")

    assert "Outcome Not carried" in main(client, "decision", "SG-26-01")


def test_votes_in_writing_are_taken_until_a_time(client, clerk, round, ahead):
    post(client, "draft", ahead.pk, **drafted(round, "written"))
    decision = Decision.objects.get()
    day = {"on_day": 12, "on_month": 10, "on_year": 2026, "until": "12:00"}
    post(client, "open_vote", decision.pk, **day)

    text = main(client, "vote", decision.pk)

    assert "Votes are taken until Monday 12 October 2026 at 12:00pm" in text
    assert "0 of 5 people have voted; 3 are needed" in text
    assert "or until everybody has voted" in told(client, "close_vote", decision.pk)
    notice = Notice.objects.get()
    assert (notice.subject, notice.url) == (
        "Your vote is asked for: Coaching for new leaders",
        f"/votes/{decision.pk}/",
    )
    as_(client, round, "Amir")
    assert "Coaching for new leaders, until Monday 12 October 2026 at 12:00pm" in main(client, "decisions")


@pytest.mark.parametrize(("name", "stage"), [("defer", "deferred"), ("withdraw", "withdrawn")])
def test_a_decision_is_put_off_or_withdrawn_with_a_reason(client, clerk, round, item, name, stage):
    decision = round.draft(item)
    assert "Why?" in main(client, name, decision.pk)

    post(client, name, decision.pk, because="The school asked for time.")

    decision.refresh_from_db()
    assert (decision.stage, decision.ended_because) == (stage, "The school asked for time.")
    assert "The school asked for time." in main(client, "vote", decision.pk)


def test_somebody_with_an_interest_reads_why_they_have_no_vote(client, clerk, round, sitting, item, hillside):
    round.party(item, hillside)
    commands.depart(round.people["Beth"], meeting=sitting, by=round.clerk, at=clock.now())
    decision = commands.open_vote(round.draft(item), by=round.clerk, at=clock.now())
    as_(client, round, "Beth")

    assert "is head teacher of Hillside Primary" in main(client, "vote", decision.pk)
    assert "You cannot vote on this. Beth Lowe is head teacher" in main(client, "cast", decision.pk)
    assert "You cannot vote on this." in told(client, "cast", decision.pk, choice="for")
    assert not Ballot.objects.exists()


def test_a_secret_vote_says_that_how_you_voted_is_kept_nowhere(client, round, item):
    decision = commands.open_vote(round.draft(item, Method.SECRET), by=round.clerk, at=clock.now())
    as_(client, round, "Amir")

    assert "how you voted is kept nowhere" in main(client, "cast", decision.pk)


@two_lengths
@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_vote_costs_the_same_however_many_have_voted(client, clerk, round, item, django_assert_num_queries, how_many):
    decision = commands.open_vote(round.draft(item), by=round.clerk, at=clock.now())
    for name in ("Amir", "Ola", "Grace")[:how_many]:
        round.vote(decision, **{name: Choice.FOR}, at=clock.now())

    with django_assert_num_queries(10):
        assert f"{how_many} of 5 people have voted" in main(client, "vote", decision.pk)


def test_a_paper_on_which_a_decision_is_drafted_can_still_be_answered_and_rewritten(client, clerk, round, sitting):
    paper, forum = round.paper(), round.open(round.forum)
    asked = round.item(forum, purpose=ItemPurpose.ADVISE, paper=paper).consideration
    commands.respond(asked, response="We support it.", in_favour=3, against=0, by=round.clerk, at=FOUR)
    item = round.item(sitting, paper=paper)
    ways = [url("answer", asked.pk), url("rewrite_paper", paper.pk)]

    round.draft(item)
    offered = client.get(url("paper", paper.pk)).content.decode()
    assert all(way in offered for way in ways)

    round.answer(asked)
    round.decide(item)
    offered = client.get(url("paper", paper.pk)).content.decode()
    assert not any(way in offered for way in ways)


def test_the_public_is_told_nothing_of_a_draft(client, round, item):
    decision = round.draft(item)

    assert client.get(url("vote", decision.pk)).status_code in (302, 403, 404)
    assert client.get("/decisions/").status_code == 200
    assert b"Coaching for new leaders" not in client.get("/decisions/").content


# The chair


def test_the_chair_acts_alone_and_the_meeting_is_asked_to_ratify(client, round, ahead):
    commands.adopt_terms(
        round.strategic, initials="SG", purpose="To decide.", quorum=3, agreed_on=SINCE,
        chairs_action=Money(200_000), by=round.clerk, at=MORNING,
    )  # fmt: skip
    round.chairs("Grace")
    as_(client, round, "Grace")
    assert "spend £2,000.00 at most" in main(client, "act_alone", ahead.pk)
    assert "Decide it alone, as the chair" in main(client, "item", ahead.pk)
    assert "not £2,000.01" in told(client, "act_alone", ahead.pk, **drafted(round), money="2000.01")

    post(client, "act_alone", ahead.pk, **drafted(round), money="1500")

    assert "How Chair’s action" in main(client, "decision", "SG-26-01")
    again = ahead.meeting.items.get(brings_back__isnull=False)
    assert "To ratify the chair’s action: SG/26/01" in main(client, "item", again.pk)


def test_a_chair_with_an_interest_is_asked_to_hand_on_the_chair(client, clerk, round, ahead, hillside):
    round.chairs("Beth")
    round.party(ahead, hillside)
    assert "say who chairs it instead" in main(client, "meeting", ahead.meeting_id)
    assert "Beth Lowe chairs Strategic Group and has an interest" in main(client, "hand_the_chair", ahead.pk)

    post(client, "hand_the_chair", ahead.pk, person=round.people["Amir"].pk)

    assert Chairing.objects.get().person == round.people["Amir"]
    assert "say who chairs it instead" not in main(client, "meeting", ahead.meeting_id)


# Interests


def test_a_member_declares_an_interest_and_reads_what_follows(client, round, ahead):
    as_(client, round, "Ola")
    assert "Declare an interest in it" in main(client, "item", ahead.pk)
    assert "stands at once" in main(client, "declare", ahead.pk)

    post(client, "declare", ahead.pk, person=round.people["Ola"].pk, nearness="direct", because="I own the hall")

    assert "You leave the room for this item. You have declared an interest in this item: I own the hall." in main(
        client, "item", ahead.pk
    )


def test_a_member_raises_an_interest_and_the_chair_rules(client, round, ahead):
    round.chairs("Grace")
    as_(client, round, "Amir")
    main(client, "raise_interest", ahead.pk)
    post(client, "raise_interest", ahead.pk, person=round.people["Ola"].pk, nearness="near", because="Her brother")
    flag = InterestFlag.objects.get()
    assert "Whoever chairs Strategic Group for this item rules on it." in main(client, "rule", flag.pk)

    as_(client, round, "Grace")
    assert "Raised by Amir Khan" in main(client, "rule", flag.pk)
    post(client, "rule", flag.pk, stands="yes", because="It is so")

    assert "the chair ruled: It is so" in main(client, "item", ahead.pk)


def test_an_item_moves_to_the_reserve_panel_and_its_page_says_so(client, clerk, round, ahead, hillside, brightwell):
    panel = cast.group("Reserve panel", GroupKind.PANEL)
    adopt = {"purpose": "To decide.", "by": round.clerk, "at": MORNING}
    commands.adopt_terms(panel, initials="RP", quorum=2, agreed_on=SINCE, **adopt)
    commands.adopt_terms(round.strategic, initials="SG", quorum=4, agreed_on=TUESDAY, reserve_panel=panel, **adopt)
    round.party(ahead, hillside)
    round.party(ahead, brightwell, Part.PAYEE)
    words = "2 of 5 have an interest, and 3 of the 4 needed are left."
    assert f"It will be inquorate: {words} Reserve panel would have 0 of its 0" in main(
        client, "meeting", ahead.meeting_id
    )

    assert "Move this item to Reserve panel?" in main(client, "refer", ahead.pk)
    post(client, "refer", ahead.pk)

    assert Referral.objects.get().panel == panel
    assert f"Reserve panel decides this item in the group’s place. {words}" in main(client, "item", ahead.pk)


def test_only_whoever_prepares_the_meeting_sees_what_interests_will_do(client, round, ahead, hillside):
    round.chairs("Beth")
    round.party(ahead, hillside)
    as_(client, round, "Amir")

    assert "What interests will do" not in main(client, "meeting", ahead.meeting_id)


def test_a_formula_is_frozen_shown_and_named_on_an_item(client, clerk, round, ahead, hillside):
    cast.school("Eastfield Primary")
    main(client, "freeze_formula", round.strategic.pk)
    post(
        client, "freeze_formula", round.strategic.pk, name="A training day", for_each_unit="2", unit="pupil on the roll"
    )
    made = Formula.objects.get()
    assert "£2.00 for each pupil on the roll" in main(client, "formula", made.pk)
    main(client, "show_shares", made.pk)
    assert "would have no share" in told(client, "show_shares", made.pk, units="Hillside Primary 210")
    assert "is not a school of the class" in told(client, "show_shares", made.pk, units="Nowhere 3")

    post(client, "show_shares", made.pk, units="Hillside Primary\t210\nEastfield Primary, 90")
    assert "Hillside Primary210£420.00" in main(client, "formula", made.pk)
    main(client, "name_class", ahead.pk)
    post(client, "name_class", ahead.pk, formula=made.pk)

    assert (Share.objects.count(), ItemClass.objects.count()) == (2, 1)
    as_(client, round, "Beth")
    assert "You stay for this item, and your interest is noted." in main(client, "item", ahead.pk)


# Afterwards


def test_an_interest_found_afterwards_is_corrected_in_public(client, clerk, round, item):
    made = round.decide(item)
    assert "An interest was found" in main(client, "decision", made.slug)
    main(client, "correct", made.slug)

    post(client, "correct", made.slug, person=round.people["Ola"].pk, because="Her brother runs it")

    assert Correction.objects.get().stands
    client.logout()
    assert "Corrected: After SG/26/01 was decided it was found that Ola Weir had an interest" in main(
        client, "decision", made.slug
    )


def test_what_is_confidential_is_opened_by_a_deed_and_never_shown_to_the_public(client, clerk, round, item):
    made = round.decide(item, confidential="The other bid was £9,000.", public_text="Help is bought.")
    assert "The other bid" not in main(client, "decision", made.slug)
    assert "That you opened it is noted" in main(client, "open_confidential", made.slug)
    shown = read(post(client, "open_confidential", made.slug, status=200).content).one("main").text
    assert "The other bid was £9,000." in shown
    assert Entry.objects.filter(deed="governance.open_confidential").count() == 1

    client.logout()
    page = main(client, "decision", made.slug)
    assert "Help is bought." in page
    assert DECISION["text"] not in page
    assert "confidential" not in page
    assert client.get(url("open_confidential", made.slug)).status_code in (302, 403)
    assert b"9,000" not in client.get(url("notice", made.slug)).content
    assert queries.find_decisions("9,000") == []
    assert queries.find_decisions("Brightwell") == [], "the words of members are not searched by the public"


@pytest.mark.parametrize(
    ("name", "words"),
    [("Amir", ""), ("Beth", "You cannot see what is sealed"), ("Pat", "Only members of Strategic Group")],
)
def test_whoever_has_an_interest_or_no_seat_does_not_open_it(client, round, sitting, item, hillside, name, words):
    round.party(item, hillside)
    commands.depart(round.people["Beth"], meeting=sitting, by=round.clerk, at=clock.now())
    made = round.decide(item, confidential="A secret.", at=clock.now())
    round.people["Pat"] = cast.person("Pat Long", Role.STAFF, at=cast.school("Eastfield Primary"))
    as_(client, round, name)

    if words:
        text = told(client, "open_confidential", made.slug)
        assert words in text or "You cannot read this" in text
        assert "A secret." not in text
    else:
        assert "A secret." in read(post(client, "open_confidential", made.slug, status=200).content).one("main").text


def test_a_dispensation_is_recorded_on_a_decision_and_a_decision_comes_back(
    client, clerk, round, sitting, item, hillside
):
    round.party(item, hillside)
    commands.depart(round.people["Beth"], meeting=sitting, by=round.clerk, at=clock.now())
    made = round.decide(item, at=clock.now())
    main(client, "dispense", made.slug)
    until = {"until_on_day": 31, "until_on_month": 7, "until_on_year": 2027}
    post(
        client,
        "dispense",
        made.slug,
        person=round.people["Beth"].pk,
        organisation=hillside.pk,
        powers=["vote"],
        **until,
    )
    assert Dispensation.objects.get().may_vote

    main(client, "bring_back", made.slug)
    post(client, "bring_back", made.slug, meeting=sitting.pk, why=WhyBack.REVIEW)
    again = sitting.items.get(brings_back__isnull=False)
    assert "To look at it again: SG/26/01" in main(client, "item", again.pk)
    assert "What becomes of the earlier decision" in main(client, "decide", again.pk)
    post(client, "decide", again.pk, **drafted(round, "consensus"), does="rescinds")
    assert "Taken back by SG/26/02" in main(client, "decision", made.slug)
