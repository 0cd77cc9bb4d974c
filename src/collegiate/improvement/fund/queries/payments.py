"""Payments: whom they wait for, who has done what, and how many must authorise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet, Sum

from collegiate.improvement.fund import policies
from collegiate.improvement.fund.models import (
    BANK,
    WAITING,
    Authorisation,
    AuthorisationLimit,
    Commitment,
    Leg,
    Payment,
    PaymentStage,
    Reconciliation,
)
from collegiate.partnership.members.models import Organisation
from collegiate.values import Ruling, Standing

STEPS = {PaymentStage.REQUESTED: "check", PaymentStage.CHECKED: "authorise", PaymentStage.AUTHORISED: "send"}


@dataclass(frozen=True, slots=True)
class WaitingPayment:
    """A payment that waits, for which step, with what keeps the viewer from taking it ("" if nothing)."""

    payment: Payment
    step: str
    refusal: str
    authorised: int
    needed: int


def _found() -> QuerySet[Payment]:
    given = Authorisation.objects.select_related("authorised_by").order_by("pk")
    return Payment.objects.select_related("commitment__decision", "commitment__fund", "payee").prefetch_related(
        Prefetch("authorisations", queryset=given)
    )


def payments(*, viewer: Standing) -> list[Payment]:
    """Return payments with their payees, newest first; none to somebody who is not a member."""
    if viewer.person_id is None:
        return []
    return list(Payment.objects.select_related("payee").order_by("-requested_at", "-pk"))


def to_ask_under(*, viewer: Standing) -> list[Commitment]:
    """Return the commitments under which the viewer can ask for a payment, by what they are for; asks nothing if there is no such."""
    if not policies.may_ask_at_all(viewer):
        return []
    found = Commitment.objects.filter(by_claim=False, committed_pence__gt=F("payable_pence") + F("released_pence"))
    return list(found.select_related("decision").order_by("what_for", "pk"))


def share_of(commitment: Commitment) -> Organisation | None:
    """Return the school whose share by need a commitment is; None where it is no share."""
    return Organisation.objects.filter(allocations__commitment=commitment).prefetch_related("identifiers").first()


def waiting_payments(*, viewer: Standing) -> list[WaitingPayment]:
    """Return the payments that wait for somebody, the oldest first, each with its next step; none to the public. Three queries."""
    if viewer.person_id is None:
        return []
    limits = limits_now()
    found = _found().filter(stage__in=WAITING).order_by("requested_at", "pk")
    return [waiting(one, viewer=viewer, limit=limits.get(one.commitment.fund_id)) for one in found]


def waiting(payment: Payment, *, viewer: Standing, limit: AuthorisationLimit | None) -> WaitingPayment:
    """Return the next step of a payment that waits; it asks nothing where its authorisations are fetched."""
    already = authorised_by(payment)
    stage = PaymentStage(payment.stage)
    rulings: dict[PaymentStage, Ruling] = {
        PaymentStage.REQUESTED: policies.may_check(viewer, payment),
        PaymentStage.CHECKED: policies.may_authorise(viewer, payment, already=already),
        PaymentStage.AUTHORISED: policies.may_send(viewer, payment),
    }
    needed = policies.authorisers_needed(payment.amount, limit)
    return WaitingPayment(payment, STEPS[stage], rulings[stage].refusal, len(already), needed)


def authorised_by(payment: Payment) -> frozenset[int]:
    """Return the keys of the people who authorised a payment."""
    return frozenset(one.authorised_by_id for one in payment.authorisations.all())


def get_payment(pk: int, *, viewer: Standing) -> Payment:
    """
    Return a payment with everything its page shows: who did what, its entry, what took it back, and what came instead.

    :raises Payment.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Payment.DoesNotExist
    people = ("requested_by", "checked_by", "refused_by", "entry__posted_by", "entry__reversed_by__posted_by")
    return _found().select_related(*people, "instead_of", "asked_again_as").get(pk=pk)


def asked_again_as(payment: Payment) -> Payment | None:
    """Return the payment that takes the place of one the bank returned, if there is one; `get_payment` fetched it."""
    return getattr(payment, "asked_again_as", None)


def limit_of(fund_id: int) -> AuthorisationLimit | None:
    """Return the limit in force of a fund; None where none was set, and two people authorise everything."""
    return AuthorisationLimit.objects.filter(fund=fund_id).order_by("-version").first()


def limits_now() -> dict[int, AuthorisationLimit]:
    """Return the limit in force of every fund that has one, by the fund's key. One query."""
    return {one.fund_id: one for one in AuthorisationLimit.objects.order_by("fund", "version")}


def limits(fund_id: int) -> list[AuthorisationLimit]:
    """Return every limit a fund has had, the one in force first."""
    found = AuthorisationLimit.objects.filter(fund=fund_id).select_related("decision", "set_by")
    return list(found.order_by("-version"))


def seen_by_the_bank(*, until_on: date) -> list[Payment]:
    """Return the payments sent that the bank shows whole by a reconciled day, by the lines their entries are matched with."""
    seen = (
        Leg.objects.filter(account__code=BANK, entry__payment__stage=PaymentStage.SENT, matches__line__on__lte=until_on)
        .annotate(seen=Sum("matches__pence"))
        .filter(seen=F("pence"))
    )
    return list(Payment.objects.filter(entry__in=seen.values("entry")).order_by("pk"))


def reconciled_on(payment: Payment) -> Reconciliation | None:
    """Return the first reconciled day by which the bank shows a payment; None before it does."""
    lines = Leg.objects.filter(entry=payment.entry_id, account__code=BANK).values_list("matches__line__on", flat=True)
    days: Iterable[date] = [one for one in lines if one is not None]
    if payment.entry_id is None or not days:
        return None
    found = Reconciliation.objects.filter(on__gte=max(days)).select_related("reconciled_by").order_by("on")
    return found.first()
