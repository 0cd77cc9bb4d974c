"""A vote that waits lies on its member's desk, until they have voted."""

from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.governance.models import Choice, Method
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.partnership.governance.conftest import FOUR, brightwell, hillside, round  # noqa: F401 - scenes

pytestmark = pytest.mark.django_db


def lies(client, person):
    cast.sign_in(client, person)
    client.post(reverse("desk"), {"role": "group_member", "once": uuid4()})
    return client.get(reverse("home")).content.decode()


def test_a_vote_in_writing_needs_me_until_i_voted(client, round, monkeypatch):  # noqa: F811
    clock.stop(TUESDAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    decision = round.in_writing(round.item(round.plan()))
    tom, amir = round.people["Tom"], round.people["Amir"]

    assert "Vote: Coaching for new leaders" in lies(client, amir)
    assert f"Until {moment(decision.closes_at)}" in lies(client, amir)
    round.vote(decision, Amir=Choice.FOR, at=MORNING)
    assert "Vote: Coaching" not in lies(client, amir)
    assert "Vote: Coaching" in lies(client, tom)


def test_a_ballot_open_in_the_room_needs_those_who_were_there(client, round, monkeypatch):  # noqa: F811
    clock.stop(TUESDAY)
    monkeypatch.setattr(clock, "now", lambda: FOUR)
    meeting = round.open()
    round.come(meeting, "Tom", "Amir", "Grace")
    round.open_vote(round.item(meeting), Method.SECRET)

    assert "The vote is open now" in lies(client, round.people["Amir"])
    assert "Vote: Coaching" not in lies(client, round.people["Ola"])
