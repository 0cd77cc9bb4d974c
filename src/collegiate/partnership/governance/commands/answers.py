"""You said, we did: what is done with what a group that advises said."""

from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import Answer, Consideration
from collegiate.values import Standing


@deed
def answer(consideration: Consideration, *, taken_up: bool, text: str, by: Standing, at: datetime) -> Answer:
    """
    Answer what a group that advises said: what was done, or why it is not taken up; it is final.

    :raises NotAllowed: if they may not, nothing was said, it is answered, or the paper is decided on
    """
    found = Consideration.objects.select_for_update(of=("self",)).select_related("paper")
    consideration = found.get(pk=consideration.pk)
    policies.may_answer(
        by,
        consideration,
        deciding=queries.deciding(consideration.paper),
        decided=queries.is_decided(consideration.paper),
        answered=Answer.objects.filter(consideration=consideration).exists(),
    ).insist()
    made = Answer.objects.create(
        consideration=consideration, taken_up=taken_up, text=text, answered_at=at, answered_by_id=by.somebody
    )
    note("governance.answer", subject=made, because=consideration, data={"taken_up": taken_up})
    return made
