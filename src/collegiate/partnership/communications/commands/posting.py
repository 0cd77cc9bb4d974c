"""
The post: taking a mail from the queue, and settling what became of it.

Mail goes out between two transactions, never within one. Whoever is interrupted leaves a mail marked as being
sent, which nobody takes again by themselves: better one that a person must look at than one that arrives twice.
"""

from datetime import datetime, timedelta

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.communications import policies, queries
from collegiate.partnership.communications.models import Delivery, Fault, Notice, State
from collegiate.values import Refused, Standing

PATIENCE = timedelta(hours=1)  # after which a mail that is being sent is not being sent any more
MOST_TRIES = 5


class NotToTryAgain(Refused):
    """The mail did not fail."""


@deed
def take_next(notice: Notice, *, began: datetime, by: Standing, at: datetime) -> Delivery | None:
    """
    Take the next mail of a notice from the queue, with its person; None when there is none.

    What was put back since the post `began` is left for the next post. Whoever was put on the list of addresses never mailed, or chose not to be mailed, since the notice was written is
    passed over. Two posts never take the same mail.

    :raises NotAllowed: if it is not the post that asks
    """
    policies.may_post(by).insist()
    while delivery := queries.next_in_line(notice, day=by.day, began=began):
        fault = queries.not_to_mail([delivery.person], topic=notice.topic).get(delivery.person_id)
        if fault is None:
            delivery.state, delivery.taken_at, delivery.tries = State.SENDING, at, delivery.tries + 1
            delivery.save(update_fields=["state", "taken_at", "tries"])
            return delivery
        delivery.state, delivery.error = State.SUPPRESSED, fault
        delivery.save(update_fields=["state", "error"])
    return None


@deed
def settle(delivery: Delivery, *, state: State, fault: str = "", by: Standing, at: datetime) -> Delivery:
    """
    Write down what became of a mail that was taken: sent, kept here, failed, or back in the queue for another try.

    :raises NotAllowed: if it is not the post that asks
    """
    policies.may_post(by).insist()
    if state == State.QUEUED and delivery.tries >= MOST_TRIES:
        state, fault = State.FAILED, Fault.REFUSED
    delivery.state, delivery.error = state, fault
    delivery.sent_at = at if state == State.SENT else None
    delivery.save(update_fields=["state", "error", "sent_at"])
    return delivery


@deed
def report(notice: Notice, *, by: Standing, at: datetime) -> dict[str, int]:
    """
    Put into the record how far the sending of a notice has come: how many mails are in which state.

    :raises NotAllowed: if it is not the post that asks
    """
    policies.may_post(by).insist()
    counts = queries.counts(notice)
    note("communications.report", subject=notice, data=counts)
    return counts


@deed
def give_up_on(notice: Notice, *, by: Standing, at: datetime) -> int:
    """
    Mark as failed what was being sent when a machine stopped; return how many. A person decides whether to try again.

    :raises NotAllowed: if it is not the post that asks
    """
    policies.may_post(by).insist()
    broken_off = Delivery.objects.filter(notice=notice, state=State.SENDING, taken_at__lt=at - PATIENCE)
    how_many = broken_off.update(state=State.FAILED, error=Fault.NO_ANSWER)
    note("communications.give_up_on", subject=notice, data={"mails": how_many})
    return how_many


@deed
def try_again(delivery: Delivery, *, by: Standing, at: datetime) -> Delivery:
    """
    Put a mail that failed back into the queue.

    :raises NotAllowed: if they may not write to members
    :raises NotToTryAgain: if it did not fail
    """
    policies.may_write(by).insist()
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state != State.FAILED:
        raise NotToTryAgain("Only a mail that failed can be tried again.")
    delivery.state, delivery.error, delivery.tries, delivery.taken_at = State.QUEUED, "", 0, None
    delivery.save(update_fields=["state", "error", "tries", "taken_at"])
    note("communications.try_again", subject=delivery)
    return delivery
