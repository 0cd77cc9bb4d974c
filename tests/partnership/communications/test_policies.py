"""Every ruling on telling people things, tried without a database."""

import pytest

from collegiate.partnership.communications import policies
from collegiate.values import NOBODY, Held, Role, Standing, job
from tests.cast import TUESDAY


def standing(person_id: int, role: Role) -> Standing:
    return Standing(mark=f"person:{person_id}", day=TUESDAY, person_id=person_id, held=(Held(role),))


RUTH, CLERK, AUDITOR = (
    standing(1, Role.COORDINATOR),
    standing(2, Role.CLERK),
    standing(3, Role.AUDITOR),
)
HEAD, STRANGER = standing(4, Role.HEAD_TEACHER), Standing(mark="account:9", day=TUESDAY, signed_in=True)
NIGHTLY, POST = job("nightly_review", day=TUESDAY), job("post", day=TUESDAY)
LINK = job("unsubscribe_link", day=TUESDAY)

NOTIFY = "Only members of the partnership can send notices."
WRITE = "Only the coordinator or the clerk can write to members."
SEE = "Only the coordinator, the clerk and the auditor can see what was sent to others."
CHOOSE = "People choose for themselves what they are mailed about."
SEND = "What waits is sent by the partnership’s own post."


@pytest.mark.parametrize(
    ("standing", "notify", "write", "see", "choose_for_4", "post"),
    [
        (RUTH, "", "", "", CHOOSE, SEND),
        (CLERK, "", "", "", CHOOSE, SEND),
        (AUDITOR, "", WRITE, "", CHOOSE, SEND),
        (HEAD, "", WRITE, SEE, "", SEND),
        (NIGHTLY, "", WRITE, SEE, CHOOSE, SEND),
        (POST, "", WRITE, SEE, CHOOSE, ""),
        (LINK, "", WRITE, SEE, "", SEND),
        (STRANGER, NOTIFY, WRITE, SEE, CHOOSE, SEND),
        (NOBODY, NOTIFY, WRITE, SEE, CHOOSE, SEND),
    ],
)
def test_who_may_do_what(standing, notify, write, see, choose_for_4, post):
    assert policies.may_notify(standing).refusal == notify
    assert policies.may_write(standing).refusal == write
    assert policies.may_see_outbox(standing).refusal == see
    assert policies.may_choose_for(standing, 4).refusal == choose_for_4
    assert policies.may_post(standing).refusal == post
