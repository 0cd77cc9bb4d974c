"""Pages of payments: which wait for whom, what one is for, and whose hands it went through."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import page
from collegiate.foundation.ui.showing import moment
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.models import WAITING, AuthorisationLimit, Fund, Payment, PaymentStage

ON_A_PAGE = 50
KINDS: dict[str, TagKind] = {
    PaymentStage.REQUESTED: "waiting",
    PaymentStage.CHECKED: "waiting",
    PaymentStage.AUTHORISED: "waiting",
    PaymentStage.SENT: "kept",
    PaymentStage.RECONCILED: "kept",
    PaymentStage.RETURNED: "harm",
    PaymentStage.REVERSED: "quiet",
    PaymentStage.REFUSED: "quiet",
}
BUTTONS = {"check": "Check this payment", "authorise": "Authorise this payment", "send": "Record that it is sent"}


@allowed_to(policies.may_see_books)
@require_safe
def payments(request: SignedInRequest) -> HttpResponse:
    """List payments, those that wait for somebody counted first, and say how many people authorise one."""
    found = queries.payments(viewer=request.standing)
    rows = [
        [
            Link(one.memo, reverse("fund:payment", args=[one.pk])),
            one.payee.name,
            one.amount,
            Tag(one.get_stage_display(), KINDS[one.stage]),
        ]
        for one in found
    ]
    pages = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    limits = queries.limits_now()
    return page(
        request,
        "fund/payments.html",
        waiting=sum(one.stage in WAITING for one in found),
        to_ask=len(queries.to_ask_under(viewer=request.standing)),
        limits=[_limit(pot, limits.get(pot.pk)) for pot in queries.funds()],
        pages=pages,
        table=Table(
            "Payments, newest first",
            [Column("For"), Column("To"), Column("Amount", numeric=True), Column("Stage")],
            list(pages),
            quiet_caption=True,
            stack=True,
        ),
    )


@allowed_to(policies.may_ask_at_all)
@require_safe
def to_ask(request: SignedInRequest) -> HttpResponse:
    """List what decisions promised and nobody asked for yet, each leading to where it is asked for."""
    pages = Paginator(queries.to_ask_under(viewer=request.standing), ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "fund/to_ask.html",
        found=pages.paginator.count,
        pages=pages,
        table=Table(
            "What can still be asked for, by what it is for",
            [Column("For"), Column("Decision"), Column("Can still be asked for", numeric=True)],
            [
                [
                    Link(one.what_for, reverse("fund:ask", args=[one.pk])),
                    Link(one.decision.reference, reverse("governance:decision", args=[one.decision.slug])),
                    one.unasked,
                ]
                for one in pages
            ],
            quiet_caption=True,
            stack=True,
        ),
    )


def _limit(pot: Fund, limit: AuthorisationLimit | None) -> tuple[str, Link]:
    """Return how many people authorise a payment from a fund, in words, and where that is set."""
    said = f"{pot.name}: one person authorises up to {limit.amount}, two above it." if limit else ""
    return (
        said or f"{pot.name}: two people authorise every payment.",
        Link("Since when, and who said so", reverse("fund:limit", args=[pot.pk]), hidden=f"for {pot.name}"),
    )


@allowed_to(policies.may_see_books)
@require_safe
def payment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a payment, everything that happened to it, and the next deed or why it is not the viewer's."""
    found = queries.get_payment(pk, viewer=request.standing)
    limit = queries.limit_of(found.commitment.fund_id)
    waiting = queries.waiting(found, viewer=request.standing, limit=limit) if found.stage in WAITING else None
    return page(
        request,
        "fund/payment.html",
        payment=found,
        lines=about(found),
        tag=Tag(found.get_stage_display(), KINDS[found.stage]),
        next=waiting,
        missing=max(waiting.needed - waiting.authorised, 1) if waiting and waiting.step == "authorise" else 0,
        limit=limit,
        button=BUTTONS[waiting.step] if waiting else "",
        url=reverse(f"fund:{waiting.step}", args=[pk]) if waiting else "",
        ways=_ways(request, found),
        history=Table(
            "What happened", [Column("When"), Column("What"), Column("Who")], list(_history(found)), stack=True
        ),
    )


def _ways(request: SignedInRequest, payment: Payment) -> list[Link]:
    """Return what else the viewer may do about a payment."""
    by = request.standing
    ways = [
        ("Refuse this payment", "refuse", policies.may_refuse(by, payment)),
        ("The bank sent it back", "returned", policies.may_return(by, payment)),
        (
            "Ask for it again",
            "ask_again",
            policies.may_ask_again(by, payment, again=queries.asked_again_as(payment) is not None),
        ),
    ]
    return [Link(text, reverse(f"fund:{name}", args=[payment.pk])) for text, name, ruling in ways if ruling]


def about(payment: Payment) -> list[Line]:
    """Return what a payment is: to whom, for what, on the strength of which decision, and what it stands instead of."""
    decision = payment.commitment.decision
    lines = [
        Line("To", payment.payee.name),
        Line("Amount", payment.amount),
        Line("For", payment.memo),
        Line("From", payment.commitment.fund.name),
        Line("On the strength of", Link(str(decision), reverse("governance:decision", args=[decision.slug]))),
    ]
    if payment.grounds:
        lines.append(Line("What shows that it is due", payment.grounds))
    if payment.instead_of is not None:
        lines.append(Line("Instead of", _link("The payment that the bank returned", payment.instead_of)))
    if (again := queries.asked_again_as(payment)) is not None:
        lines.append(Line("Asked for again", _link("The payment that takes its place", again)))
    return lines


def _link(text: str, payment: Payment) -> Link:
    return Link(text, reverse("fund:payment", args=[payment.pk]))


def _history(payment: Payment) -> Iterator[list[object]]:
    """Yield when, what and who of everything that happened to a payment, in its order."""
    yield [moment(payment.requested_at), "Asked for", str(payment.requested_by)]
    if payment.checked_at:
        yield [moment(payment.checked_at), "Checked", str(payment.checked_by)]
    for one in payment.authorisations.all():
        yield [moment(one.authorised_at), "Authorised", str(one.authorised_by)]
    if payment.refused_at:
        yield [moment(payment.refused_at), f"Refused: {payment.refused_because}", str(payment.refused_by)]
    entry = payment.entry
    if entry is None:
        return
    sent = Link("Sent", reverse("fund:entry", args=[entry.pk]), hidden="as the ledger has it")
    yield [entry.on, sent, str(entry.posted_by)]
    if (seen := queries.reconciled_on(payment)) is not None:
        yield [seen.on, "Seen by the bank, and reconciled", str(seen.reconciled_by)]
    if (back := getattr(entry, "reversed_by", None)) is not None:
        what = "Returned by the bank" if payment.stage == PaymentStage.RETURNED else "Taken back"
        yield [back.on, Link(f"{what}: {back.because}", reverse("fund:entry", args=[back.pk])), str(back.posted_by)]
