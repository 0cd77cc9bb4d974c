"""Payments, and whom they wait for."""

from collegiate.improvement.fund.models import Payment, PaymentStage
from collegiate.values import Standing


def payments(*, viewer: Standing, waiting: bool = False) -> list[Payment]:
    """Return payments, newest first, perhaps only those that wait for somebody; none to somebody who is not a member."""
    if viewer.person_id is None:
        return []
    found = Payment.objects.select_related("commitment__decision", "payee").order_by("-requested_at", "pk")
    return list(found.filter(stage__in=[PaymentStage.REQUESTED, PaymentStage.AUTHORISED]) if waiting else found)


def get_payment(pk: int, *, viewer: Standing) -> Payment:
    """
    Return a payment with its commitment, decision and payee.

    :raises Payment.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Payment.DoesNotExist
    return Payment.objects.select_related(
        "commitment__decision", "commitment__fund", "payee", "requested_by", "authorised_by"
    ).get(pk=pk)
